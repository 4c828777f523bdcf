"""Registers that answer, do not know, raise, hang: nobody waits longer than the limit."""

import threading
from time import monotonic, sleep
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applicants.actions import registers as actions
from applicants.enums import Source
from applicants.models import FormerName, Organisation, RegisterReading
from applicants.policies.organisations import OrganisationRefused
from applicants.queries import registers
from applicants.queries.registers import Entry, consult
from tests.applicants.views.conftest import logged_in
from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_fiscal_code, an_organisation
from tests.factories.mandates import a_mandate
from wecare.accounts.models import Person

pytestmark = pytest.mark.django_db
HERE = "tests.applicants.test_registers."
LET_GO = threading.Event()


class Knows:
    """A register that knows everybody."""

    def look_up(self, fiscal_code: str) -> Entry | None:
        return Entry({"name": "Delta APS", "pec": "delta@pec.esempio.it", "ateco_code": "88.99.00"})


class KnowsBetter:
    """Another, that says otherwise."""

    def look_up(self, fiscal_code: str) -> Entry | None:
        return Entry({"name": "DELTA", "seat_municipality": "Bra", "unknown_field": "x"})


class KnowsNobody:
    def look_up(self, fiscal_code: str) -> Entry | None:
        return None


class Breaks:
    def look_up(self, fiscal_code: str) -> Entry | None:
        raise ConnectionResetError("the register closed the line")


class Hangs:
    def look_up(self, fiscal_code: str) -> Entry | None:
        LET_GO.wait(timeout=30)
        return None


@pytest.fixture(autouse=True)
def nobody_stays() -> Any:
    """Those that hang are let go at the end of the test."""
    LET_GO.clear()
    yield
    LET_GO.set()
    for _ in range(100):
        if not any(each.name.startswith("register-") for each in threading.enumerate()):
            break
        sleep(0.02)


@pytest.fixture
def asked(settings: Any) -> Any:
    """Choose the registers, by source."""
    settings.REGISTERS_SECONDS = 0.3

    def choose(**adapters: type) -> None:
        settings.REGISTERS = {
            source: f"{HERE}{adapter.__name__}" for source, adapter in adapters.items()
        }

    return choose


@pytest.fixture
def owner() -> Person:
    return PersonFactory()


@pytest.fixture
def organisation(owner: Person) -> Organisation:
    return an_organisation(owner, name="Delta")


def test_the_first_that_knows_a_value_is_believed(asked: Any) -> None:
    asked(runts=Knows, business=KnowsBetter, ipa=KnowsNobody)

    found = consult(a_fiscal_code())

    assert found.values == {
        "name": "Delta APS",
        "pec": "delta@pec.esempio.it",
        "ateco_code": "88.99.00",
        "seat_municipality": "Bra",
    }
    assert found.entries[Source.IPA] is None
    assert found.away == ()


def test_one_that_hangs_and_one_that_breaks_hold_nobody_up(asked: Any) -> None:
    asked(ipa=Hangs, runts=Knows, business=Breaks)
    start = monotonic()

    found = consult(a_fiscal_code())

    assert monotonic() - start < 2
    assert found.away == (Source.IPA, Source.BUSINESS)
    assert set(found.entries) == {Source.RUNTS}


def test_those_that_hang_do_not_pile_up(asked: Any) -> None:
    asked(ipa=Hangs)
    for _ in range(registers.MOST_HANGING + 3):
        assert consult(a_fiscal_code()).away == (Source.IPA,)

    hanging = [each for each in threading.enumerate() if each.name == "register-ipa"]
    start = monotonic()
    consult(a_fiscal_code())

    assert len(hanging) == registers.MOST_HANGING
    assert monotonic() - start < 0.2  # nobody waits for one that is known to hang


def test_an_adapter_that_is_not_there_is_away(settings: Any) -> None:
    settings.REGISTERS = {"ipa": "nowhere.Adapter"}

    assert consult(a_fiscal_code()).away == (Source.IPA,)


def test_without_registers_nothing_is_asked(settings: Any) -> None:
    settings.REGISTERS = {}

    found = consult(a_fiscal_code())

    assert (found.values, found.away) == ({}, ())


def test_the_files_of_the_demonstration_say_that_they_are_invented(settings: Any) -> None:
    settings.REGISTERS = {
        source: f"applicants.queries.registers.file.{name}"
        for source, name in {
            "ipa": "Ipa", "runts": "Runts", "business": "Business", "ini_pec": "IniPec",
        }.items()
    }  # fmt: skip
    settings.REGISTERS_SECONDS = 5

    found = consult("90009010018")

    assert found.away == ()
    assert found.is_demonstration is bool(found.values)


@pytest.fixture
def home(owner: Person) -> Client:
    return logged_in(owner)


def test_a_new_organisation_is_filled_by_what_registers_know(home: Client, asked: Any) -> None:
    asked(runts=Knows, ipa=Hangs)

    page = text_of(home.get(reverse("applicants:organisation_new"), {"codice": a_fiscal_code()}))

    assert 'value="Delta APS"' in page
    assert "Dati presi dai registri" in page
    assert "Alcuni registri adesso non rispondono" in page
    assert "Indice delle pubbliche amministrazioni (IPA)" in page


def test_with_every_register_away_one_goes_on_typing(home: Client, asked: Any) -> None:
    asked(runts=Breaks, ipa=Hangs)
    code = a_fiscal_code()
    url = reverse("applicants:organisation_new")
    typed = {"name": "Delta", "fiscal_code": code, "kind": "ets_aps", "seat_municipality": "Bra"}

    page = home.get(url, {"codice": code})
    answer = home.post(url, typed | {"seat_province": "CN"})

    assert "Puoi andare avanti e scrivere i dati tu" in text_of(page)
    assert f'value="{code}"' in text_of(page)
    assert answer.status_code == 302
    assert Organisation.objects.get().name == "Delta"


def test_what_each_said_stays_and_is_compared(
    home: Client, asked: Any, organisation: Organisation
) -> None:
    asked(runts=Knows, ipa=KnowsNobody, business=Breaks)

    told = home.post(reverse("applicants:register_reading", args=[organisation.pk]), follow=True)

    page = text_of(told)
    assert "Registro delle imprese: adesso non risponde. Puoi andare avanti" in page
    assert "non conosce questo codice fiscale" in page
    assert "3 differenze." in page
    assert "Delta APS" in page
    assert RegisterReading.objects.count() == 2


def test_differences_are_taken_one_by_one(
    home: Client, asked: Any, organisation: Organisation
) -> None:
    asked(runts=Knows)
    home.post(reverse("applicants:register_reading", args=[organisation.pk]))
    reading = RegisterReading.objects.get()
    url = reverse("applicants:organisation_registers", args=[organisation.pk])

    answer = home.post(url, {"reading": reading.pk, "fields_taken": ["ateco_code", "name"]})

    organisation.refresh_from_db()
    assert answer.status_code == 302
    assert (organisation.name, organisation.ateco_code) == ("Delta APS", "88.99.00")
    assert organisation.pec == "ente@pec.esempio.it"
    former = FormerName.objects.get()
    assert (former.name, former.deed) == (
        "Delta",
        "Registro unico nazionale del Terzo settore (RUNTS)",
    )


@pytest.mark.parametrize("chosen", [[], ["seat_province"], ["created_by"]])
def test_what_the_register_did_not_say_is_not_taken(
    home: Client, asked: Any, organisation: Organisation, chosen: list[str]
) -> None:
    asked(runts=Knows)
    home.post(reverse("applicants:register_reading", args=[organisation.pk]))
    url = reverse("applicants:organisation_registers", args=[organisation.pk])

    answer = home.post(url, {"reading": RegisterReading.objects.get().pk, "fields_taken": chosen})

    assert answer.status_code == 422
    assert "Non abbiamo cambiato nulla" in text_of(answer)


def test_the_reading_of_another_organisation_is_not_there(
    home: Client, asked: Any, organisation: Organisation
) -> None:
    asked(runts=Knows)
    other = an_organisation()
    actions.read(organisation=other, actor=other.created_by)
    url = reverse("applicants:organisation_registers", args=[organisation.pk])
    reading = RegisterReading.objects.get()

    assert home.post(url, {"reading": reading.pk, "fields_taken": ["pec"]}).status_code == 404


def test_a_vat_number_that_is_none_is_refused(organisation: Organisation, owner: Person) -> None:
    from applicants.policies import CodeRefused

    reading = RegisterReading.objects.create(
        organisation=organisation,
        source="business",
        values={"vat_number": "1"},
        demonstration=False,
        read_at=organisation.created_at,
        read_by=owner,
    )

    with pytest.raises(CodeRefused):
        actions.take(organisation=organisation, reading=reading, fields=["vat_number"], actor=owner)
    with pytest.raises(OrganisationRefused):
        actions.take(organisation=organisation, reading=reading, fields=["pec"], actor=owner)


def test_who_only_reads_asks_and_takes_nothing(asked: Any, organisation: Organisation) -> None:
    from applicants.enums import MandateKind

    asked(runts=Knows)
    viewer = PersonFactory()
    a_mandate(viewer, organisation, MandateKind.VIEWER)
    browser = logged_in(viewer)
    url = reverse("applicants:organisation_registers", args=[organisation.pk])

    assert browser.get(url).status_code == 200
    assert browser.post(url, {}).status_code == 403
    reading = reverse("applicants:register_reading", args=[organisation.pk])
    assert browser.post(reading).status_code == 403
