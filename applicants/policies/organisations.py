"""Whether something may be done of an organisation or of the people who stand for it, with the sentence."""

import re
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applicants.engine.mandates import MAY_ADMINISTER
from applicants.enums import MandateKind, Power, RuntsSection
from applicants.models import Organisation
from applicants.policies import SubmissionRefused, WritingRefused
from applicants.queries import mandates
from applicants.queries.organisations import successors_of
from wecare.accounts.models import Person
from wecare.core.components.formats import day
from wecare.core.errors import DomainError

ATECO = re.compile(r"\d{2}(\.\d{1,2}(\.\d{1,2})?)?")


class OrganisationRefused(DomainError):
    """What is said of an organisation cannot be."""

    http_status = 422


class MandateRefused(DomainError):
    """A mandate cannot be granted, changed or ended so."""

    http_status = 422


class LastAdministrator(MandateRefused):
    """Nobody would be left to administer the people of the organisation."""

    http_status = 409


class JoinRefused(DomainError):
    """A request to work for an organisation cannot be made or answered so."""


def check_lives(organisation: Organisation, *, on: date) -> None:
    """:raises WritingRefused: if the organisation has ended, naming the day and who follows it."""
    if sentence := ended(organisation, on=on):
        raise WritingRefused(sentence)


def check_may_still_send(organisation: Organisation, *, on: date) -> None:
    """:raises SubmissionRefused: if the organisation has ended, naming the day and who follows it."""
    if sentence := ended(organisation, on=on):
        raise SubmissionRefused(sentence)


def ended(organisation: Organisation, *, on: date) -> str:
    """Why the organisation begins and sends nothing on that day; empty while it lives."""
    if organisation.ended_on is None or on < organisation.ended_on:
        return ""
    following = [each.name for each in successors_of(organisation)]
    facts = {"name": organisation.name, "day": day(organisation.ended_on)}
    if not following:
        return _("%(name)s è cessato il %(day)s: non può iniziare né inviare domande.") % facts
    return ngettext(
        "%(name)s è cessato il %(day)s e al suo posto c'è %(who)s: non può iniziare né inviare "
        "domande. Chi opera per %(who)s può continuare le bozze a suo nome, dalla pagina dell'ente.",
        "%(name)s è cessato il %(day)s e al suo posto ci sono %(who)s: non può iniziare né inviare "
        "domande. Chi opera per uno di questi enti può continuare le bozze a suo nome, dalla pagina "
        "dell'ente.",
        len(following),
    ) % {**facts, "who": ", ".join(following)}


def check_day_has_come(on: date, *, today: date) -> None:
    """:raises OrganisationRefused: for a day to come."""
    if on > today:
        raise OrganisationRefused(
            _("Il giorno %(day)s deve ancora venire: oggi è il %(today)s. Torna quando è avvenuto.")
            % {"day": day(on), "today": day(today)}
        )


def check_ateco(text: str) -> str:
    """The ATECO code, as `88.99.00`.

    :raises OrganisationRefused: if it has another form.
    """
    code = "".join(text.split())
    if not ATECO.fullmatch(code):
        raise OrganisationRefused(
            _("Codice ATECO: scrivilo come 88.99.00. Hai scritto «%(code)s».") % {"code": code[:20]}
        )
    return code


def check_born(born_on: date | None, *, ended_on: date | None, today: date) -> None:
    """:raises OrganisationRefused: for a birth to come, or not before the end."""
    if born_on is None:
        return
    if born_on > today:
        raise OrganisationRefused(
            _("Giorno di costituzione: il %(day)s deve ancora venire, oggi è il %(today)s.")
            % {"day": day(born_on), "today": day(today)}
        )
    if ended_on is not None and born_on >= ended_on:
        raise OrganisationRefused(
            _("Giorno di costituzione: l'ente è cessato il %(day)s, e deve essere prima.")
            % {"day": day(ended_on)}
        )


def check_runts(number: str, section: str) -> None:
    """Number and section of the RUNTS are said together.

    :raises OrganisationRefused: if one lacks, or the number has letters.
    """
    if number and not number.isdecimal():
        raise OrganisationRefused(
            _("Numero di iscrizione al RUNTS: sono solo cifre. Hai scritto «%(number)s».")
            % {"number": number[:20]}
        )
    if bool(number) != bool(section):
        raise OrganisationRefused(
            _("RUNTS: numero e sezione vanno insieme. Scrivili tutti e due o nessuno dei due.")
        )
    if section:
        RuntsSection(section)


def check_still_administers(actor: Person, organisation: Organisation) -> None:
    """:raises MandateRefused: if somebody ended the actor's own mandate meanwhile."""
    if not mandates.holds(actor, organisation.pk, Power.ADMINISTERS):
        raise MandateRefused(
            _("Non amministri più le persone di %(name)s: non abbiamo cambiato nulla.")
            % {"name": organisation.name}
        )


def check_terms(
    *,
    kind: MandateKind,
    administers: bool,
    is_scoped: bool,
    has_proxy: bool,
    since: datetime,
    expires_at: datetime | None,
) -> None:
    """The kind, the scope and the time of a mandate go together.

    :raises MandateRefused: naming what does not.
    """
    if kind is MandateKind.DELEGATE and not has_proxy:
        raise MandateRefused(_("Un delegato ha una delega: carica il documento, in PDF o P7M."))
    if administers and kind not in MAY_ADMINISTER:
        raise MandateRefused(
            _("Un consulente non amministra le persone dell'ente: scegli un altro incarico.")
        )
    if administers and (is_scoped or expires_at is not None):
        raise MandateRefused(
            _(
                "Chi amministra le persone opera per tutte le domande dell'ente e senza scadenza: "
                "togli il limite, oppure l'amministrazione."
            )
        )
    if expires_at is not None and expires_at <= since:
        raise MandateRefused(_("L'incarico finirebbe prima di cominciare: controlla i due giorni."))


def check_somebody_administers(organisation: Organisation, *, besides: int) -> None:
    """Somebody would still administer the organisation without this mandate.

    :raises LastAdministrator: if nobody would.
    """
    if not mandates.administrators_besides(organisation, besides).exists():
        raise LastAdministrator(
            _(
                "È l'ultima persona che amministra %(name)s: senza di lei nessuno potrebbe più dare "
                "incarichi. Prima fai amministrare le persone da qualcun altro."
            )
            % {"name": organisation.name}
        )
