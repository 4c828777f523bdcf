"""Mandates are granted, changed and ended by whoever administers; the database keeps them all."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import Error, IntegrityError, connection, transaction

from applicants.actions import mandates
from applicants.actions.mandates import Proxy, Terms
from applicants.enums import MandateKind
from applicants.models import Mandate, Organisation
from applicants.permissions import administers, writes
from applicants.policies.organisations import LastAdministrator, MandateRefused
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, a_pdf, an_organisation
from tests.factories.calls import published_call
from tests.factories.mandates import a_mandate
from wecare.accounts.models import Person
from wecare.core import clock
from wecare.core.models import Event
from wecare.core.uploads import UploadRefused
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db
EDITOR = Terms(MandateKind.EDITOR)
ADMINISTRATOR = Terms(MandateKind.EDITOR, administers=True)


@pytest.fixture
def owner() -> Person:
    return PersonFactory(given_name="Ada", family_name="Bo")


@pytest.fixture
def organisation(owner: Person) -> Organisation:
    return an_organisation(owner, name="Delta")


def granted(organisation: Organisation, owner: Person, terms: Terms = EDITOR) -> Mandate:
    person = PersonFactory()
    return mandates.grant(organisation=organisation, person=person, terms=terms, actor=owner)


def test_it_is_recorded_and_the_person_is_told(organisation: Organisation, owner: Person) -> None:
    mandate = granted(organisation, owner)

    event = Event.objects.get(name="organisation.mandate_granted")
    assert (event.actor_id, event.facts["person"]) == (owner.pk, mandate.person_id)
    letter = Letter.objects.get(template="applicants/mandate_granted")
    assert letter.person_id == mandate.person_id
    assert letter.subject == "Il tuo incarico per Delta"
    assert "Ada Bo ti ha dato un incarico per Delta: Chi compila." in letter.body
    assert "Vale per tutte le domande dell'ente." in letter.body


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        ({"kind": MandateKind.DELEGATE}, "Un delegato ha una delega: carica il documento"),
        ({"kind": MandateKind.CONSULTANT, "administers": True}, "Un consulente non amministra"),
        ({"administers": True, "expires_at": timedelta(days=1)}, "e senza scadenza"),
        ({"expires_at": timedelta(days=-1)}, "L'incarico finirebbe prima di cominciare"),
    ],
)
def test_terms_that_do_not_go_together_are_refused(
    organisation: Organisation, owner: Person, terms: dict[str, Any], sentence: str
) -> None:
    if "expires_at" in terms:
        terms = terms | {"expires_at": clock.now() + terms["expires_at"]}

    with pytest.raises(MandateRefused, match=sentence):
        granted(organisation, owner, Terms(**({"kind": MandateKind.EDITOR} | terms)))

    assert Mandate.objects.count() == 1


def test_administration_reaches_everything(organisation: Organisation, owner: Person) -> None:
    terms = Terms(MandateKind.EDITOR, administers=True, call=published_call())

    with pytest.raises(MandateRefused, match="per tutte le domande dell'ente"):
        granted(organisation, owner, terms)


def test_the_application_of_another_is_no_scope(organisation: Organisation, owner: Person) -> None:
    other = a_draft(published_call())

    with pytest.raises(MandateRefused, match="La domanda non è di Delta"):
        granted(organisation, owner, Terms(MandateKind.EDITOR, application=other))


def test_a_delegate_s_proxy_is_kept_and_stays_through_changes(
    organisation: Organisation, owner: Person
) -> None:
    proxy = Proxy("C:\\delega.pdf", a_pdf())
    mandate = granted(organisation, owner, Terms(MandateKind.DELEGATE, proxy=proxy))
    until = clock.now() + timedelta(days=3)

    changed = mandates.change(
        mandate=mandate, terms=Terms(MandateKind.DELEGATE, expires_at=until), actor=owner
    )

    mandate.refresh_from_db()
    assert (mandate.ended_by, changed.proxy_id) == (owner, mandate.proxy_id)
    assert (changed.proxy_name, changed.expires_at) == ("delega.pdf", until)
    assert mandate.ended_at is not None
    assert mandate.ended_at <= changed.since


def test_a_proxy_that_is_no_document_is_refused(organisation: Organisation, owner: Person) -> None:
    with pytest.raises(UploadRefused, match="Il nome dice PDF, il contenuto no"):
        granted(
            organisation, owner, Terms(MandateKind.DELEGATE, proxy=Proxy("delega.pdf", b"ciao"))
        )


def test_two_over_the_same_are_refused_and_one_that_expired_makes_room(
    organisation: Organisation, owner: Person
) -> None:
    person, now = PersonFactory(), clock.now()
    a_mandate(person, organisation, since=now - timedelta(2), expires_at=now - timedelta(1))

    first = mandates.grant(organisation=organisation, person=person, terms=EDITOR, actor=owner)
    with pytest.raises(MandateRefused, match="ha già un incarico con lo stesso ambito"):
        mandates.grant(organisation=organisation, person=person, terms=EDITOR, actor=owner)

    assert list(Mandate.objects.filter(person=person, ended_at=None)) == [first]


def test_the_last_administrator_cannot_leave(organisation: Organisation, owner: Person) -> None:
    own = Mandate.objects.get(person=owner)
    granted(organisation, owner)

    with pytest.raises(LastAdministrator, match="È l'ultima persona che amministra Delta"):
        mandates.end(mandate=own, actor=owner)
    with pytest.raises(LastAdministrator):
        mandates.change(mandate=own, terms=EDITOR, actor=owner)

    assert administers(owner, organisation)


def test_another_who_is_switched_off_is_not_another_administrator(
    organisation: Organisation, owner: Person
) -> None:
    other = granted(organisation, owner, ADMINISTRATOR)
    Person.objects.filter(pk=other.person_id).update(is_active=False)

    with pytest.raises(LastAdministrator):
        mandates.end(mandate=Mandate.objects.get(person=owner), actor=owner)


def test_with_another_administrator_one_leaves(organisation: Organisation, owner: Person) -> None:
    granted(organisation, owner, ADMINISTRATOR)

    mandates.end(mandate=Mandate.objects.get(person=owner), actor=owner)

    assert not administers(owner, organisation)
    assert not Letter.objects.filter(template="applicants/mandate_ended").exists()


def test_whoever_no_longer_administers_changes_nothing(
    organisation: Organisation, owner: Person
) -> None:
    second = granted(organisation, owner, ADMINISTRATOR)
    third = granted(organisation, owner, ADMINISTRATOR)
    mandates.end(mandate=Mandate.objects.get(person=owner), actor=second.person)

    with pytest.raises(MandateRefused, match="Non amministri più le persone di Delta"):
        mandates.end(mandate=third, actor=owner)


def test_ending_is_told_and_not_done_twice(organisation: Organisation, owner: Person) -> None:
    mandate = granted(organisation, owner)
    application = a_draft(published_call(), actor=owner, organisation=organisation)

    mandates.end(mandate=mandate, actor=owner)

    assert not writes(mandate.person, application)
    letter = Letter.objects.get(template="applicants/mandate_ended")
    assert "Ada Bo ha chiuso il tuo incarico per Delta: Chi compila." in letter.body
    with pytest.raises(MandateRefused, match="è già finito"):
        mandates.end(mandate=mandate, actor=owner)


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "king"},
        {"administers": True, "expires_at": "soon"},
        {"kind": "consultant", "administers": True},
        {"kind": "delegate"},
        {"ended_at": "soon"},
    ],
)
def test_the_database_holds_the_terms(organisation: Organisation, values: dict[str, Any]) -> None:
    soon = clock.now() + timedelta(hours=1)
    given = {name: soon if value == "soon" else value for name, value in values.items()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.create(
            person=PersonFactory(),
            organisation=organisation,
            **({"kind": "editor", "since": clock.now()} | given),
        )


def test_a_mandate_is_not_rewritten(organisation: Organisation) -> None:
    for change in ("kind = 'viewer'", "since = since - interval '1 day'", "administers = false"):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE applicants_mandate SET {change}")
    with pytest.raises(Error), transaction.atomic():
        Mandate.objects.all().delete()


def test_the_database_too_refuses_an_organisation_that_nobody_administers(
    organisation: Organisation, owner: Person
) -> None:
    def emptied() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE applicants_mandate SET ended_at = wecare_clock(), ended_by_id = %s",
                [owner.pk],
            )
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(Error, match="nobody would administer"):
        emptied()
