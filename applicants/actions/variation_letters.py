"""Letters on a change of partners: to who comes in, to the lead, to who would leave."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from applicants.engine.variation import left_and_joined
from applicants.enums import Power
from applicants.models import Entrant, Organisation, Variation
from applicants.queries.mandates import people_who
from applicants.queries.participants import people_for
from wecare.accounts.models import Person
from wecare.notices.actions import letters

ASKED = "applicants/variation_asked"
ANSWERED = "applicants/variation_answered"
DECIDED = "applicants/variation_decided"


def tell_asked(variation: Variation, entering: Iterable[Organisation]) -> None:
    """Ask whoever acts for an organisation that would come in; tell who would leave."""
    for organisation in entering:
        _write(ASKED, variation, people_for(organisation.fiscal_code), role="enters")
    leaves, _joins, _changed = left_and_joined(variation.before, variation.after)
    for each in leaves:
        _write(ASKED, variation, people_for(each["fiscal_code"]), role="leaves")


def tell_answer(variation: Variation, entrant: Entrant) -> None:
    """Tell the lead of a yes or of a no."""
    _write(
        ANSWERED,
        variation,
        _leads(variation),
        mark=f"answered-{entrant.pk}",
        organisation=entrant.organisation.name,
        accepted=entrant.accepted,
        reason=entrant.reason,
    )


def tell_decision(variation: Variation) -> None:
    """Tell everyone whom it touches: the lead, who comes in, who was to leave."""
    facts = {
        "outcome": variation.state,
        "reason": variation.answer,
        "act": str(variation.act) if variation.act else "",
    }
    leaves, joins, _changed = left_and_joined(variation.before, variation.after)
    _write(DECIDED, variation, _leads(variation), role="lead", **facts)
    for each in joins:
        _write(DECIDED, variation, people_for(each["fiscal_code"]), role="enters", **facts)
    for each in leaves:
        _write(DECIDED, variation, people_for(each["fiscal_code"]), role="leaves", **facts)


def _leads(variation: Variation) -> Iterable[Person]:
    application = variation.application
    return people_who(Power.READS, application.organisation, application=application)


def _write(
    template: str,
    variation: Variation,
    people: Iterable[Person],
    *,
    role: str = "lead",
    mark: str = "",
    **facts: Any,
) -> None:
    application = variation.application
    route = "applicants:variation" if role == "enters" else "applicants:variations"
    key = variation.public_id if role == "enters" else application.public_id
    for person in people:
        letters.write(
            key=f"variation/{variation.pk}/{mark or template}/{role}/{person.pk}",
            person=person,
            template=template,
            context={
                "call_code": application.call.code,
                "call_title": application.call.title,
                "lead": application.organisation.name,
                "title": variation.submission.title,
                "number": variation.number,
                "role": role,
                "address": "" if role == "leaves" else reverse(route, args=[key]),
                **facts,
            },
            tag=application.call.code,
        )
