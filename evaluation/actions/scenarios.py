"""Scenarios: other rules on the frozen input of a list. They write nothing of any list."""

from django.db import transaction
from django.utils.translation import gettext as _

from evaluation.engine.drawing import draw_up
from evaluation.engine.draws import seeded
from evaluation.engine.entries import EntryRefused
from evaluation.engine.scenarios import Changes, changed, compare
from evaluation.engine.ties import UnsettledTie
from evaluation.labels import sentence
from evaluation.models import RankedList, Scenario
from evaluation.policies.refusals import ScenarioRefused
from evaluation.queries.scenarios import about, input_of
from evaluation.queries.verification import stored_rows
from wecare.accounts.models import Person
from wecare.core import clock, events


@transaction.atomic
def make(*, ranked_list: RankedList, name: str, changes: Changes, by: Person) -> Scenario:
    """Draw the list's own input up under other rules, and keep how that compares with its rows.

    :raises ScenarioRefused: if the name is taken, nothing changes, or the rules give no list.
    """
    if changes.is_empty:
        raise ScenarioRefused(
            _("La simulazione non cambia nessuna regola: cambia almeno un valore.")
        )
    if Scenario.objects.filter(ranked_list=ranked_list, name=name).exists():
        raise ScenarioRefused(_("C'è già una simulazione di nome “%(name)s”.") % {"name": name})
    entries, rules = input_of(ranked_list)
    try:
        rules = seeded(changed(rules, changes), ranked_list.rulebook_digest, entries)
    except ValueError as refusal:
        raise ScenarioRefused(
            _("Lotto %(lot)s: le riserve superano le risorse del lotto.") % {"lot": refusal}
        ) from refusal
    try:
        rows = draw_up(entries, rules)
    except UnsettledTie as tie:
        raise ScenarioRefused(sentence(tie.fact)) from tie
    except EntryRefused as refusal:
        raise ScenarioRefused(" ".join(sentence(each) for each in refusal.facts)) from refusal
    found = compare(stored_rows(ranked_list), rows, rules.lots, about(ranked_list.call))
    scenario = Scenario.objects.create(
        ranked_list=ranked_list,
        name=name,
        changes=changes.to_json(),
        rules=rules.to_json(),
        input_digest=ranked_list.input_digest,
        result=found.to_json(),
        made_by=by,
        made_at=clock.now(),
    )
    events.record(
        "scenario.made",
        subject=scenario,
        actor=by,
        call=ranked_list.call.code,
        version=ranked_list.version,
        changes=scenario.changes,
    )
    return scenario
