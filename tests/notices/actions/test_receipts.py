"""Letters by PEC leave through a real mail server, and their receipts come from a real mailbox."""

import threading
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail as outbox
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.factories.accounts import PersonFactory
from tests.factories.notices import LetterFactory
from tests.factories.receipts import a_bounce, a_receipt
from tests.fixtures.mail import MailboxServer, Taken
from wecare.core import clock, store
from wecare.core.models import Event
from wecare.notices import tasks
from wecare.notices.actions import imap, letters, mail, receipts, sending
from wecare.notices.enums import Channel
from wecare.notices.models import Letter, Mailbox, Receipt

pytestmark = pytest.mark.django_db
TEMPLATE = "accounts/registration_repeated"


@pytest.fixture
def pec(mail_server: Taken, mailbox_server: MailboxServer, settings: Any) -> Taken:
    """A provider: takes what is sent, and answers in a mailbox."""
    settings.PEC = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": mail_server.port,
        "EMAIL_HOST_USER": "",
        "EMAIL_HOST_PASSWORD": "",
    }
    settings.MAILBOXES = {"pec": mailbox_server.address, "email": ""}
    return mail_server


def formal(key: str = "k") -> Letter:
    return letters.write_to_address(
        key=key,
        name="Associazione Beta",
        address="beta@pec.esempio.it",
        template=TEMPLATE,
        context={},
        channel=Channel.PEC,
    )


def refreshed(letter: Letter) -> Letter:
    return Letter.objects.get(pk=letter.pk)


def test_a_letter_goes_by_pec_and_its_receipts_come_back(
    pec: Taken, mailbox_server: MailboxServer
) -> None:
    letter = formal()
    sending.send(letter=letter)
    [message] = pec.messages
    mailbox_server.put(
        a_receipt("accettazione", message["Message-ID"]),
        a_receipt("avvenuta-consegna", message["Message-ID"], hour="10:16:02"),
    )

    tasks.read_mailboxes()

    letter = refreshed(letter)
    assert (message["To"], message["From"]) == ("beta@pec.esempio.it", "wecare@pec.wecare.example")
    assert (letter.state, letter.delivery) == ("sent", "delivered")
    assert letter.delivery_at == datetime(2026, 11, 24, 9, 16, 2, tzinfo=UTC)
    kinds = [each.kind for each in letter.receipts.order_by("id")]
    assert kinds == ["accettazione", "avvenuta-consegna"]
    assert outbox.outbox == []
    assert mailbox_server.seen() == 0


def test_the_receipt_is_kept_byte_by_byte(pec: Taken, mailbox_server: MailboxServer) -> None:
    content = a_receipt("accettazione", mail.message_id(formal()))
    mailbox_server.put(content)

    receipts.read_mailbox("pec")

    kept = Receipt.objects.get()
    assert store.read(kept.file).replace(b"\r\n", b"\n") == content.replace(b"\r\n", b"\n")
    assert [event.name for event in Event.objects.about(kept)] == ["receipt.kept"]
    with pytest.raises(DatabaseError), transaction.atomic():
        Receipt.objects.update(kind="errore-consegna")


def test_what_was_not_delivered_says_why(pec: Taken, mailbox_server: MailboxServer) -> None:
    letter = formal()
    sending.send(letter=letter)
    mailbox_server.put(
        a_receipt("accettazione", mail.message_id(letter)),
        a_receipt(
            "errore-consegna",
            mail.message_id(letter),
            error="no-dest",
            long_error="5.1.1 - indirizzo non valido",
        ),
    )

    receipts.read_mailbox("pec")

    letter = refreshed(letter)
    assert letter.delivery == "not_delivered"
    assert letter.delivery_reason == "no-dest: 5.1.1 - indirizzo non valido"


def test_what_was_read_once_is_not_read_again(pec: Taken, mailbox_server: MailboxServer) -> None:
    letter = formal()
    mailbox_server.put(a_receipt("accettazione", mail.message_id(letter)), b"Subject: x\r\n\r\ny")
    first = receipts.read_mailbox("pec")
    second = receipts.read_mailbox("pec")
    mailbox_server.put(a_receipt("avvenuta-consegna", mail.message_id(letter)))
    third = receipts.read_mailbox("pec")

    assert (first, second, third) == (2, 0, 1)
    assert Receipt.objects.count() == 2


def test_when_the_numbers_begin_again_nothing_is_kept_twice(
    pec: Taken, mailbox_server: MailboxServer
) -> None:
    mailbox_server.put(a_receipt("accettazione", mail.message_id(formal())))
    receipts.read_mailbox("pec")
    Mailbox.objects.update(validity=1, last=10**6)

    again = receipts.read_mailbox("pec")

    assert again == 1
    assert Receipt.objects.count() == 1
    assert Mailbox.objects.get().last < 10**6


def test_the_same_receipt_delivered_twice_is_one(pec: Taken, mailbox_server: MailboxServer) -> None:
    content = a_receipt("accettazione", mail.message_id(formal()))
    mailbox_server.put(content, content)

    assert receipts.read_mailbox("pec") == 2
    assert Receipt.objects.count() == 1


def test_a_receipt_of_an_unknown_letter_is_kept_and_moves_nothing(
    pec: Taken, mailbox_server: MailboxServer
) -> None:
    letter = formal()
    mailbox_server.put(a_receipt("avvenuta-consegna", "<di-un-altro@localhost>"))

    receipts.read_mailbox("pec")

    assert Receipt.objects.get().letter is None
    assert refreshed(letter).delivery == ""


def test_a_receipt_that_cannot_be_read_is_kept_and_moves_nothing(
    pec: Taken, mailbox_server: MailboxServer
) -> None:
    letter = formal()
    content = a_receipt("avvenuta-consegna", mail.message_id(letter), xml="<rotto")
    mailbox_server.put(content)

    receipts.read_mailbox("pec")

    kept = Receipt.objects.get()
    assert (kept.letter, kept.is_sound) == (letter, False)
    assert (refreshed(letter).state, refreshed(letter).delivery) == ("queued", "")


def test_a_certified_receipt_says_nothing_of_a_letter_that_did_not_go_by_pec(
    pec: Taken, mailbox_server: MailboxServer
) -> None:
    letter = LetterFactory()
    mailbox_server.put(a_receipt("avvenuta-consegna", mail.message_id(letter)))

    receipts.read_mailbox("pec")

    assert Receipt.objects.get().letter is None
    assert refreshed(letter).state == "queued"


def test_who_dies_between_deliver_and_settle_is_settled_by_the_receipt(
    pec: Taken, mailbox_server: MailboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = formal()
    monkeypatch.setattr(sending, "_settle_success", _die)
    with pytest.raises(SystemExit):
        sending.send(letter=letter)
    monkeypatch.undo()
    assert refreshed(letter).state == "queued"
    mailbox_server.put(a_receipt("accettazione", pec.messages[0]["Message-ID"]))

    receipts.read_mailbox("pec")
    Letter.objects.update(due_at=clock.now())
    sending.send(letter=letter)

    assert refreshed(letter).state == "sent"
    assert len(pec.messages) == 1


def test_who_dies_without_a_receipt_sends_again_and_both_receipts_are_the_letter_s(
    pec: Taken, mailbox_server: MailboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = formal()
    monkeypatch.setattr(sending, "_settle_success", _die)
    with pytest.raises(SystemExit):
        sending.send(letter=letter)
    monkeypatch.undo()
    Letter.objects.update(due_at=clock.now())

    sending.send(letter=letter)
    mailbox_server.put(
        *(a_receipt("accettazione", message["Message-ID"]) for message in pec.messages)
    )
    receipts.read_mailbox("pec")

    first, second = pec.messages
    assert first["Message-ID"] == second["Message-ID"]
    assert letter.receipts.count() == 2
    assert refreshed(letter).delivery == "accepted"


def test_a_provider_that_refuses_leaves_the_letter_for_later(pec: Taken) -> None:
    pec.refusal = "554 no"
    letter = formal()

    sending.send(letter=letter)

    assert refreshed(letter).state == "queued"
    assert "554" in refreshed(letter).error


def test_a_reader_that_dies_goes_on_from_where_it_stood(
    pec: Taken, mailbox_server: MailboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = formal("one"), formal("two")
    mailbox_server.put(
        a_receipt("accettazione", mail.message_id(first)),
        a_receipt("accettazione", mail.message_id(second)),
    )
    original, calls = receipts._keep, iter([False, True])

    def keep(facts: Any, content: bytes) -> Receipt:
        kept = original(facts, content)
        if next(calls):
            raise SystemExit(9)
        return kept

    monkeypatch.setattr(receipts, "_keep", keep)
    with pytest.raises(SystemExit):
        receipts.read_mailbox("pec")
    monkeypatch.undo()
    assert Receipt.objects.count() == 1

    assert receipts.read_mailbox("pec") == 1
    assert {refreshed(each).delivery for each in (first, second)} == {"accepted"}


def test_a_bounce_of_plain_mail_is_recorded(mailbox_server: MailboxServer, settings: Any) -> None:
    settings.MAILBOXES = {"email": mailbox_server.address}
    letter = LetterFactory(sent=True)
    forged = LetterFactory(sent=True)
    mailbox_server.put(
        a_bounce(mail.message_id(letter)), a_receipt("accettazione", mail.message_id(forged))
    )

    tasks.read_mailboxes()

    assert refreshed(letter).delivery == "not_delivered"
    assert "User unknown" in refreshed(letter).delivery_reason
    assert [each.letter for each in Receipt.objects.order_by("id")] == [letter]


def test_a_mailbox_that_does_not_answer_stops_nobody(settings: Any) -> None:
    settings.MAILBOXES = {"pec": "imap://a:b@127.0.0.1:9/INBOX"}

    tasks.read_mailboxes()

    assert Mailbox.objects.get().read_at is None


def test_a_wrong_password_stops_nobody(mailbox_server: MailboxServer, settings: Any) -> None:
    settings.MAILBOXES = {"pec": f"imap://a:b@127.0.0.1:{mailbox_server.port}/INBOX"}

    tasks.read_mailboxes()

    assert Mailbox.objects.get().read_at is None


def test_no_mailbox_is_read_by_default(settings: Any) -> None:
    assert settings.MAILBOXES == {"pec": "", "email": ""}

    tasks.read_mailboxes()

    assert not Mailbox.objects.exists()


def test_pec_never_leaves_by_the_ordinary_server(settings: Any) -> None:
    assert settings.PEC["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"

    sending.send(letter=formal())

    assert outbox.outbox == []


def test_a_message_too_large_is_passed_over(
    pec: Taken, mailbox_server: MailboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = formal()
    monkeypatch.setattr(imap, "LARGEST", 100)
    mailbox_server.put(a_receipt("accettazione", mail.message_id(letter)))

    assert receipts.read_mailbox("pec") == 1
    assert not Receipt.objects.exists()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_readers_keep_a_receipt_once(pec: Taken, mailbox_server: MailboxServer) -> None:
    letter = formal()
    mailbox_server.put(*(a_receipt("accettazione", mail.message_id(letter)) for _ in range(5)))
    threads = [threading.Thread(target=_read_and_close) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Receipt.objects.count() == 5
    assert refreshed(letter).delivery == "accepted"


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_readers_keep_a_receipt_at_the_same_time(
    pec: Taken, mailbox_server: MailboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox_server.put(a_receipt("accettazione", mail.message_id(formal())))
    address = mailbox_server.address
    [(_validity, _number, content)] = imap.messages_after(address, validity=0, last=0)
    store.put(content, media_type=receipts.MEDIA_TYPE)  # so that this does not make them wait
    both, original, refused = threading.Barrier(2, timeout=10), receipts._added, []

    def added(*facts: Any) -> Receipt:
        both.wait()
        return original(*facts)

    def read() -> None:
        try:
            _read_and_close()
        except IntegrityError as problem:  # the constraint is the last word
            refused.append(problem)

    monkeypatch.setattr(receipts, "_locked", lambda box: Mailbox.objects.get(pk=box.pk))
    monkeypatch.setattr(receipts, "_letter_of", lambda _facts: None)
    monkeypatch.setattr(receipts, "_added", added)
    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert Receipt.objects.count() == 1


def test_an_address_is_written_to_once_and_stands_in_no_inbox() -> None:
    person = PersonFactory(email="beta@pec.esempio.it")

    first, second = formal(), formal()

    assert first == second
    assert not person.letters.exists()
    assert (first.to_name, first.to_address) == ("Associazione Beta", "beta@pec.esempio.it")
    assert "Trovi questo messaggio anche nel portale" not in first.body


def test_the_people_of_a_body_find_a_copy_in_their_inbox_and_nothing_leaves_for_them() -> None:
    person = PersonFactory()

    for _ in range(2):
        letter = letters.write_to_address(
            key="k",
            name="Associazione Beta",
            address="beta@pec.esempio.it",
            template=TEMPLATE,
            context={},
            channel=Channel.PEC,
            copies=[person],
        )

    copy = person.letters.get()
    assert (copy.channel, copy.state, copy.to_name) == ("portal", "kept", "Associazione Beta")
    assert (copy.subject, copy.body) == (letter.subject, letter.body)


@pytest.mark.parametrize("address", ["", "x", "a@b", "a@b.it\nBcc: c@d.it", "a b@c.it"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(letters.LetterRefused):
        letters.write_to_address(key="k", name="X", address=address, template=TEMPLATE, context={})


def _read_and_close() -> None:
    try:
        receipts.read_mailbox("pec")
    finally:
        connection.close()


def _die(*_args: object, **_options: object) -> None:
    raise SystemExit(9)
