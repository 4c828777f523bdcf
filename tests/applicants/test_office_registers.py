"""The office records what became of organisations, and gives the first mandate where nobody can."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applicants.actions import first_mandates, successions
from applicants.actions.mandates import Proxy
from applicants.enums import MandateKind, Power, SuccessionKind
from applicants.models import (
    Application,
    FirstMandate,
    FormerName,
    Heritage,
    Mandate,
    Organisation,
    Passage,
    Succession,
)
from applicants.permissions import administers, reads, sends, writes
from applicants.policies import WritingRefused
from applicants.policies.organisations import MandateRefused, OrganisationRefused
from applicants.queries.mandates import applications_of, readers_of
from calls.models import Call
from tests.applicants.views.conftest import logged_in
from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import (
    a_draft,
    a_fiscal_code,
    a_pdf,
    an_organisation,
    complete,
    fresh,
    sent,
)
from tests.factories.calls import published_call
from tests.factories.mandates import a_mandate
from tests.fixtures.racing import race
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.core import clock
from wecare.core.errors import DomainError
from wecare.core.models import Event
from wecare.notices.models import Letter

DEED = "DD 12/A2203A/2026"
REASON = "Nominato con verbale del 3 marzo: visto in originale"
pytestmark = pytest.mark.django_db
Two = tuple[Organisation, Organisation, Person, Person]


@pytest.fixture
def officer(db: None) -> Person:
    return PersonFactory(roles=[Role.OFFICER])


@pytest.fixture
def desk(officer: Person) -> Client:
    return logged_in(officer)


@pytest.fixture
def owner(db: None) -> Person:
    return PersonFactory()


@pytest.fixture
def organisation(owner: Person) -> Organisation:
    return an_organisation(owner, name="Vecchia")


@pytest.fixture
def heir(db: None) -> Person:
    return PersonFactory()


@pytest.fixture
def successor(heir: Person) -> Organisation:
    return an_organisation(heir, name="Nuova")


@pytest.fixture
def two(organisation: Organisation, successor: Organisation, owner: Person, heir: Person) -> Two:
    return organisation, successor, owner, heir


@pytest.fixture
def today(db: None) -> date:
    return clock.today()


@pytest.fixture
def call(db: None) -> Call:
    return published_call()


@pytest.fixture
def orphan(organisation: Organisation, owner: Person) -> Organisation:
    """An organisation whose only administrator cannot log in any more."""
    Person.objects.filter(pk=owner.pk).update(is_active=False)
    return organisation


def at(name: str, organisation: Organisation, *more: Any) -> str:
    return reverse(f"applicants:{name}", args=[organisation.pk, *more])


def given(organisation: Organisation, person: Person, actor: Person, **more: Any) -> Mandate:
    return first_mandates.give(
        **{
            "organisation": organisation,
            "person": person,
            "kind": MandateKind.LEGAL_REPRESENTATIVE,
            "document": Proxy("verbale.pdf", a_pdf()),
            "reason": REASON,
            "actor": actor,
            **more,
        }
    )


def typed(person: Person, **more: Any) -> dict[str, Any]:
    return {
        "email": person.email,
        "family_name": person.family_name,
        "mandate_kind": "legal_representative",
        "document": SimpleUploadedFile("verbale.pdf", a_pdf()),
        "reason": REASON,
        **more,
    }


def divided(
    organisation: Organisation, successor: Organisation, actor: Person, on: date, *passing: Any
) -> Succession:
    return successions.succeed(
        organisation=organisation,
        successor=successor,
        kind=SuccessionKind.PARTIAL_DEMERGER,
        on=on,
        deed=DEED,
        passing=passing,
        actor=actor,
    )


def test_the_office_records_a_merger_and_a_name_by_their_deeds(
    desk: Client, two: Two, call: Call, today: date
) -> None:
    organisation, successor, owner, heir = two
    ready = complete(call, actor=owner, organisation=organisation)
    sent(ready)
    day = today.strftime("%d/%m/%Y")

    renamed = desk.post(
        at("body_rename", organisation), {"name": "Vecchissima", "on": day, "deed": DEED}
    )
    followed = desk.post(
        at("body_succession", organisation),
        {"fiscal_code": successor.fiscal_code, "kind": "merger", "on": day, "deed": DEED},
    )

    assert [each.status_code for each in (renamed, followed)] == [302, 302]
    assert (FormerName.objects.get().name, FormerName.objects.get().deed) == ("Vecchia", DEED)
    assert (Succession.objects.get().successor, Succession.objects.get().deed) == (successor, DEED)
    organisation.refresh_from_db()
    assert organisation.ended_on == today
    for reader in (owner, heir):
        assert reads(reader, ready) is True
    shown = text_of(desk.get(at("body", organisation)))
    assert "Fusione in un ente nuovo" in shown
    assert DEED in shown


def test_who_is_not_of_the_office_finds_no_register(
    organisation: Organisation, owner: Person, successor: Organisation, today: date
) -> None:
    auditor, assessor = (PersonFactory(roles=[role]) for role in (Role.AUDITOR, Role.ASSESSOR))
    pages = ["body_rename", "body_succession", "first_mandate"]

    for person, looks in ((auditor, 200), (assessor, 403), (owner, 403)):
        browser = logged_in(person)
        assert browser.get(at("body", organisation)).status_code == looks
        assert browser.get(reverse("applicants:bodies")).status_code == looks
        for page in pages:
            assert browser.get(at(page, organisation)).status_code == 403
            assert browser.post(at(page, organisation), {}).status_code == 403
        assert browser.post(reverse("applicants:body_new"), {}).status_code == 403
    with pytest.raises(MandateRefused, match="Non amministri più"):
        divided(organisation, successor, auditor, today)


def test_in_a_partial_demerger_the_first_goes_on_and_only_what_is_named_is_read(
    desk: Client, two: Two, call: Call, today: date
) -> None:
    organisation, successor, owner, heir = two
    passes = a_draft(call, actor=owner, organisation=organisation)
    stays = a_draft(call, actor=owner, organisation=organisation)
    page = at("body_succession", organisation)
    day = today.strftime("%d/%m/%Y")
    form = {"fiscal_code": successor.fiscal_code, "on": day, "deed": DEED}

    wrong = desk.post(page, {**form, "kind": "merger", "passing": str(passes.public_id)})
    done = desk.post(page, {**form, "kind": "partial_demerger", "passing": str(passes.public_id)})

    assert wrong.status_code == 422
    assert "qui passano tutte" in text_of(wrong)
    assert done.status_code == 302
    organisation.refresh_from_db()
    assert organisation.ended_on is None
    assert Heritage.objects.count() == 0
    assert [reads(heir, each) for each in (passes, stays)] == [True, False]
    assert [power(heir, passes) for power in (writes, sends)] == [False, False]
    assert [power(owner, passes) for power in (reads, writes, sends)] == [True, True, True]
    everything = Application.objects.all()
    assert readers_of(everything) == sorted(
        [(passes.pk, owner.pk), (stays.pk, owner.pk), (passes.pk, heir.pk)]
    )
    taken = successions.take_over(application=passes, successor=successor, actor=heir)
    assert fresh(taken).organisation == successor
    assert writes(heir, passes) is True
    with pytest.raises(WritingRefused, match="non è subentrato a Vecchia"):
        successions.take_over(application=stays, successor=successor, actor=heir)


def test_a_demerger_to_come_opens_nothing_before_its_day(
    officer: Person, two: Two, call: Call, today: date
) -> None:
    organisation, successor, owner, heir = two
    passes = a_draft(call, actor=owner, organisation=organisation)

    divided(organisation, successor, officer, today.replace(year=today.year + 1), passes)

    assert list(applications_of(heir, Power.READS)) == []
    with pytest.raises(WritingRefused, match="non è subentrato"):
        successions.take_over(application=passes, successor=successor, actor=heir)


def test_after_a_part_the_rest_may_still_pass_to_the_same(
    organisation: Organisation, successor: Organisation, officer: Person, today: date
) -> None:
    divided(organisation, successor, officer, today)
    successions.succeed(
        organisation=organisation,
        successor=successor,
        kind=SuccessionKind.INCORPORATION,
        on=today,
        deed=DEED,
        actor=officer,
    )

    assert Succession.objects.count() == 2
    with pytest.raises(OrganisationRefused, match="è già cessato"):
        divided(organisation, successor, officer, today)


def test_the_database_lets_only_applications_of_the_divided_pass(
    organisation: Organisation,
    successor: Organisation,
    officer: Person,
    call: Call,
    today: date,
) -> None:
    theirs = a_draft(call)
    succession = divided(organisation, successor, officer, today)

    with pytest.raises(OrganisationRefused, match="La domanda non è di Vecchia"):
        divided(organisation, successor, officer, today, theirs)
    with pytest.raises(IntegrityError, match="is divided"), transaction.atomic():
        Passage.objects.create(succession=succession, application=theirs)


def test_the_office_gives_the_first_mandate_with_document_and_reason(
    desk: Client, orphan: Organisation, officer: Person
) -> None:
    person = PersonFactory()

    shown = text_of(desk.get(at("body", orphan)))
    done = desk.post(at("first_mandate", orphan), typed(person))

    assert "Nessuno lo amministra" in shown
    assert done.status_code == 302
    first = FirstMandate.objects.get()
    assert (first.reason, first.recorded_by, first.mandate.person) == (REASON, officer, person)
    assert administers(person, orphan) is True
    assert Letter.objects.get().person == person
    told = Event.objects.get(name="organisation.first_mandate_given")
    assert (told.facts["reason"], told.facts["document"]) == (
        REASON,
        first.mandate.proxy.digest,
    )
    assert REASON in text_of(desk.get(at("body", orphan)))
    document = at("first_document", orphan, first.mandate.pk)
    assert b"".join(desk.get(document).streaming_content).startswith(b"%PDF")
    assert logged_in(PersonFactory(roles=[Role.AUDITOR])).get(document).status_code == 403


def test_where_somebody_administers_the_office_gives_no_mandate(
    desk: Client, organisation: Organisation, owner: Person, officer: Person
) -> None:
    person = PersonFactory()

    answer = desk.post(at("first_mandate", organisation), typed(person))

    assert answer.status_code == 422
    assert f"{owner} amministra già Vecchia" in text_of(answer)
    assert FirstMandate.objects.count() == 0
    proxied = a_mandate(person, organisation, MandateKind.DELEGATE, administers=True)
    with pytest.raises(IntegrityError, match="somebody administers"), transaction.atomic():
        FirstMandate.objects.create(
            mandate=proxied, reason=REASON, recorded_by=officer, recorded_at=clock.now()
        )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": ""}, "Scrivi qui la risposta."),
        ({"email": "nessuno@esempio.it"}, "Nessuna persona è registrata"),
        ({"document": SimpleUploadedFile("a.pdf", b"MZ no pdf")}, "Il nome dice PDF"),
    ],
)
def test_what_does_not_prove_is_refused_and_what_was_typed_stays(
    desk: Client, orphan: Organisation, change: dict[str, Any], sentence: str
) -> None:
    answer = desk.post(at("first_mandate", orphan), typed(PersonFactory(), **change))

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "Neri" in text_of(answer)
    assert FirstMandate.objects.count() == 0


def test_the_office_enters_an_organisation_with_its_first_administrator(desk: Client) -> None:
    person, code = PersonFactory(), a_fiscal_code()
    form = typed(
        person,
        fiscal_code=code,
        name="Comitato Bra",
        kind="ets_aps",
        seat_municipality="Bra",
        seat_province="cn",
    )

    done = desk.post(reverse("applicants:body_new"), form)
    again = desk.post(
        reverse("applicants:body_new"),
        {**form, "document": SimpleUploadedFile("verbale.pdf", a_pdf())},
    )

    entered = Organisation.objects.get()
    assert (done.status_code, done.url) == (302, at("body", entered))
    assert (entered.name, entered.seat_province) == ("Comitato Bra", "CN")
    assert administers(person, entered) is True
    assert Mandate.objects.count() == 1
    assert (again.status_code, "Questo ente c'è già" in text_of(again)) == (409, True)


def test_a_former_name_and_a_code_find_the_organisation_and_the_list_asks_as_often(
    desk: Client, organisation: Organisation, officer: Person, today: date
) -> None:
    successions.rename(
        organisation=organisation, name="Nuovissima", on=today, deed=DEED, actor=officer
    )
    url = reverse("applicants:bodies")

    for text in ("vecchia", organisation.fiscal_code, "nuovis"):
        assert "Nuovissima" in text_of(desk.get(url, {"cerca": text}))
    assert "Nessun ente ha questo nome" in text_of(desk.get(url, {"cerca": "xyz"}))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get(url)
        return len(queries)

    few = asked()
    for number in range(18):
        an_organisation(name=f"Ente {number}")
    assert asked() == few


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_give_one_first_mandate(orphan: Organisation) -> None:
    officers = [PersonFactory(roles=[Role.OFFICER]) for _n in range(2)]
    people = [PersonFactory() for _n in range(2)]

    outcomes = race(2, lambda number: given(orphan, people[number], officers[number]))

    assert [isinstance(each, DomainError) for each in outcomes].count(True) == 1
    assert FirstMandate.objects.count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_trigger_still_lets_one_be_first(
    orphan: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    officers = [PersonFactory(roles=[Role.OFFICER]) for _n in range(2)]
    people = [PersonFactory() for _n in range(2)]
    monkeypatch.setattr(first_mandates, "locked", lambda each: each)
    monkeypatch.setattr(
        first_mandates, "administrators_waiting", lambda _each: Mandate.objects.none()
    )

    outcomes = race(2, lambda number: given(orphan, people[number], officers[number]))

    assert [isinstance(each, IntegrityError) for each in outcomes].count(True) == 1
    assert FirstMandate.objects.count() == 1
