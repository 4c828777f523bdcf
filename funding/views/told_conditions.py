"""What the pages of an award say of its conditions: to the office, and to the beneficiary."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from applicants.permissions import sends, writes
from funding.engine import conditions as engine
from funding.engine.condition_facts import Condition
from funding.enums import AwardState, ConditionKey, ConditionState
from funding.labels.conditions import requirement, sentence
from funding.models import Award, Decree
from funding.queries import adhesion, conditions
from funding.queries.conditions import Sought
from funding.queries.decrees import plan_of
from funding.queries.shares import shares_of
from wecare.accounts.models import Person
from wecare.acts.models import IN_FORCE
from wecare.core import clock

_CODES = (ConditionKey.CUP, ConditionKey.COR)


def for_office(award: Award, person: Person) -> Mapping[str, Any] | None:
    """The list of conditions, shares, and what the beneficiary did; nothing once the award ended."""
    if award.state != AwardState.GRANTED:
        return None
    found = conditions.conditions_of(award)
    url = reverse("funding:conditions", args=[award.submission_id])
    missing = len(engine.missing(found))
    shares = shares_of(award)
    return {
        "rows": [requirement(each, url=url) for each in found],
        "said": _("Si può pagare: non manca nulla.")
        if not missing
        else _("Non si può pagare: mancano %(missing)d condizioni.") % {"missing": missing}
        if missing > 1
        else _("Non si può pagare: manca una condizione."),
        "url": url,
        "settings": conditions.set_for(award.decree.ranked_list.call),
        "shares": shares if len(shares) > 1 else (),
        "waited": adhesion.waited(award),
        "acceptance": adhesion.acceptance_of(award),
        "deeds": list(adhesion.deeds_of(award)),
        "start": adhesion.start_of(award),
        "may_record": person.has_perm("funding.record_conditions"),
    }


def for_beneficiary(award: Award, person: Person) -> Mapping[str, Any] | None:
    """What the beneficiary has to do, and what it did; nothing once the award ended."""
    if award.state != AwardState.GRANTED:
        return None
    application = award.submission.application
    waited, acceptance = adhesion.waited(award), adhesion.acceptance_of(award)
    group = adhesion.is_group(award)
    deeds = list(adhesion.deeds_of(award)) if group else []
    standing = next((deed for deed in deeds if deed.confirmed is not False), None)
    refused = deeds[0] if deeds and standing is None else None
    return {
        "published": waited.until is not None,
        "waited": waited,
        "acceptance": acceptance,
        "late": acceptance is not None and localdate(acceptance.accepted_at) > acceptance.due_on,
        "group": group,
        "deed": standing,
        "refused": refused,
        "start": adhesion.start_of(award),
        "may_send": sends(person, application),
        "may_write": writes(person, application),
    }


def before_granting(decree: Decree) -> Mapping[str, Any] | None:
    """Of each row that the decree grants, what is there and what is missing; nothing once adopted."""
    if decree.act.state in IN_FORCE:
        return None
    wants = conditions.wanted_of(decree.ranked_list)
    if not wants.before_award:
        return {"asked": False, "rows": []}
    sought = [Sought(row.submission, row.granted) for row in plan_of(decree.ranked_list).new]
    facts = conditions.facts_of(sought, wants, on=localdate(clock.now()))
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
