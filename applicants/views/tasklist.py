"""The parts of an application as a list of things to do, each with its address."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from applicants.engine.completeness import Requirement
from applicants.enums import RequirementSection
from applicants.labels import REQUIREMENT_SECTIONS, StateLabel, sentence
from applicants.models import Application
from calls.engine.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Task:
    """One part: where it is written and how it stands."""

    title: str
    url: str
    missing: int

    @property
    def mark(self) -> StateLabel:
        """Done is quiet, to do stands out."""
        if self.missing:
            return (_("Da completare"), "todo", "it-clock")
        return (_("Completa"), "done", "it-check")


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement, as the component shows it."""

    sentence: str
    state: str
    url: str
    article: str


def tasks_of(
    application: Application, rules: Rulebook, requirements: Iterable[Requirement]
) -> list[Task]:
    """The parts in the order in which they are written."""
    lacking = [item for item in requirements if item.blocks]

    def count(section: RequirementSection, part: str | None = None) -> int:
        return sum(
            item.section is section and (part is None or item.part == part) for item in lacking
        )

    return [
        Task(
            _("Ente e progetto"),
            _address("heading", application),
            count(RequirementSection.ORGANISATION) + count(RequirementSection.PROJECT),
        ),
        *(
            Task(
                section.title,
                _address("section", application, section.code),
                count(RequirementSection.QUESTIONS, section.code),
            )
            for section in rules.sections
        ),
        Task(_("Spese"), _address("costs", application), count(RequirementSection.COSTS)),
        Task(
            _("Allegati"),
            _address("attachments", application),
            count(RequirementSection.ATTACHMENTS),
        ),
    ]


def rows_of(application: Application, requirements: Iterable[Requirement]) -> list[Row]:
    """Each requirement as a sentence and a link to the field."""
    return [
        Row(
            sentence=sentence(item.fact) or item.title or str(REQUIREMENT_SECTIONS[item.section]),
            state=item.state.value,
            url=_field_address(application, item),
            article=item.article,
        )
        for item in requirements
    ]


def _address(route: str, application: Application, *more: str) -> str:
    return reverse(f"applicants:{route}", args=[application.public_id, *more])


def _field_address(application: Application, item: Requirement) -> str:
    match item.section:
        case RequirementSection.ORGANISATION if item.code != "organisation.kind":
            back = urlencode({"poi": _address("missing", application)})
            page = reverse("applicants:organisation", args=[application.organisation_id])
            return f"{page}?{back}"
        case RequirementSection.ORGANISATION | RequirementSection.PROJECT:
            return _address("heading", application)
        case RequirementSection.QUESTIONS:
            field = item.code.removeprefix("question.")
            if item.fact is not None and item.fact.code == "file_missing":
                return f"{_address('attachments', application)}#allegato-{field}"
            return f"{_address('section', application, item.part)}#id_{field}"
        case RequirementSection.COSTS:
            return _address("costs", application)
        case RequirementSection.ATTACHMENTS:
            return f"{_address('attachments', application)}#allegato-{item.part}"
