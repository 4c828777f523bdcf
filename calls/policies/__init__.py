"""Whether a step of a call is possible now, with the sentence that says why not."""

from datetime import datetime

from django.utils.translation import gettext as _

from calls.engine.missing import missing_for_publication
from calls.engine.portions import Portion
from calls.engine.rulebook import Lot
from calls.engine.rulebook import Rulebook as Rules
from calls.enums import CallState
from calls.labels import sentence
from calls.models import Call
from calls.queries.calls import current_window
from calls.queries.desks import all_stopped
from calls.queries.programme import fund_codes
from wecare.accounts.models import Person
from wecare.core.components import formats
from wecare.core.errors import DomainError


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


def check_lots_have_places(call: Call, rules: Rules) -> None:
    """Each lot spends a line of the call's measure and a fund of the programme.

    :raises CallRefused: naming the lot, what it names and what there is.
    """
    measure = call.line.measure
    lines = list(measure.lines.order_by("code").values_list("code", flat=True))
    funds = fund_codes()
    for lot in rules.lots:
        if lot.line and lot.line not in lines:
            facts = {"lot": lot.title, "line": lot.line, "known": ", ".join(lines)}
            said = _(
                "Il lotto «%(lot)s» spende la linea «%(line)s», che la misura %(measure)s non ha. Le sue "
                "linee sono: %(known)s."
            )
            raise CallRefused(said % {**facts, "measure": measure.code})
        if lot.fund not in funds:
            facts = {"lot": lot.title, "fund": lot.fund, "known": ", ".join(funds)}
            said = _(
                "Il lotto «%(lot)s» spende il fondo «%(fund)s», che non c'è. I fondi sono: %(known)s."
            )
            raise CallRefused(said % facts)
        _check_shares(lot, funds)


def _check_shares(lot: Lot, known: list[str]) -> None:
    """The funds that pay a lot together are of the programme, and its money stands on one of them."""
    paying = [each.fund for each in lot.shares]
    for fund in paying:
        if fund not in known:
            said = _(
                "Il lotto «%(lot)s» è pagato dal fondo «%(fund)s», che non c'è. I fondi sono: %(known)s."
            )
            raise CallRefused(said % {"lot": lot.title, "fund": fund, "known": ", ".join(known)})
    if paying and lot.fund not in paying:
        said = _(
            "I soldi del lotto «%(lot)s» stanno sul fondo %(fund)s, che non è tra quelli che lo pagano "
            "(%(paying)s). Aggiungilo con la sua quota."
        )
        facts = {"lot": lot.title, "fund": lot.fund, "paying": ", ".join(paying)}
        raise CallRefused(said % facts)


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


def check_two(rules: Rules, *, first: Person | None, second: Person) -> None:
    """Two different people open, where the rules of the call say so.

    :raises CallRefused: naming the rule, and who has asked so far.
    """
    if not rules.terms.sealed or (first is not None and first != second):
        return
    article = f" ({rules.terms.sealed_article})" if rules.terms.sealed_article else ""
    raise CallRefused(
        _("Le domande le aprono due persone dell'ufficio%(article)s: ora tocca a un'altra.")
        % {"article": article}
        if first is not None
        else _(
            "Le domande le aprono due persone dell'ufficio%(article)s: prima una chiede l'apertura, "
            "poi un'altra la conferma."
        )
        % {"article": article}
    )


def check_can_open_applications(
    call: Call, rules: Rules, *, first: Person | None, actor: Person
) -> None:
    """The window is closed, so the list of applications is final; two open where the rules say so.

    :raises CallRefused: if the call is not closed, or was opened before; or naming the rule that asks
        for another person.
    """
    check_two(rules, first=first, second=actor)
    if call.state != CallState.CLOSED.value:
        raise CallRefused(_("Le domande si aprono dopo la chiusura del bando, una volta sola."))
