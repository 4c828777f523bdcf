"""People ask about a call; the office answers in public, and the asker's name is not told."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from calls.actions import enquiries
from calls.engine.lifecycle import ENQUIRY
from calls.enums import EnquiryCategory, EnquiryState
from calls.labels import ENQUIRY_CATEGORIES, ENQUIRY_STATES
from calls.models import Call, Enquiry
from calls.policies.enquiries import MOST_WAITING, EnquiryRefused
from tests.factories.accounts import PersonFactory
from tests.factories.calls import CallFactory, past_call, published_call
from tests.fixtures.racing import race
from wecare.accounts.enums import Role
from wecare.core.events import verify_chain
from wecare.core.lifecycle import StepRefused
from wecare.core.models import Event
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db
ALLOWED = {
    ("asked", "publish"): "published",
    ("set_aside", "publish"): "published",
    ("published", "amend"): "published",
    ("asked", "set_aside"): "set_aside",
}


def asked(call: Call, text: str = "Sono Anna Neri: può partecipare una ONLUS?") -> Enquiry:
    return enquiries.ask(call=call, text=text, actor=PersonFactory())


def answered(enquiry: Enquiry, text: str = "Sì, se è iscritta al RUNTS.") -> Enquiry:
    return enquiries.answer(
        enquiry=enquiry,
        category=EnquiryCategory.WHO,
        question="Può partecipare una ONLUS?",
        text=text,
        actor=PersonFactory(roles=[Role.OFFICER]),
    )


@pytest.mark.parametrize("state", list(EnquiryState))
@pytest.mark.parametrize("step", [step.name for step in ENQUIRY.steps])
def test_a_step_leads_only_where_the_table_says(state: EnquiryState, step: str) -> None:
    target = ALLOWED.get((state.value, step))
    if target is None:
        with pytest.raises(StepRefused):
            ENQUIRY.follow(step, state)
    else:
        assert ENQUIRY.follow(step, state) == target


def test_every_state_and_category_has_its_words() -> None:
    assert set(ENQUIRY.states()) == set(EnquiryState) == set(ENQUIRY_STATES)
    assert set(ENQUIRY_CATEGORIES) == set(EnquiryCategory)


def test_an_answer_is_published_and_told_to_who_asked() -> None:
    enquiry = asked(published_call(code="FSE2-2026"))

    published = answered(enquiry)

    assert published.state == EnquiryState.PUBLISHED.value
    assert published.question == "Può partecipare una ONLUS?"
    letter = Letter.objects.get()
    assert letter.person == enquiry.asked_by
    assert letter.subject == "Risposta alla tua domanda sul bando FSE2-2026"
    assert "Sì, se è iscritta al RUNTS." in letter.body
    assert f"/bandi/FSE2-2026/domande-e-risposte/#domanda-{enquiry.pk}" in letter.body
    event = Event.objects.get(name="enquiry.published")
    assert event.facts["answer"] == "Sì, se è iscritta al RUNTS."
    assert "Anna" not in str(event.facts)
    assert verify_chain() == []


def test_an_amended_answer_says_when_and_writes_no_second_letter() -> None:
    enquiry = answered(asked(published_call()))

    amended = answered(enquiry, "No.")

    assert (amended.answer, amended.answered_at) == ("No.", enquiry.answered_at)
    assert amended.amended_at is not None
    assert Letter.objects.count() == 1
    assert Event.objects.filter(name="enquiry.amended").count() == 1


def test_what_is_set_aside_may_still_be_answered() -> None:
    enquiry = asked(published_call())
    officer = PersonFactory(roles=[Role.OFFICER])

    aside = enquiries.set_aside(enquiry=enquiry, actor=officer)
    published = answered(aside)

    assert aside.state == EnquiryState.SET_ASIDE.value
    assert published.state == EnquiryState.PUBLISHED.value
    with pytest.raises(StepRefused):
        enquiries.set_aside(enquiry=published, actor=officer)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        pytest.param(CallFactory, "non è ancora pubblicato", id="draft"),
        pytest.param(past_call, "Si chiede fino alla scadenza del bando", id="past"),
    ],
)
def test_questions_are_asked_from_publication_to_deadline(make: type, sentence: str) -> None:
    with pytest.raises(EnquiryRefused, match=sentence):
        asked(make())

    assert Enquiry.objects.count() == 0


def test_a_person_leaves_the_office_the_time_to_answer() -> None:
    call, person = published_call(), PersonFactory()
    for number in range(MOST_WAITING):
        enquiries.ask(call=call, text=f"Domanda {number}?", actor=person)

    with pytest.raises(EnquiryRefused, match="Hai 10 domande che attendono risposta"):
        enquiries.ask(call=call, text="Ancora una?", actor=person)
    enquiries.ask(call=published_call(), text="E su questo?", actor=person)
    enquiries.ask(call=call, text="E io?", actor=PersonFactory())

    answered(Enquiry.objects.order_by("id")[0])
    enquiries.ask(call=call, text="Ora sì?", actor=person)
    assert Enquiry.objects.filter(call=call, asked_by=person).count() == MOST_WAITING + 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_many_questions_at_once_do_not_pass_the_limit() -> None:
    call, person = published_call(), PersonFactory()
    for number in range(MOST_WAITING - 1):
        enquiries.ask(call=call, text=f"Domanda {number}?", actor=person)

    outcomes = race(4, lambda runner: enquiries.ask(call=call, text=f"{runner}?", actor=person))

    assert [type(each) for each in outcomes].count(EnquiryRefused) == 3
    assert Enquiry.objects.count() == MOST_WAITING


@pytest.mark.parametrize(
    "values",
    [
        {"state": "invented"},
        {"state": "published", "category": "who", "question": "Chi?", "answer": ""},
        {"state": "published", "category": "", "question": "Chi?", "answer": "Tutti."},
    ],
)
def test_the_database_keeps_what_is_published_whole(values: dict[str, str]) -> None:
    enquiry = asked(published_call())
    whole = values | {"answered_at": enquiry.asked_at + timedelta(days=1)}
    whole["answered_by"] = enquiry.asked_by

    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.filter(pk=enquiry.pk).update(**whole)
