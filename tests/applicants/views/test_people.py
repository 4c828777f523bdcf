"""The pages of an organisation's people and of those who ask: who may, what they say, what they refuse."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from applicants.actions import joining
from applicants.enums import MandateKind
from applicants.models import JoinRequest, Mandate, Organisation
from calls.models import Call
from tests.applicants.views.conftest import logged_in
from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, a_fiscal_code, a_pdf, an_organisation
from tests.factories.mandates import a_mandate
from wecare.accounts.models import Person
from wecare.core import clock

pytestmark = pytest.mark.django_db
TABS = [
    "organisation",
    "organisation_seats",
    "organisation_story",
    "organisation_people",
    "organisation_registers",
]
ADMINISTRATION = [
    "mandate_new",
    "organisation_requests",
    "organisation_rename",
    "organisation_end",
    "organisation_succession",
]
POSTS = ["organisation_seats", "organisation", "register_reading"]


@pytest.fixture
def organisation(owner: Person) -> Organisation:
    return an_organisation(owner, name="Delta")


def page(organisation: Organisation, name: str, *more: Any) -> str:
    return reverse(f"applicants:{name}", args=[organisation.pk, *more])


def of(organisation: Organisation, kind: MandateKind, **values: Any) -> Client:
    person = PersonFactory()
    a_mandate(person, organisation, kind, **values)
    return logged_in(person)


@pytest.mark.parametrize("name", [*TABS, *ADMINISTRATION])
def test_who_administers_sees_every_page_and_a_stranger_none(
    home: Client, stranger: Client, client: Client, organisation: Organisation, name: str
) -> None:
    assert home.get(page(organisation, name)).status_code == 200
    assert stranger.get(page(organisation, name)).status_code == 404
    assert client.get(page(organisation, name)).status_code == 302


@pytest.mark.parametrize("kind", list(MandateKind))
@pytest.mark.parametrize("name", [*TABS, *ADMINISTRATION])
def test_each_kind_sees_the_organisation_and_administers_nothing(
    organisation: Organisation, kind: MandateKind, name: str
) -> None:
    answer = of(organisation, kind).get(page(organisation, name))

    assert answer.status_code == (200 if name in TABS else 403)
    if name in ADMINISTRATION:
        assert "Lo fa solo chi amministra le persone dell'ente" in text_of(answer)


@pytest.mark.parametrize("kind", list(MandateKind))
@pytest.mark.parametrize("name", POSTS)
def test_only_who_writes_changes_the_organisation(
    organisation: Organisation, kind: MandateKind, name: str
) -> None:
    answer = of(organisation, kind).post(page(organisation, name), {})

    assert (answer.status_code == 403) is (kind is MandateKind.VIEWER)
    if kind is MandateKind.VIEWER:
        assert "Puoi leggere i dati di questo ente ma non cambiarli" in text_of(answer)


def test_a_mandate_over_one_call_shows_its_own_row_alone(
    organisation: Organisation, owner: Person, call: Call
) -> None:
    browser = of(organisation, MandateKind.CONSULTANT, call=call)

    seen = text_of(browser.get(page(organisation, "organisation_people")))

    assert "qui vedi solo quello" in seen
    assert owner.get_full_name() not in seen
    assert f"solo il bando «{call.title}»" in seen
    assert browser.post(page(organisation, "organisation_seats"), {}).status_code == 403


@pytest.mark.parametrize("name", ["mandate", "mandate_end", "proxy", "join_accept", "join_refuse"])
def test_what_belongs_to_another_organisation_is_not_there(
    home: Client, organisation: Organisation, name: str
) -> None:
    other = an_organisation()
    if name.startswith("join"):
        one: Any = joining.ask(organisation=other, message="", actor=PersonFactory())
    else:
        one = a_mandate(PersonFactory(), other, MandateKind.DELEGATE)

    assert home.get(page(organisation, name, one.pk)).status_code == 404


def test_a_delegate_is_appointed_with_the_proxy_a_scope_and_an_expiry(
    home: Client, organisation: Organisation, owner: Person, call: Call
) -> None:
    person = PersonFactory(family_name="Re")
    draft = a_draft(call, actor=owner, organisation=organisation)
    until = clock.today() + timedelta(3)
    typed = {
        "email": person.email.upper(),
        "family_name": "re",
        "kind": "delegate",
        "scope": f"application-{draft.public_id}",
        "until": f"{until:%d/%m/%Y}",
        "proxy": SimpleUploadedFile("delega.pdf", a_pdf(), "application/pdf"),
    }

    answer = home.post(page(organisation, "mandate_new"), typed, follow=True)

    mandate = Mandate.objects.get(person=person)
    assert (mandate.kind, mandate.application, mandate.proxy_name) == (
        "delegate",
        draft,
        "delega.pdf",
    )
    assert localdate(mandate.expires_at) == until + timedelta(1)
    assert "L'incarico è dato" in text_of(answer)
    proxy = page(organisation, "proxy", mandate.pk)
    file = home.get(proxy)
    assert b"".join(file.streaming_content)[:5] == b"%PDF-"
    assert file["Content-Security-Policy"] == "sandbox; default-src 'none'"
    own = logged_in(person).get(proxy)
    assert b"".join(own.streaming_content)[:5] == b"%PDF-"
    assert of(organisation, MandateKind.EDITOR).get(proxy).status_code == 403


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"family_name": "Altri"},
            "Nessuna persona è registrata con questa email e questo cognome",
        ),
        ({"email": "altra@esempio.it"}, "Nessuna persona è registrata con questa email"),
        ({"kind": "king"}, "king"),
        ({"kind": "delegate"}, "Un delegato ha una delega"),
        ({"scope": "call-0"}, "call-0"),
        ({"scope": ""}, "Questo campo è obbligatorio"),
        ({"until": "31/12/1999"}, "È un giorno già passato"),
        ({"until": "domani"}, "Scrivi la data come 23/11/2026."),
        ({"since": "31/12/1999"}, "Un incarico comincia oggi o più avanti"),
        ({"administers": "on", "kind": "consultant"}, "Un consulente non amministra"),
    ],
)
def test_a_mandate_that_cannot_be_is_refused_with_what_was_typed(
    home: Client, organisation: Organisation, typed: dict[str, str], sentence: str
) -> None:
    person = PersonFactory(family_name="Re")
    given = {"email": person.email, "family_name": "Re", "kind": "editor", "scope": "all"} | typed

    answer = home.post(page(organisation, "mandate_new"), given)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert f'value="{given["email"]}"' in text_of(answer)
    assert Mandate.objects.count() == 1


def test_a_file_that_is_no_proxy_is_refused(home: Client, organisation: Organisation) -> None:
    person = PersonFactory(family_name="Re")
    typed = {"email": person.email, "family_name": "Re", "kind": "delegate", "scope": "all"}
    empty = SimpleUploadedFile("delega.pdf", b"", "application/pdf")

    answer = home.post(page(organisation, "mandate_new"), typed | {"proxy": empty})

    assert answer.status_code == 422
    assert "Il file è vuoto" in text_of(answer)


def test_a_mandate_is_changed_on_a_page_that_shows_it(
    home: Client, organisation: Organisation
) -> None:
    person = PersonFactory()
    end = clock.now() + timedelta(5)
    mandate = a_mandate(person, organisation, MandateKind.VIEWER, expires_at=end)
    url = page(organisation, "mandate", mandate.pk)

    shown = text_of(home.get(url))
    home.post(url, {"kind": "editor", "scope": "all"})

    assert '<option value="viewer" selected' in shown
    live = Mandate.objects.get(person=person, ended_at=None)
    assert (live.kind, live.expires_at) == ("editor", None)
    assert home.get(url).status_code == 404  # the one before has ended


def test_the_last_administrator_is_told_why_they_stay(
    home: Client, organisation: Organisation, owner: Person
) -> None:
    own = Mandate.objects.get(person=owner)

    answer = home.post(page(organisation, "mandate_end", own.pk))

    assert answer.status_code == 409
    assert "È l'ultima persona che amministra Delta" in text_of(answer)


def test_whoever_stands_for_it_leaves_and_touches_nobody_else(
    organisation: Organisation, owner: Person
) -> None:
    browser = of(organisation, MandateKind.VIEWER)
    own = Mandate.objects.exclude(person=owner).get()
    others = Mandate.objects.get(person=owner)

    refused = browser.post(page(organisation, "mandate_end", others.pk))
    left = browser.post(page(organisation, "mandate_end", own.pk))

    assert (refused.status_code, left.status_code) == (403, 302)
    assert browser.get(page(organisation, "organisation")).status_code == 404


def test_a_code_that_is_known_leads_to_who_administers(
    stranger: Client, organisation: Organisation, owner: Person
) -> None:
    new = reverse("applicants:organisation_new")
    join = reverse("applicants:join", args=[organisation.fiscal_code])
    typed = {
        "fiscal_code": organisation.fiscal_code,
        "name": "X",
        "kind": "ets_aps",
        "seat_municipality": "Bra",
        "seat_province": "CN",
    }

    for answer in (
        stranger.get(new, {"codice": organisation.fiscal_code}),
        stranger.post(new, typed),
    ):
        assert (answer.status_code, answer.url) == (302, join)
    shown = text_of(stranger.get(join))
    assert "Delta" in shown
    for secret in (owner.get_full_name(), owner.email, organisation.pec, "Cuneo"):
        assert secret not in shown
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("code", ["123", "x", "00000010018"])
def test_a_code_that_is_none_is_told_so(stranger: Client, code: str) -> None:
    answer = stranger.get(reverse("applicants:organisation_new"), {"codice": code})

    assert answer.status_code == 422
    assert "Codice fiscale:" in text_of(answer)
    assert stranger.get(reverse("applicants:join", args=[code])).status_code == 404


def test_a_code_that_nobody_entered_has_no_page_to_ask(stranger: Client) -> None:
    code = a_fiscal_code()

    assert stranger.get(reverse("applicants:join", args=[code])).status_code == 404
    entered = text_of(stranger.get(reverse("applicants:organisation_new"), {"codice": code}))
    assert f'value="{code}"' in entered


def test_asked_on_the_page_answered_on_the_page(home: Client, organisation: Organisation) -> None:
    asking = PersonFactory(given_name="Ugo", family_name="Re")
    browser = logged_in(asking)
    join = reverse("applicants:join", args=[organisation.fiscal_code])

    browser.post(join, {"message": "Sono il revisore."})
    waiting = JoinRequest.objects.get()
    listed = text_of(home.get(page(organisation, "organisation_requests")))
    top = text_of(home.get(page(organisation, "organisation")))
    home.post(page(organisation, "join_accept", waiting.pk), {"kind": "viewer", "scope": "all"})

    assert "Ugo Re" in listed
    assert "Sono il revisore." in listed
    assert "1 persona chiede di operare per l'ente" in top
    assert browser.get(page(organisation, "organisation")).status_code == 200
    assert browser.get(join).url == page(organisation, "organisation")
    assert "Accettata" in text_of(home.get(page(organisation, "organisation_requests")))


def test_a_narrow_mandate_may_ask_for_a_wider_one(organisation: Organisation, call: Call) -> None:
    browser = of(organisation, MandateKind.EDITOR, call=call)
    join = reverse("applicants:join", args=[organisation.fiscal_code])

    assert browser.get(join).status_code == 200
    assert browser.post(join, {"message": ""}).status_code == 302
    assert JoinRequest.objects.get().state == "open"


def test_one_sees_what_one_asked_and_takes_it_back(
    stranger: Client, home: Client, organisation: Organisation
) -> None:
    join = reverse("applicants:join", args=[organisation.fiscal_code])
    stranger.post(join, {"message": ""})
    asked = JoinRequest.objects.get()
    withdrawal = reverse("applicants:join_withdrawal", args=[asked.pk])

    again = stranger.post(join, {"message": "Ancora"})
    others = home.post(withdrawal)
    shown = text_of(stranger.get(reverse("applicants:organisations")))
    stranger.post(withdrawal)

    assert again.status_code == 409
    assert "Hai già chiesto di operare per Delta" in text_of(again)
    assert others.status_code == 404
    assert "Hai chiesto di operare per" in shown
    asked.refresh_from_db()
    assert asked.state == "withdrawn"


def test_a_refusal_asks_for_its_reason(home: Client, organisation: Organisation) -> None:
    asked = joining.ask(organisation=organisation, message="", actor=PersonFactory())
    url = page(organisation, "join_refuse", asked.pk)

    assert home.post(url, {"reason": ""}).status_code == 422
    assert home.post(url, {"reason": "Non ti conosciamo."}).status_code == 302
    assert home.post(url, {"reason": "Di nuovo."}).status_code == 409


def test_the_pages_ask_the_database_as_often_whatever_their_size(
    home: Client, owner: Person, organisation: Organisation
) -> None:
    urls = [
        page(organisation, "organisation_people"),
        page(organisation, "organisation_requests"),
        reverse("applicants:organisations"),
    ]

    def grown(count: int) -> list[int]:
        for _ in range(count):
            a_mandate(PersonFactory(), organisation, MandateKind.DELEGATE)
            joining.ask(organisation=organisation, message="", actor=PersonFactory())
            an_organisation(owner)
        asked = []
        for url in urls:
            home.get(url)
            with CaptureQueriesContext(connection) as queries:
                home.get(url)
            asked.append(len(queries))
        return asked

    two, twenty = grown(2), grown(18)

    assert two == twenty
    assert max(two) <= 15
