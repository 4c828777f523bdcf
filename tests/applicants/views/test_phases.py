"""An application to a call of two phases asks what its phase asks."""

import pytest
from django.test import Client
from django.urls import reverse

from applicants.models import Application, Submission
from tests.calls.engine.test_phases import two_phases
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, answered, sent
from tests.factories.calls import a_complete_draft, published_call
from wecare.core.money import ZERO


@pytest.fixture
def application(db: None) -> Application:
    whole = two_phases()
    window = a_complete_draft()["window"]
    return a_draft(published_call(draft={**whole, "window": window}), actor=PersonFactory())


@pytest.fixture
def browser(client: Client, application: Application) -> Client:
    client.force_login(application.created_by, backend="wecare.accounts.backends.PasswordBackend")
    return client


def page(application: Application, name: str, *more: str) -> str:
    return reverse(f"applicants:{name}", args=[application.public_id, *more])


def test_the_first_phase_asks_no_costs_and_none_of_the_second(
    browser: Client, application: Application
) -> None:
    home = browser.get(page(application, "application")).content.decode()

    assert "L&#x27;idea" in home
    assert page(application, "section", "project") not in home
    assert page(application, "costs") not in home
    assert browser.get(page(application, "costs")).status_code == 404
    assert browser.get(page(application, "section", "project")).status_code == 404
    assert (
        "Questo bando non chiede allegati"
        in browser.get(page(application, "attachments")).content.decode()
    )


def test_the_first_phase_is_sent_without_the_parts_of_the_second(
    browser: Client, application: Application
) -> None:
    submission = sent(answered(application, idea="Case per tutti"))

    content = Submission.objects.get(pk=submission.pk).content
    assert (content["answers"], content["costs"]) == ({"idea": "Case per tutti"}, {})
    assert (submission.phase, submission.requested) == (1, ZERO)
    assert [each.code for each in submission.rules.sections] == ["idea"]
    review = browser.get(page(application, "review"))
    assert review.status_code == 200
