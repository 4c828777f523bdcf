"""What a person wants of letters: formal ones always leave, the inbox has everything."""

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from tests.factories.accounts import PersonFactory
from wecare.core.models import Event
from wecare.notices import queries
from wecare.notices.actions import letters, preferences, sending
from wecare.notices.enums import LetterKind, ReminderStep
from wecare.notices.models import Letter, Preferences
from wecare.notices.queries import preferences as wanted

pytestmark = pytest.mark.django_db
NEWS, FORMAL = "calls/import_recorded", "accounts/registration_repeated"
CONTEXT = {"filename": "x.xlsx", "new_rows": 1, "number": 1}


def test_who_has_chosen_nothing_gets_everything_in_italian() -> None:
    row = wanted.of(PersonFactory())

    assert (row.language, row.not_by_email, row.no_reminders) == ("it", [], [])
    assert not Preferences.objects.exists()


def test_what_is_not_wanted_by_email_is_in_the_inbox_all_the_same() -> None:
    person = PersonFactory()
    preferences.choose(
        person=person, language="it", not_by_email=[LetterKind.NEWS], no_reminders=[]
    )

    news = letters.write(key="n", person=person, template=NEWS, context=CONTEXT)
    formal = letters.write(key="f", person=person, template=FORMAL, context={})
    for letter in (news, formal):
        sending.send(letter=letter)

    states = dict(Letter.objects.order_by("id").values_list("template", "state"))
    assert states == {NEWS: "kept", FORMAL: "sent"}
    assert len(mail.outbox) == 1
    assert queries.unread_count(person) == 2


def test_formal_letters_cannot_be_switched_off() -> None:
    person = PersonFactory()

    with pytest.raises(preferences.PreferenceRefused):
        preferences.choose(
            person=person, language="it", not_by_email=list(LetterKind), no_reminders=[]
        )
    with pytest.raises(preferences.PreferenceRefused):
        preferences.leave(person=person, kind=LetterKind.FORMAL)
    with pytest.raises(DatabaseError), transaction.atomic():
        Preferences.objects.create(person=person, not_by_email=["formal"])


def test_leaving_twice_is_leaving_once() -> None:
    person = PersonFactory()

    row = preferences.leave(person=person, kind=LetterKind.REMINDER)
    preferences.leave(person=person, kind=LetterKind.REMINDER)

    assert wanted.of(person).not_by_email == ["reminder"]
    assert [event.name for event in Event.objects.about(row)] == ["preferences.left"]


def test_a_token_leaves_for_one_person_and_one_kind_and_for_nobody_else() -> None:
    person = PersonFactory()
    token = wanted.leave_token(person.pk, LetterKind.REMINDER)

    assert wanted.left_by(token) == (person, LetterKind.REMINDER)
    assert wanted.left_by(token.replace("reminder", "news")) is None
    assert wanted.left_by(f"{person.pk}.reminder:x") is None
    assert wanted.left_by("") is None


def test_a_calendar_s_address_answers_until_it_is_changed_or_revoked() -> None:
    person = PersonFactory()
    first = wanted.feed_token(preferences.open_feed(person=person))
    assert wanted.fed_by(first) == person
    second = wanted.feed_token(preferences.open_feed(person=person))

    assert wanted.fed_by(first) is None
    assert wanted.fed_by(second) == person
    preferences.close_feed(person=person)
    assert wanted.fed_by(second) is None


def test_one_token_does_not_open_what_another_opens() -> None:
    row = preferences.open_feed(person=PersonFactory())

    assert wanted.left_by(wanted.feed_token(row)) is None
    assert wanted.fed_by(wanted.leave_token(row.person_id, LetterKind.REMINDER)) is None


def test_who_is_switched_off_has_no_calendar() -> None:
    person = PersonFactory()
    token = wanted.feed_token(preferences.open_feed(person=person))
    person.is_active = False
    person.save(update_fields=["is_active"])

    assert wanted.fed_by(token) is None


def test_who_wants_no_reminder_is_known_by_step() -> None:
    person = PersonFactory()
    PersonFactory()
    preferences.choose(
        person=person, language="it", not_by_email=[], no_reminders=[ReminderStep.HOURS]
    )

    assert wanted.without_reminder(ReminderStep.HOURS) == {person.pk}
    assert wanted.without_reminder(ReminderStep.WEEK) == frozenset()
