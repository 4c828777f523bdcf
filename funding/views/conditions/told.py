"""What the pages of an award say of its conditions: to the office, and to the beneficiary."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from applicants.enums import Power
from funding.engine import conditions as engine
from funding.engine.condition_facts import Condition
from funding.enums import AwardState, ConditionKey, ConditionState
from funding.labels.conditions import requirement, sentence
from funding.models import Decree
from funding.queries.awards.reading import Reading
from funding.queries.conditions import facts as conditions
from funding.queries.conditions.facts import Sought
from funding.queries.decrees import plan_of
from wecare.accounts.models import Person
from wecare.acts.models import IN_FORCE
from wecare.core import clock

_CODES = (ConditionKey.CUP, ConditionKey.COR)


def for_office(of: Reading, person: Person) -> Mapping[str, Any] | None:
    """The list of conditions, shares, and what the beneficiary did; nothing once the award ended."""
    award = of.award
    if award.state != AwardState.GRANTED:
        return None
    found = engine.to_pay(of.facts)
    url = reverse("funding:conditions", args=[award.submission_id])
    missing = len(engine.missing(found))
    members = of.facts.members
    return {
        "rows": [requirement(each, url=url) for each in found],
        "said": _("Si può pagare: non manca nulla.")
        if not missing
        else _("Non si può pagare: mancano %(missing)d condizioni.") % {"missing": missing}
        if missing > 1
        else _("Non si può pagare: manca una condizione."),
        "url": url,
        "settings": of.settings,
        "shares": members if len(members) > 1 else (),
        "waited": of.waited,
        "acceptance": of.acceptance,
        "deeds": of.deeds,
        "start": of.start,
        "may_record": person.has_perm("funding.record_conditions"),
    }


def for_beneficiary(of: Reading, person: Person) -> Mapping[str, Any] | None:
    """What the beneficiary has to do, and what it did; nothing once the award ended."""
    award = of.award
    if award.state != AwardState.GRANTED:
        return None
    waited, acceptance = of.waited, of.acceptance
    group = of.is_group
    deed = of.deed if group else None
    refused = of.deeds[0] if group and of.deeds and deed is None else None
    return {
        "published": waited.until is not None,
        "waited": waited,
        "acceptance": acceptance,
        "late": acceptance is not None and localdate(acceptance.accepted_at) > acceptance.due_on,
        "group": group,
        "deed": deed,
        "refused": refused,
        "start": of.start,
        "may_send": of.may(person, Power.SENDS),
        "may_write": of.may(person, Power.WRITES),
    }


def before_granting(decree: Decree) -> Mapping[str, Any] | None:
    """Of each row that the decree grants, what is there and what is missing; nothing once adopted."""
    if decree.act.state in IN_FORCE:
        return None
    wants = conditions.wanted_of(decree.ranked_list)
    if not wants.before_award:
        return {"asked": False, "rows": []}
    sought = [Sought(row.submission, row.granted) for row in plan_of(decree.ranked_list).new]
    facts = conditions.facts_of(sought, wants, on=clock.today())
    rows = []
    for each in sought:
        found = engine.to_grant(facts[each.submission.pk])
        rows.append(
            {
                "submission": each.submission,
                "codes": [
                    _named(one)
                    for one in found
                    if one.key in _CODES and one.state is ConditionState.OK
                ],
                "missing": [_named(one) for one in engine.missing(found)],
            }
        )
    return {"asked": True, "rows": rows}


def _named(condition: Condition) -> str:
    said = sentence(condition)
    return f"{condition.name}: {said}" if condition.name else said
