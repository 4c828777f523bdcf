"""Freezing an act and reading its proof."""

import pytest

from tests.factories.accounts import PersonFactory
from tests.factories.acts import VARIABLES, drafted, frozen, printed, rendered
from wecare.acts import queries, tasks
from wecare.acts.actions import acts
from wecare.acts.enums import ActState
from wecare.acts.policies import ActRefused
from wecare.core import dispatch
from wecare.core.digests import digest
from wecare.core.models import Document, Event

pytestmark = pytest.mark.django_db


def test_freezing_fixes_what_the_act_says_and_asks_for_the_proof() -> None:
    officer = PersonFactory()

    act = frozen(by=officer, facts={"grants": 19})

    assert (act.state, act.frozen_by) == (ActState.FROZEN, officer)
    assert act.context["is_proof"] is True
    assert act.context["facts"] == {"grants": 19}
    assert act.context["act"]["reference"] == "DD …/A2203A/…"
    assert act.context["variables"]["expense"] == {
        "value": "2900000.00",
        "text": "2.900.000,00\u00a0€",
        "words": "duemilioninovecentomila/00",
    }
    assert act.context_digest == digest(act.context) == act.proof.context_digest
    assert act.proof.context == act.context


def test_the_context_is_written_in_italian_whoever_asks(settings: object) -> None:
    from django.utils.translation import override

    with override("en"):
        act = frozen()

    assert act.context["act"]["kind_label"] == "Determinazione dirigenziale"


@pytest.mark.parametrize("name", ["seen", "premises", "decision"])
def test_an_act_that_lacks_a_part_is_not_frozen(name: str) -> None:
    act = drafted(variables={key: value for key, value in VARIABLES.items() if key != name})

    with pytest.raises(ActRefused, match=r"^Manca: (Visti|Premesso che|Determina)\.$"):
        acts.freeze(act=act, facts={}, by=PersonFactory())

    assert not Document.objects.exists()


def test_an_act_is_not_frozen_twice() -> None:
    act = frozen()

    with pytest.raises(ActRefused, match="Prova in preparazione"):
        acts.freeze(act=act, facts={}, by=PersonFactory())


def test_a_proof_that_is_not_printed_yet_leaves_the_act_as_it_is() -> None:
    act = acts.attach_proof(act=frozen())

    assert act.state == ActState.FROZEN


def test_the_task_marks_the_act_once_its_proof_is_printed() -> None:
    act = frozen()
    printed(act.proof)

    tasks.attach_proof(act_id=act.pk, added_later="ignored")
    tasks.attach_proof(act_id=act.pk)

    act.refresh_from_db()
    assert act.state == ActState.RENDERED
    assert Event.objects.filter(name="act.proof_attached").count() == 1


def test_the_sweep_finds_the_proofs_that_nobody_attached() -> None:
    waiting, printing, done = frozen(), frozen(), rendered()
    printed(waiting.proof)

    assert list(queries.proofs_to_attach()) == [{"act_id": waiting.pk}]
    assert dispatch._pending["acts.proofs"].task == tasks.attach_proof.name
    assert printing.proof.state == "pending"
    assert done.state == ActState.RENDERED


def test_a_reopened_act_is_a_draft_and_its_next_proof_is_another() -> None:
    officer = PersonFactory()
    act = rendered(by=officer)
    first = act.proof

    act = acts.reopen(act=act, by=officer)
    assert (act.state, act.proof) == (ActState.DRAFT, None)
    act = acts.set_variables(act=act, variables=VARIABLES | {"noted": "un fatto"}, by=officer)
    act = acts.freeze(act=act, facts={}, by=officer)

    assert act.proof != first
    assert act.context["variables"]["noted"] == ["un fatto"]
    assert Document.objects.get(pk=first.pk).is_rendered
