"""The parts of an award's page, in the order they are read; each brings its own template and facts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from funding.models import Award
from funding.queries import dossiers
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


DOSSIER = ("dossier", _("Dossier"), "funding/_dossier.html")
OFFICE: tuple[Part, ...] = (Part(*DOSSIER, dossiers.office_facts),)
BENEFICIARY: tuple[Part, ...] = (Part(*DOSSIER, dossiers.own_facts),)


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
