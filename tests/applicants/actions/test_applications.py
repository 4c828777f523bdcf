"""A draft is begun, and saved part by part, each part over the version it was written on."""

from datetime import timedelta
from decimal import Decimal

import pytest

from applicants.actions import applications, headings
from applicants.actions.applications import AmountsRefused, ApplicationChanged, Saved
from applicants.models import Answer, Application, Cost
from applicants.policies import WritingRefused
from calls.models import Call
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import (
    a_draft,
    an_organisation,
    answered,
    complete,
    costed,
    fresh,
    sent,
)
from tests.factories.calls import past_call, published_call
from tests.fixtures.database import Clock
from wecare.accounts.models import Person
from wecare.core.clock import now
from wecare.core.models import Event

pytestmark = pytest.mark.django_db
MUCH = Decimal("999999999999.99")


@pytest.fixture
def call() -> Call:
    return published_call()


@pytest.fixture
def draft(call: Call) -> Application:
    return a_draft(call)


@pytest.fixture
def colleague() -> Person:
    return PersonFactory(given_name="Ada", family_name="Bo")


def save(application: Application, actor: Person, **answers: tuple[object, int]) -> list[Saved]:
    return applications.save_answers(application=application, answers=answers, actor=actor)


def test_an_application_is_begun_for_an_open_call(call: Call) -> None:
    application = a_draft(call)

    assert (application.state, application.version) == ("draft", 1)
    assert Event.objects.filter(name="application.started").count() == 1


@pytest.mark.parametrize(
    ("shift", "sentence"),
    [
        (-timedelta(days=2), "Il bando apre il "),
        (timedelta(days=31), "Il bando è chiuso: non si possono più iniziare domande."),
    ],
)
def test_outside_the_window_nothing_is_begun(
    call: Call, clock: Clock, shift: timedelta, sentence: str
) -> None:
    organisation = an_organisation()
    clock.shift(shift)

    with pytest.raises(WritingRefused) as refused:
        a_draft(call, organisation=organisation)

    assert str(refused.value).startswith(sentence)
    assert Application.objects.count() == 0


def test_a_closed_call_of_the_past_takes_no_application() -> None:
    with pytest.raises(WritingRefused, match="chiuso"):
        a_draft(past_call())


def test_each_answer_has_a_version_of_its_own(draft: Application, colleague: Person) -> None:
    save(draft, draft.created_by, need=("Casa", 0), people=(3, 0))

    first = save(draft, colleague, need=("Lavoro", 1))
    second = save(draft, draft.created_by, people=(4, 1))

    assert (first, second) == ([Saved("need", 2, "Lavoro")], [Saved("people", 2, 4)])
    stored = {row.key: (row.value, row.version) for row in Answer.objects.order_by("key")}
    assert stored == {"need": ("Lavoro", 2), "people": (4, 2)}


def test_an_answer_somebody_else_changed_is_kept_and_told(
    draft: Application, colleague: Person
) -> None:
    save(draft, draft.created_by, need=("Casa", 0))
    save(draft, colleague, need=("Lavoro", 1))

    late = save(draft, draft.created_by, need=("Casa e cura", 1), people=(3, 0))

    assert late == [Saved("need", 2, "Lavoro", True, str(colleague)), Saved("people", 1, 3)]
    assert Answer.objects.get(key="need").value == "Lavoro"


def test_two_who_answer_first_do_not_overwrite_each_other(
    draft: Application, colleague: Person
) -> None:
    save(draft, draft.created_by, need=("Casa", 0))

    (late,) = save(draft, colleague, need=("Lavoro", 0))

    assert (late.conflict, late.value) == (True, "Casa")


def test_the_same_text_saved_twice_is_no_conflict(draft: Application) -> None:
    save(draft, draft.created_by, need=("Casa", 0))

    assert save(draft, draft.created_by, need=("Casa", 0)) == [Saved("need", 1, "Casa")]


def test_a_question_the_call_does_not_ask_is_refused_whole(draft: Application) -> None:
    with pytest.raises(WritingRefused, match="«colour» non è una domanda di questo bando"):
        save(draft, draft.created_by, need=("Casa", 0), colour=("rosso", 0))

    assert Answer.objects.count() == 0


def test_the_heading_is_saved_over_the_version_it_was_read_at(draft: Application) -> None:
    stored = headings.save_heading(
        application=draft, title="Altro", lot="R", base_version=1, actor=draft.created_by
    )

    assert (stored.title, stored.lot, stored.version) == ("Altro", "R", 2)
    with pytest.raises(ApplicationChanged, match="Un'altra persona ha cambiato gli stessi campi"):
        headings.save_heading(
            application=draft, title="Mio", lot="T", base_version=1, actor=draft.created_by
        )
    assert fresh(draft).title == "Altro"


def test_a_lot_the_call_does_not_have_is_refused(draft: Application) -> None:
    with pytest.raises(WritingRefused, match="Il lotto «Z» non è di questo bando"):
        headings.save_heading(
            application=draft, title="", lot="Z", base_version=1, actor=draft.created_by
        )


def test_costs_and_own_funding_are_saved_together(draft: Application) -> None:
    application = costed(draft)

    assert (application.version, application.own_funding) == (2, Decimal("20000.00"))
    stored = dict(Cost.objects.order_by("category").values_list("category", "amount"))
    assert stored == {
        "prepare": Decimal("10000.00"),
        "spread": Decimal("10000.00"),
        "work": Decimal("80000.00"),
    }
    with pytest.raises(ApplicationChanged):
        costed(draft, {"work": "1.00"})


def test_a_category_the_call_does_not_have_is_refused(draft: Application) -> None:
    with pytest.raises(WritingRefused, match="La voce «party» non è di questo bando"):
        costed(draft, {"party": "1.00"})


def test_costs_that_no_sum_can_hold_are_refused(draft: Application) -> None:
    with pytest.raises(AmountsRefused, match=r"il massimo è 999\.999\.999\.999,99 €"):
        costed(draft, {"work": str(MUCH), "spread": str(MUCH)})

    assert Cost.objects.count() == 0


def test_after_the_deadline_nothing_is_written(draft: Application, clock: Clock) -> None:
    draft = answered(draft, need="Casa")
    clock.set(now() + timedelta(days=31))

    with pytest.raises(WritingRefused, match="Il bando è chiuso dal"):
        answered(draft, need="Lavoro")
    with pytest.raises(WritingRefused, match="la bozza resta da leggere e stampare"):
        costed(draft)

    assert Answer.objects.get().value == "Casa"


def test_what_was_sent_is_not_written_any_more(call: Call) -> None:
    application = complete(call)
    sent(application)

    with pytest.raises(WritingRefused, match="è già stata inviata"):
        answered(application, need="Altro")
