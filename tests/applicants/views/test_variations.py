"""A change of partners on the pages: the lead asks, who comes in answers, the office decides."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from applicants.enums import MandateKind
from applicants.models import Application, Variation
from tests.applicants.views.conftest import logged_in
from tests.applicants.views.test_sending import said
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_pdf, fresh, sent
from tests.factories.mandates import a_mandate
from tests.factories.partners import Joined, a_group_call, a_lead
from tests.factories.variations import (
    Newcomer,
    a_change,
    a_newcomer,
    a_sent_group,
    answers,
    asked,
    decided,
)
from tests.fixtures.database import Clock
from wecare.accounts.enums import Role
from wecare.core.clock import now

pytestmark = pytest.mark.django_db
Group = tuple[Application, Joined]


@pytest.fixture
def group(clock: Clock) -> Group:
    return a_sent_group(clock)


@pytest.fixture
def newcomer() -> Newcomer:
    return a_newcomer(name="Cooperativa Gamma")


@pytest.fixture
def home(group: Group) -> Client:
    return logged_in(group[0].created_by)


@pytest.fixture
def office() -> Client:
    return logged_in(PersonFactory(roles=[Role.OFFICER]))


def the_list(application: Application) -> str:
    return reverse("applicants:variations", args=[application.public_id])


def a_request(application: Application) -> str:
    return reverse("applicants:variation_new", args=[application.public_id])


def on_desk(variation: Variation) -> str:
    return reverse(
        "applicants:office_variation",
        args=[variation.application.call.code, variation.public_id],
    )


def an_outcome(outcome: str, reason: str = "") -> dict[str, str]:
    return {
        "kind": "DD",
        "number_text": "DD 77/2026",
        "adopted_on": f"{localtime(now()):%d/%m/%Y}",
        "subject": "Variazione del partenariato",
        "outcome": outcome,
        "reason": reason,
    }


def test_the_whole_way_on_the_pages(
    group: Group, newcomer: Newcomer, home: Client, office: Client
) -> None:
    application, gone = group
    typed: dict[str, Any] = {
        f"leaves_{gone.organisation.fiscal_code}": "on",
        "enters_1": newcomer.organisation.fiscal_code,
        "new1-work": "30.000,00",
        "reason": "Il partner ha chiuso.",
    }

    looked = home.post(a_request(application), {**typed, "look": "yes"})
    assert "Si può chiedere: le regole sono rispettate" in said(looked)
    assert not Variation.objects.exists()
    file = SimpleUploadedFile("adesione.pdf", a_pdf(), content_type="application/pdf")
    made = home.post(a_request(application), {**typed, "ask": "yes", "documents": [file]})
    assert (made.status_code, made["Location"]) == (302, the_list(application))
    variation = Variation.objects.get()

    theirs = logged_in(newcomer.person)
    page = reverse("applicants:variation", args=[variation.public_id])
    assert "di entrare" in said(theirs.get(page))
    assert theirs.post(page, {"answer": "accept"}).status_code == 302
    listed = office.get(reverse("applicants:office_variations", args=[application.call.code]))
    assert "N. 1 della prot." in said(listed)
    assert "Il partner ha chiuso." in said(office.get(on_desk(variation)))
    assert office.post(on_desk(variation), an_outcome("approved")).status_code == 302

    shown = said(home.get(the_list(application)))
    assert "Approvata" in shown
    assert "DD 77/2026" in shown
    assert f'Cooperativa Gamma – <span class="wc-code">{newcomer.organisation.fiscal_code}' in shown


def test_a_refusal_leaves_what_was_typed_and_names_the_value(group: Group, home: Client) -> None:
    application, gone = group
    typed = {
        f"{gone.organisation.fiscal_code}-work": "90.000,00",
        "reason": "Più lavoro al partner.",
        "ask": "yes",
    }

    answer = home.post(a_request(application), typed)

    assert answer.status_code == 409
    assert "80.000,00" in said(answer)
    assert 'value="90.000,00"' in answer.content.decode()
    assert home.post(a_request(application), {"ask": "yes"}).status_code == 422


def test_the_office_says_no_with_its_reason(group: Group, home: Client, office: Client) -> None:
    application, gone = group
    variation = asked(application, a_change(leaves=[gone.organisation.fiscal_code]))

    without = office.post(on_desk(variation), an_outcome("refused"))
    with_it = office.post(on_desk(variation), an_outcome("refused", "Serve il recesso."))

    assert (without.status_code, with_it.status_code) == (409, 302)
    assert "Serve il recesso." in said(home.get(the_list(application)))


def test_the_panel_reads_the_change_beside_what_was_sent(
    group: Group, newcomer: Newcomer, office: Client
) -> None:
    application, _gone = group
    variation = asked(application, a_change(enters=[newcomer]))
    answers(variation, newcomer)
    submission = variation.submission
    page = reverse(
        "evaluation:check",
        args=[application.call.code, submission.protocol_number, submission.protocol_year],
    )
    before = said(office.get(page))

    decided(variation)

    after = said(office.get(page))
    assert "Il gruppo è cambiato dopo l'invio" not in before
    assert "Il gruppo è cambiato dopo l'invio" in after
    assert f'Cooperativa Gamma (<span class="wc-code">{newcomer.organisation.fiscal_code}' in after


def test_it_exists_only_for_whom_it_touches(group: Group, newcomer: Newcomer) -> None:
    application, gone = group
    variation = asked(application, a_change(enters=[newcomer]))
    stranger = a_newcomer().person
    theirs = reverse("applicants:variation", args=[variation.public_id])
    pages = {
        the_list(application): {application.created_by},
        a_request(application): {application.created_by},
        theirs: {newcomer.person},
    }

    for page, readers in pages.items():
        for person in (application.created_by, newcomer.person, gone.person, stranger):
            expected = 200 if person in readers else 404
            assert logged_in(person).get(page).status_code == expected


def test_who_only_reads_or_audits_changes_nothing(group: Group, newcomer: Newcomer) -> None:
    application, _gone = group
    variation = asked(application, a_change(enters=[newcomer]))
    reader, auditor = PersonFactory(), PersonFactory(roles=[Role.AUDITOR])
    a_mandate(reader, application.organisation, MandateKind.VIEWER)
    away = reverse(
        "applicants:variation_withdrawal", args=[application.public_id, variation.public_id]
    )

    assert logged_in(reader).get(the_list(application)).status_code == 200
    assert logged_in(reader).post(away).status_code == 403
    assert logged_in(auditor).get(on_desk(variation)).status_code == 200
    answer = logged_in(auditor).post(on_desk(variation), an_outcome("approved"))
    assert answer.status_code == 403
    assert Variation.objects.get().state == "open"


def test_the_office_sees_none_before_the_opening(clock: Clock, office: Client) -> None:
    call = a_group_call()
    application = a_lead(call)
    sent(fresh(application))
    clock.set(call.windows.get().closes_at)
    variation = asked(fresh(application), a_change(enters=[a_newcomer()]))

    listed = office.get(reverse("applicants:office_variations", args=[call.code]))

    assert listed.status_code == 404
    assert office.get(on_desk(variation)).status_code == 404


def test_a_file_is_read_by_whom_it_touches(group: Group, newcomer: Newcomer, home: Client) -> None:
    application, gone = group
    content = a_pdf()
    file = SimpleUploadedFile("adesione.pdf", content, content_type="application/pdf")
    home.post(
        a_request(application),
        {
            "enters_1": newcomer.organisation.fiscal_code,
            "reason": "Serve un altro ente.",
            "documents": [file],
            "ask": "yes",
        },
    )
    page = reverse("applicants:variation_file", args=[Variation.objects.get().files.get().pk])

    answer: Any = home.get(page)
    assert b"".join(answer.streaming_content) == content
    assert logged_in(gone.person).get(page).status_code == 404
    assert logged_in(PersonFactory()).get(page).status_code == 404
