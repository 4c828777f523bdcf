"""Every kind of mandate at every door of an application, and the very request after it expires."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from applicants.engine.mandates import POWERS
from applicants.enums import MandateKind, Power
from applicants.models import Answer, Application, Mandate, Partner, Submission
from applicants.permissions import acts_for, administers, reads, sends, signs, writes
from applicants.queries.mandates import organisations_of, people_who, readers_of
from calls.models import Call
from tests.applicants.test_group_caps import joined
from tests.applicants.views.conftest import logged_in
from tests.applicants.views.test_partnership import _sections
from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import (
    a_draft,
    a_fiscal_code,
    a_key,
    a_pdf,
    answered,
    complete,
    sent,
)
from tests.factories.calls import a_complete_draft, published_call
from tests.factories.mandates import a_mandate
from tests.fixtures.database import Clock
from wecare.accounts.models import Person
from wecare.core import clock as the_clock
from wecare.core import printing

pytestmark = pytest.mark.django_db
KINDS = list(MandateKind)
WRITERS = set(KINDS) - {MandateKind.VIEWER}
SENDERS = {MandateKind.LEGAL_REPRESENTATIVE, MandateKind.DELEGATE}
LOOKING = [
    ("application", []),
    ("heading", []),
    ("section", ["project"]),
    ("costs", []),
    ("attachments", []),
    ("attachment_file", ["deed"]),
    ("missing", []),
    ("review", []),
]
SENT = [("application", []), ("receipt", [1]), ("receipt_pdf", [1]), ("attachment_file", ["deed"])]
OF_GROUPS = ["partnership", "partner", "partner_section", "partner_attachments", "districts"]
WRITING: list[tuple[str, list[str]]] = [
    ("heading", []),
    ("section", ["project"]),
    ("autosave", ["project"]),
    ("costs", []),
    ("attachments", []),
    ("attachment_removal", ["deed"]),
]


def address(name: str, application: Application, *more: Any) -> str:
    return reverse(f"applicants:{name}", args=[application.public_id, *more])


def status_of(answer: Any) -> int:
    if answer.streaming:
        b"".join(answer.streaming_content)
    return int(answer.status_code)


def somebody(application: Application, kind: MandateKind, **values: Any) -> Client:
    """The browser of a person with such a mandate in the organisation that writes it."""
    person = PersonFactory()
    a_mandate(person, application.organisation, kind, **values)
    return logged_in(person)


@pytest.fixture
def group() -> tuple[Application, Partner]:
    """An application with a partner, and the partner."""
    call = published_call(
        draft=a_complete_draft(
            **_sections(),
            partnership={"groups": True, "minimum": 1, "count_article": "art. 3"},
            districts={"asked": True, "all_bodies": True},
        )
    )
    application = a_draft(call)
    joined(application, a_fiscal_code())
    return application, application.partners.get()


def of_group(name: str, application: Application, partner: Partner) -> str:
    more = {"partner": [partner.pk], "partner_section": [partner.pk, "own"]}
    more["partner_attachments"] = [partner.pk]
    return address(name, application, *more.get(name, []))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("name", "more"), LOOKING)
def test_every_kind_reads_a_draft(
    ready: Application, kind: MandateKind, name: str, more: list[str]
) -> None:
    assert status_of(somebody(ready, kind).get(address(name, ready, *more))) == 200


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("name", "more"), WRITING)
def test_who_only_reads_is_told_so_where_others_write(
    ready: Application, kind: MandateKind, name: str, more: list[str]
) -> None:
    browser = somebody(ready, kind)

    answer = browser.post(address(name, ready, *more), {"title": "Mio"})

    if kind in WRITERS:
        assert answer.status_code in {200, 302, 400, 409, 422}
    else:
        assert answer.status_code == 403
        assert "Puoi leggere questa domanda ma non modificarla" in text_of(answer)


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_reader_sends_is_saved_nowhere(ready: Application, kind: MandateKind) -> None:
    browser = somebody(ready, kind)
    url = address("section", ready, "project")

    browser.post(url, {"need": "Altro", "need__version": "1"})

    written = Answer.objects.get(application=ready, key="need").value
    assert written == ("Altro" if kind in WRITERS else "Case per tutti")


def test_a_page_left_open_says_that_its_writer_only_reads_now(
    ready: Application, owner: Person
) -> None:
    from applicants.actions import mandates

    browser = somebody(ready, MandateKind.EDITOR)
    mandate = Mandate.objects.get(administers=False)
    mandates.change(mandate=mandate, terms=mandates.Terms(MandateKind.VIEWER), actor=owner)

    answer = browser.post(
        address("autosave", ready, "project"),
        {"field": "need", "value": "Altro", "version": 1},
        content_type="application/json",
    )

    assert (answer.status_code, answer.json()["closed"]) == (409, True)
    assert "Puoi leggere questa domanda ma non modificarla" in answer.json()["message"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_reader_s_page_has_nothing_to_press(ready: Application, kind: MandateKind) -> None:
    page = text_of(somebody(ready, kind).get(address("heading", ready)))

    assert ("Salva e continua" in page) is (kind in WRITERS)
    assert ("in sola lettura" in page) is (kind not in WRITERS)


@pytest.mark.parametrize("kind", KINDS)
def test_only_representatives_and_delegates_send(ready: Application, kind: MandateKind) -> None:
    browser = somebody(ready, kind)
    pressed = {"idempotency_key": a_key(), "rules_version": 1, "confirmed": "on"}

    review = text_of(browser.get(address("review", ready)))
    answer = browser.post(address("submission", ready), pressed)

    assert ("Invia la domanda</button>" in review) is (kind in SENDERS)
    assert Submission.objects.count() == (kind in SENDERS)
    assert answer.status_code == (302 if kind in SENDERS else 403)
    if kind not in SENDERS:
        assert "Puoi leggere questa domanda ma non inviarla" in text_of(answer)


def test_whoever_administers_sends_as_who_enters_the_organisation_does(ready: Application) -> None:
    browser = somebody(ready, MandateKind.VIEWER, administers=True)
    pressed = {"idempotency_key": a_key(), "rules_version": 1, "confirmed": "on"}

    assert browser.post(address("submission", ready), pressed).status_code == 302


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("name", "more"), SENT)
def test_every_kind_reads_what_was_sent(
    ready: Application,
    monkeypatch: pytest.MonkeyPatch,
    kind: MandateKind,
    name: str,
    more: list[Any],
) -> None:
    from wecare.core import pdf

    monkeypatch.setattr(pdf, "render_pdf", lambda *_a, **_o: b"%PDF-1.7 receipt")
    submission = sent(ready)
    assert submission.receipt is not None
    printing.render_document(document=submission.receipt)

    assert status_of(somebody(ready, kind).get(address(name, ready, *more))) == 200


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", OF_GROUPS)
def test_every_kind_reads_the_parts_of_partners(
    group: tuple[Application, Partner], kind: MandateKind, name: str
) -> None:
    application, partner = group

    assert status_of(somebody(application, kind).get(of_group(name, application, partner))) == 200


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["partner_section", "partner_attachments", "partner", "districts"])
def test_readers_write_no_part_of_partners(
    group: tuple[Application, Partner], kind: MandateKind, name: str
) -> None:
    application, partner = group

    answer = somebody(application, kind).post(of_group(name, application, partner), {"x": "y"})

    assert (answer.status_code == 403) is (kind not in WRITERS)


OVER = ["expired", "ended", "not begun", "of another organisation", "of another call"]


@pytest.fixture(params=OVER)
def without(request: pytest.FixtureRequest, ready: Application) -> Client:
    """The browser of somebody whose mandate does not reach the application, whatever its kind."""
    now, person = the_clock.now(), PersonFactory()
    past, kind = now - timedelta(days=2), MandateKind.LEGAL_REPRESENTATIVE
    reach: dict[str, Any] = {
        "expired": {"since": past, "expires_at": now - timedelta(seconds=1)},
        "ended": {"since": past, "ended_at": now, "ended_by": person},
        "not begun": {"since": now + timedelta(hours=1)},
        "of another organisation": {},
        "of another call": {"call": published_call(draft=a_complete_draft())},
    }[request.param]
    organisation = ready.organisation
    if request.param == "of another organisation":
        organisation = a_draft(ready.call).organisation
    a_mandate(person, organisation, kind, **reach)
    return logged_in(person)


@pytest.mark.parametrize(
    ("name", "more"), [*LOOKING, ("receipt", [1]), ("receipt_pdf", [1]), ("submission", [])]
)
def test_to_others_it_does_not_exist(
    without: Client, ready: Application, name: str, more: list[Any]
) -> None:
    if name.startswith("receipt"):
        sent(ready)
    url = address(name, ready, *more)
    method = without.post if name == "submission" else without.get

    assert method(url).status_code == 404


def test_letters_go_to_those_whom_the_application_exists_for(
    without: Client, ready: Application, owner: Person
) -> None:
    viewer = PersonFactory()
    a_mandate(viewer, ready.organisation, MandateKind.VIEWER, application=ready)

    told = readers_of(Application.objects.filter(pk=ready.pk))

    assert told == [(ready.pk, owner.pk), (ready.pk, viewer.pk)]


@pytest.mark.parametrize("name", OF_GROUPS)
def test_to_others_the_parts_of_partners_do_not_exist(
    group: tuple[Application, Partner], stranger: Client, name: str
) -> None:
    application, partner = group

    assert stranger.get(of_group(name, application, partner)).status_code == 404


def test_a_mandate_over_one_call_reaches_its_applications_alone(call: Call) -> None:
    here = a_draft(call)
    elsewhere = a_draft(
        published_call(draft=a_complete_draft()),
        actor=here.created_by,
        organisation=here.organisation,
    )
    browser = somebody(here, MandateKind.EDITOR, call=call)

    listed = text_of(browser.get(reverse("applicants:applications")))

    assert browser.get(address("application", here)).status_code == 200
    assert browser.get(address("application", elsewhere)).status_code == 404
    assert str(here.public_id) in listed
    assert str(elsewhere.public_id) not in listed


def test_a_mandate_over_one_application_reaches_it_alone(call: Call) -> None:
    one = a_draft(call)
    other = a_draft(call, actor=one.created_by, organisation=one.organisation)
    person = PersonFactory()
    a_mandate(person, one.organisation, MandateKind.EDITOR, application=one)

    assert (writes(person, one), writes(person, other)) == (True, False)
    assert acts_for(person, one.organisation) is False
    assert list(organisations_of(person, Power.WRITES, call=call)) == []


@pytest.mark.parametrize(
    ("name", "more"),
    [("application", []), ("attachment_file", ["deed"]), ("receipt", [1]), ("review", [])],
)
def test_the_request_after_the_expiry_finds_nothing(
    ready: Application, clock: Clock, name: str, more: list[Any]
) -> None:
    sent(ready)
    now = the_clock.now()
    expiry = now + timedelta(minutes=5)
    browser = somebody(ready, MandateKind.DELEGATE, since=now, expires_at=expiry)
    url = address(name, ready, *more)

    clock.set(expiry - timedelta(microseconds=1))
    before = status_of(browser.get(url))
    clock.set(expiry)
    after = browser.get(url).status_code

    assert (before, after) == (200, 404)


def test_after_the_expiry_nothing_is_written_or_sent(ready: Application, clock: Clock) -> None:
    now = the_clock.now()
    expiry = now + timedelta(minutes=5)
    browser = somebody(ready, MandateKind.DELEGATE, since=now, expires_at=expiry)
    pressed = {"idempotency_key": a_key(), "rules_version": 1, "confirmed": "on"}
    file = SimpleUploadedFile("altro.pdf", a_pdf(), "application/pdf")

    clock.set(expiry)

    assert browser.post(address("submission", ready), pressed).status_code == 404
    posted = browser.post(address("attachments", ready), {"requirement": "deed", "file": file})
    assert posted.status_code == 404
    assert Submission.objects.count() == 0


def test_the_request_after_the_end_finds_nothing(ready: Application, owner: Person) -> None:
    from applicants.actions import mandates

    browser = somebody(ready, MandateKind.EDITOR)
    url = address("application", ready)
    before = browser.get(url).status_code

    mandates.end(mandate=Mandate.objects.get(kind="editor", administers=False), actor=owner)

    assert (before, browser.get(url).status_code) == (200, 404)


@pytest.mark.parametrize("kind", KINDS)
def test_the_predicates_say_what_the_table_says(ready: Application, kind: MandateKind) -> None:
    person = PersonFactory()
    a_mandate(person, ready.organisation, kind)

    assert reads(person, ready) is True
    assert writes(person, ready) is (kind in WRITERS)
    assert acts_for(person, ready.organisation) is (kind in WRITERS)
    assert sends(person, ready) is (kind in SENDERS)
    assert signs(person, ready) is (kind in SENDERS)
    assert administers(person, ready.organisation) is False


@pytest.mark.parametrize("power", list(Power))
def test_who_may_is_told_by_the_same_table(ready: Application, owner: Person, power: Power) -> None:
    people = {kind: PersonFactory() for kind in KINDS}
    for kind, person in people.items():
        a_mandate(person, ready.organisation, kind)
    narrow, elsewhere = PersonFactory(), PersonFactory()
    representative = MandateKind.LEGAL_REPRESENTATIVE
    a_mandate(narrow, ready.organisation, representative, application=ready)
    other = published_call(draft=a_complete_draft())
    a_mandate(elsewhere, ready.organisation, representative, call=other)

    whole = set(people_who(power, ready.organisation))
    here = set(people_who(power, ready.organisation, application=ready))

    able = {person for kind, person in people.items() if power in POWERS[kind]}
    assert whole == able | ({owner} if power is not Power.SIGNS else set())
    assert here == whole | ({narrow} if power in POWERS[representative] else set())


def test_a_viewer_begins_nothing_and_is_told_why(call: Call) -> None:
    draft = answered(a_draft(call), need="Case")
    browser = somebody(draft, MandateKind.VIEWER)
    url = reverse("applicants:start", args=[call.code])

    page = browser.get(url)

    assert page.status_code == 403
    assert "i tuoi incarichi non comprendono la scrittura" in text_of(page)


def test_one_person_stands_for_many_organisations_as_different_things(call: Call) -> None:
    written, read = complete(call), complete(call)
    person = PersonFactory()
    a_mandate(person, written.organisation, MandateKind.EDITOR)
    a_mandate(person, read.organisation, MandateKind.VIEWER)

    assert (writes(person, written), writes(person, read)) == (True, False)
    assert list(organisations_of(person, Power.WRITES)) == [written.organisation]
