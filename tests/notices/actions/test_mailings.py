"""A letter to many: prepared and held, corrected, confirmed or cancelled; nothing leaves before."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction

from tests.factories.accounts import PersonFactory
from wecare.core import events
from wecare.core.lifecycle import StepRefused
from wecare.core.models import Event
from wecare.notices import queries, tasks
from wecare.notices.actions import holding, letters, mailings, preferences, sending
from wecare.notices.actions.mailings import MailingChanged, MailingRefused
from wecare.notices.actions.words import WordsRefused
from wecare.notices.engine import audiences
from wecare.notices.engine.audiences import Addressee, Audience
from wecare.notices.enums import Channel, LetterKind
from wecare.notices.models import Letter, Mailing
from wecare.notices.queries import mailings as kept

pytestmark = pytest.mark.django_db


class People:
    """An audience of the test's own."""

    def __init__(self) -> None:
        self.found: list[Addressee] = []
        self.asked = 0

    def addressees(self, tag: str) -> Iterator[Addressee]:
        self.asked += 1
        return iter(self.found if tag == "FSE2" else [])

    def add(self, person: Any) -> None:
        self.found.append(
            Addressee(f"person/{person.pk}", person.get_full_name(), person.email, person.pk)
        )


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setattr(audiences, "_audiences", {})
    found = People()
    for code, channel in (("people", Channel.EMAIL), ("bodies", Channel.PEC)):
        audiences.register(
            Audience(
                code,
                code,
                channel,
                found.addressees,
                lambda: [("FSE2", "FSE2 – Un bando"), ("FSE9", "FSE9 – Un altro")],
                lambda tag: {"bando": "Un bando", "codice_bando": tag, "scadenza": "domani"},
            )
        )
    return found


def begun(**values: Any) -> Mailing:
    given = {
        "audience": "people",
        "tag": "FSE2",
        "kind": LetterKind.NEWS,
        "subject": "Novità su {bando}",
        "body": "Ciao {nome}, il bando {codice_bando} scade {scadenza}.",
        "by": PersonFactory(),
    }
    return mailings.begin(**given | values)


def held(**values: Any) -> Mailing:
    mailing = begun(**values)
    mailings.hold(mailing=mailing, by=mailing.written_by)
    return holding.prepare(mailing=mailing)


def states(mailing: Mailing) -> list[str]:
    return [each.state for each in kept.letters_of(mailing)]


def test_letters_are_held_and_read_by_nobody_until_they_are_confirmed(people: People) -> None:
    anna, luca = PersonFactory(given_name="Anna"), PersonFactory(given_name="Luca")
    people.add(anna)
    people.add(luca)

    mailing = held()

    assert states(mailing) == ["held", "held"]
    assert (mailing.state, mailing.expected) == ("held", 2)
    assert list(queries.letters_to_send()) == []
    assert list(queries.inbox(anna)) == []
    assert queries.unread_count(anna) == 0

    mailings.confirm(mailing=mailing, by=mailing.written_by)
    tasks.release_mailing(mailing_id=mailing.pk)

    assert states(mailing) == ["sent", "sent"]
    assert [message.to for message in mail.outbox] == [[anna.email], [luca.email]]
    letter = queries.inbox(anna).get()
    assert letter.subject == "Novità su Un bando"
    assert "Ciao Anna" in letter.body
    assert "il bando FSE2 scade domani." in letter.body
    assert letter.tag == "FSE2"
    names = [event.name for event in Event.objects.about(mailing)]
    assert names == [
        "mailing.begun", "mailing.held", "mailing.prepared", "mailing.confirmed", "mailing.released",
    ]  # fmt: skip


def test_one_is_corrected_one_is_left_out_and_the_others_stay(people: People) -> None:
    for _ in range(3):
        people.add(PersonFactory())
    mailing = held()
    first, second, third = kept.letters_of(mailing)

    holding.correct(letter=first, subject="Solo per te", body="Parole sue", by=mailing.written_by)
    holding.cancel(letter=second, by=mailing.written_by)
    mailings.confirm(mailing=mailing, by=mailing.written_by)
    holding.release(mailing=mailing)

    assert states(mailing) == ["sent", "cancelled", "sent"]
    assert [message.subject for message in mail.outbox] == ["Solo per te", third.subject]
    assert mail.outbox[0].body == "Parole sue\n"


def test_all_are_corrected_but_those_corrected_by_hand(people: People) -> None:
    for _ in range(3):
        people.add(PersonFactory())
    mailing = held()
    first = kept.letters_of(mailing)[0]
    holding.correct(letter=first, subject="Solo per te", body="Parole sue", by=mailing.written_by)

    changed = holding.correct_all(
        mailing=mailing, subject="Nuovo {bando}", body="Per {nome}", by=mailing.written_by
    )

    assert changed == 2
    subjects = [each.subject for each in kept.letters_of(mailing)]
    assert subjects == ["Solo per te", "Nuovo Un bando", "Nuovo Un bando"]
    last = kept.letters_of(mailing)[2]
    assert f"Per {last.person}" in last.body


def test_what_was_cancelled_never_leaves_and_nobody_reads_it(people: People) -> None:
    person = PersonFactory()
    people.add(person)
    mailing = held()

    mailings.cancel(mailing=mailing, by=mailing.written_by)
    holding.prepare(mailing=mailing)
    holding.release(mailing=mailing)

    assert states(mailing) == ["cancelled"]
    assert (list(queries.inbox(person)), mail.outbox) == ([], [])
    with pytest.raises(StepRefused):
        mailings.confirm(mailing=mailing, by=mailing.written_by)


def test_what_is_confirmed_is_not_cancelled_nor_corrected(people: People) -> None:
    people.add(PersonFactory())
    mailing = held()
    letter = kept.letters_of(mailing)[0]
    mailings.confirm(mailing=mailing, by=mailing.written_by)
    holding.release(mailing=mailing)
    who = mailing.written_by

    with pytest.raises(StepRefused):
        mailings.cancel(mailing=mailing, by=who)
    with pytest.raises(letters.LetterRefused):
        holding.correct(letter=letter, subject="x", body="y", by=who)
    with pytest.raises(letters.LetterRefused):
        holding.cancel(letter=letter, by=who)
    with pytest.raises(MailingRefused):
        holding.correct_all(mailing=mailing, subject="x", body="y", by=who)
    with pytest.raises(DatabaseError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(body="altro")
    with pytest.raises(DatabaseError), transaction.atomic():
        letter.delete()


def test_nothing_changes_between_the_confirmation_and_the_sending(people: People) -> None:
    people.add(PersonFactory())
    mailing = held()
    letter = kept.letters_of(mailing)[0]
    mailings.confirm(mailing=mailing, by=mailing.written_by)
    who = mailing.written_by

    with pytest.raises(letters.LetterRefused):
        holding.correct(letter=letter, subject="x", body="y", by=who)
    with pytest.raises(letters.LetterRefused):
        holding.cancel(letter=letter, by=who)

    assert states(mailing) == ["held"]


def test_nothing_is_confirmed_before_all_letters_are_there(people: People) -> None:
    people.add(PersonFactory())
    mailing = begun()
    mailings.hold(mailing=mailing, by=mailing.written_by)

    with pytest.raises(MailingRefused):
        mailings.confirm(mailing=mailing, by=mailing.written_by)

    assert list(kept.mailings_to_prepare()) == [{"mailing_id": mailing.pk}]
    assert kept.oldest_mailing_to_prepare() is not None


def test_a_thousand_letters_go_on_from_where_somebody_died(
    people: People, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    for number in range(1000):
        people.found.append(Addressee(f"body/{number}", f"Ente {number}", f"e{number}@pec.it"))
    mailing = begun(audience="bodies")
    mailings.hold(mailing=mailing, by=mailing.written_by)
    original, calls = holding._write_batch, iter([False] * 4 + [True])

    def write(*given: Any) -> bool:
        if next(calls):
            raise SystemExit(9)
        return original(*given)

    monkeypatch.setattr(holding, "_write_batch", write)
    with pytest.raises(SystemExit):
        tasks.prepare_mailing(mailing_id=mailing.pk)
    monkeypatch.undo()
    monkeypatch.setattr(audiences, "_audiences", _offered(people))
    assert kept.progress_of(mailing).written == 400

    with django_assert_max_num_queries(120):
        tasks.prepare_mailing(mailing_id=mailing.pk)
    tasks.prepare_mailing(mailing_id=mailing.pk)

    mailing.refresh_from_db()
    progress = kept.progress_of(mailing)
    assert (progress.written, progress.held, progress.expected) == (1000, 1000, 1000)
    assert Letter.objects.filter(mailing=mailing).values("reference").distinct().count() == 1000
    assert list(kept.mailings_to_prepare()) == []


def test_who_dies_while_letting_them_go_loses_none_and_doubles_none(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        people.add(PersonFactory())
    mailing = held()
    mailings.confirm(mailing=mailing, by=mailing.written_by)
    original, calls = sending.send, iter([False, False, True])

    def send(**given: Any) -> Letter:
        if next(calls):
            raise SystemExit(9)
        return original(**given)

    monkeypatch.setattr(holding.sending, "send", send)
    with pytest.raises(SystemExit):
        tasks.release_mailing(mailing_id=mailing.pk)
    monkeypatch.setattr(holding.sending, "send", original)

    tasks.release_mailing(mailing_id=mailing.pk)
    for ids in list(queries.letters_to_send()):
        tasks.send_letter(**ids)

    assert states(mailing) == ["sent"] * 5
    assert len(mail.outbox) == 5


def test_who_wants_no_news_by_email_reads_them_in_the_portal(people: People) -> None:
    quiet, formal_too = PersonFactory(), PersonFactory()
    for person in (quiet, formal_too):
        preferences.choose(
            person=person, language="it", not_by_email=[LetterKind.NEWS], no_reminders=[]
        )
        people.add(person)

    for kind in (LetterKind.NEWS, LetterKind.FORMAL):
        mailing = held(kind=kind)
        mailings.confirm(mailing=mailing, by=mailing.written_by)
        holding.release(mailing=mailing)

    assert {each.state for each in queries.inbox(quiet)} == {"kept", "sent"}
    assert len(mail.outbox) == 2


def test_a_body_is_written_to_at_its_pec_and_its_people_find_a_copy(people: People) -> None:
    person = PersonFactory()
    people.found.append(
        Addressee("body/1", "Associazione Beta", "beta@pec.esempio.it", copies=(person.pk,))
    )
    mailing = held(audience="bodies", kind=LetterKind.FORMAL)
    mailings.confirm(mailing=mailing, by=mailing.written_by)

    holding.release(mailing=mailing)

    copy, letter = kept.letters_of(mailing)
    assert (letter.channel, letter.to_address, letter.state) == (
        "pec", "beta@pec.esempio.it", "sent",
    )  # fmt: skip
    assert (copy.channel, copy.person, copy.state) == ("portal", person, "kept")
    assert copy.body == letter.body
    assert mail.outbox == []


def test_placeholders_that_nobody_knows_are_refused_with_those_there_are(people: People) -> None:
    people.add(PersonFactory())

    with pytest.raises(WordsRefused) as refusal:
        begun(body="Ciao {nome}, {{ person.password }} {x}")

    assert "{nome}, {indirizzo}, {bando}, {codice_bando}, {scadenza}" in str(refusal.value)
    assert "{ person.password }, {x}" in str(refusal.value)


@pytest.mark.parametrize(
    "wrong", [{"audience": "nessuno"}, {"tag": "FSE1"}], ids=["audience", "call"]
)
def test_only_what_is_offered_is_written_to(people: People, wrong: dict[str, str]) -> None:
    with pytest.raises(MailingRefused):
        begun(**wrong)


def test_nobody_and_too_many_are_refused(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    mailing = begun()
    with pytest.raises(MailingRefused):
        mailings.hold(mailing=mailing, by=mailing.written_by)
    people.add(PersonFactory())
    people.add(PersonFactory())
    monkeypatch.setattr(mailings, "MOST", 1)

    with pytest.raises(MailingRefused) as refusal:
        mailings.hold(mailing=mailing, by=mailing.written_by)

    assert "2" in str(refusal.value)
    assert "1" in str(refusal.value)


def test_of_two_who_correct_the_draft_the_second_is_told(people: People) -> None:
    mailing = begun()
    words = {"kind": LetterKind.NEWS, "body": "y", "base": 1, "by": mailing.written_by}

    mailings.correct(mailing=mailing, subject="x", **words)

    with pytest.raises(MailingChanged):
        mailings.correct(mailing=mailing, subject="z", **words)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_workers_prepare_and_release_once(people: People) -> None:
    for _ in range(20):
        people.add(PersonFactory())
    mailing = begun()
    mailings.hold(mailing=mailing, by=mailing.written_by)
    _both(lambda: holding.prepare(mailing=mailing))
    mailings.confirm(mailing=mailing, by=mailing.written_by)
    _both(lambda: holding.release(mailing=mailing))

    assert states(mailing) == ["sent"] * 20
    assert len(mail.outbox) == 20
    names = [event.name for event in Event.objects.about(mailing)]
    assert (names.count("mailing.prepared"), names.count("mailing.released")) == (1, 1)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_who_corrects_while_somebody_confirms_comes_before_or_is_refused(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = _corrected_while_confirmed(people, monkeypatch)

    assert late == "refused"


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_of_the_mailing_a_correction_comes_after_the_confirmation(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "_held", lambda one: Letter.objects.get(pk=one.pk))

    assert _corrected_while_confirmed(people, monkeypatch) == "corrected"


def _corrected_while_confirmed(people: People, monkeypatch: pytest.MonkeyPatch) -> str:
    """What becomes of a correction that begins while the confirmation is not committed yet."""
    people.add(PersonFactory())
    mailing = held()
    letter = kept.letters_of(mailing)[0]
    done: list[str] = []

    def correct() -> None:
        try:
            holding.correct(letter=letter, subject="Tardi", body="x", by=mailing.written_by)
            done.append("corrected")
        except letters.LetterRefused:
            done.append("refused")
        finally:
            connection.close()

    thread = threading.Thread(target=correct)
    with transaction.atomic():
        mailings.confirm(mailing=mailing, by=mailing.written_by)
        monkeypatch.setattr(events, "record", lambda *_a, **_k: None)  # the chain waits for nobody
        thread.start()
        thread.join(1)
    thread.join(20)
    return done[0]


def _both(step: Any) -> None:
    def run() -> None:
        try:
            step()
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _offered(people: People) -> dict[str, Audience]:
    return {
        "bodies": Audience(
            "bodies",
            "bodies",
            Channel.PEC,
            people.addressees,
            lambda: [("FSE2", "FSE2")],
            lambda tag: {"bando": "", "codice_bando": tag, "scadenza": ""},
        )
    }
