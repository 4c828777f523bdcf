"""The money of an award moves: paid, taken away while it stands, given back, or all of it set free.

Each is one movement of the ledger with its key and its act or request; where several funds pay the
award it has a posting for each, so money stays on the fund it came from. Whoever moves money of an
award holds its line first, then the award, and the audit chain last: nobody waits in a circle.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from calls.enums import AidForm
from calls.models import Call
from calls.queries.books import hold_lines, places_of
from evaluation.actions import returned
from funding.actions import budget_years
from funding.engine.lifecycle import AWARD
from funding.engine.postings import payment, release, restitution
from funding.enums import AwardState, ReductionKind
from funding.models import Award, Closure, Reduction
from funding.queries.aid.forms import lacks_division, left_for
from funding.queries.awards.standing import on_desk, parts_in, standing
from funding.queries.payments.requests import ordered_of
from wecare.accounts.models import Person
from wecare.acts.models import Act
from wecare.core import clock, events
from wecare.core.components.formats import instant
from wecare.core.errors import DomainError
from wecare.core.money import ZERO, format_amount
from wecare.ledger.actions import post
from wecare.ledger.models import Movement


class MoneyRefused(DomainError):
    """Money of an award that cannot move so."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Why money moves: `key` of the movement, its cause in words, the act or the request behind it.

    `reference` is how people cite it, `basis` its key; `on` the day that counts, today if None; `form`
    the loan or the guarantee that it is money of.
    """

    key: str
    cause: str
    reference: str
    basis: str
    act: Act | None = None
    on: date | None = None
    form: AidForm = AidForm.GRANT


def hold(award: Award | int) -> Award:
    """The award as it stands, held until the commit; its line is held before.

    :raises Award.DoesNotExist: if there is none.
    """
    pk = award if isinstance(award, int) else award.pk
    hold_lines(places_of(_call_of(pk)))
    Award.objects.select_for_update(of=("self",)).get(pk=pk)
    return on_desk().get(pk=pk)


def _call_of(award: int) -> Call:
    calls = Call.objects.select_related("line__measure", "fund").defer("draft")
    found = calls.filter(ranked_lists__decree__awards=award).first()
    if found is None:
        raise Award.DoesNotExist(award)
    return found


@transaction.atomic
def pay(*, award: Award, amount: Decimal, ground: Ground, by: Person | None) -> Movement:
    """Pay `amount` euro of what stands committed to the award; the same key pays once.

    :raises MoneyRefused: if the award ended, or the amount is above what it has still to get.
    """
    award = hold(award)
    if done := Movement.objects.filter(key=ground.key).first():
        return done
    _check_stands(award)
    money = standing(award)
    if lacks_division(award):
        raise MoneyRefused(
            _(
                "Prima del primo pagamento si confermano le forme dell'aiuto: quanto è prestito o altro."
            )
        )
    most = min(money.committed, money.due - money.given, left_for(award, ground.form, money))
    if not ZERO < amount <= most:
        raise MoneyRefused(
            _(
                "Si possono pagare al più %(most)s: è quanto resta del contributo. Qui sono %(asked)s."
            )
            % {"most": format_amount(max(most, ZERO)), "asked": format_amount(amount)}
        )
    return _post("payment", payment(parts_in(award, money.out_of_committed(amount))), ground, by)


@transaction.atomic
def reduce(
    *, award: Award, kind: ReductionKind, amount: Decimal, reason: str, ground: Ground, by: Person
) -> Reduction:
    """Take `amount` euro away from an award that stands.

    What stands committed of it goes back to the lot at once, and the next scroll gives it out; what
    was paid already goes back as it is recovered.

    :raises MoneyRefused: if the award ended, the amount is above what the award is still worth, or the
        bank has not answered yet on a payment.
    """
    award = hold(award)
    if existing := Reduction.objects.filter(key=ground.key).first():
        return existing
    _check_stands(award)
    _check_bank_answered(award)
    money = standing(award)
    if not ZERO < amount <= money.due:
        raise MoneyRefused(
            _(
                "Si possono togliere al più %(most)s: è quanto vale il contributo. Qui sono %(asked)s."
            )
            % {"most": format_amount(money.due), "asked": format_amount(amount)}
        )
    freed = min(amount, money.committed)
    reduction = Reduction.objects.create(
        key=ground.key,
        award=award,
        kind=kind.value,
        amount=amount,
        freed=freed,
        reason=reason,
        act=ground.act,
        recorded_by=by,
        recorded_at=clock.now(),
    )
    if freed:
        parts = parts_in(award, money.out_of_committed(freed))
        _post("release", release(parts), ground, by)
        _tell(award, freed, ground, by)
    events.record(
        "award.reduced", subject=award, actor=by, kind=kind.value, amount=amount, freed=freed
    )
    return reduction


@transaction.atomic
def end(*, award: Award, ground: Ground, by: Person) -> Award:
    """End an award by an act of its own: what was not paid goes back to the lot at once.

    The application leaves the ranked list by `evaluation.actions.departures`, in the same transaction.

    :raises MoneyRefused: if the award ended already, no act says so, or the bank has not answered yet
        on a payment.
    """
    award = hold(award)
    _check_stands(award)
    _check_bank_answered(award)
    if ground.act is None:
        raise MoneyRefused(_("Un contributo finisce con un atto: qui non è indicato."))
    money = standing(award)
    award.state = AWARD.follow("release", AwardState(award.state)).value
    award.ended_act, award.ended_at = ground.act, clock.now()
    award.save(update_fields=["state", "ended_act", "ended_at"])
    if money.committed:
        parts = parts_in(award, money.out_of_committed(money.committed))
        _post("release", release(parts), ground, by)
    reduced = award.amount - money.given - money.committed  # came back to the lot before
    if lost := money.given:
        _tell(award, -lost, ground, by)
    if reduced:
        # The list gives back the whole award of who leaves: this part it has already.
        _tell(award, -reduced, ground, by, part="/before")
    events.record(
        "award.ended",
        subject=award,
        actor=by,
        act=str(ground.act),
        freed=money.committed,
        paid=money.paid,
    )
    return award


@transaction.atomic
def take_back(*, award: Award, amount: Decimal, ground: Ground, by: Person | None) -> Movement:
    """Record that `amount` euro of what was paid came back: they go back to the lot; once per key.

    :raises MoneyRefused: if the amount is above what was paid too much (all of it, once it ended).
    """
    award = hold(award)
    if done := Movement.objects.filter(key=ground.key).first():
        return done
    money = standing(award)
    most = money.overpaid if award.state == AwardState.GRANTED else money.paid
    if not ZERO < amount <= most:
        raise MoneyRefused(
            _("Possono tornare al più %(most)s: è quanto è da recuperare. Qui sono %(asked)s.")
            % {"most": format_amount(most), "asked": format_amount(amount)}
        )
    parts = parts_in(award, money.out_of_paid(amount))
    movement = _post("reversal", restitution(parts), ground, by)
    _tell(award, amount, ground, by)
    return movement


def _check_stands(award: Award) -> None:
    if award.state != AwardState.GRANTED:
        raise MoneyRefused(
            _("Il contributo della domanda prot. %(protocol)s non è più in essere.")
            % {"protocol": award.submission.protocol}
        )
    closure = Closure.objects.filter(award=award).first()
    if closure is not None:
        raise MoneyRefused(
            _(
                "Il contributo della domanda prot. %(protocol)s è chiuso dal %(at)s: si muove solo "
                "ciò che si recupera."
            )
            % {"protocol": award.submission.protocol, "at": instant(closure.closed_at)}
        )


def _check_bank_answered(award: Award) -> None:
    if waiting := ordered_of(award):
        raise MoneyRefused(
            _(
                "La banca non ha ancora risposto sul pagamento n. %(number)s di %(amount)s: prima si "
                "importa il suo esito."
            )
            % {"number": waiting.number, "amount": format_amount(waiting.proposed or ZERO)}
        )


def _tell(
    award: Award, amount: Decimal, ground: Ground, by: Person | None, *, part: str = ""
) -> None:
    returned.record(
        key=ground.key + part,
        call=award.decree.ranked_list.call,
        lot=award.lot,
        amount=amount,
        cause=ground.cause,
        act=ground.act,
        by=by,
    )


def _post(
    kind: str, postings: tuple[tuple[str, Decimal], ...], ground: Ground, by: Person | None
) -> Movement:
    movement = post(
        key=ground.key,
        kind=kind,
        postings=postings,
        cause=ground.cause,
        reference=ground.reference,
        basis=ground.basis,
        effective_on=ground.on,
        actor=by,
    )
    budget_years.draw(movement)
    return movement
