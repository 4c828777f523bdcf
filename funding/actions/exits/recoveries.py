"""What was paid and has to come back: the claim, and the payments that arrive."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from funding.actions.exits.letters import tell
from funding.actions.money import Ground, hold, take_back
from funding.engine.interest import RateUnknown, Statement, split
from funding.enums import RecoveryState
from funding.models import Award, Recovery, RecoveryPayment
from funding.policies import ExitRefused, written
from funding.queries.exits.recoveries import capital_left, statement_of, unclaimed
from wecare.accounts.models import Person
from wecare.acts.models import Act
from wecare.core import clock, events
from wecare.core.money import ZERO, format_amount


def claim(
    *, award: Award, key: str, reason: str, act: Act | None, days: int, by: Person
) -> Recovery | None:
    """Claim what was paid too much and nobody claimed yet, if there is any; once per key.

    Part of the action that made it too much: the award is held. Interest runs from the day after the
    act, or from today: that of the demand (art. 2033 c.c.).
    """
    if existing := Recovery.objects.filter(key=key).first():
        return existing
    capital = unclaimed(award)
    if capital <= ZERO:
        return None
    today = clock.today()
    recovery = Recovery.objects.create(
        key=key,
        award=award,
        capital=capital,
        reason=reason,
        act=act,
        since=act.adopted_on if act and act.adopted_on else today,
        pay_by=today + timedelta(days=days),
        opened_by=by,
        opened_at=clock.now(),
    )
    events.record(
        "recovery.opened",
        subject=recovery,
        actor=by,
        protocol=award.submission.protocol,
        capital=capital,
        act=str(act) if act else None,
    )
    tell(
        award,
        "recovery_opened",
        key=f"recovery/{recovery.pk}",
        amount=capital,
        reason=reason,
        until=recovery.pay_by,
        act=str(act) if act else "",
    )
    return recovery


@transaction.atomic
def run_from(*, recovery: Recovery, since: date, reason: str, by: Person) -> Recovery:
    """Let the interest run from another day, as of who was in bad faith; before anything came back.

    :raises ExitRefused: if something came already, the day is before the award or after the demand.
    """
    recovery = held(recovery)
    why = written(reason, lacking=_("Scrivi perché gli interessi corrono da un altro giorno."))
    if recovery.payments.exists():
        raise ExitRefused(
            _("È già arrivato un pagamento: il giorno da cui corrono gli interessi non si cambia.")
        )
    first, last = localdate(recovery.award.granted_at), localdate(recovery.opened_at)
    if not first <= since <= last:
        raise ExitRefused(
            _(
                "Gli interessi corrono al più presto dal %(first)s, quando il contributo è stato "
                "concesso, e al più tardi dal %(last)s. Hai scritto il %(typed)s."
            )
            % {
                "first": f"{first:%d/%m/%Y}",
                "last": f"{last:%d/%m/%Y}",
                "typed": f"{since:%d/%m/%Y}",
            }
        )
    recovery.since = since
    recovery.save(update_fields=["since"])
    events.record("recovery.runs_from", subject=recovery, actor=by, since=since, reason=why)
    return recovery


@transaction.atomic
def receive(
    *, recovery: Recovery, amount: Decimal, received_on: date, reference: str, by: Person
) -> RecoveryPayment:
    """Record a payment that arrived: it covers the interest first, then the capital (art. 1194 c.c.).

    The capital goes back to the lot in the same transaction; with its last cent the claim is closed.
    The same reference is one payment.

    :raises ExitRefused: if the claim is closed, the day is to come or before what came already, the
        amount is above what is due that day, or the reference is of another payment.
    """
    recovery = held(recovery)
    said = written(reference, lacking=_("Scrivi il riferimento del pagamento: CRO o quietanza."))[
        :100
    ]
    if existing := recovery.payments.filter(reference=said).first():
        if (existing.amount, existing.received_on) == (amount, received_on):
            return existing
        raise ExitRefused(
            _("Il pagamento %(reference)s è già registrato: %(amount)s del %(on)s.")
            % {
                "reference": said,
                "amount": format_amount(existing.amount),
                "on": f"{existing.received_on:%d/%m/%Y}",
            }
        )
    check_open(recovery)
    _check_day(recovery, received_on)
    due = due_on(recovery, received_on)
    if not ZERO < amount <= due.due:
        raise ExitRefused(
            _(
                "Al %(on)s sono dovuti %(due)s: %(capital)s di capitale e %(interest)s di interessi. "
                "Hai scritto %(amount)s."
            )
            % {
                "on": f"{received_on:%d/%m/%Y}",
                "due": format_amount(due.due),
                "capital": format_amount(due.capital),
                "interest": format_amount(due.interest),
                "amount": format_amount(amount),
            }
        )
    parts = split(amount, due)
    payment = RecoveryPayment.objects.create(
        recovery=recovery,
        reference=said,
        received_on=received_on,
        amount=amount,
        interest=parts.interest,
        capital=parts.capital,
        recorded_by=by,
        recorded_at=clock.now(),
    )
    award = recovery.award
    if parts.capital:
        take_back(award=award, amount=parts.capital, ground=_ground(recovery, payment), by=by)
    left = capital_left(recovery)
    events.record(
        "recovery.received",
        subject=recovery,
        actor=by,
        reference=said,
        on=received_on,
        capital=parts.capital,
        interest=parts.interest,
    )
    tell(
        award,
        "recovery_received",
        key=f"recovery-payment/{payment.pk}",
        amount=amount,
        interest=parts.interest,
        capital=parts.capital,
        left=left,
    )
    if left == ZERO:
        _close(recovery, by=by)
    return payment


def due_on(recovery: Recovery, on: date) -> Statement:
    """What is due of the claim on a day.

    :raises ExitRefused: if interest would run before the first rate that is known.
    """
    try:
        return statement_of(recovery, at=on)
    except RateUnknown as problem:
        raise ExitRefused(
            _("Manca il saggio degli interessi legali del %(day)s: va aggiunto alla tabella.")
            % {"day": f"{problem.day:%d/%m/%Y}"}
        ) from problem


def held(recovery: Recovery) -> Recovery:
    """The claim as it stands, its award held before."""
    award = hold(recovery.award_id)
    found = Recovery.objects.select_for_update(of=("self",)).get(pk=recovery.pk)
    found.award = award
    return found


def _ground(recovery: Recovery, payment: RecoveryPayment) -> Ground:
    act = recovery.act
    return Ground(
        key=f"recovery-payment/{payment.pk}",
        cause=f"Recupero {recovery.award.submission.protocol}, {payment.reference}",
        reference=str(act) if act else f"Recupero n. {recovery.pk}",
        basis=act.key if act else recovery.key,
        act=act,
        on=payment.received_on,
    )


def check_open(recovery: Recovery) -> None:
    """Something is still to come.

    :raises ExitRefused: otherwise.
    """
    if not recovery.is_open:
        raise ExitRefused(_("La somma è già restituita per intero: non c'è altro da registrare."))


def _check_day(recovery: Recovery, on: date) -> None:
    today = clock.today()
    last = recovery.payments.order_by("-received_on", "-pk").first()
    first = max(recovery.since, last.received_on) if last else recovery.since
    if not first <= on <= today:
        raise ExitRefused(
            _("Il giorno del pagamento va dal %(first)s al %(today)s. Hai scritto il %(typed)s.")
            % {
                "first": f"{first:%d/%m/%Y}",
                "today": f"{today:%d/%m/%Y}",
                "typed": f"{on:%d/%m/%Y}",
            }
        )


def _close(recovery: Recovery, *, by: Person) -> None:
    recovery.state, recovery.closed_at = RecoveryState.CLOSED.value, clock.now()
    recovery.save(update_fields=["state", "closed_at"])
    events.record("recovery.closed", subject=recovery, actor=by, capital=recovery.capital)
    tell(
        recovery.award,
        "recovery_closed",
        key=f"recovery/{recovery.pk}/closed",
        amount=recovery.capital,
    )
