"""The group in force of a sent application, and the changes of partners that were asked for."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from applicants.enums import Power, VariationState
from applicants.models import Application, Entrant, Submission, Variation
from applicants.queries.mandates import organisations_of
from applicants.queries.submissions import unsealed
from calls.models import Call
from wecare.accounts.models import Person


def group_in_force(submission: Submission) -> list[dict[str, Any]]:
    """The partners after every approved variation; as they were sent where there is none."""
    approved = Variation.objects.filter(
        submission=submission, state=VariationState.APPROVED.value
    ).order_by("-number")
    last = approved.values_list("after", flat=True).first()
    return list(submission.content.get("partners", ()) if last is None else last)


def variations_of(application: Application) -> QuerySet[Variation]:
    """Everything that was asked for, the last first."""
    return _shown(Variation.objects.filter(application=application)).order_by("-number")


def approved_of(submission: Submission) -> list[Variation]:
    """The changes in force of what was sent, the first first."""
    rows = Variation.objects.filter(submission=submission, state=VariationState.APPROVED.value)
    return list(_shown(rows).order_by("number"))


def variations_in(call: Call) -> QuerySet[Variation]:
    """Those of a call that the office may read: what waits for a decision first, then the last decided."""
    rows = Variation.objects.filter(
        unsealed(call="application__call", phase="submission__phase"), application__call=call
    ).exclude(state=VariationState.WITHDRAWN.value)
    return _shown(rows).order_by("-closed_at", "asked_at", "id")


def entrants_for(person: Person) -> QuerySet[Entrant]:
    """Where an organisation for which the person writes was asked to come in; the last first."""
    mine = organisations_of(person, Power.WRITES).order_by().values("pk")
    rows = Entrant.objects.filter(organisation__in=mine).select_related(
        "organisation", "variation__application__call", "variation__submission__organisation"
    )
    return rows.order_by("-id")


def entrant_for(person: Person, public_id: UUID) -> Entrant | None:
    """The one of this variation."""
    return entrants_for(person).filter(variation__public_id=public_id).first()


def _shown(rows: QuerySet[Variation]) -> QuerySet[Variation]:
    entrants = Entrant.objects.select_related("organisation", "answered_by").order_by("id")
    return rows.select_related(
        "act", "asked_by", "closed_by", "application__organisation", "submission__rulebook"
    ).prefetch_related(Prefetch("entrants", entrants), "files__file")
