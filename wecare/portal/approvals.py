"""Who is asked for the next approval of an act is told by letter, once for each proof and step."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.accounts.queries import with_role
from wecare.acts.actions.holding import held
from wecare.acts.engine.chain import ChainStep
from wecare.acts.enums import ActState
from wecare.acts.models import Act, Approval
from wecare.acts.queries.chain import awaiting
from wecare.notices.actions import letters
from wecare.notices.engine.catalogue import LetterType, Placeholder
from wecare.notices.enums import LetterKind
from wecare.notices.models import Letter

LETTER = LetterType(
    "portal/approval_awaited",
    _("Un atto aspetta il tuo visto"),
    kind=LetterKind.REMINDER,
    placeholders=(
        Placeholder("atto", "subject", _("Oggetto dell'atto"), "Concessione dei contributi"),
        Placeholder("visto", "step", _("Che cosa si chiede"), "Visto contabile"),
    ),
    example={
        "subject": "Concessione dei contributi",
        "step": "Visto contabile",
        "address": "/ufficio/atti/7/",
    },
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A step of an act and somebody who may give it; `key` is that of the letter."""

    act: Act
    step: ChainStep
    person: Person

    @property
    def key(self) -> str:
        return (
            f"act/{self.act.pk}/{self.act.revision}/approval/{self.step.position}/{self.person.pk}"
        )


def asked_of(act: Act | None = None) -> list[Asked]:
    """Who may give the step that comes next, of an act or of all that have a proof.

    Nobody gives two steps of the same proof. As many queries for many acts as for one.
    """
    acts = Act.objects.filter(state=ActState.RENDERED.value, chain__isnull=False).order_by("pk")
    found = {each.pk: each for each in (acts if act is None else acts.filter(pk=act.pk))}
    steps = awaiting(found.values())
    people = {role: list(with_role(role)) for role in {Role(each.role) for each in steps.values()}}
    gave = {
        (each.act_id, each.given_by_id)
        for each in Approval.objects.filter(act__in=list(steps)).order_by("pk")
        if each.is_given and each.revision == found[each.act_id].revision
    }
    return [
        Asked(found[pk], step, person)
        for pk, step in sorted(steps.items())
        for person in people[step.role]
        if (pk, person.pk) not in gave
    ]


def to_tell() -> Iterator[dict[str, Any]]:
    """The acts of which somebody who may give the next step was not told."""
    asked = {each.key: each.act.pk for each in asked_of()}
    told = Letter.objects.filter(key__in=list(asked)).order_by().values_list("key", flat=True)
    for pk in sorted({pk for key, pk in asked.items() if key not in set(told)}):
        yield {"act_id": pk}


@transaction.atomic
def tell(*, act: Act) -> int:
    """Write to each who may give the step that comes next, once; tells how many were told now or before."""
    asked = asked_of(held(act))
    for each in asked:
        letters.write(
            key=each.key,
            person=each.person,
            template=LETTER.name,
            context={
                "subject": act.subject,
                "step": each.step.title,
                "address": reverse("acts:desk_act", args=[act.pk]),
            },
        )
    return len(asked)
