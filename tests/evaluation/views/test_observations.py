"""The pages of observations: own only, refused with a sentence, nothing typed is lost, files too."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from evaluation.models import Observation, ObservationFile
from tests.e2e.steps import a_pdf
from tests.evaluation.views.conftest import browser_of, status_of
from tests.factories.accounts import PersonFactory
from tests.factories.evaluation import manager, officer
from tests.factories.publication import after_the_days, definitive_list, observed, provisional_list

pytestmark = pytest.mark.django_db


def test_an_applicant_files_with_a_file_and_the_office_answers(clock: Any) -> None:
    ranked_list, (first, second, _third) = provisional_list()
    page = f"/area/esiti/{first.application.public_id}/osservazioni/"
    own, office = browser_of(first.submitted_by), browser_of(officer())

    answer = own.post(
        page,
        {
            "text": "Il punteggio A1 non considera l'allegato.",
            "documents": SimpleUploadedFile("prova.pdf", a_pdf(), "application/pdf"),
        },
        follow=True,
    )

    assert answer.status_code == 200
    assert "Il punteggio A1 non considera" in answer.content.decode()
    filed = ObservationFile.objects.get()
    path = f"{page}allegati/{filed.pk}/"
    assert status_of(own.get(path)) == 200
    assert status_of(browser_of(second.submitted_by).get(path)) == 404
    desk = f"/ufficio/graduatorie/{ranked_list.call.code}/osservazioni/"
    assert "Leggi e rispondi" in office.get(desk).content.decode()
    one = f"{desk}{filed.observation_id}/"
    empty = office.post(one, {"answer": "accepted", "reasons": ""})
    assert empty.status_code == 422
    assert "Scrivi i motivi" in empty.content.decode()
    assert office.post(one, {"answer": "accepted", "reasons": "Vero."}).status_code == 302
    assert "Vero." in own.get(page).content.decode()
    assert status_of(office.get(f"{desk}allegati/{filed.pk}/")) == 200


def test_only_an_officer_answers_and_others_do_not_see_the_observation(clock: Any) -> None:
    ranked_list, (first, second, _third) = provisional_list()
    observation = observed(first, "Un segreto dell'ente.")
    one = f"/ufficio/graduatorie/{ranked_list.call.code}/osservazioni/{observation.pk}/"
    page = f"/area/esiti/{first.application.public_id}/osservazioni/"

    said = {"answer": "accepted", "reasons": "Vero."}
    assert browser_of(manager()).post(one, said).status_code == 403
    assert browser_of(PersonFactory()).get(one).status_code == 403
    assert browser_of(PersonFactory()).get(page).status_code == 404
    own = f"/area/esiti/{second.application.public_id}/osservazioni/"
    assert "Un segreto" not in browser_of(second.submitted_by).get(own).content.decode()
    public = browser_of(None).get(f"/graduatorie/{ranked_list.call.code}/1/").content.decode()
    assert "Un segreto" not in public


def test_late_ones_are_told_why_and_nothing_typed_is_lost(clock: Any) -> None:
    _ranked_list, (first, *_others) = provisional_list()
    after_the_days(clock)
    page = f"/area/esiti/{first.application.public_id}/osservazioni/"

    answer = browser_of(first.submitted_by).post(page, {"text": "Arrivo tardi."})

    assert answer.status_code == 409
    words = answer.content.decode()
    assert "15 giorni" in words
    assert "art. 11" in words
    assert Observation.objects.count() == 0


def test_pages_say_the_stage_and_the_version_that_follows(clock: Any) -> None:
    ranked_list, (first, *_others) = provisional_list()
    public = browser_of(None)
    address = f"/graduatorie/{ranked_list.call.code}"
    until = localtime(ranked_list.observations_until)

    words = public.get(f"{address}/1/").content.decode()
    assert "La graduatoria è provvisoria" in words
    assert str(until.year) in words
    outcome = f"/area/esiti/{first.application.public_id}/"
    assert "Osservazioni" in browser_of(first.submitted_by).get(outcome).content.decode()
    after_the_days(clock)
    definitive_list(ranked_list.call)

    assert "Vai alla versione 2" in public.get(f"{address}/1/").content.decode()
    latest = public.get(f"{address}/2/").content.decode()
    assert "Che cosa cambia dalla versione 1" in latest
    assert "Definitiva" in latest


def test_the_office_s_list_asks_as_much_for_twenty_as_for_two(clock: Any) -> None:
    ranked_list, (first, second, _third) = provisional_list()
    desk = f"/ufficio/graduatorie/{ranked_list.call.code}/osservazioni/"
    client = browser_of(officer())
    observed(first)
    client.get(desk)
    with CaptureQueriesContext(connection) as few:
        client.get(desk)
    for submission in (first, second):
        for _number in range(4):
            observed(submission)

    with CaptureQueriesContext(connection) as many:
        client.get(desk)

    assert len(many) == len(few)
