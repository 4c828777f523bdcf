"""Approvals before the adoption: in order, by role, one per person, void once the act is reopened."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories.accounts import PersonFactory
from tests.factories.acts import (
    HEAD_STEP,
    OFFICER_STEP,
    approved,
    chained,
    drafted,
    external,
    frozen,
    printed,
    rendered,
)
from wecare.accounts.enums import Role
from wecare.acts.actions import acts, chain
from wecare.acts.enums import ActState, ApprovalOutcome
from wecare.acts.models import Act, Approval, ApprovalChain
from wecare.acts.policies import ActRefused
from wecare.acts.policies.chain import ApprovalRefused
from wecare.acts.queries.chain import awaiting, chain_problems, standing_of
from wecare.core.models import Event

pytestmark = pytest.mark.django_db


def manager() -> Any:
    return PersonFactory(roles=[Role.MANAGER])


def test_an_act_whose_template_asks_for_nothing_is_adopted_as_ever() -> None:
    act = rendered()

    assert act.chain is None
    assert acts.adopt(act=act, by=manager()).state == ActState.ADOPTED


def test_it_is_adopted_once_every_approval_is_given_in_order() -> None:
    chained(OFFICER_STEP, HEAD_STEP)
    act = rendered()
    officer, head = PersonFactory(roles=[Role.OFFICER]), manager()

    first = approved(act, by=officer)
    second = approved(act, by=head)

    assert [(each.position, each.title) for each in (first, second)] == [
        (1, "Visto del funzionario istruttore"),
        (2, "Visto del responsabile del procedimento"),
    ]
    assert acts.adopt(act=act, by=manager()).state == ActState.ADOPTED
    assert [each.name for each in Event.objects.about(act)][-3:] == [
        "act.approved",
        "act.approved",
        "act.adopted",
    ]


def test_the_adoption_says_what_is_missing() -> None:
    chained(OFFICER_STEP, HEAD_STEP)
    act = rendered()
    approved(act)

    with pytest.raises(ApprovalRefused) as refusal:
        acts.adopt(act=act, by=manager())

    assert str(refusal.value) == (
        "Non si può ancora adottare. Manca: «Visto del responsabile del procedimento» (Dirigente)."
    )
    act.refresh_from_db()
    assert (act.state, act.number) == (ActState.RENDERED, None)


def test_who_gave_an_approval_does_not_adopt() -> None:
    chained(HEAD_STEP)
    act, head = rendered(), manager()
    approved(act, by=head)

    with pytest.raises(ApprovalRefused, match="l'adozione è un altro passo, e spetta a un'altra"):
        acts.adopt(act=act, by=head)


def test_nobody_gives_two_steps() -> None:
    chained(OFFICER_STEP, HEAD_STEP)
    act = rendered()
    both = PersonFactory(roles=[Role.OFFICER, Role.MANAGER])
    approved(act, by=both)

    with pytest.raises(ApprovalRefused, match="nessuno dà due passi dello stesso atto"):
        approved(act, by=both)


def test_a_step_is_of_its_role() -> None:
    chained(OFFICER_STEP)
    act = rendered()

    for role in (Role.MANAGER, Role.AUDITOR, Role.ADMIN):
        with pytest.raises(ApprovalRefused, match="spetta a chi ha il ruolo «Istruttore»"):
            approved(act, role=role)
    assert not Approval.objects.exists()


def test_what_was_not_read_is_not_approved() -> None:
    chained(OFFICER_STEP)
    act = rendered()

    with pytest.raises(ApprovalRefused, match="la prova dell'atto è cambiata: rileggila"):
        chain.approve(act=act, read="0" * 64, by=PersonFactory(roles=[Role.OFFICER]))


@pytest.mark.parametrize("make", [drafted, frozen, external])
def test_without_a_proof_nothing_is_approved(make: Any) -> None:
    chained(OFFICER_STEP)

    with pytest.raises(ApprovalRefused, match="non ha una prova da approvare"):
        approved(make())


def test_where_nothing_is_asked_nothing_is_given() -> None:
    with pytest.raises(ApprovalRefused, match="non è chiesto alcun visto"):
        approved(rendered())


def test_more_than_was_asked_is_not_given() -> None:
    chained(OFFICER_STEP)
    act = rendered()
    approved(act)

    with pytest.raises(ApprovalRefused, match="ha già tutti i visti"):
        approved(act)


def test_a_proof_that_is_printed_but_not_noted_yet_is_approved() -> None:
    chained(OFFICER_STEP)
    act = frozen()
    printed(act.proof)

    approved(act)

    act.refresh_from_db()
    assert act.state == ActState.RENDERED
    assert [each.name for each in Event.objects.about(act)][-2:] == [
        "act.proof_attached",
        "act.approved",
    ]


def test_reopening_makes_the_approvals_void_and_they_are_asked_again() -> None:
    chained(OFFICER_STEP)
    act, officer = rendered(), PersonFactory(roles=[Role.OFFICER])
    approved(act, by=officer)

    act = acts.reopen(act=act, by=officer)

    standing = standing_of(act)
    assert (standing.given, [each.given_by for each in standing.void]) == ((), [officer])
    event = Event.objects.get(name="act.reopened")
    assert event.facts["approvals_void"] == 1
    act = acts.freeze(act=act, facts={}, by=officer)
    printed(act.proof)
    act = acts.attach_proof(act=act)
    with pytest.raises(ApprovalRefused, match="Manca: «Visto del funzionario istruttore»"):
        acts.adopt(act=act, by=manager())
    approved(act, by=officer)
    assert acts.adopt(act=act, by=manager()).is_in_force


def test_sent_back_with_a_reason_it_is_a_draft_again() -> None:
    chained(OFFICER_STEP, HEAD_STEP)
    act = rendered()
    approved(act)
    head = manager()

    returned = chain.send_back(
        act=act, read=act.context_digest, reason="L'importo non è quello della lista", by=head
    )

    act.refresh_from_db()
    assert (act.state, act.chain, act.proof) == (ActState.DRAFT, None, None)
    assert (returned.outcome, returned.position, returned.given_by) == (
        ApprovalOutcome.RETURNED,
        2,
        head,
    )
    assert [each.is_given for each in standing_of(act).void] == [True, False]


def test_sending_back_needs_a_reason_and_the_role_of_the_step() -> None:
    chained(OFFICER_STEP)
    act = rendered()
    read = act.context_digest

    with pytest.raises(ActRefused, match="Motivo: manca"):
        chain.send_back(act=act, read=read, reason=" ", by=PersonFactory(roles=[Role.OFFICER]))
    with pytest.raises(ApprovalRefused, match="spetta a chi ha il ruolo «Istruttore»"):
        chain.send_back(act=act, read=read, reason="No", by=manager())

    act.refresh_from_db()
    assert act.state == ActState.RENDERED


def test_with_every_approval_it_is_still_sent_back_by_who_would_adopt() -> None:
    chained(OFFICER_STEP)
    act = rendered()
    approved(act)

    returned = chain.send_back(act=act, read=act.context_digest, reason="Rileggi", by=manager())

    assert (returned.position, returned.title) == (2, "Adozione")


def test_another_chain_holds_from_the_next_proof_on() -> None:
    before = rendered()
    chained(OFFICER_STEP)

    assert acts.adopt(act=before, by=manager()).is_in_force
    assert rendered().chain.number == 1
    chained()
    assert rendered().chain is None


def test_the_same_chain_said_again_adds_nothing() -> None:
    chained(OFFICER_STEP)
    chained(OFFICER_STEP)

    assert ApprovalChain.objects.count() == 1
    assert Event.objects.filter(name="act_chain.set").count() == 1


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ([("", Role.OFFICER)], "Nome del visto: manca, scrivilo."),
        ([("Visto", Role.AUDITOR)], "Visto 1: il ruolo «Controllo» non dà visti."),
        ([("Visto", Role.OFFICER)] * 6, "I visti sono 6, il massimo è 5."),
    ],
)
def test_a_chain_that_cannot_be_is_refused(steps: list[Any], sentence: str) -> None:
    with pytest.raises(ActRefused) as refusal:
        chained(*steps)

    assert str(refusal.value) == sentence


def test_the_desk_knows_who_is_awaited_in_two_queries(
    django_assert_num_queries: Any,
) -> None:
    chained(OFFICER_STEP, HEAD_STEP)
    some = [rendered() for _each in range(3)]
    approved(some[0])
    ready = rendered()
    approved(ready)
    approved(ready, role=Role.MANAGER)
    loaded = list(Act.objects.order_by("pk"))

    with django_assert_num_queries(2):
        found = awaiting(loaded)

    assert {pk: step.position for pk, step in found.items()} == {
        some[0].pk: 2,
        some[1].pk: 1,
        some[2].pk: 1,
    }


def refused_by_the_database(statement: str, values: list[Any]) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except IntegrityError:
        return True
    return False


def test_the_database_refuses_what_no_action_does() -> None:
    chained(OFFICER_STEP, HEAD_STEP)
    act = rendered()
    approval = approved(act)

    copied = (
        "INSERT INTO acts_approval (act_id, revision, position, title, role, outcome, reason,"
        " context_digest, given_at, given_by_id) SELECT act_id, {}, {}, title, role, outcome,"
        " reason, context_digest, given_at, {} FROM acts_approval WHERE id = %s"
    )
    other = manager().pk
    assert refused_by_the_database("DELETE FROM acts_approval WHERE id = %s", [approval.pk])
    assert refused_by_the_database(
        "UPDATE acts_approval SET title = 'x' WHERE id = %s", [approval.pk]
    )
    assert refused_by_the_database(copied.format("revision", "1", other), [approval.pk])
    assert refused_by_the_database(copied.format("revision", "3", other), [approval.pk])
    assert refused_by_the_database(copied.format("revision + 1", "2", other), [approval.pk])
    assert refused_by_the_database(copied.format("revision", "2", "given_by_id"), [approval.pk])
    assert not refused_by_the_database(copied.format("revision", "2", other), [approval.pk])
    assert refused_by_the_database("DELETE FROM acts_approvalchain WHERE id > %s", [0])


def test_the_database_adopts_nothing_that_lacks_an_approval(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chained(OFFICER_STEP)
    act, officer = rendered(), PersonFactory(roles=[Role.OFFICER])
    monkeypatch.setattr(acts, "check_is_approved", lambda *_args, **_kwargs: None)

    with (
        pytest.raises(IntegrityError, match="is adopted with 0 approvals of 1"),
        transaction.atomic(),
    ):
        acts.adopt(act=act, by=manager())
    approved(act, by=officer)
    with (
        pytest.raises(IntegrityError, match="is adopted by somebody who approved it"),
        transaction.atomic(),
    ):
        acts.adopt(act=act, by=officer)
    assert acts.adopt(act=act, by=manager()).is_in_force


def test_a_frozen_act_keeps_its_chain() -> None:
    chained(OFFICER_STEP)
    act = rendered()

    assert refused_by_the_database("UPDATE acts_act SET chain_id = NULL WHERE id = %s", [act.pk])


def test_verify_finds_what_the_triggers_would_have_refused() -> None:
    chained(OFFICER_STEP)
    act, officer = rendered(), PersonFactory(roles=[Role.OFFICER])
    approved(act, by=officer)
    act = acts.adopt(act=act, by=manager())
    assert chain_problems() == []

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE acts_act DISABLE TRIGGER USER")
    Act.objects.filter(pk=act.pk).update(adopted_by=officer)
    assert chain_problems() == [f"act {act}: adopted by somebody who approved it"]
    Act.objects.filter(pk=act.pk).update(revision=9, adopted_by=manager())
    assert chain_problems() == [f"act {act}: adopted without Visto del funzionario istruttore"]
