"""The button, and what follows it: a receipt at once, or the reason why not."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applicants.models import Application, RefusedAttempt, Submission
from calls.enums import EditorSection
from tests.factories.applicants import a_key, sent
from tests.factories.versions import corrected, with_correction
from tests.fixtures.database import Clock

pytestmark = pytest.mark.django_db


def address(name: str, application: Application, *more: Any) -> str:
    return reverse(f"applicants:{name}", args=[application.public_id, *more])


def press(browser: Client, application: Application, **form: Any) -> Any:
    given = {"confirmed": "on", "idempotency_key": a_key(), "rules_version": "1"}
    return browser.post(address("submission", application), {**given, **form})


def said(answer: Any) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def test_pressing_leads_to_the_receipt_with_protocol_and_digest(
    home: Client, ready: Application
) -> None:
    answer = press(home, ready)

    submission = Submission.objects.get()
    assert (answer.status_code, answer.url) == (302, address("receipt", ready, 1))
    page = said(home.get(answer.url))
    for fact in (submission.protocol, submission.content_digest, ready.attachments.get().filename):
        assert fact in page


def test_pressing_twice_leads_to_the_same_receipt(home: Client, ready: Application) -> None:
    key = a_key()

    answers = [press(home, ready, idempotency_key=key) for _press in range(2)]
    answers.append(press(home, ready))

    assert {answer.url for answer in answers} == {address("receipt", ready, 1)}
    assert Submission.objects.count() == 1


def test_without_the_confirmation_nothing_is_sent(home: Client, ready: Application) -> None:
    answer = press(home, ready, confirmed="")

    assert answer.status_code == 422
    assert "Per inviare devi confermare di aver letto il bando" in said(answer)
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("key", ["", "x", "k" * 15 + "\x00", "a" * 1_000_000])
def test_a_page_with_an_unusable_key_is_refused(home: Client, ready: Application, key: str) -> None:
    answer = press(home, ready, idempotency_key=key)

    assert answer.status_code == 422
    assert Submission.objects.count() == 0


def test_an_incomplete_application_hears_all_that_lacks(home: Client, draft: Application) -> None:
    answer = press(home, draft)

    assert answer.status_code == 422
    assert "Mancano 3 cose per poter inviare. La prima: Bisogno: manca la risposta." in said(answer)
    assert "Atto costitutivo: manca il file" in said(answer)


def test_a_late_press_hears_when_it_arrived_and_finds_its_evidence(
    home: Client, ready: Application, clock: Clock
) -> None:
    clock.set(ready.call.windows.get().closes_at)

    answer = press(home, ready)

    attempt = RefusedAttempt.objects.get()
    assert answer.status_code == 409
    assert attempt.reason in said(answer)
    assert attempt.reference in said(answer)
    assert attempt.reason in said(home.get(address("application", ready)))


def test_whoever_comes_back_from_the_login_finds_the_button_again(
    home: Client, ready: Application
) -> None:
    answer = home.get(address("submission", ready))

    assert (answer.status_code, answer.url) == (302, address("review", ready))


def test_a_receipt_that_is_not_printed_yet_is_shown_all_the_same(
    home: Client, ready: Application
) -> None:
    sent(ready)

    assert home.get(address("receipt", ready, 1)).status_code == 200
    assert home.get(address("receipt_pdf", ready, 1)).status_code == 404


def changed_rules(application: Application) -> None:
    """A correction of the call, published while the page is open."""
    call = application.call
    costs = [*call.draft["costs"], {"code": "staff", "title": "Personale"}]
    with_correction(call, EditorSection.COSTS, costs)
    corrected(call)


def carried(answer: Any) -> dict[str, str]:
    """The hidden fields of the page with the button."""
    found = re.findall(r'name="(rules_version|idempotency_key)" value="([^"]*)"', said(answer))
    return dict(found)


def test_the_page_carries_the_version_it_shows(home: Client, ready: Application) -> None:
    page = home.get(address("review", ready))

    assert carried(page)["rules_version"] == "1"
    assert "Valgono le regole nella versione 1" in said(page)


def test_after_another_version_the_press_leads_to_reading_and_confirming_again(
    home: Client, ready: Application
) -> None:
    before = carried(home.get(address("review", ready)))
    changed_rules(ready)

    answer = press(home, ready, **before)

    page = said(answer)
    assert answer.status_code == 409
    for fact in (
        "Errore:",
        "Hai letto le regole nella versione 1; intanto è in vigore la versione 2",
        "DD 10",
        "Che cosa è cambiato nelle regole",
        "Personale",
        reverse("calls:versions", args=[ready.call.code]) + "#versione-2",
        "Valgono le regole nella versione 2",
        "Case per tutti",  # what was written is all there
    ):
        assert fact in page, fact
    assert carried(answer) == before | {"rules_version": "2"}
    assert "checked" not in page
    assert Submission.objects.count() == 0
    assert RefusedAttempt.objects.count() == 1


def test_confirming_again_sends_under_the_rules_that_were_read(
    home: Client, ready: Application
) -> None:
    before = carried(home.get(address("review", ready)))
    changed_rules(ready)
    again = carried(press(home, ready, **before))

    unconfirmed = press(home, ready, **again, confirmed="")
    answer = press(home, ready, **again)

    assert unconfirmed.status_code == 422
    assert (answer.status_code, answer.url) == (302, address("receipt", ready, 1))
    assert Submission.objects.get().rulebook.version == 2


@pytest.mark.parametrize("version", ["", "0", "-1", "uno", "1e9", "9" * 5000, "1\x00", None])
def test_a_page_without_a_version_confirms_nothing(
    home: Client, ready: Application, version: str | None
) -> None:
    given = {"confirmed": "on", "idempotency_key": a_key()}
    extra = {} if version is None else {"rules_version": version}

    answer = home.post(address("submission", ready), given | extra)

    assert answer.status_code == 422
    assert "La pagina di invio non è valida" in said(answer)
    assert Submission.objects.count() == 0
