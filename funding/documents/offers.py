"""What the letters on an award say to its beneficiary: what to do, by when."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import override

from applicants.models import Application
from evaluation.queries.addressees import readers
from funding.documents.resolutive import clause
from funding.models import Award
from funding.queries.conditions.adhesion import ends_at
from wecare.accounts.models import Person
from wecare.core.components.formats import instant_due
from wecare.core.documents import LANGUAGE
from wecare.core.money import format_amount

_SECOND = timedelta(seconds=1)


def beneficiaries(awards: Iterable[Award]) -> dict[int, list[Person]]:
    """Application → who reads it for the organisation that was granted the award."""
    applications = [award.submission.application_id for award in awards]
    return readers(Application.objects.filter(pk__in=applications))


@override(LANGUAGE)
def offer_context(
    award: Award, *, group: bool, said: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """What to do with the award, and by when; `group` where others take part too.

    `said` is the frozen context of its act, where it is at hand: it is long, and the same for many.
    """
    call, act = award.decree.ranked_list.call, award.decree.act
    ends = ends_at(act)
    return {
        "act": str(act),
        "call_code": call.code,
        "call_title": call.title,
        "protocol": award.submission.protocol,
        "organisation": award.organisation.name,
        "title": award.submission.title,
        "granted": format_amount(award.amount),
        "days": act.variables.get("acceptance_days", ""),
        "closes": instant_due(ends - _SECOND) if ends else "",
        "group": group,
        "condition": clause(act.context if said is None else said, award.submission.protocol),
        "award": award.pk,
    }
