"""The page on which an application is taken back, and the way on from there."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applicants.models import Application, Submission, Withdrawal
from tests.applicants.views.test_sending import said
from tests.factories.applicants import fresh, sent, withdrawn
from tests.fixtures.database import Clock
from wecare.core import pdf, printing

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(ready: Application) -> Submission:
    return sent(ready)


def address(name: str, submission: Submission, *more: Any) -> str:
    return reverse(f"applicants:{name}", args=[submission.application.public_id, *more])


def test_the_receipt_leads_to_the_page_that_says_what_it_means(
    home: Client, submitted: Submission
) -> None:
    url = address("withdrawal", submitted, 1)

    assert f'href="{url}"' in home.get(address("receipt", submitted, 1)).content.decode()
    assert f'href="{url}"' in home.get(address("application", submitted)).content.decode()
    page = said(home.get(url))
    assert "Da subito la domanda non conta più" in page
    assert "Perdi il posto nell'ordine di arrivo" not in page


def test_withdrawing_leads_to_its_receipt(home: Client, submitted: Submission) -> None:
    url = address("withdrawal", submitted, 1)

    answer = home.post(url, {"reason": "Manca un partner", "confirmed": "on"})

    assert (answer.status_code, answer.url) == (302, url)
    withdrawal = Withdrawal.objects.get()
    page = said(home.get(url))
    assert withdrawal.protocol in page
    assert "Manca un partner" in page
    assert "Riprendi a scrivere" in page
    assert "Questa versione è ritirata" in said(home.get(address("receipt", submitted, 1)))


def test_without_the_consent_it_stays_sent_and_the_reason_stays_typed(
    home: Client, submitted: Submission
) -> None:
    answer = home.post(address("withdrawal", submitted, 1), {"reason": "Manca un partner"})

    assert answer.status_code == 422
    assert "Per ritirare la domanda devi confermare" in said(answer)
    assert "Manca un partner" in said(answer)
    assert fresh(submitted.application).state == "submitted"


@pytest.mark.parametrize("reason", ["x\x00y", "x" * 2001])
def test_a_reason_that_cannot_be_kept_is_refused(
    home: Client, submitted: Submission, reason: str
) -> None:
    answer = home.post(address("withdrawal", submitted, 1), {"reason": reason, "confirmed": "on"})

    assert answer.status_code == 422
    assert Withdrawal.objects.count() == 0


def test_after_the_deadline_it_stays_sent_and_the_sentence_says_why(
    home: Client, submitted: Submission, clock: Clock
) -> None:
    clock.set(submitted.call.windows.get().closes_at)

    answer = home.post(address("withdrawal", submitted, 1), {"confirmed": "on"})

    assert answer.status_code == 409
    assert "resta inviata: si ritira solo prima della scadenza" in said(answer)
    assert "Ritira la domanda</button>" not in said(answer)


def test_it_is_resumed_and_the_draft_says_that_nothing_counts(
    home: Client, submitted: Submission
) -> None:
    withdrawn(submitted)
    assert "Domanda ritirata: non conta più" in said(home.get(address("application", submitted)))

    answer = home.post(address("resume", submitted), follow=True)

    page = said(answer)
    assert "non è inviata finché non la invii" in page
    assert "non conta nessuna delle due" in page
    assert f"Prot. {submitted.protocol}" in page
    assert "Controlla e invia" in page


def test_what_is_not_withdrawn_is_not_resumed(home: Client, submitted: Submission) -> None:
    answer = home.post(address("resume", submitted), follow=True)

    assert "Si riprende a scrivere solo una domanda ritirata." in said(answer)
    assert fresh(submitted.application).state == "submitted"


def test_the_proof_is_a_file(
    home: Client, stranger: Client, submitted: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    withdrawal = withdrawn(submitted)
    url = address("withdrawal_pdf", submitted, 1)
    assert home.get(url).status_code == 404
    assert withdrawal.receipt is not None
    monkeypatch.setattr(pdf, "render_pdf", lambda *_a, **_o: b"%PDF-1.7 proof")
    printing.render_document(document=withdrawal.receipt)

    seen = home.get(url)

    assert b"".join(seen.streaming_content) == b"%PDF-1.7 proof"  # type: ignore[attr-defined]
    assert f"ritiro-{withdrawal.protocol_path}.pdf" in seen["Content-Disposition"]
    assert stranger.get(url).status_code == 404


@pytest.mark.parametrize(("name", "more"), [("withdrawal", [1]), ("resume", [])])
def test_a_stranger_takes_nothing_back_and_does_not_learn_that_it_exists(
    stranger: Client, client: Client, submitted: Submission, name: str, more: list[int]
) -> None:
    url = address(name, submitted, *more)

    assert stranger.post(url, {"confirmed": "on"}).status_code == 404
    assert client.post(url, {"confirmed": "on"}).status_code == 302
    assert fresh(submitted.application).state == "submitted"
