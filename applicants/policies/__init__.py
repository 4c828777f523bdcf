"""Whether a step of an application is possible now, with the sentence that says why not."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from stdnum.exceptions import ValidationError as NumberRefused
from stdnum.it import codicefiscale, iva

from applicants.engine.completeness import Requirement
from applicants.enums import ApplicationState
from applicants.labels import sentence
from applicants.models import Application, Organisation
from applicants.queries.submissions import live_count
from applicants.queries.terms import may_be_written, term_of
from calls.engine.differences import differences, sections_changed
from calls.engine.rulebook import Rulebook
from calls.enums import EditorSection
from calls.models import Call
from calls.models import Rulebook as Published
from calls.policies import in_words
from calls.queries.calls import Gate, current_window, is_open
from calls.queries.desks import all_stopped
from wecare.core.errors import DomainError
from wecare.core.money import format_amount


class CodeRefused(DomainError):
    """A fiscal code or VAT number that is not one."""

    http_status = 422


class WritingRefused(DomainError):
    """The application cannot be written now."""


class AmountsRefused(DomainError):
    """Amounts that together cannot be held: too large, or a part larger than its whole."""

    http_status = 422


class SubmissionRefused(DomainError):
    """The application was not sent; nothing changed."""


class DraftDeleted(WritingRefused, SubmissionRefused):
    """The draft is among the deleted ones."""


class DeadlinePassed(SubmissionRefused):
    """The send arrived outside the window; carries the instant and the deadline."""

    def __init__(self, sentence: str, *, at: datetime, deadline: datetime) -> None:
        super().__init__(sentence)
        self.at = at
        self.deadline = deadline


class CapReached(SubmissionRefused):
    """The organisation has sent as many applications as the call admits."""


class RulesChanged(SubmissionRefused):
    """Other rules are in force than those that were read; `read` is their version."""

    def __init__(self, sentence: str, *, read: int, rulebook: Published) -> None:
        super().__init__(sentence)
        self.read = read
        self.rulebook = rulebook


class Incomplete(SubmissionRefused):
    """Something required lacks; carries what."""

    http_status = 422

    def __init__(self, sentence: str, requirements: tuple[Requirement, ...]) -> None:
        super().__init__(sentence)
        self.requirements = requirements


def check_fiscal_code(text: str) -> str:
    """The fiscal code of a body or a person, compact and in capitals.

    :raises CodeRefused: if its length or its check character is wrong (D.M. 23/12/1976).
    """
    compact = "".join(text.split()).upper()
    if len(compact) not in {11, 16}:
        raise CodeRefused(
            _(
                "Codice fiscale: ha 11 cifre (enti) o 16 caratteri (persone). Ne hai scritti %(count)s."
            )
            % {"count": len(compact)}
        )
    try:
        return codicefiscale.validate(compact)
    except NumberRefused as problem:
        raise CodeRefused(
            _("Codice fiscale: l'ultimo carattere di «%(code)s» non corrisponde. Ricontrollalo.")
            % {"code": compact}
        ) from problem


def check_vat_number(text: str) -> str:
    """The VAT number, eleven digits.

    :raises CodeRefused: if its length or its check digit is wrong.
    """
    compact = "".join(text.split()).upper().removeprefix("IT")
    try:
        return iva.validate(compact)
    except NumberRefused as problem:
        raise CodeRefused(
            _("Partita IVA: servono 11 cifre e «%(code)s» non supera il controllo. Ricontrollala.")
            % {"code": compact[:20]}
        ) from problem


def check_in_kind(in_kind: Decimal, own: Decimal) -> None:
    """The part of the own share that is not money is a part of it.

    :raises AmountsRefused: naming both amounts.
    """
    if in_kind > own:
        raise AmountsRefused(
            _("La parte in natura (%(part)s) supera la quota propria (%(own)s): non può.")
            % {"part": format_amount(in_kind), "own": format_amount(own)}
        )


def check_can_start(call: Call, *, at: datetime) -> None:
    """Applications are written while the call is open and some desk of it still runs.

    :raises WritingRefused: naming the window, or saying that every desk has stopped.
    """
    if is_open(call, at):
        if all_stopped(call):
            raise WritingRefused(
                _(
                    "Lo sportello si è fermato in ogni lotto: le domande inviate chiedono già tutti "
                    "i fondi. Non si iniziano altre domande."
                )
            )
        return
    window = current_window(call, at)
    if window is not None and at < window.opens_at:
        raise WritingRefused(
            _("Il bando apre il %(opens)s (ora italiana).") % {"opens": in_words(window.opens_at)}
        )
    raise WritingRefused(_("Il bando è chiuso: non si possono più iniziare domande."))


def check_can_write(application: Application, *, at: datetime) -> None:
    """Only a draft of an open call is written.

    :raises WritingRefused: if it was sent, or the call is closed.
    """
    if application.state != ApplicationState.DRAFT.value:
        raise WritingRefused(_("La domanda è già stata inviata: il suo contenuto non cambia più."))
    if not may_be_written(application, at):
        window = term_of(application, at)
        if window is not None and at < window.opens_at:
            raise WritingRefused(
                _("Si scrive e si invia dal %(opens)s (ora italiana).")
                % {"opens": in_words(window.opens_at)}
            )
        raise WritingRefused(
            _("Il bando è chiuso dal %(closes)s: la bozza resta da leggere e stampare.")
            % {"closes": in_words(window.closes_at) if window else "–"}
        )


def check_not_deleted(application: Application) -> None:
    """A deleted draft is neither written nor sent.

    :raises DraftDeleted: saying that it can come back.
    """
    if application.deleted_at is not None:
        raise DraftDeleted(
            _("La bozza è stata eliminata: per continuare ripristinala dalle domande eliminate.")
        )


def check_cap(
    call: Call, organisation: Organisation, rules: Rulebook, *, besides: Application | None = None
) -> None:
    """The organisation may send one more application for the call, `besides` the one it is about.

    :raises CapReached: naming the limit, its article and how many were sent.
    """
    most = rules.access.most_as_lead
    if most is None:
        return
    sent = live_count(call, organisation, besides=besides)
    if sent >= most:
        article = rules.access.cap_article
        raise CapReached(
            ngettext(
                "%(organisation)s ha già inviato %(sent)s domanda per questo bando; il massimo è "
                "%(most)s%(article)s: non ne può inviare altre.",
                "%(organisation)s ha già inviato %(sent)s domande per questo bando; il massimo è "
                "%(most)s%(article)s: non ne può inviare altre.",
                sent,
            )
            % {
                "organisation": organisation,
                "sent": sent,
                "most": most,
                "article": f" ({article})" if article else "",
            }
        )


def check_in_time(gate: Gate) -> None:
    """The instant read under the lock falls within the window.

    :raises DeadlinePassed: with the instant of arrival, to the millisecond, and the deadline.
    """
    if gate.is_open:
        return
    if gate.at < gate.opens_at:
        raise SubmissionRefused(
            _("Il bando apre il %(opens)s (ora italiana).") % {"opens": in_words(gate.opens_at)}
        )
    raise DeadlinePassed(
        _(
            "Il bando è chiuso: la domanda non è stata inviata. Il tuo invio è arrivato alle "
            "%(at)s (ora del server). Il termine era %(closes)s (ora italiana)."
        )
        % {"at": to_the_millisecond(gate.at), "closes": in_words(gate.closes_at)},
        at=gate.at,
        deadline=gate.closes_at,
    )


def check_rules_read(rulebook: Published, *, read: int, arrived: int) -> None:
    """Whoever sends has read and confirmed the rules in force; `arrived` were those at the press.

    Who pressed before an extension was published and waited behind it is not asked again: it only
    gives more time. Any other version, or a press after the publication, is read first.

    :raises RulesChanged: naming both versions and the act.
    """
    if rulebook.version == read or (arrived == read and _only_gives_time(rulebook, read)):
        return
    raise RulesChanged(
        _(
            "Hai letto le regole nella versione %(read)s; intanto è in vigore la versione %(now)s, "
            "pubblicata con %(act)s. La domanda non è stata inviata e quello che hai scritto è al "
            "sicuro: rileggi che cosa cambia e conferma di nuovo."
        )
        % {"read": read, "now": rulebook.version, "act": rulebook.act},
        read=read,
        rulebook=rulebook,
    )


def _only_gives_time(rulebook: Published, read: int) -> bool:
    old = Published.objects.get(call_id=rulebook.call_id, version=read)
    changed = sections_changed(differences(old.rules, rulebook.rules))
    return changed <= {EditorSection.WINDOW}


def check_complete(requirements: Iterable[Requirement]) -> None:
    """Everything that is compulsory is there.

    :raises Incomplete: with the count and what lacks.
    """
    lacking = tuple(item for item in requirements if item.blocks)
    if lacking:
        raise Incomplete(
            _("Mancano %(count)s cose per poter inviare. La prima: %(first)s")
            % {"count": len(lacking), "first": sentence(lacking[0].fact)},
            lacking,
        )


def to_the_millisecond(instant: datetime) -> str:
    """`12:00:00,412`, Italian time."""
    local = localtime(instant)
    return f"{local:%H:%M:%S},{local.microsecond // 1000:03d}"
