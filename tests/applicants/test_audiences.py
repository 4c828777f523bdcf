"""To whom the office may write about a call, and the terms of those who write."""

from datetime import timedelta
from typing import Any

import pytest

from applicants.actions import deletions
from applicants.models import Organisation
from applicants.queries import audiences
from applicants.queries.deadlines import terms_of
from calls.models import Call
from calls.queries.calls import current_window
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, complete, sent
from tests.factories.calls import CallFactory, past_call, published_call
from tests.factories.mandates import a_mandate
from tests.factories.phases import a_two_phase_call, admitted, decided, final, opened, preliminary
from tests.factories.versions import extended
from tests.fixtures.database import Clock
from wecare.core.clock import now
from wecare.core.components.formats import instant_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    return published_call(code="FSE2-2026")


def test_drafts_and_sent_are_two_audiences_each_person_once(call: Call) -> None:
    draft, submission = a_draft(call), sent(complete(call))
    a_draft(call, actor=draft.created_by)
    a_draft(published_call())
    a_mandate(PersonFactory(is_active=False), draft.organisation)

    drafts, sent_ones = list(audiences.with_draft(call.code)), list(audiences.who_sent(call.code))

    assert [each.person_id for each in drafts] == [draft.created_by_id]
    assert [each.person_id for each in sent_ones] == [submission.submitted_by_id]


def test_leads_are_written_to_at_their_pec_with_a_copy_for_their_people(call: Call) -> None:
    submission = sent(complete(call))
    without = sent(complete(call))
    Organisation.objects.filter(pk=without.organisation_id).update(pec="")

    [lead] = list(audiences.leads(call.code))

    assert lead.mark == f"organisation/{submission.organisation_id}"
    assert (lead.address, lead.person_id) == ("ente@pec.esempio.it", None)
    assert lead.copies == (submission.submitted_by_id,)


def test_only_published_calls_can_be_written_about(call: Call) -> None:
    CallFactory(code="da-scrivere")

    assert list(audiences.calls()) == [(call.code, f"{call.code} – {call.title}")]


def test_what_is_the_same_for_all_names_call_and_deadline(call: Call) -> None:
    values = audiences.common(call.code)

    assert (values["codice_bando"], values["bando"]) == (call.code, call.title)
    assert ", ore " in values["scadenza"]


def test_asking_for_people_costs_the_same_however_many(
    call: Call, django_assert_num_queries: Any
) -> None:
    a_draft(call)
    with django_assert_num_queries(3):
        list(audiences.with_draft(call.code))
    for _ in range(5):
        a_draft(call)

    with django_assert_num_queries(3):
        assert len(list(audiences.with_draft(call.code))) == 6


def test_a_term_is_the_deadline_of_each_open_call_with_a_draft(call: Call) -> None:
    draft = a_draft(call, title="Case che aiutano")
    person = draft.created_by
    sent(complete(call, actor=person))
    a_draft(call)
    past_call()

    [term] = list(terms_of(person))

    window = current_window(call)
    assert window is not None
    assert term.at == window.closes_at
    assert term.path == f"/area/domande/{draft.public_id}/"
    assert "Case che aiutano" in term.text
    assert "(ora italiana)" in term.text


def test_an_extension_moves_the_term_it_announced(call: Call) -> None:
    person = a_draft(call).created_by
    [before] = list(terms_of(person))
    extended(call)

    [after] = list(terms_of(person))

    assert after.uid == before.uid
    assert after.sequence > before.sequence
    assert after.at > before.at


def test_who_deleted_the_draft_has_none(call: Call) -> None:
    draft = a_draft(call)
    deletions.delete(application=draft, actor=draft.created_by)

    assert list(audiences.with_draft(call.code)) == []


def test_who_writes_the_final_project_has_sent_and_has_a_draft(clock: Clock) -> None:
    call = a_two_phase_call()
    first, second, out = preliminary(call), preliminary(call), preliminary(call)
    opened(call, clock)
    decided(call, admitted(first), admitted(second))
    sent(final(first))

    def people(found: Any) -> list[int]:
        return [each.person_id for each in found]

    assert people(audiences.with_draft(call.code)) == [second.created_by_id]
    assert people(audiences.who_sent(call.code)) == sorted(
        each.created_by_id for each in (first, second, out)
    )
    assert people(audiences.who_sent_later(call.code)) == [first.created_by_id]
    assert len(list(audiences.leads(call.code))) == 3


def test_who_has_only_drafts_of_a_later_phase_reads_the_deadline_of_the_own_term(
    clock: Clock, django_assert_num_queries: Any
) -> None:
    call = a_two_phase_call()
    many = [preliminary(call) for _ in range(4)]
    opened(call, clock)
    soon = now() + timedelta(days=9)
    decided(call, admitted(many[0], closes_at=soon), *(admitted(each) for each in many[1:]))

    with django_assert_num_queries(4):
        found = {each.person_id: each.values for each in audiences.with_draft(call.code)}

    assert found[many[0].created_by_id] == {"scadenza": instant_due(soon)}
    assert found[many[1].created_by_id] != found[many[0].created_by_id]
