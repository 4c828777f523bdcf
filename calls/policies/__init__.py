"""Whether a step of a call is possible now, with the sentence that says why not."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from calls.engine.budgets import Change, ChangeRefused
from calls.engine.budgets import check as check_whole
from calls.engine.facts import Fact, fact
from calls.engine.missing import missing_for_publication
from calls.engine.places import Place
from calls.engine.portions import Portion
from calls.enums import CallState
from calls.labels import sentence
from calls.labels.budgets import budget_sentence, place_words
from calls.models import BudgetMovement, Call
from calls.queries.budgets import lots
from calls.queries.calls import current_window
from calls.queries.desks import all_stopped
from calls.queries.figures import Effect, effects, mark_of
from wecare.acts.models import Act
from wecare.core.components import formats
from wecare.core.errors import DomainError
from wecare.core.money import ZERO


class CallRefused(DomainError):
    """A step that the call's state, content or clock does not allow now."""


class DraftChanged(DomainError):
    """Somebody else saved the call while it was being edited."""


def in_words(instant: datetime) -> str:
    """The instant as people read it, Italian time, with its seconds where they count."""
    return formats.instant_limit(instant)


def check_is_draft(call: Call) -> None:
    """Only a draft is published.

    :raises CallRefused: if the call is published: it changes by a new act.
    """
    if call.state != CallState.DRAFT.value:
        raise CallRefused(
            _("Il bando %(code)s è pubblicato: le sue regole cambiano solo con un nuovo atto.")
            % {"code": call.code}
        )


def check_can_edit(call: Call, *, at: datetime) -> None:
    """A draft is edited, and so is the correction of a call that still receives applications.

    :raises CallRefused: past the deadline, or when the call is closed.
    """
    if call.state != CallState.DRAFT.value:
        check_can_change(call, at=at)


def check_can_change(call: Call, *, at: datetime) -> None:
    """The published rules may still change: the call is not closed and its deadline is to come.

    :raises CallRefused: naming the deadline and the instant, or when the call was closed.
    """
    window = current_window(call, at)
    if call.state == CallState.DRAFT.value or window is None:
        raise CallRefused(_("Il bando è ancora in bozza: si prepara e si pubblica."))
    facts = {"closes": in_words(window.closes_at), "at": in_words(at)}
    if call.state != CallState.PUBLISHED.value or window.sealed_at is not None:
        raise CallRefused(
            _(
                "Il bando è chiuso: il termine era %(closes)s (ora italiana), ora sono le %(at)s. "
                "Proroghe e correzioni si pubblicano prima della scadenza."
            )
            % facts
        )
    if at >= window.closes_at:
        raise CallRefused(
            _(
                "Il termine è passato: era %(closes)s (ora italiana), ora sono le %(at)s. "
                "Proroghe e correzioni si pubblicano prima della scadenza."
            )
            % facts
        )


def check_has_portion(call: Call, portion: Portion) -> None:
    """What is to be written has still its place.

    :raises CallRefused: if the section of the form was renamed or taken away.
    """
    if not portion.is_there(call.draft):
        raise CallRefused(
            _(
                "Questa sezione del modulo non c'è più: un'altra persona l'ha tolta o le ha cambiato "
                "codice."
            )
        )


def check_draft_version(call: Call, base_version: int, *, as_seen: bool = False) -> None:
    """What is saved was written over what is stored, or where nothing changed since it was read.

    :raises DraftChanged: if another person saved meanwhile.
    """
    if call.draft_version != base_version and not as_seen:
        raise draft_changed(call, base_version)


def draft_changed(call: Call, base_version: int) -> DraftChanged:
    """The refusal of what was written over another version of the draft."""
    return DraftChanged(
        _(
            "Un'altra persona ha salvato il bando mentre scrivevi (versione %(now)s, la tua "
            "partiva dalla %(base)s). Quello che hai scritto è ancora qui sotto: confrontalo "
            "con la versione salvata e salva di nuovo."
        )
        % {"now": call.draft_version, "base": base_version}
    )


def check_can_publish(call: Call, *, closes_at: datetime | None, at: datetime) -> None:
    """The draft is complete and its deadline is still to come.

    :raises CallRefused: naming the first thing that lacks, or the deadline that has passed.
    """
    check_is_draft(call)
    missing = missing_for_publication(call.draft)
    if missing:
        raise CallRefused(
            _("Mancano %(count)s cose per pubblicare. La prima: %(first)s")
            % {"count": len(missing), "first": sentence(missing[0].fact)}
        )
    if closes_at is None or closes_at <= at:
        raise CallRefused(
            _(
                "La scadenza deve venire dopo la pubblicazione: hai scritto %(closes)s, ora sono le %(at)s."
            )
            % {"closes": in_words(closes_at) if closes_at else "–", "at": in_words(at)}
        )


def check_can_close(call: Call, *, at: datetime) -> None:
    """The deadline has passed and nobody has closed the call yet.

    :raises CallRefused: if the call is not published, or its window still runs.
    """
    if call.state != CallState.PUBLISHED.value:
        raise CallRefused(_("Si chiude solo un bando pubblicato e non ancora chiuso."))
    window = current_window(call, at)
    if window is not None and at < window.closes_at and not all_stopped(call):
        raise CallRefused(
            _(
                "Il bando scade il %(closes)s (ora italiana): prima non si può chiudere. Ora sono le %(at)s."
            )
            % {"closes": in_words(window.closes_at), "at": in_words(at)}
        )


def check_can_open_applications(call: Call) -> None:
    """The window is closed, so the list of applications is final.

    :raises CallRefused: if the call is not closed, or was opened before.
    """
    if call.state != CallState.CLOSED.value:
        raise CallRefused(_("Le domande si aprono dopo la chiusura del bando, una volta sola."))


class BudgetRefused(DomainError):
    """A movement of money that the budget does not allow now."""


def check_change(change: Change) -> None:
    """Look whether the change is whole.

    :raises BudgetRefused: naming what does not suit its kind.
    """
    try:
        check_whole(change)
    except ChangeRefused as refusal:
        raise BudgetRefused(budget_sentence(refusal.fact)) from refusal


def check_can_move(change: Change, *, seen: str = "") -> None:
    """Look whether an act can do this to the budget now; `seen` marks the figures that were read.

    :raises BudgetRefused: if the change is not whole, a lot does not allow it, the figures moved
        since they were read, or what would be taken is not free.
    """
    check_change(change)
    for place in change.places:
        if place.lot:
            _check_lot(place, taken=place == change.out_of)
    found = effects(change)
    _check_nothing_moved(found, seen=seen)
    _check_money(found, asked=change.amount)


def _check_lot(place: Place, *, taken: bool) -> None:
    call = Call.objects.filter(code=place.call).first()
    if call is not None and call.state == CallState.DRAFT.value:
        raise _budget_refused("budget_lot_draft", call=place.call)
    if call is None or place not in lots():
        raise _budget_refused("budget_lot_unknown", call=place.call, lot=place.lot)
    if taken and call.state != CallState.CONCLUDED.value:
        raise _budget_refused("budget_lot_promised", call=place.call)


def _check_nothing_moved(found: Sequence[Effect], *, seen: str) -> None:
    if not seen or seen == mark_of(found):
        return
    now = " ".join(budget_sentence(_now(effect)) for effect in found)
    raise _budget_refused("budget_moved", now=now)


def _check_money(found: Sequence[Effect], *, asked: Decimal) -> None:
    for effect in found:
        left = effect.after.reserved if effect.place.lot else effect.after.available
        if left < ZERO:
            raise _budget_refused(
                "budget_lot_short" if effect.place.lot else "budget_short",
                place=place_words(effect.place),
                allocated_amount=effect.before.allocated,
                reserved_amount=effect.before.reserved,
                committed_amount=effect.before.committed,
                paid_amount=effect.before.paid,
                free_amount=effect.before.available,
                asked_amount=asked,
                missing_amount=-left,
            )


def check_same_change(existing: BudgetMovement, change: Change, *, act: Act) -> None:
    """Look whether the act did this change before for the same money.

    :raises BudgetRefused: if it was for another amount.
    """
    if existing.amount != change.amount:
        raise _budget_refused(
            "budget_same_act", act=act, known_amount=existing.amount, asked_amount=change.amount
        )


def _now(effect: Effect) -> Fact:
    if effect.place.lot:
        return fact(
            "budget_lot_now",
            place=place_words(effect.place),
            reserved_amount=effect.before.reserved,
        )
    return fact("budget_now", place=place_words(effect.place), free_amount=effect.before.available)


def _budget_refused(code: str, **values: object) -> BudgetRefused:
    return BudgetRefused(budget_sentence(fact(code, **values)))
