"""The parts of an award's page, in the order they are read; each brings its own template and facts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from funding.models import Award
from funding.views.expense_parts import (
    office_reports,
    office_results,
    own_reports,
    own_results,
)
from wecare.accounts.models import Person

Facts = Callable[[Award, Person], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its heading, its template, and what the template reads; None where it is not for this
    award or this person.
    """

    key: str
    title: str | Promise
    template: str
    facts: Facts


OFFICE: tuple[Part, ...] = (
    Part("rendiconti", _("Rendiconti"), "funding/expenses/_reports.html", office_reports),
    Part("risultati", _("Risultati"), "funding/results/_part.html", office_results),
)
BENEFICIARY: tuple[Part, ...] = (
    Part("rendiconti", _("Rendiconti"), "funding/expenses/_reports.html", own_reports),
    Part("risultati", _("Risultati"), "funding/results/_part.html", own_results),
)


def shown(parts: Sequence[Part], award: Award, person: Person) -> list[dict[str, Any]]:
    """The parts that have something to say of this award to this person."""
    found = []
    for part in parts:
        facts = part.facts(award, person)
        if facts is not None:
            found.append(
                {"key": part.key, "title": part.title, "template": part.template, "facts": facts}
            )
    return found
