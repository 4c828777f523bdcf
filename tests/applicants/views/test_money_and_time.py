"""Own share in kind and the time of a project: written, kept, sent, printed."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from applicants.models import Application
from calls.models import Call
from tests.calls.views.typed import text_of
from tests.factories.applicants import complete, fresh, sent
from tests.factories.calls import a_complete_draft, published_call
from tests.factories.rules import draft as a_rulebook
from wecare.accounts.models import Person

pytestmark = pytest.mark.django_db
DURATION = {"minimum_months": 6, "maximum_months": 12, "starts_from": "2027-01-01"}


@pytest.fixture
def call(db: None) -> Call:
    amounts = a_rulebook()["amounts"] | {"maximum_in_kind": "50.00"}
    return published_call(draft=a_complete_draft(amounts=amounts, duration=DURATION))


def address(name: str, application: Application) -> str:
    return reverse(f"applicants:{name}", args=[application.public_id])


def test_the_part_in_kind_is_saved_beside_the_own_share(home: Client, draft: Application) -> None:
    form = {"cost_work": "100.000", "own_funding": "20.000", "own_in_kind": "5.000", "version": 1}

    answer = home.post(address("costs", draft), form | {"stay": "1"}, follow=True)

    assert (fresh(draft).own_funding, fresh(draft).own_in_kind) == (20_000, 5_000)
    assert "di cui in natura" in text_of(answer)


def test_a_part_in_kind_larger_than_the_own_share_is_refused_and_kept(
    home: Client, draft: Application
) -> None:
    form = {"cost_work": "100", "own_funding": "20", "own_in_kind": "20,01", "version": 1}

    answer = home.post(address("costs", draft), form)

    assert answer.status_code == 422
    assert "La parte in natura (20,01\xa0€) supera la quota propria (20,00\xa0€)" in text_of(answer)
    assert 'value="20,01"' in text_of(answer)
    assert fresh(draft).own_in_kind == 0


def test_the_database_holds_the_part_within_its_whole(draft: Application) -> None:
    with pytest.raises(IntegrityError, match="in_kind_within"), transaction.atomic():
        Application.objects.filter(pk=draft.pk).update(own_in_kind="0.01")


def test_a_call_without_in_kind_does_not_ask_for_it(home: Client, owner: Person) -> None:
    plain = complete(published_call(), actor=owner)

    assert "own_in_kind" not in text_of(home.get(address("costs", plain)))
    assert "months" not in text_of(home.get(address("heading", plain)))


def test_months_and_start_are_asked_saved_and_refused_by_the_rule(
    home: Client, owner: Person, call: Call
) -> None:
    ready = complete(call, actor=owner)
    form = {"title": "Case", "lot": "T", "months": "5", "starts_on": "31/12/2026"}

    home.post(address("heading", ready), form | {"version": ready.version})
    page = text_of(home.get(address("missing", ready)))

    assert "Il progetto dura 5 mesi; il minimo è 6." in page
    assert "Il progetto inizia il 31 dicembre 2026; il primo giorno ammesso è il 1 gennaio" in page


@pytest.mark.parametrize(
    "typed", [{"months": "12,5"}, {"months": "9" * 30}, {"starts_on": "domani"}]
)
def test_a_time_that_is_none_is_refused_and_kept(
    home: Client, draft: Application, typed: dict[str, str]
) -> None:
    form = {"title": "Case", "lot": "T", "version": draft.version} | typed

    answer = home.post(address("heading", draft), form)

    assert answer.status_code == 422
    assert next(iter(typed.values())) in text_of(answer)


def test_what_is_sent_freezes_them_and_the_receipt_says_them(owner: Person, call: Call) -> None:
    ready = complete(call, actor=owner)
    Application.objects.filter(pk=ready.pk).update(
        months=12, starts_on="2027-01-01", own_in_kind="10000.00"
    )

    submission = sent(fresh(ready))

    names = ("own_in_kind", "months", "starts_on")
    frozen = {"own_in_kind": "10000.00", "months": 12, "starts_on": "2027-01-01"}
    assert {name: submission.content[name] for name in names} == frozen
    assert submission.receipt is not None
    assert {name: submission.receipt.context[name] for name in names} == frozen
