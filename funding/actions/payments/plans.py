"""How an award is paid: the habit of its call, and its own plan, changed before the first payment."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from calls.models import Call
from funding.actions.money import hold
from funding.actions.payments.rules import PaymentRefused, check_stands
from funding.engine.payments import MOST_INTERIM, Habit, Share, by_kind, proposed
from funding.enums import InstalmentKind
from funding.labels import INSTALMENT_KINDS
from funding.models import Award, PaymentHabit, PaymentPlan, PlanInstalment
from funding.queries.awards.standing import standing
from funding.queries.payments.requests import (
    habit_of,
    has_payments,
    is_private,
    open_of,
    paid_or_on_the_way,
    plan_of,
)
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.money import ZERO, format_amount, format_plain, portion, total

ALL = Decimal(100)


@transaction.atomic
def set_habit(*, call: Call, habit: Habit, by: Person) -> PaymentHabit:
    """Say how awards of the call are paid from now on, unless a plan says otherwise.

    :raises PaymentRefused: if advance and interim are more than all of it.
    """
    if habit.advance + habit.interim > ALL:
        raise PaymentRefused(
            _("Anticipo e acconti insieme sono al più il 100 %%. Qui sono il %(sum)s %%.")
            % {"sum": format_plain(habit.advance + habit.interim)}
        )
    Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    kept = PaymentHabit.objects.create(
        call=call,
        advance=habit.advance,
        interim=habit.interim,
        needs_report=habit.needs_report,
        surety_days=habit.surety_days,
        set_by=by,
        set_at=clock.now(),
    )
    events.record(
        "payment_habit.set",
        subject=kept,
        actor=by,
        call=call.code,
        advance=kept.advance,
        interim=kept.interim,
        needs_report=kept.needs_report,
        surety_days=kept.surety_days,
    )
    return kept


def suggested(award: Award) -> tuple[Share, ...]:
    """The instalments that the habit of the call gives to what the award is due now."""
    return proposed(standing(award).due, habit_of(award.decree.ranked_list.call))


def in_euro(shares: Sequence[Share], due: Decimal) -> tuple[Share, ...]:
    """The shares with the euro of each: where a per cent is written, that part of what is due.

    The balance is the rest, so that the sum is exact whatever the per cents round to.
    """
    known = [
        replace(share, amount=portion(due, share.percent)) if share.percent is not None else share
        for share in shares
        if share.kind is not InstalmentKind.BALANCE
    ]
    rest = due - total(share.amount for share in known)
    last = [share for share in shares if share.kind is InstalmentKind.BALANCE]
    return (*known, *(replace(share, amount=rest, percent=None) for share in last))


@transaction.atomic
def write(
    *,
    award: Award,
    shares: Sequence[Share],
    surety: bool,
    surety_days: int,
    by: Person,
) -> PaymentPlan:
    """Write the plan of the award, or a new version of it.

    After the first payment it changes only to follow what the award is due, where that changed.

    :raises PaymentRefused: if it does not add up to what is due, payments were made or asked, or the
        award ended.
    """
    award = hold(award)
    check_stands(award)
    due = standing(award).due
    before = plan_of(award)
    _check_may_change(award, before, due)
    _check_shares(award, shares, due)
    plan = PaymentPlan.objects.create(
        award=award,
        version=1 if before is None else before.version + 1,
        total=due,
        needs_surety=surety,
        surety_days=surety_days,
        written_by=by,
        written_at=clock.now(),
    )
    PlanInstalment.objects.bulk_create(
        PlanInstalment(
            plan=plan,
            sequence=number,
            kind=share.kind.value,
            amount=share.amount,
            percent=share.percent,
            needs_report=share.needs_report,
        )
        for number, share in enumerate(shares, start=1)
    )
    events.record(
        "payment_plan.written",
        subject=plan,
        actor=by,
        version=plan.version,
        total=plan.total,
        needs_surety=surety,
        surety_days=surety_days,
        instalments=[[share.kind.value, str(share.amount)] for share in shares],
    )
    return plan


def wants_surety(award: Award) -> bool:
    """Whether the beneficiary gives a surety for an advance unless the plan says otherwise."""
    return is_private(award.organisation)


def _check_may_change(award: Award, before: PaymentPlan | None, due: Decimal) -> None:
    waiting = open_of(award).first()
    if waiting is not None:
        raise PaymentRefused(
            _(
                "La richiesta n. %(number)s aspetta ancora: il piano cambia quando non ci sono "
                "richieste aperte."
            )
            % {"number": waiting.number}
        )
    if before is not None and before.total == due and has_payments(award):
        raise PaymentRefused(
            _("Il piano si cambia prima del primo pagamento: qui il primo pagamento è già fatto.")
        )


def _check_shares(award: Award, shares: Sequence[Share], due: Decimal) -> None:
    sums = by_kind(shares)
    count = sum(share.kind is InstalmentKind.INTERIM for share in shares)
    if count > MOST_INTERIM:
        raise PaymentRefused(
            _("Gli acconti sono al più %(most)s. Qui sono %(count)s.")
            % {"most": MOST_INTERIM, "count": count}
        )
    if any(share.amount <= ZERO for share in shares) or total(sums.values()) != due:
        raise PaymentRefused(
            _(
                "Le rate devono essere sopra zero e fare in tutto %(due)s, quanto vale il contributo. "
                "Qui fanno %(sum)s."
            )
            % {"due": format_amount(due), "sum": format_amount(total(sums.values()))}
        )
    for kind in InstalmentKind:
        used = paid_or_on_the_way(award, kind=kind)
        if used > sums.get(kind, ZERO):
            raise PaymentRefused(
                _("%(kind)s: sono già pagati %(used)s, il piano ne prevede %(planned)s.")
                % {
                    "kind": INSTALMENT_KINDS[kind],
                    "used": format_amount(used),
                    "planned": format_amount(sums.get(kind, ZERO)),
                }
            )
