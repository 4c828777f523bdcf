"""The office writes a letter of the portal in its own words; every version is kept."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.errors import DomainError
from wecare.notices.engine import catalogue, placeholders
from wecare.notices.engine.catalogue import COMMON
from wecare.notices.models import TemplateVersion

EVERYWHERE = ("nome", "indirizzo")  # placeholders that every letter has
BODY_LENGTH = 8000


class WordsRefused(DomainError):
    """The words cannot be used."""

    http_status = 422


class WordsChanged(DomainError):
    """Somebody else has written meanwhile."""


@transaction.atomic
def rewrite(
    *, template: str, language: str, subject: str, body: str, base: int, by: Person
) -> TemplateVersion:
    """Put words of the office in force for letters written from now on. `base` is the version read.

    :raises WordsRefused: if there is no such letter, a part is empty, or a placeholder is unknown.
    :raises WordsChanged: if `base` is not the last version any more.
    """
    known = known_placeholders(template)
    if not subject.strip() or not body.strip():
        raise WordsRefused(gettext("Scrivi sia l'oggetto sia il testo."))
    check_placeholders(subject, body, known)
    return _add(template, language, subject.strip(), body.strip(), base=base, by=by)


@transaction.atomic
def give_way(*, template: str, language: str, base: int, by: Person) -> TemplateVersion:
    """Let the portal's own words stand again, from now on.

    :raises WordsRefused: if there is no such letter.
    :raises WordsChanged: if `base` is not the last version any more.
    """
    known_placeholders(template)
    return _add(template, language, "", "", base=base, by=by)


def known_placeholders(template: str) -> tuple[str, ...]:
    """What the words of this letter may name.

    :raises WordsRefused: if there is no such letter.
    """
    if not catalogue.is_registered(template) or template == COMMON:
        raise WordsRefused(gettext("Non c'è un modello con questo nome."))
    return (*EVERYWHERE, *catalogue.letter_type(template).known)


def check_placeholders(subject: str, body: str, known: tuple[str, ...]) -> None:
    """See that everything in braces can be filled.

    :raises WordsRefused: naming what cannot, and what can.
    """
    unknown = placeholders.unknown(f"{subject}\n{body}", known)
    if unknown:
        message = gettext("Tra graffe puoi scrivere solo: %(known)s. Non conosciamo: %(unknown)s.")
        said = {"known": _listed(known), "unknown": _listed(unknown)}
        raise WordsRefused(message % said)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


def _changed(version: int) -> str:
    message = gettext("Nel frattempo il modello è cambiato: ora c'è la versione %(n)d. Rileggila.")
    return message % {"n": version}


def _add(
    template: str, language: str, subject: str, body: str, *, base: int, by: Person
) -> TemplateVersion:
    if language not in dict(settings.LANGUAGES):
        raise WordsRefused(gettext("Il portale non scrive in questa lingua."))
    rows = TemplateVersion.objects.filter(template=template, language=language)
    last = rows.order_by("-version").values_list("version", flat=True).first() or 0
    if last != base:
        raise WordsChanged(_changed(last))
    try:
        with transaction.atomic():
            version = TemplateVersion.objects.create(
                template=template,
                language=language,
                version=last + 1,
                subject=subject,
                body=body,
                written_by=by,
                written_at=clock.now(),
            )
    except IntegrityError as problem:  # two at the same instant: the second reads the first's
        raise WordsChanged(_changed(last + 1)) from problem
    events.record(
        "template.rewritten" if body else "template.given_way",
        subject=version,
        actor=by,
        template=template,
        language=language,
        version=version.version,
    )
    return version
