"""Who answers for an application changes when the other accepts; a draft takes what fits from another."""

from typing import Any

import pytest

from applicants.actions import copies, handovers
from applicants.engine.copying import Left
from applicants.models import Answer, Application, Handover
from applicants.policies import WritingRefused
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, answered, complete, fresh, sent
from tests.factories.calls import a_complete_draft, published_call
from tests.factories.mandates import a_mandate
from wecare.accounts.models import Person
from wecare.core.clock import now
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Application:
    return a_draft(published_call())


@pytest.fixture
def luca(draft: Application) -> Person:
    person: Person = PersonFactory(given_name="Luca", family_name="Verdi")
    a_mandate(person, draft.organisation)
    return person


def offered(draft: Application, to: Person, actor: Person | None = None) -> Handover:
    return handovers.offer(application=draft, to=to, actor=actor or draft.created_by)


def test_nothing_changes_until_the_other_accepts(draft: Application, luca: Person) -> None:
    handover = offered(draft, luca)
    assert fresh(draft).in_charge_id == draft.created_by_id
    assert [each.person for each in Letter.objects.order_by("id")] == [luca]

    handovers.answer(handover=handover, accepted=True, actor=luca)

    assert fresh(draft).in_charge_id == luca.pk
    assert [each.person for each in Letter.objects.order_by("id")] == [luca, draft.created_by]


def test_a_refusal_and_a_withdrawal_leave_it_where_it_was(draft: Application, luca: Person) -> None:
    handovers.answer(handover=offered(draft, luca), accepted=False, actor=luca)
    handover = offered(draft, luca)
    handovers.withdraw(handover=handover, actor=draft.created_by)

    with pytest.raises(WritingRefused, match="non aspetta più una risposta"):
        handovers.answer(handover=handover, accepted=True, actor=luca)
    assert fresh(draft).in_charge_id == draft.created_by_id


def test_what_an_offer_may_not_be(draft: Application, luca: Person) -> None:
    stranger = PersonFactory(given_name="Zoe", family_name="Po")

    with pytest.raises(WritingRefused, match="Zoe Po non scrive per"):
        offered(draft, stranger)
    with pytest.raises(WritingRefused, match="ne è già responsabile"):
        offered(draft, draft.created_by)
    with pytest.raises(WritingRefused, match="solo chi ne è responsabile adesso"):
        offered(draft, luca, actor=luca)
    handover = offered(draft, luca)
    with pytest.raises(WritingRefused, match="È già stata proposta a Luca Verdi"):
        offered(draft, luca)
    with pytest.raises(WritingRefused, match="solo la persona a cui è stata proposta"):
        handovers.answer(handover=handover, accepted=True, actor=draft.created_by)


def test_who_left_the_organisation_stops_nobody(draft: Application, luca: Person) -> None:
    third = PersonFactory()
    a_mandate(third, draft.organisation, administers=True)
    draft.organisation.mandates.filter(person=draft.created_by).update(
        ended_at=now(), ended_by=third
    )

    handovers.answer(handover=offered(draft, third, actor=luca), accepted=True, actor=third)

    assert fresh(draft).in_charge_id == third.pk


def section(*questions: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"code": "project", "title": "Progetto", "questions": list(questions)}]


def test_what_asks_the_same_is_copied_and_the_rest_is_listed() -> None:
    earlier = answered(
        complete(published_call(), answers={"need": "Case per tutti"}),
        people=12,
        field="casa",
        fee="7.00",
    )
    rules = a_complete_draft(
        sections=section(
            {"code": "need", "label": "Bisogno", "kind": "text", "max_words": 5},
            {"code": "people", "label": "Persone aiutate", "kind": "number", "required": False},
            {
                "code": "field",
                "label": "Ambito",
                "kind": "choice",
                "choices": ["lavoro", "studio"],
                "required": False,
            },
        ),
        attachments=[{"code": "deed", "title": "Atto costitutivo", "obligation": "optional"}],
    )
    call = published_call(code="altro-bando", draft=rules)
    target = a_draft(call, organisation=earlier.organisation, actor=earlier.created_by)

    found = copies.copy(source=earlier, target=target, actor=earlier.created_by)

    assert (found.answers, found.files) == (("need",), ("deed",))
    assert found.left == (
        ("Persone", Left.ASKED_OTHERWISE),
        ("Quota", Left.NOT_ASKED),
        ("Ambito", Left.NOT_OFFERED),
    )
    copied = Answer.objects.get(application=target)
    assert (copied.key, copied.value) == ("need", "Case per tutti")
    assert target.written_versions.get().origin == "copied"
    assert target.attachments.get().file == earlier.attachments.get().file


def test_what_is_written_is_not_touched_nor_a_file_that_nobody_asks(draft: Application) -> None:
    earlier = complete(draft.call, organisation=draft.organisation, actor=draft.created_by)
    sent(earlier)
    call = published_call(code="senza-atto", draft=a_complete_draft(attachments=[]))
    target = answered(
        a_draft(call, organisation=draft.organisation, actor=draft.created_by), need="Mia"
    )

    found = copies.copy(source=fresh(earlier), target=target, actor=draft.created_by)

    assert (found.answers, found.files) == ((), ())
    assert found.left == (("Bisogno", Left.WRITTEN), ("Atto costitutivo", Left.NOT_ASKED))
    assert (Answer.objects.get(application=target).value, target.attachments.count()) == ("Mia", 0)


def test_another_organisation_copies_nothing(draft: Application) -> None:
    other = complete(draft.call)

    with pytest.raises(WritingRefused, match="dello stesso ente"):
        copies.copy(source=other, target=draft, actor=draft.created_by)
