from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calls.models import Call
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft
from tests.factories.calls import published_call
from tests.factories.notices import LetterFactory
from tests.factories.receipts import a_receipt
from wecare.accounts.enums import Role
from wecare.core import store
from wecare.notices import tasks
from wecare.notices.actions import mail, receipts
from wecare.notices.models import Letter, Mailbox, Mailing, Receipt

pytestmark = pytest.mark.django_db
WRITES = {
    None: 403,
    Role.OFFICER: 200,
    Role.MANAGER: 200,
    Role.ASSESSOR: 403,
    Role.ADMIN: 403,
    Role.AUDITOR: 403,
}
LOOKS = {**WRITES, Role.AUDITOR: 200}


@pytest.fixture
def call() -> Call:
    return published_call(code="FSE2-2026")


@pytest.fixture
def enter(client: Client) -> Callable[[Role | None], Client]:
    def as_role(role: Role | None) -> Client:
        client.force_login(PersonFactory(roles=[role] if role else []))
        return client

    return as_role


def typed(**values: str) -> dict[str, str]:
    given = {"audience": "drafts", "tag": "FSE2-2026", "kind": "news"}
    return given | {"subject": "Novità su {codice_bando}", "body": "Ciao {nome}."} | values


def address(name: str, mailing: Mailing, *more: int) -> str:
    return reverse(f"notices:{name}", args=[mailing.pk, *more])


@pytest.mark.parametrize(("role", "status"), WRITES.items())
def test_who_writes_to_many(enter: Callable, call: Call, role: Role | None, status: int) -> None:
    a_draft(call)
    client = enter(role)

    assert client.get(reverse("notices:mailing_new")).status_code == status
    answer = client.post(reverse("notices:mailing_new"), typed())

    assert answer.status_code == (302 if status == 200 else 403)
    assert Mailing.objects.exists() is (status == 200)


@pytest.mark.parametrize(("role", "status"), LOOKS.items())
def test_who_looks_at_letters_to_many(
    enter: Callable, call: Call, role: Role | None, status: int
) -> None:
    draft = a_draft(call)
    mailing = _mailing(enter)
    letter = LetterFactory()
    client = enter(role)

    answers = [
        client.get(url)
        for url in (
            reverse("notices:mailings"),
            address("mailing", mailing),
            reverse("notices:outbox_letter", args=[letter.pk]),
        )
    ]

    assert [answer.status_code for answer in answers] == [status] * 3
    assert (draft.created_by.email in answers[1].content.decode()) is (status == 200)


@pytest.mark.parametrize("role", [None, Role.ASSESSOR, Role.ADMIN, Role.AUDITOR])
def test_nobody_else_moves_them(enter: Callable, call: Call, role: Role | None) -> None:
    a_draft(call)
    mailing = _mailing(enter)
    client = enter(role)

    for name in ("mailing_hold", "mailing_confirm", "mailing_cancel", "mailing_words"):
        assert client.post(address(name, mailing)).status_code == 403

    mailing.refresh_from_db()
    assert mailing.state == "draft"


def test_from_the_words_to_the_letters_with_one_corrected(enter: Callable, call: Call) -> None:
    first, second = a_draft(call).created_by, a_draft(call).created_by
    mailing = _mailing(enter)
    client = enter(Role.OFFICER)

    draft = client.get(address("mailing", mailing)).content.decode()
    client.post(address("mailing_hold", mailing))
    preparing = client.get(address("mailing", mailing)).content.decode()
    tasks.prepare_mailing(mailing_id=mailing.pk)
    held = client.get(address("mailing", mailing)).content.decode()
    letter = Letter.objects.get(mailing=mailing, person=first)
    page = client.get(address("held_letter", mailing, letter.pk)).content.decode()
    client.post(
        address("held_letter", mailing, letter.pk), {"subject": "Solo per te", "body": "Parole sue"}
    )
    client.post(address("mailing_confirm", mailing))
    tasks.release_mailing(mailing_id=mailing.pk)
    done = client.get(address("mailing", mailing)).content.decode()

    assert "Ricevono 2 destinatari" in draft
    assert "Novità su FSE2-2026" in draft
    assert f"Ciao {first}." in draft
    assert 'data-progress="pending"' in preparing
    assert "Fatti 0 di 2." in preparing
    assert "Conferma e invia 2 lettere" in held
    assert f"Ciao {first}." in page
    assert "inviate 2" in done
    subjects = dict(Letter.objects.order_by("id").values_list("person", "subject"))
    assert subjects == {first.pk: "Solo per te", second.pk: "Novità su FSE2-2026"}


def test_all_are_corrected_from_the_page(enter: Callable, call: Call) -> None:
    a_draft(call)
    mailing = _mailing(enter)
    client = enter(Role.OFFICER)
    client.post(address("mailing_hold", mailing))
    tasks.prepare_mailing(mailing_id=mailing.pk)

    answer = client.post(
        address("mailing_words", mailing),
        {"kind": "news", "subject": "Altro", "body": "Altro testo", "base": "1"},
    )

    assert answer.status_code == 302
    assert Letter.objects.get(mailing=mailing).subject == "Altro"


def test_a_new_letter_begins_from_an_older_one(enter: Callable, call: Call) -> None:
    mailing = _mailing(enter)
    client, url = enter(Role.OFFICER), reverse("notices:mailing_new")

    initial = client.get(url, {"da": mailing.pk}).context["form"].initial

    assert initial == typed()
    assert client.get(url, {"bando": "FSE2-2026"}).context["form"].initial["tag"] == "FSE2-2026"
    for wrong in ("x", "0", str(mailing.pk + 1)):
        assert client.get(url, {"da": wrong}).status_code == 404


def test_one_is_left_out_and_cannot_be_left_out_again(enter: Callable, call: Call) -> None:
    a_draft(call)
    mailing = _mailing(enter)
    client = enter(Role.OFFICER)
    client.post(address("mailing_hold", mailing))
    tasks.prepare_mailing(mailing_id=mailing.pk)
    letter = Letter.objects.get(mailing=mailing)

    first = client.post(address("leave_out", mailing, letter.pk))
    second = client.post(address("leave_out", mailing, letter.pk))

    letter.refresh_from_db()
    assert (first.status_code, second.status_code, letter.state) == (302, 404, "cancelled")


def test_a_letter_of_another_mailing_is_not_corrected_from_here(
    enter: Callable, call: Call
) -> None:
    a_draft(call)
    mailing, other = _mailing(enter), _mailing(enter)
    client = enter(Role.OFFICER)
    client.post(address("mailing_hold", other))
    tasks.prepare_mailing(mailing_id=other.pk)
    letter = Letter.objects.get(mailing=other)

    assert client.get(address("held_letter", mailing, letter.pk)).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"audience": "tutti"},
        {"tag": "FSE9"},
        {"kind": "reminder"},
        {"subject": ""},
        {"body": "{{ x }}"},
        {"body": "x" * 9000},
    ],
    ids=["audience", "call", "kind", "no subject", "placeholder", "too long"],
)
def test_what_is_refused_stays_as_it_was_typed(enter: Callable, call: Call, wrong: dict) -> None:
    answer = enter(Role.OFFICER).post(reverse("notices:mailing_new"), typed(**wrong))

    assert answer.status_code == 422
    assert "C'è" in answer.content.decode() or "C&#x27;è" in answer.content.decode()
    assert not Mailing.objects.exists()


def test_a_refusal_comes_back_to_the_page(enter: Callable, call: Call) -> None:
    mailing = _mailing(enter)

    answer = enter(Role.OFFICER).post(address("mailing_hold", mailing), follow=True)

    assert "non c&#x27;è nessuno a cui scrivere" in answer.content.decode()


def test_the_outbox_is_narrowed_by_call_template_and_delivery(enter: Callable) -> None:
    LetterFactory(subject="Quella cercata", tag="FSE2", delivery="not_delivered")
    LetterFactory(subject="Di un altro bando", tag="FSE3", delivery="not_delivered")
    LetterFactory(subject="Consegnata", tag="FSE2", delivery="delivered")
    LetterFactory(subject="Di un altro modello", tag="FSE2", template="calls/import_checked")

    page = enter(Role.OFFICER).get(
        reverse("notices:outbox"),
        {
            "bando": "FSE2",
            "consegna": "not_delivered",
            "modello": "accounts/registration_repeated",
        },
    )

    assert [letter.subject for letter in page.context["letters"]] == ["Quella cercata"]


def test_the_receipts_of_a_letter_are_shown_and_come_as_they_came(enter: Callable) -> None:
    letter = LetterFactory(channel="pec", address="ente@pec.it", name="Ente", person=None)
    content = a_receipt("avvenuta-consegna", mail.message_id(letter))
    receipts.take_in(
        mailbox=Mailbox.objects.create(name="pec"), validity=1, number=1, content=content
    )
    client = enter(Role.AUDITOR)

    page = client.get(reverse("notices:outbox_letter", args=[letter.pk])).content.decode()
    answer = client.get(reverse("notices:receipt", args=[Receipt.objects.get().pk]))

    assert "Ricevuta di avvenuta consegna, 24 novembre 2026, ore 10:15:30" in page
    assert "Consegnata" in page
    assert answer.content == content == store.read(Receipt.objects.get().file)
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("role", [None, Role.ASSESSOR, Role.ADMIN])
def test_nobody_else_reads_a_receipt(enter: Callable, role: Role | None) -> None:
    letter = LetterFactory(channel="pec", address="ente@pec.it", name="Ente", person=None)
    receipts.take_in(
        mailbox=Mailbox.objects.create(name="pec"),
        validity=1,
        number=1,
        content=a_receipt("accettazione", mail.message_id(letter)),
    )

    url = reverse("notices:receipt", args=[Receipt.objects.get().pk])

    assert enter(role).get(url).status_code == 403


def test_pages_cost_the_same_with_2_and_20_letters(enter: Callable, call: Call) -> None:
    a_draft(call)
    client = enter(Role.OFFICER)
    few = [_queries(client, url) for url in _pages(client, call)]
    for _ in range(18):
        a_draft(call)
        _mailing(enter)
    client = enter(Role.OFFICER)
    many = [_queries(client, url) for url in _pages(client, call)]

    assert few == many
    assert max(many) <= 12


def _pages(client: Client, call: Call) -> list[str]:
    draft = _begun(client)
    held = _begun(client)
    client.post(address("mailing_hold", held))
    tasks.prepare_mailing(mailing_id=held.pk)
    urls = [address("mailing", draft), address("mailing", held)]
    return [reverse("notices:mailings"), reverse("notices:outbox"), *urls]


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def _begun(client: Client) -> Mailing:
    assert client.post(reverse("notices:mailing_new"), typed()).status_code == 302
    return Mailing.objects.latest("pk")


def _mailing(enter: Callable) -> Mailing:
    return _begun(enter(Role.OFFICER))
