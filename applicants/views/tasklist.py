"""The parts of an application as a list of things to do, each with its address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import assert_never
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from applicants.engine.completeness import Requirement
from applicants.enums import RequirementSection
from applicants.labels import REQUIREMENT_SECTIONS, StateLabel, sentence
from applicants.labels.groups import title_of
from applicants.models import Application
from applicants.queries.writing import open_by_section
from calls.engine.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Task:
    """One part: where it is written and how it stands."""

    title: str
    url: str
    missing: int
    words: StateLabel | None = None  # of a part that is more than done or to do
    comments: int = 0

    @property
    def mark(self) -> StateLabel:
        """Done is quiet, to do stands out."""
        if self.words is not None:
            return self.words
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
    partner: str = ""


def tasks_of(
    application: Application, rules: Rulebook, requirements: Iterable[Requirement]
) -> list[Task]:
    """The parts in the order in which they are written."""
    lacking = [item for item in requirements if item.blocks]
    own = [item for item in lacking if item.partner is None]
    waiting = open_by_section(application)

    def count(section: RequirementSection, part: str | None = None) -> int:
        return sum(item.section is section and (part is None or item.part == part) for item in own)

    return [
        Task(
            _("Ente e progetto"),
            _address("heading", application),
            count(RequirementSection.ORGANISATION) + count(RequirementSection.PROJECT),
        ),
        *_group(application, rules, lacking),
        *(
            Task(
                section.title,
                _address("section", application, section.code),
                count(RequirementSection.QUESTIONS, section.code),
                comments=waiting.get(section.code, 0),
            )
            for section in rules.sections
        ),
        *(
            [Task(_("Spese"), _address("costs", application), count(RequirementSection.COSTS))]
            if rules.cost_categories
            else []
        ),
        Task(
            _("Allegati"),
            _address("attachments", application),
            count(RequirementSection.ATTACHMENTS),
        ),
    ]


def _group(application: Application, rules: Rulebook, lacking: Iterable[Requirement]) -> list[Task]:
    """Partners and Distretti, where the call knows them; what partners owe counts here."""
    if rules.partnership is None and rules.districts is None:
        return []
    owed = sum(
        item.section is RequirementSection.PARTNERSHIP or item.partner is not None
        for item in lacking
    )
    title = _("Partner") if rules.partnership is not None else _("Distretti")
    return [Task(title, _address("partnership", application), owed)]


def rows_of(application: Application, requirements: Iterable[Requirement]) -> list[Row]:
    """Each requirement as a sentence and a link to the field, with the partner who owes it."""
    partners = dict(application.partners.values_list("fiscal_code", "pk"))
    return [
        Row(
            sentence=sentence(item.fact) or item.title or _named(item),
            state=item.state.value,
            url=_partner_address(application, item, partners[item.partner.fiscal_code])
            if item.partner is not None
            else _field_address(application, item),
            article=item.article,
            partner=item.partner.name if item.partner is not None else "",
        )
        for item in requirements
    ]


def _named(item: Requirement) -> str:
    return title_of(item.code) or str(REQUIREMENT_SECTIONS[item.section])


def _address(route: str, application: Application, *more: object) -> str:
    return reverse(f"applicants:{route}", args=[application.public_id, *more])


def _field_address(application: Application, item: Requirement) -> str:
    match item.section:
        case RequirementSection.ORGANISATION if item.code != "organisation.kind":
            back = urlencode({"poi": _address("missing", application)})
            page = reverse("applicants:organisation", args=[application.organisation_id])
            return f"{page}?{back}"
        case RequirementSection.ORGANISATION | RequirementSection.PROJECT:
            return _address("heading", application)
        case RequirementSection.PARTNERSHIP if item.code.startswith("districts."):
            lacks_body = item.code.endswith((".bodies", ".lead"))
            return _address("partnership" if lacks_body else "districts", application)
        case RequirementSection.PARTNERSHIP:
            return _address("partnership", application)
        case RequirementSection.COSTS:
            return _address("costs", application)
        case RequirementSection.QUESTIONS | RequirementSection.ATTACHMENTS:
            return _filled_address(item, lambda route, *more: _address(route, application, *more))
        case _:
            assert_never(item.section)


def _partner_address(application: Application, item: Requirement, partner: int) -> str:
    """Where what a partner owes is written."""
    if item.section is RequirementSection.PARTNERSHIP:
        return _address("partner", application, partner)
    return _filled_address(
        item, lambda route, *more: _address(f"partner_{route}", application, partner, *more)
    )


def _filled_address(item: Requirement, address: Callable[..., str]) -> str:
    code = item.code.rpartition(".")[2] if item.partner is None else item.code.split(".", 3)[3]
    if item.section is RequirementSection.ATTACHMENTS:
        return f"{address('attachments')}#allegato-{item.part}"
    if item.fact is not None and item.fact.code == "file_missing":
        return f"{address('attachments')}#allegato-{code}"
    return f"{address('section', item.part)}#id_{code}"
