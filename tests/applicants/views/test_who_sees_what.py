"""Every address of an application, for its owner, for another person, and for nobody."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applicants.models import Application, Attachment, Submission
from calls.models import Call
from tests.applicants.views.conftest import logged_in
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import an_organisation, sent
from tests.factories.calls import CallFactory
from wecare.accounts.enums import Role
from wecare.core import printing

pytestmark = pytest.mark.django_db
PAGES = [
    ("application", []),
    ("heading", []),
    ("section", ["project"]),
    ("costs", []),
    ("attachments", []),
    ("attachment_file", ["deed"]),
    ("missing", []),
    ("review", []),
    ("versions", ["project"]),
    ("heading_versions", []),
    ("comments", ["project"]),
    ("deletion", []),
    ("handover", []),
    ("copy", []),
    ("receipt", [1]),
    ("receipt_pdf", [1]),
    ("withdrawal", [1]),
]
POSTS = [
    ("heading", []),
    ("section", ["project"]),
    ("autosave", ["project"]),
    ("costs", []),
    ("attachments", []),
    ("attachment_removal", ["deed"]),
    ("submission", []),
    ("version_restored", ["project", 1]),
    ("comments", ["project"]),
    ("comment_resolved", ["project", 1]),
    ("comment_reopened", ["project", 1]),
    ("comment_removed", ["project", 1]),
    ("deletion", []),
    ("restoration", []),
    ("handover", []),
    ("handover_answered", [1, "accettazione"]),
    ("copy", []),
    ("draft_print", []),
]
OWN = ["desk", "organisations", "organisation_new", "applications", "deleted"]


def address(name: str, application: Application, *more: Any) -> str:
    return reverse(f"applicants:{name}", args=[application.public_id, *more])


@pytest.fixture
def submitted(ready: Application, monkeypatch: pytest.MonkeyPatch) -> Submission:
    from wecare.core import pdf

    monkeypatch.setattr(pdf, "render_pdf", lambda *_a, **_o: b"%PDF-1.7 receipt")
    submission = sent(ready)
    assert submission.receipt is not None
    printing.render_document(document=submission.receipt)
    return submission


@pytest.mark.parametrize(("name", "more"), PAGES)
def test_the_owner_sees_it_the_stranger_finds_nothing(
    home: Client, stranger: Client, submitted: Submission, name: str, more: list[Any]
) -> None:
    url = address(name, submitted.application, *more)

    seen = home.get(url)
    if seen.streaming:
        b"".join(seen.streaming_content)
    assert seen.status_code == 200
    assert stranger.get(url).status_code == 404


@pytest.mark.parametrize(("name", "more"), PAGES)
def test_nobody_logs_in_first(
    client: Client, ready: Application, name: str, more: list[Any]
) -> None:
    url = address(name, ready, *more)

    anonymous = client.get(url)

    assert (anonymous.status_code, anonymous.url) == (
        302,
        f"{reverse('accounts:login')}?next={url}",
    )


@pytest.mark.parametrize(("name", "more"), POSTS)
def test_a_stranger_changes_nothing_and_does_not_learn_that_it_exists(
    stranger: Client, client: Client, ready: Application, name: str, more: list[Any]
) -> None:
    url = address(name, ready, *more)

    assert stranger.post(url, {"title": "Mio"}).status_code == 404
    assert client.post(url).status_code == 302
    assert Attachment.objects.count() == 1
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("role", list(Role))
def test_an_office_does_not_read_applications_through_the_applicants_pages(
    ready: Application, role: Role
) -> None:
    office = logged_in(PersonFactory(roles=[role]))

    assert office.get(address("application", ready)).status_code == 404


@pytest.mark.parametrize("name", OWN)
def test_pages_of_ones_own_show_nothing_of_others(
    stranger: Client, client: Client, ready: Application, name: str
) -> None:
    url = reverse(f"applicants:{name}")

    page = stranger.get(url)

    assert page.status_code == 200
    assert ready.title not in page.content.decode()
    assert ready.organisation.name not in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert client.get(url).status_code == 302


def test_an_organisation_of_another_cannot_be_applied_for(
    home: Client, owner: Any, call: Call
) -> None:
    an_organisation(owner)
    other = an_organisation()
    url = reverse("applicants:start", args=[call.code])

    answer = home.post(url, {"organisation": other.pk, "title": "Mio", "lot": "T"})

    assert answer.status_code == 422
    assert Application.objects.count() == 0


def test_whoever_acts_for_no_organisation_enters_one_first_and_comes_back(
    home: Client, call: Call
) -> None:
    url = reverse("applicants:start", args=[call.code])

    answer = home.get(url)

    assert (answer.status_code, answer.url) == (
        302,
        f"{reverse('applicants:organisation_new')}?poi={url}",
    )


def test_a_call_in_draft_is_nowhere_to_apply_for(home: Client, owner: Any) -> None:
    an_organisation(owner)
    hidden = CallFactory()

    assert home.get(reverse("applicants:start", args=[hidden.code])).status_code == 404


def test_a_file_is_a_download_that_nothing_runs(home: Client, ready: Application) -> None:
    answer = home.get(address("attachment_file", ready, "deed"))

    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"
    assert answer["Content-Disposition"] == 'attachment; filename="atto.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize(
    ("name", "more"),
    [("section", ["nothing"]), ("attachment_file", ["photo"]), ("receipt", [1]), ("receipt", [99])],
)
def test_what_is_not_there_is_404_for_the_owner_too(
    home: Client, ready: Application, name: str, more: list[Any]
) -> None:
    assert home.get(address(name, ready, *more)).status_code == 404


@pytest.mark.parametrize("role", [None, *Role])
def test_only_the_office_opens_the_applications(call: Call, role: Role | None) -> None:
    browser = logged_in(PersonFactory(roles=[role] if role else []))

    answer = browser.get(reverse("applicants:opening", args=[call.code]))

    assert answer.status_code == (200 if role in {Role.OFFICER, Role.MANAGER} else 403)
