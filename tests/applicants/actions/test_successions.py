"""Organisations change name, end and are followed: drafts go on, what was sent stays as it was."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import Error, connection, transaction

from applicants.actions import organisations, seats, successions
from applicants.actions.organisations import Enrolment, Particulars
from applicants.enums import MandateKind, Power, SeatKind, SuccessionKind
from applicants.models import (
    Application,
    FormerName,
    Heritage,
    Organisation,
    Seat,
    SizeDeclaration,
    Succession,
)
from applicants.permissions import acts_for, reads, sends, writes
from applicants.policies import SubmissionRefused, WritingRefused
from applicants.policies.organisations import MandateRefused, OrganisationRefused
from applicants.queries.mandates import applications_of, readers_of
from calls.enums import OrganisationKind
from calls.models import Call
from tests.applicants.test_group_caps import joined
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, an_organisation, complete, fresh, sent
from tests.factories.calls import a_complete_draft, published_call
from tests.factories.mandates import a_mandate
from wecare.accounts.models import Person
from wecare.core import clock
from wecare.core.components.formats import day
from wecare.core.models import Event

pytestmark = pytest.mark.django_db
DEED = "Atto del notaio Bo, rep. 12"


@pytest.fixture
def call() -> Call:
    return published_call()


@pytest.fixture
def owner() -> Person:
    return PersonFactory()


@pytest.fixture
def organisation(owner: Person) -> Organisation:
    return an_organisation(owner, name="Vecchia")


@pytest.fixture
def heir() -> Person:
    return PersonFactory()


@pytest.fixture
def successor(heir: Person) -> Organisation:
    return an_organisation(heir, name="Nuova")


@pytest.fixture
def today() -> date:
    return clock.today()


def followed(
    organisation: Organisation,
    successor: Organisation,
    owner: Person,
    *,
    on: date,
    kind: SuccessionKind = SuccessionKind.INCORPORATION,
) -> Succession:
    return successions.succeed(
        organisation=organisation, successor=successor, kind=kind, on=on, deed=DEED, actor=owner
    )


def test_a_former_name_is_kept_with_its_day_and_deed(
    organisation: Organisation, owner: Person, today: date
) -> None:
    successions.rename(
        organisation=organisation, name="Vecchia e nuova", on=today, deed=DEED, actor=owner
    )

    organisation.refresh_from_db()
    kept = FormerName.objects.get()
    assert organisation.name == "Vecchia e nuova"
    assert (kept.name, kept.used_until, kept.deed) == ("Vecchia", today, DEED)
    assert Event.objects.get(name="organisation.renamed").facts["former"] == "Vecchia"


def test_what_was_sent_keeps_the_name_it_had(
    call: Call, organisation: Organisation, owner: Person, today: date
) -> None:
    submission = sent(complete(call, actor=owner, organisation=organisation))

    successions.rename(organisation=organisation, name="Altra", on=today, deed=DEED, actor=owner)

    submission.refresh_from_db()
    assert submission.content["organisation"]["name"] == "Vecchia"


@pytest.mark.parametrize(
    ("name", "days", "sentence"),
    [("Vecchia", 0, "si chiama già così"), ("Altra", 1, "deve ancora venire")],
)
def test_a_change_of_name_that_is_none_is_refused(
    organisation: Organisation, today: date, name: str, days: int, sentence: str
) -> None:
    with pytest.raises(OrganisationRefused, match=sentence):
        successions.rename(
            organisation=organisation,
            name=name,
            on=today + timedelta(days),
            deed=DEED,
            actor=organisation.created_by,
        )


def test_names_change_one_after_the_other(
    organisation: Organisation, owner: Person, today: date
) -> None:
    successions.rename(organisation=organisation, name="B", on=today, deed=DEED, actor=owner)

    with pytest.raises(OrganisationRefused, match="questo cambio non può essere prima"):
        successions.rename(
            organisation=organisation, name="C", on=today - timedelta(1), deed=DEED, actor=owner
        )


def test_an_organisation_that_ended_begins_and_sends_nothing(
    call: Call, organisation: Organisation, owner: Person, today: date
) -> None:
    ready = complete(call, actor=owner, organisation=organisation)

    successions.end(organisation=organisation, on=today, deed=DEED, actor=owner)

    organisation.refresh_from_db()
    with pytest.raises(WritingRefused) as begun:
        a_draft(call, actor=owner, organisation=organisation)
    with pytest.raises(SubmissionRefused) as pressed:
        sent(fresh(ready))
    said = f"Vecchia è cessato il {day(today)}: non può iniziare né inviare domande."
    assert (str(begun.value), str(pressed.value)) == (said, said)


def test_until_the_day_comes_it_goes_on(
    call: Call, organisation: Organisation, owner: Person, today: date
) -> None:
    ready = complete(call, actor=owner, organisation=organisation)

    successions.end(organisation=organisation, on=today + timedelta(1), deed=DEED, actor=owner)

    assert sent(fresh(ready)).version == 1


def test_the_sentence_names_who_follows(
    call: Call,
    organisation: Organisation,
    successor: Organisation,
    owner: Person,
    today: date,
) -> None:
    ready = complete(call, actor=owner, organisation=organisation)
    followed(organisation, successor, owner, on=today)

    with pytest.raises(SubmissionRefused) as pressed:
        sent(fresh(ready))

    assert f"Vecchia è cessato il {day(today)} e al suo posto c'è Nuova" in str(pressed.value)


def test_the_people_of_the_successor_read_and_write_what_was_left(
    call: Call,
    organisation: Organisation,
    successor: Organisation,
    today: date,
) -> None:
    heir = successor.created_by
    owner = organisation.created_by
    draft = a_draft(call, actor=owner, organisation=organisation)
    viewer, narrow = PersonFactory(), PersonFactory()
    a_mandate(viewer, successor, MandateKind.VIEWER)
    a_mandate(narrow, successor, call=call)
    before = reads(heir, draft)

    followed(organisation, successor, owner, on=today)

    assert before is False
    assert (reads(heir, draft), writes(heir, draft)) == (True, True)
    assert (reads(viewer, draft), writes(viewer, draft)) == (True, False)
    assert reads(narrow, draft) is False
    assert acts_for(heir, organisation) is False
    told = {person for _application, person in readers_of(Application.objects.all())}
    assert told == {owner.pk, heir.pk, viewer.pk}


def test_a_succession_to_come_opens_nothing_yet(
    call: Call,
    organisation: Organisation,
    successor: Organisation,
    today: date,
) -> None:
    heir = successor.created_by
    owner = organisation.created_by
    draft = a_draft(call, actor=owner, organisation=organisation)

    followed(organisation, successor, owner, on=today + timedelta(2))

    assert reads(heir, draft) is False
    assert list(applications_of(heir, Power.READS)) == []


def test_a_draft_goes_on_as_the_successor_and_is_sent(
    call: Call,
    organisation: Organisation,
    successor: Organisation,
    today: date,
) -> None:
    heir = successor.created_by
    owner = organisation.created_by
    ready = complete(call, actor=owner, organisation=organisation)
    followed(organisation, successor, owner, on=today)

    taken = successions.take_over(application=ready, successor=successor, actor=heir)
    submission = sent(fresh(taken))

    assert submission.content["organisation"]["name"] == "Nuova"
    assert submission.organisation == successor
    assert sends(heir, taken) is True
    assert Event.objects.filter(name="application.taken_over").count() == 1


def test_what_was_sent_is_taken_by_nobody(
    call: Call,
    organisation: Organisation,
    successor: Organisation,
    today: date,
) -> None:
    heir = successor.created_by
    owner = organisation.created_by
    submission = sent(complete(call, actor=owner, organisation=organisation))
    followed(organisation, successor, owner, on=today)

    with pytest.raises(WritingRefused, match="resta sotto il nome che aveva"):
        successions.take_over(application=submission.application, successor=successor, actor=heir)

    assert reads(heir, submission.application) is True


def test_nobody_takes_what_was_not_left_to_them(
    call: Call, organisation: Organisation, successor: Organisation, owner: Person, heir: Person
) -> None:
    draft = a_draft(call, actor=owner, organisation=organisation)

    with pytest.raises(WritingRefused, match="Nuova non è subentrato a Vecchia"):
        successions.take_over(application=draft, successor=successor, actor=heir)


def test_a_partner_is_not_lead_too(
    organisation: Organisation, successor: Organisation, owner: Person, heir: Person, today: date
) -> None:
    groups = published_call(draft=a_complete_draft(partnership={"groups": True}))
    draft = a_draft(groups, actor=owner, organisation=organisation)
    joined(draft, successor.fiscal_code)
    followed(organisation, successor, owner, on=today)

    with pytest.raises(WritingRefused, match="è già partner di questa domanda"):
        successions.take_over(application=draft, successor=successor, actor=heir)


def test_successions_follow_one_another(
    call: Call, organisation: Organisation, successor: Organisation, owner: Person, today: date
) -> None:
    third = PersonFactory()
    last = an_organisation(third, name="Ultima")
    heir = successor.created_by
    draft = a_draft(call, actor=owner, organisation=organisation)

    followed(successor, last, heir, on=today)
    followed_before = today - timedelta(1)
    followed(organisation, successor, owner, on=followed_before)

    assert reads(third, draft) is True
    assert Heritage.objects.get(heir=last, ancestor=organisation).since == today


@pytest.mark.parametrize("order", ["itself", "ended", "in a circle", "twice"])
def test_what_cannot_follow_is_refused(
    organisation: Organisation,
    successor: Organisation,
    today: date,
    order: str,
) -> None:
    owner, heir = organisation.created_by, successor.created_by

    def circle() -> None:
        followed(organisation, successor, owner, on=today + timedelta(9))
        followed(successor, organisation, heir, on=today)

    def after_its_end() -> None:
        successions.end(organisation=successor, on=today, deed=DEED, actor=heir)
        followed(organisation, successor, owner, on=today)

    def twice() -> None:
        followed(organisation, successor, owner, on=today)
        followed(organisation, successor, owner, on=today)

    tried: dict[str, tuple[Callable[[], object], str]] = {
        "itself": (lambda: followed(organisation, organisation, owner, on=today), "a se stesso"),
        "ended": (after_its_end, "non può subentrare"),
        "in a circle": (circle, "non può essere il contrario"),
        "twice": (twice, "è già cessato"),
    }
    run, sentence = tried[order]

    with pytest.raises(OrganisationRefused, match=sentence):
        run()


def test_a_demerger_has_several_successors(
    organisation: Organisation, successor: Organisation, owner: Person, today: date
) -> None:
    second = an_organisation(name="Seconda")
    for each in (successor, second):
        followed(organisation, each, owner, on=today, kind=SuccessionKind.DEMERGER)

    organisation.refresh_from_db()
    with pytest.raises(WritingRefused, match="al suo posto ci sono Nuova, Seconda"):
        a_draft(published_call(), actor=owner, organisation=organisation)


def test_only_who_administers_what_ends_opens_it_to_others(
    organisation: Organisation, successor: Organisation, heir: Person, today: date
) -> None:
    with pytest.raises(MandateRefused, match="Non amministri più"):
        followed(organisation, successor, heir, on=today)

    assert Heritage.objects.count() == 0


def test_another_size_is_another_declaration(organisation: Organisation, owner: Person) -> None:
    said = Particulars(
        OrganisationKind.ETS_APS, "Cuneo", "CN", size="micro", pec="ente@pec.esempio.it"
    )
    organisations.describe(organisation=organisation, particulars=said, actor=owner)

    declared = SizeDeclaration.objects.get()
    assert (declared.size, declared.declared_by) == ("micro", owner)
    assert declared.declared_on == clock.today()


def test_another_legal_seat_follows_the_one_before(
    organisation: Organisation, owner: Person, today: date
) -> None:
    seats.open_seat(
        organisation=organisation,
        kind=SeatKind.LEGAL,
        address="via Roma 1",
        municipality="Ivrea",
        province="TO",
        valid_from=today,
        actor=owner,
    )

    organisation.refresh_from_db()
    before, now = Seat.objects.order_by("id")
    assert (before.municipality, before.valid_until) == ("Cuneo", today)
    assert (str(now), now.valid_until) == ("via Roma 1, Ivrea (TO)", None)
    assert (organisation.seat_municipality, organisation.seat_province) == ("Ivrea", "TO")


def test_an_operating_seat_closes_once_and_the_legal_one_never(
    organisation: Organisation, owner: Person, today: date
) -> None:
    seat = seats.open_seat(
        organisation=organisation,
        kind=SeatKind.OPERATING,
        address="",
        municipality="Bra",
        province="CN",
        valid_from=today,
        actor=owner,
    )

    with pytest.raises(OrganisationRefused, match="non può chiudere prima"):
        seats.close_seat(seat=seat, on=today - timedelta(1), actor=owner)
    seats.close_seat(seat=seat, on=today, actor=owner)
    with pytest.raises(OrganisationRefused, match="già chiusa"):
        seats.close_seat(seat=seat, on=today, actor=owner)
    with pytest.raises(OrganisationRefused, match="La sede legale non si chiude"):
        seats.close_seat(seat=Seat.objects.get(kind="legal"), on=today, actor=owner)


@pytest.mark.parametrize(
    ("enrolment", "sentence"),
    [
        (Enrolment(ateco_code="88.99.00.1"), "scrivilo come 88.99.00"),
        (Enrolment(runts_number="12345"), "numero e sezione vanno insieme"),
        (Enrolment(runts_number="12A", runts_section="b"), "sono solo cifre"),
        (Enrolment(born_on=date(2199, 1, 1)), "deve ancora venire"),
    ],
)
def test_codes_that_are_none_are_refused(
    organisation: Organisation, owner: Person, enrolment: Enrolment, sentence: str
) -> None:
    said = Particulars(OrganisationKind.ETS_APS, "Cuneo", "CN")

    with pytest.raises(OrganisationRefused, match=sentence):
        organisations.describe(
            organisation=organisation, particulars=said, enrolment=enrolment, actor=owner
        )


@pytest.mark.parametrize("table", ["formername", "succession", "heritage", "sizedeclaration"])
def test_the_story_is_only_added_to(
    organisation: Organisation, successor: Organisation, owner: Person, today: date, table: str
) -> None:
    said = Particulars(OrganisationKind.ETS_APS, "Cuneo", "CN", size="micro")
    organisations.describe(organisation=organisation, particulars=said, actor=owner)
    successions.rename(organisation=organisation, name="B", on=today, deed=DEED, actor=owner)
    followed(organisation, successor, owner, on=today)

    for statement in (f"UPDATE applicants_{table} SET id = id", f"DELETE FROM applicants_{table}"):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
