import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection
from django.template import TemplateDoesNotExist

from tests.factories.accounts import PersonFactory
from tests.factories.notices import LetterFactory
from wecare.core import clock, dispatch
from wecare.core.lifecycle import StepRefused
from wecare.core.models import Event
from wecare.notices import queries, tasks
from wecare.notices.actions import letters, sending
from wecare.notices.engine.lifecycle import MAXIMUM_ATTEMPTS, WAITS
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db

TEMPLATE = "accounts/registration_repeated"


def events_about(letter: Letter) -> list[str]:
    return [event.name for event in Event.objects.about(letter)]


def due_now(letter: Letter) -> None:
    Letter.objects.filter(pk=letter.pk).update(due_at=clock.now())


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """What was asked of the workers."""
    monkeypatch.setattr(dispatch, "breaker", type(dispatch.breaker)())
    found: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr(
        "wecare.core.dispatch.current_app.send_task",
        lambda task, **options: found.append((task, options["kwargs"])),
    )
    return found


@pytest.fixture
def dead_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """No mail server answers."""

    def refuse(*_args: object, **_options: object) -> int:
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(EmailMessage, "send", refuse)


def test_a_letter_is_written_in_full_and_sending_is_asked_for_after_commit(
    django_capture_on_commit_callbacks: Any, asked: list
) -> None:
    person = PersonFactory(given_name='Anna "A&B" <b>{{ x }}</b>', family_name="Neri")

    with django_capture_on_commit_callbacks(execute=True):
        letter = letters.write(key="k", person=person, template=TEMPLATE, context={})

    assert letter.subject == "Qualcuno ha provato a registrarsi con il tuo indirizzo"
    assert letter.body.startswith('Gentile Anna "A&B" <b>{{ x }}</b> Neri,\n\n')
    assert "/accesso/" in letter.body
    assert "/area/messaggi/" in letter.body
    assert letter.state == "queued"
    assert asked == [("notices.send_letter", {"letter_id": letter.pk})]
    assert events_about(letter) == ["letter.written"]
    assert mail.outbox == []


def test_the_same_key_gives_the_letter_written_first(
    django_capture_on_commit_callbacks: Any, asked: list
) -> None:
    person = PersonFactory()

    with django_capture_on_commit_callbacks(execute=True):
        first = letters.write(key="k", person=person, template=TEMPLATE, context={"n": 1})
        second = letters.write(key="k", person=person, template=TEMPLATE, context={"n": 2})

    assert second == first
    assert second.context == {"n": 1}
    assert len(asked) == 1
    assert events_about(first) == ["letter.written"]


def test_a_letter_without_its_templates_is_an_error() -> None:
    with pytest.raises(TemplateDoesNotExist):
        letters.write(key="k", person=PersonFactory(), template="accounts/nothing", context={})


def test_a_dead_broker_does_not_stop_writing(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise OSError("no broker")

    monkeypatch.setattr("wecare.core.dispatch.current_app.send_task", fail)
    monkeypatch.setattr(dispatch, "breaker", type(dispatch.breaker)())

    with django_capture_on_commit_callbacks(execute=True):
        letter = letters.write(key="k", person=PersonFactory(), template=TEMPLATE, context={})

    assert {"letter_id": letter.pk} in list(queries.letters_to_send())


def test_a_letter_is_sent_once_however_often_the_task_runs() -> None:
    letter = LetterFactory(subject="Oggetto", body="Testo\n")

    for _ in range(3):
        tasks.send_letter(letter_id=letter.pk, added_later="x")

    letter.refresh_from_db()
    assert len(mail.outbox) == 1
    sent = mail.outbox[0]
    assert (sent.subject, sent.body, sent.to) == ("Oggetto", "Testo\n", [letter.person.email])
    assert (letter.state, letter.attempts, letter.error) == ("sent", 1, "")
    assert letter.sent_at is not None
    assert events_about(letter) == ["letter.sent"]
    assert list(queries.letters_to_send()) == []


def test_a_letter_has_the_same_message_id_at_every_attempt() -> None:
    letter = LetterFactory()
    tasks.send_letter(letter_id=letter.pk)
    Letter.objects.filter(pk=letter.pk).update(state="queued", sent_at=None, due_at=clock.now())

    tasks.send_letter(letter_id=letter.pk)

    first, second = (message.extra_headers["Message-ID"] for message in mail.outbox)
    assert first == second


@pytest.mark.usefixtures("dead_server")
def test_a_dead_mail_server_leaves_the_letter_queued_for_later() -> None:
    letter = LetterFactory()

    sending.send(letter=letter)

    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("queued", 1)
    assert letter.error == "ConnectionRefusedError: [Errno 111] Connection refused"
    assert WAITS[0] - timedelta(seconds=5) < letter.due_at - clock.now() <= WAITS[0]
    assert list(queries.letters_to_send()) == []
    assert queries.oldest_letter_to_send() is None


@pytest.mark.usefixtures("dead_server")
def test_a_letter_fails_after_its_last_attempt_and_says_so() -> None:
    letter = LetterFactory()

    for _ in range(MAXIMUM_ATTEMPTS + 2):
        due_now(letter)
        sending.send(letter=letter)

    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("failed", MAXIMUM_ATTEMPTS)
    assert "Connection refused" in letter.error
    assert events_about(letter) == ["letter.failed"]
    assert list(queries.letters_to_send()) == []


def test_an_attempt_that_died_is_made_again_when_its_time_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    letter = LetterFactory()
    monkeypatch.setattr(EmailMessage, "send", _die)
    with pytest.raises(SystemExit):
        sending.send(letter=letter)
    monkeypatch.undo()

    sending.send(letter=letter)
    assert mail.outbox == []  # claimed: nobody else takes it yet
    due_now(letter)
    sending.send(letter=letter)

    letter.refresh_from_db()
    assert len(mail.outbox) == 1
    assert (letter.state, letter.attempts) == ("sent", 2)


def _die(*_args: object, **_options: object) -> int:
    raise SystemExit(9)


def test_a_letter_whose_every_attempt_died_is_given_up() -> None:
    letter = LetterFactory(attempts=MAXIMUM_ATTEMPTS)

    sending.send(letter=letter)

    letter.refresh_from_db()
    assert (letter.state, mail.outbox) == ("failed", [])


def test_a_failed_letter_is_tried_again_by_an_officer(
    django_capture_on_commit_callbacks: Any, asked: list
) -> None:
    officer, letter = PersonFactory(), LetterFactory(failed=True)

    with django_capture_on_commit_callbacks(execute=True):
        sending.retry(letter=letter, by=officer)
    sending.send(letter=letter)

    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("sent", 1)
    assert asked == [("notices.send_letter", {"letter_id": letter.pk})]
    assert events_about(letter) == ["letter.retried", "letter.sent"]


@pytest.mark.parametrize("traits", [{}, {"sent": True}], ids=["queued", "sent"])
def test_only_a_failed_letter_is_tried_again(traits: dict[str, bool]) -> None:
    with pytest.raises(StepRefused):
        sending.retry(letter=LetterFactory(**traits), by=PersonFactory())


def test_the_first_reading_is_the_one_that_counts() -> None:
    letter = LetterFactory()

    first = letters.mark_read(letter=letter, person=letter.person).read_at
    second = letters.mark_read(letter=letter, person=letter.person).read_at

    assert first is not None
    assert second == first
    assert events_about(letter) == ["letter.read"]


def test_nobody_reads_for_another() -> None:
    letter = LetterFactory()

    with pytest.raises(letters.LetterRefused):
        letters.mark_read(letter=letter, person=PersonFactory())

    letter.refresh_from_db()
    assert letter.read_at is None


def test_the_task_writes_once_for_apps_that_know_no_letters(
    django_capture_on_commit_callbacks: Any, asked: list
) -> None:
    person = PersonFactory()

    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            tasks.write_letter(key="k", person_id=person.pk, template=TEMPLATE)

    assert Letter.objects.get().person == person


def test_the_sweep_finds_what_is_due_and_nothing_else() -> None:
    due = LetterFactory()
    LetterFactory(due_at=clock.now() + timedelta(minutes=1))
    LetterFactory(sent=True)
    LetterFactory(failed=True)

    assert list(queries.letters_to_send()) == [{"letter_id": due.pk}]
    assert queries.oldest_letter_to_send() == due.due_at


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_workers_with_one_letter_send_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    letter = LetterFactory()
    sent: list[str] = []
    slow = threading.Event()

    def deliver(message: EmailMessage, *_args: object) -> int:
        sent.append(message.subject)
        slow.wait(1)
        return 1

    monkeypatch.setattr(EmailMessage, "send", deliver)
    _race(lambda: sending.send(letter=letter))

    assert sent == [letter.subject]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_claim_two_workers_send_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    letter = LetterFactory()
    sent: list[str] = []
    both = threading.Barrier(2, timeout=10)

    def deliver(message: EmailMessage, *_args: object) -> int:
        sent.append(message.subject)
        both.wait()
        return 1

    monkeypatch.setattr(EmailMessage, "send", deliver)
    monkeypatch.setattr(sending, "_claim", lambda one: Letter.objects.get(pk=one.pk))
    _race(lambda: sending.send(letter=letter))

    assert sent == [letter.subject] * 2


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_letter_is_read_while_the_mail_server_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    letter = LetterFactory()
    begun, end = threading.Event(), threading.Event()

    def deliver(_message: EmailMessage, *_args: object) -> int:
        begun.set()
        assert end.wait(10)
        return 1

    monkeypatch.setattr(EmailMessage, "send", deliver)
    worker = threading.Thread(target=_closing(lambda: sending.send(letter=letter)))
    worker.start()
    assert begun.wait(10)

    read = letters.mark_read(letter=letter, person=letter.person)

    end.set()
    worker.join()
    assert read.read_at is not None
    letter.refresh_from_db()
    assert (letter.state, letter.read_at) == ("sent", read.read_at)


def _race(step: Any) -> None:
    threads = [threading.Thread(target=_closing(step)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _closing(step: Any) -> Any:
    def run() -> None:
        try:
            step()
        finally:
            connection.close()

    return run
