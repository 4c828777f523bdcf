"""The page of an award: what is to be done comes first, and each thing is asked of the database once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from funding.actions.aid import loans
from funding.actions.conditions import adhesion as adhering
from funding.actions.money import reduce
from funding.enums import Hand, ReductionKind
from funding.models import Award
from funding.queries.awards.awaited import awaited
from funding.queries.awards.reading import Reading
from funding.queries.awards.standing import on_desk
from tests.factories.accounts import PersonFactory
from tests.factories.aid import (
    EUR,
    an_award_of_forms,
    called,
    given,
    guaranteed,
    lent,
    paid_out,
    today,
)
from tests.factories.evaluation import officer
from tests.factories.exits import awarded, started
from tests.factories.funding import an_award, ground
from tests.factories.payments import approved, approver, asked, checked, ordered, planned
from tests.fixtures.database import Clock
from wecare.accounts.enums import Role
from wecare.accounts.models import Person

pytestmark = pytest.mark.django_db


def of(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="wecare.accounts.backends.PasswordBackend")
    return client


def clerk() -> Client:
    return of(PersonFactory(roles=[Role.OFFICER]))


def said(award: Award, whose: Hand) -> list[tuple[str, str, str, bool]]:
    found = awaited(Reading(on_desk().get(pk=award.pk)), whose=whose)
    return [(each.what, each.whose.value, each.part, each.is_late) for each in found]


def test_the_page_of_an_award_asks_for_each_thing_once(
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    award, client = an_award(), clerk()
    address = f"/ufficio/contributi/{award.pk}/"
    planned(award)
    asked(award)
    with django_assert_max_num_queries(37):
        few = client.get(address)
    started(award, amount=EUR(1_000))
    with django_assert_max_num_queries(40):  # with a revocation: its act, observations and files
        more = client.get(address)
    own = of(award.submission.submitted_by)
    with django_assert_max_num_queries(34):
        assert own.get(f"/area/contributi/{award.pk}/").status_code == 200

    assert (few.status_code, more.status_code) == (200, 200)
    assert "Anticipo n. 1" in few.content.decode()
    assert "Revoca parziale" in more.content.decode()


def test_the_page_of_a_loan_and_a_guarantee_asks_for_each_thing_once(
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    award = an_award_of_forms(lent("30000"), guaranteed("30000"), given("20000"))
    paid_out(award, "10000")
    loans.ask(award=award, amount=EUR(5_000), on=today(), by=officer())
    called(award, "10000")
    client = clerk()

    with django_assert_max_num_queries(44):
        page = client.get(f"/ufficio/contributi/{award.pk}/").content.decode()

    assert "Piano di ammortamento" in page
    assert "Richieste delle banche" in page


def test_the_first_thing_on_the_page_is_what_is_to_be_done(clock: Clock) -> None:
    clock.set(datetime(2026, 11, 27, 11, tzinfo=UTC))
    award = an_award()
    beneficiary = award.submission.submitted_by
    fresh = said(award, Hand.OFFICE)

    planned(award)
    payment = asked(award)
    one = said(award, Hand.BENEFICIARY)
    ordered(approved(checked(payment), approver(), approver()))
    two = said(award, Hand.OFFICE)
    clock.shift(timedelta(days=90))
    late = said(award, Hand.BENEFICIARY)
    page = of(beneficiary).get(f"/area/contributi/{award.pk}/").content.decode()
    adhering.accept(award=award, by=beneficiary)

    accept = ("Accettare il contributo", "beneficiary", "condizioni")
    assert fresh == [
        ("Scrivere il piano dei pagamenti", "office", "pagamenti", False),
        (*accept, False),
    ]
    assert one == [
        (*accept, False),
        ("Controllare la richiesta: Anticipo n. 1", "office", "pagamenti", False),
    ]
    bank = ("Eseguire il bonifico: Anticipo n. 1", "bank", "pagamenti", False)
    assert two == [(*accept, False), bank]
    assert late == [(*accept, True), bank]
    assert page.index("Che cosa devi fare") < page.index("Accettare il contributo")
    assert "In ritardo" in page
    assert "entro il 28 dicembre" in page.replace("\xa0", " ")  # the thirtieth day is a Sunday
    assert said(award, Hand.OFFICE) == [
        ("Comunicare l'avvio del progetto", "beneficiary", "condizioni", False),
        bank,
    ]


def test_of_a_loan_the_late_instalments_are_to_be_done_before_the_next(clock: Clock) -> None:
    award = an_award_of_forms(lent("60000"), given("20000"))
    paid_out(award, "60000")
    before = [each for each in said(award, Hand.BENEFICIARY) if each[2] == "prestito"]
    clock.shift(timedelta(days=200))
    after = [each for each in said(award, Hand.BENEFICIARY) if each[2] == "prestito"]

    assert len(before) == 1
    assert before[0][0].startswith("Pagare la rata 1 del prestito")
    assert not before[0][3]
    assert [(each[0][:16], each[3]) for each in after] == [
        ("Pagare la rata 1", True),
        ("Pagare la rata 2", True),
    ]


def test_money_that_came_back_is_to_be_given_to_the_next_in_line() -> None:
    award, _listed, _others = awarded()
    before = said(award, Hand.OFFICE)
    reduce(
        award=award,
        amount=EUR(5_000),
        kind=ReductionKind.SAVING,
        reason="Speso meno.",
        by=officer(),
        ground=ground("saving/1", act=award.decree.act),
    )

    scroll = ("Scorrere la graduatoria", "office", "uscite", False)
    assert scroll not in before
    assert scroll in said(award, Hand.OFFICE)
    assert scroll not in said(award, Hand.BENEFICIARY)


def test_pages_about_money_are_linked_to_whoever_may_read_them() -> None:
    call = an_award().decree.ranked_list.call
    home, shown = f"/ufficio/bandi/{call.code}/", {}
    wanted = {
        "habit": f'href="/ufficio/pagamenti/bandi/{call.code}/"',
        "indicators": f'href="/ufficio/bandi/{call.code}/indicatori/"',
        "results": f'href="/bandi/{call.code}/risultati/"',
        "limits": 'href="/ufficio/pagamenti/limiti/"',
    }
    for role in (Role.OFFICER, Role.MANAGER, Role.AUDITOR):
        client = of(PersonFactory(roles=[role]))
        pages = (
            client.get(home).content.decode() + client.get("/ufficio/pagamenti/").content.decode()
        )
        shown[role] = {name for name, link in wanted.items() if link in pages}
        for name in shown[role]:
            assert client.get(wanted[name].split('"')[1]).status_code == 200, (role, name)

    assert shown[Role.OFFICER] == {"habit", "indicators", "results"}
    assert shown[Role.MANAGER] >= {"results", "limits"}
    assert shown[Role.AUDITOR] == {"results", "limits"}
