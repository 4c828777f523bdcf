"""Plans and payments: what stands of an award, what waits on each desk, who may approve how much."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from applicants.models import Organisation
from calls.enums import OrganisationKind
from calls.models import Call, Measure
from funding.engine.payments import CLOSED, Habit, Share
from funding.enums import (
    AwardState,
    InstalmentKind,
    PaymentOutcome,
    PaymentState,
    RecoveryState,
)
from funding.models import (
    Award,
    PaymentApproval,
    PaymentCheck,
    PaymentHabit,
    PaymentOrder,
    PaymentPlan,
    PaymentRequest,
    PlanInstalment,
    Recovery,
    SpendingLimit,
    Surety,
    Transfer,
    TwoPeopleRule,
)
from wecare.accounts.models import Person
from wecare.core.money import ZERO

_CLOSED = [state.value for state in CLOSED]
_PUBLIC = frozenset(
    {
        OrganisationKind.ENTE_GESTORE,
        OrganisationKind.COMUNE,
        OrganisationKind.UNIONE,
        OrganisationKind.ASL,
        OrganisationKind.SCHOOL,
        OrganisationKind.UNIVERSITY,
        OrganisationKind.PUBLIC_BODY,
    }
)
_MOVING = [PaymentState.ORDERED.value]


def is_private(organisation: Organisation) -> bool:
    """Whether an advance to it wants a surety: public bodies give none."""
    return organisation.kind not in {kind.value for kind in _PUBLIC}


def habit_of(call: Call) -> Habit:
    """How awards of the call are paid unless a plan says otherwise; demonstrative where nobody said."""
    found = PaymentHabit.objects.filter(call=call).order_by("-id").first()
    if found is None:
        return Habit()
    return Habit(found.advance, found.interim, found.needs_report, found.surety_days)


def has_own_habit(call: Call) -> bool:
    """Whether somebody said how its awards are paid."""
    return PaymentHabit.objects.filter(call=call).exists()


def plan_of(award: Award) -> PaymentPlan | None:
    """The plan that counts, its instalments at hand."""
    rows = Prefetch("instalments", PlanInstalment.objects.order_by("sequence"))
    plans = PaymentPlan.objects.filter(award=award).select_related("written_by")
    return plans.prefetch_related(rows).order_by("-version").first()


def shares_of(plan: PaymentPlan) -> tuple[Share, ...]:
    """The instalments of a plan as values."""
    return tuple(
        Share(InstalmentKind(row.kind), row.amount, row.percent, row.needs_report)
        for row in plan.instalments.all()
    )


def requests_of(award: Award) -> QuerySet[PaymentRequest]:
    """Every request for the project of the award, also for an award that this one replaced."""
    return (
        PaymentRequest.objects.filter(award__submission=award.submission_id)
        .select_related("award", "asked_by")
        .order_by("award_id", "number")
    )


def open_of(award: Award) -> QuerySet[PaymentRequest]:
    """Those that are neither paid nor withdrawn."""
    return requests_of(award).exclude(state__in=_CLOSED)


def paid_or_on_the_way(
    award: Award, *, kind: InstalmentKind | None = None, besides: PaymentRequest | None = None
) -> Decimal:
    """Euro of the project's requests that are paid or open: what is proposed, else what is asked."""
    found = requests_of(award).exclude(state=PaymentState.WITHDRAWN.value)
    return _sum(found, kind, besides)


def on_the_way(award: Award, *, besides: PaymentRequest | None = None) -> Decimal:
    """Euro of the project's open requests: what is proposed, else what is asked."""
    return _sum(open_of(award), None, besides)


def ordered_of(*awards: Award) -> PaymentRequest | None:
    """A payment of these projects that the bank has been told of and has not answered, if there is one."""
    projects = [award.submission_id for award in awards]
    found = PaymentRequest.objects.filter(award__submission__in=projects, state__in=_MOVING)
    return found.select_related("award__submission").order_by("id").first()


def has_payments(award: Award) -> bool:
    """Whether anything of the project was paid or told to the bank."""
    states = [*_MOVING, PaymentState.PAID.value]
    return requests_of(award).filter(state__in=states).exists()


def surety_of(payment: PaymentRequest) -> Surety | None:
    """The last surety that came with the request."""
    return payment.sureties.select_related("file").order_by("-id").first()


def open_ones() -> QuerySet[PaymentRequest]:
    """Every request that is neither paid nor withdrawn."""
    return PaymentRequest.objects.exclude(state__in=_CLOSED)


def sureties_needed() -> QuerySet[Surety]:
    """The last surety of each request that is open or paid, as long as it secures something.

    Until the balance of the project is paid or its award is closed or ends; longer while something is
    claimed back.
    """
    project = OuterRef("payment__award__submission")
    later = Surety.objects.filter(payment=OuterRef("payment"), pk__gt=OuterRef("pk"))
    runs = Award.objects.filter(
        submission=project, state=AwardState.GRANTED.value, closure__isnull=True
    )
    balance = PaymentRequest.objects.filter(
        award__submission=project,
        kind=InstalmentKind.BALANCE.value,
        state=PaymentState.PAID.value,
    )
    claims = Recovery.objects.filter(award__submission=project, state=RecoveryState.OPEN.value)
    return (
        Surety.objects.exclude(payment__state=PaymentState.WITHDRAWN.value)
        .filter(~Exists(later))
        .filter((Exists(runs) & ~Exists(balance)) | Exists(claims))
    )


def last_check(payment: PaymentRequest) -> PaymentCheck | None:
    """The check that counts now: the last one of this sending, if it proposes something."""
    found = (
        payment.checks.filter(round=payment.round)
        .select_related("checked_by")
        .order_by("-id")
        .first()
    )
    return found if found is not None and found.proposed is not None else None


def approvals_of(check: PaymentCheck) -> QuerySet[PaymentApproval]:
    """What was decided on it, in order."""
    return check.approvals.select_related("decided_by", "limit").order_by("step")


def limit_of(person: Person, on: date) -> SpendingLimit | None:
    """The highest limit within which the person approves payments on a day."""
    return live_limits(on).filter(person=person).order_by("-up_to", "id").first()


def live_limits(on: date) -> QuerySet[SpendingLimit]:
    """The limits that hold on a day."""
    return SpendingLimit.objects.filter(Q(until=None) | Q(until__gte=on), since__lte=on)


def limits() -> QuerySet[SpendingLimit]:
    """All of them, also those that ended."""
    return SpendingLimit.objects.select_related("person", "set_by").order_by("-id")


def two_people_above(measure: Measure) -> Decimal:
    """Above how many euro a payment of the measure is approved by two; zero, always, until somebody says."""
    found = TwoPeopleRule.objects.filter(measure=measure).order_by("-id").first()
    return ZERO if found is None else found.above


def two_people_rules() -> dict[int, TwoPeopleRule]:
    """Measure → the rule that counts."""
    rows = TwoPeopleRule.objects.select_related("measure", "set_by").order_by("id")
    return {row.measure_id: row for row in rows}


def on_payment_desk() -> QuerySet[PaymentRequest]:
    """Every request with what lists and pages say of it, the oldest first."""
    rejected = Transfer.objects.filter(
        payment=OuterRef("pk"), outcome=PaymentOutcome.REJECTED.value
    )
    return (
        PaymentRequest.objects.select_related(
            "asked_by",
            "award__organisation",
            "award__submission__application",
            "award__decree__act",
            "award__decree__ranked_list__call__line__measure",
            "award__decree__ranked_list__call__fund",
            "award__decree__ranked_list__rulebook",
        )
        .defer(
            "award__submission__content",
            "award__decree__ranked_list__input",
            "award__decree__ranked_list__data",
        )
        .annotate(was_rejected=Exists(rejected))
        .order_by("asked_at", "id")
    )


def waiting_in(state: PaymentState) -> QuerySet[PaymentRequest]:
    """Those in one state, the oldest first."""
    return on_payment_desk().filter(state=state.value)


def how_many_wait() -> dict[str, int]:
    """State → how many requests."""
    rows = open_ones().values_list("state")
    return dict(rows.annotate(count=Count("id")).order_by("state"))


def orders() -> QuerySet[PaymentOrder]:
    """Every order, the last first, with how many of its transfers wait for the bank."""
    waits = Count("transfers", filter=Q(transfers__outcome=None))
    return (
        PaymentOrder.objects.select_related("made_by", "xml", "csv")
        .annotate(waiting=waits)
        .order_by("-id")
    )


def transfers_of(order: PaymentOrder) -> QuerySet[Transfer]:
    """The rows of an order, in the order of its file."""
    return order.transfers.select_related("payment__award__organisation").order_by("id")


def told_to_the_bank(end_to_end: Iterable[str]) -> dict[str, Transfer]:
    """End-to-end id → its transfer, of those we know."""
    rows = Transfer.objects.filter(end_to_end__in=list(end_to_end))
    return {row.end_to_end: row for row in rows.select_related("payment__award").order_by("id")}


def _sum(
    rows: QuerySet[PaymentRequest], kind: InstalmentKind | None, besides: PaymentRequest | None
) -> Decimal:
    if kind is not None:
        rows = rows.filter(kind=kind.value)
    if besides is not None:
        rows = rows.exclude(pk=besides.pk)
    found = rows.order_by().aggregate(sum=Sum(Coalesce("proposed", "amount")))["sum"]
    return ZERO if found is None else found
