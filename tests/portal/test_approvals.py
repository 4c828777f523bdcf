"""Who is asked for the next approval of an act has a letter: once, in order, and nobody else."""

from typing import Any

import pytest

from tests.factories.accounts import PersonFactory
from tests.factories.acts import HEAD_STEP, OFFICER_STEP, approved, chained, printed, rendered
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.acts.actions import acts, chain
from wecare.acts.models import Act
from wecare.notices.models import Letter
from wecare.portal import approvals
from wecare.portal.tasks import tell_approvals

pytestmark = pytest.mark.django_db


def someone(role: Role) -> Person:
    person: Person = PersonFactory(roles=[role])
    return person


def told() -> list[tuple[int | None, str]]:
    """Whom the letters are for and of which step they tell, in order."""
    rows = Letter.objects.filter(template="portal/approval_awaited").order_by("pk")
    return [(each.person_id, each.context["step"]) for each in rows]


def swept() -> None:
    for ids in list(approvals.to_tell()):
        tell_approvals(**ids)


def test_each_step_is_told_when_it_comes_to_who_may_give_it() -> None:
    first, other = someone(Role.OFFICER), someone(Role.OFFICER)
    head, auditor = someone(Role.MANAGER), someone(Role.AUDITOR)
    chained(OFFICER_STEP, HEAD_STEP)
    act = rendered(by=first)

    swept()
    both = {each for each, _step in told()}
    assert {first.pk, other.pk} <= both
    assert not both & {head.pk, auditor.pk}
    swept()
    assert list(approvals.to_tell()) == []
    before = len(told())
    approved(act, by=other)
    swept()

    after = told()[before:]
    assert head.pk in {each for each, _step in after}
    assert {step for _each, step in after} == {"Visto del responsabile del procedimento"}
    letter = Letter.objects.filter(person=head).latest("pk")
    assert act.subject in letter.subject
    assert f"/ufficio/atti/{act.pk}/" in letter.body
    assert auditor.pk not in {each for each, _step in told()}


def test_nobody_is_asked_for_a_second_step_of_the_same_act() -> None:
    giver, other = someone(Role.OFFICER), someone(Role.OFFICER)
    chained(OFFICER_STEP, ("Visto di un collega", Role.OFFICER))
    act = rendered()
    swept()
    before = len(told())
    approved(act, by=giver)

    swept()

    people = {each for each, _step in told()[before:]}
    assert other.pk in people
    assert giver.pk not in people


def test_a_new_proof_asks_anew_and_a_draft_asks_nobody() -> None:
    officer = someone(Role.OFFICER)
    chained(OFFICER_STEP)
    act = rendered()
    swept()
    act = acts.reopen(act=act, by=officer)
    assert list(approvals.to_tell()) == []
    assert approvals.tell(act=act) == 0
    before = len(told())

    act = acts.freeze(act=act, facts={}, by=officer)
    assert act.proof is not None
    printed(act.proof)
    acts.attach_proof(act=act)
    swept()

    assert officer.pk in {each for each, _step in told()[before:]}


def test_an_act_that_has_all_it_needs_or_was_sent_back_asks_nobody() -> None:
    someone(Role.OFFICER)
    assert rendered().chain is None
    assert list(approvals.to_tell()) == []
    chained(OFFICER_STEP)
    whole, returned = rendered(), rendered()
    approved(whole)
    chain.send_back(
        act=returned, read=returned.context_digest, reason="Un errore", by=someone(Role.OFFICER)
    )

    assert list(approvals.to_tell()) == []


def test_who_is_given_the_role_later_is_told_too() -> None:
    someone(Role.OFFICER)
    chained(OFFICER_STEP)
    rendered()
    swept()
    newcomer = someone(Role.OFFICER)

    swept()

    assert newcomer.pk in {each for each, _step in told()}


def test_the_sweep_looks_in_few_queries_however_many_acts(
    django_assert_num_queries: Any,
) -> None:
    someone(Role.OFFICER)
    chained(OFFICER_STEP)
    rendered()
    with django_assert_num_queries(6):
        assert len(list(approvals.to_tell())) == 1
    for _each in range(3):
        rendered()

    with django_assert_num_queries(6):
        asked = list(approvals.to_tell())
    assert len(asked) == Act.objects.count()
