"""The log of a project between its phases: who reads it, who writes it, and that it stays."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, localtime

from applicants.actions import accompaniments
from applicants.actions.accompaniments import LogRefused
from applicants.enums import MandateKind
from applicants.models import Accompanied, Application, LogEntry, LogFile, Organisation
from calls.models import Accompaniment
from tests.applicants.views.conftest import logged_in
from tests.applicants.views.test_sending import said
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_fiscal_code, a_pdf, an_organisation
from tests.factories.contracts import an_accompaniment
from tests.factories.mandates import a_mandate
from tests.factories.phases import a_two_phase_call, opened, preliminary
from tests.fixtures.database import Clock
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.core import scanning
from wecare.core.clock import now
from wecare.core.models import FileScan

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> Person:
    return PersonFactory()


@pytest.fixture
def application(lead: Person, clock: Clock) -> Application:
    application = preliminary(a_two_phase_call(), actor=lead)
    opened(application.call, clock)
    return application


@pytest.fixture
def helper() -> Person:
    """Somebody who acts for the body that accompanies the project."""
    return PersonFactory()


@pytest.fixture
def accompaniment(helper: Person, application: Application) -> Accompaniment:
    code = a_fiscal_code()
    an_organisation(helper, fiscal_code=code, name="Società Alfa")
    return an_accompaniment(
        measure=application.call.line.measure.code, body="Società Alfa", fiscal_code=code
    )


@pytest.fixture
def linked(application: Application, accompaniment: Accompaniment) -> Accompanied:
    return accompaniments.link(
        application=application, accompaniment=accompaniment, actor=PersonFactory()
    )


@pytest.fixture
def office() -> Client:
    return logged_in(PersonFactory(roles=[Role.OFFICER]))


def typed(**more: Any) -> dict[str, Any]:
    return {
        "kind": "meeting",
        "held_on": f"{localtime(now()):%d/%m/%Y}",
        "people": "Anna e Bruno",
        "notes": "Abbiamo scelto le priorità.",
    } | more


def helped(application: Application) -> str:
    return reverse("applicants:helped_project", args=[application.public_id])


def own(application: Application) -> str:
    return reverse("applicants:log", args=[application.public_id])


def desk(application: Application) -> str:
    return reverse("applicants:office_log", args=[application.call.code, application.public_id])


def content_of(answer: Any) -> bytes:
    """The bytes of a file that was given out."""
    return b"".join(answer.streaming_content)


def test_who_accompanies_reads_the_project_and_keeps_its_log(
    helper: Person, lead: Person, office: Client, application: Application, linked: Accompanied
) -> None:
    browser = logged_in(helper)
    assert application.title in said(browser.get(reverse("applicants:helped")))
    assert "Case per tutti" in said(browser.get(helped(application)))
    file = SimpleUploadedFile("verbale.pdf", a_pdf(), content_type="application/pdf")

    answer = browser.post(helped(application), typed(documents=[file]), follow=True)

    assert "La voce è nel diario" in said(answer)
    for page in (logged_in(lead).get(own(application)), office.get(desk(application))):
        assert "Abbiamo scelto le priorità." in said(page)
        assert "verbale.pdf" in said(page)
        assert "Scritta da chi accompagna" in said(page)


def test_the_lead_writes_too(lead: Person, application: Application, linked: Accompanied) -> None:
    form = typed(kind="codesign_notice", notes="Avviso sul sito dal 3 maggio.")

    logged_in(lead).post(own(application), form)

    entry = LogEntry.objects.get()
    assert (entry.kind, entry.by_lead) == ("codesign_notice", True)


def test_nobody_else_reads_it(
    stranger: Client, client: Client, application: Application, linked: Accompanied, helper: Person
) -> None:
    file = SimpleUploadedFile("verbale.pdf", a_pdf(), content_type="application/pdf")
    logged_in(helper).post(helped(application), typed(documents=[file]))
    document = reverse("applicants:log_file", args=[LogFile.objects.get().pk])

    for url in (helped(application), own(application), document):
        assert stranger.get(url).status_code == 404
        assert client.get(url).status_code == 302
    assert stranger.post(helped(application), typed()).status_code == 404
    assert stranger.get(desk(application)).status_code == 403
    assert content_of(logged_in(helper).get(document)).startswith(b"%PDF")


def test_when_the_accompaniment_ends_the_project_is_closed_to_who_helped(
    helper: Person, application: Application, linked: Accompanied
) -> None:
    assert logged_in(helper).get(helped(application)).status_code == 200

    Accompaniment.objects.filter(pk=linked.accompaniment_id).update(until=localdate(now()))

    assert logged_in(helper).get(helped(application)).status_code == 404
    assert "Nessun progetto" in said(logged_in(helper).get(reverse("applicants:helped")))


def test_before_the_office_has_said_so_nobody_helps(
    helper: Person, application: Application, accompaniment: Accompaniment
) -> None:
    assert logged_in(helper).get(helped(application)).status_code == 404


def test_the_office_says_who_helps_once(
    office: Client, helper: Person, application: Application, accompaniment: Accompaniment
) -> None:
    form = {"accompaniment": str(accompaniment.pk)}

    answer = office.post(desk(application), form, follow=True)

    assert "chi accompagna ora legge il progetto" in said(answer)
    assert logged_in(helper).get(helped(application)).status_code == 200
    again = office.post(desk(application), form)
    assert again.status_code == 422
    assert "accompagna già questa domanda" in said(again)


def test_an_auditor_reads_and_says_nothing(
    application: Application, accompaniment: Accompaniment
) -> None:
    auditor = logged_in(PersonFactory(roles=[Role.AUDITOR]))

    assert auditor.get(desk(application)).status_code == 200
    form = {"accompaniment": str(accompaniment.pk)}
    assert auditor.post(desk(application), form).status_code == 403
    assert Accompanied.objects.count() == 0


def test_an_accompaniment_of_another_measure_is_refused(application: Application) -> None:
    elsewhere = an_accompaniment(measure="FSE1")

    with pytest.raises(LogRefused, match="è di un'altra misura"):
        accompaniments.link(application=application, accompaniment=elsewhere, actor=PersonFactory())


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"notes": ""}, "Che cosa si è detto o deciso"),
        ({"kind": "festa"}, "Scegli un'opzione valida"),
        ({"held_on": "31/02/2027"}, "data"),
        ({"notes": "a\x00b"}, "Che cosa si è detto"),
    ],
)
def test_what_does_not_hold_is_said_and_nothing_is_lost(
    lead: Person, application: Application, form: dict[str, str], sentence: str
) -> None:
    answer = logged_in(lead).post(own(application), typed() | form)

    assert answer.status_code == 422
    assert sentence in said(answer)
    assert "Anna e Bruno" in said(answer)
    assert LogEntry.objects.count() == 0


def test_a_day_to_come_and_a_bad_file_are_refused(lead: Person, application: Application) -> None:
    browser = logged_in(lead)
    tomorrow = f"{localtime(now() + timedelta(days=1)):%d/%m/%Y}"
    bad = SimpleUploadedFile("virus.pdf", b"MZ\x90", content_type="application/pdf")
    many = [SimpleUploadedFile(f"{n}.pdf", a_pdf()) for n in range(6)]

    late = browser.post(own(application), typed(held_on=tomorrow))
    broken = browser.post(own(application), typed(documents=[bad]))
    heavy = browser.post(own(application), typed(documents=many))

    assert {each.status_code for each in (late, broken, heavy)} == {422}
    assert "deve ancora venire" in said(late)
    assert "virus.pdf" in said(broken)
    assert "al massimo 5 per volta" in said(heavy)
    assert LogEntry.objects.count() == 0


@pytest.mark.parametrize("table", ["applicants_logentry", "applicants_logfile"])
def test_what_was_written_stays(lead: Person, application: Application, table: str) -> None:
    file = SimpleUploadedFile("verbale.pdf", a_pdf(), content_type="application/pdf")
    logged_in(lead).post(own(application), typed(documents=[file]))

    for change in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id + 1"):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)

    assert LogFile.objects.count() == 1


def test_who_only_reads_for_the_body_reads_the_log_and_does_not_write(
    application: Application, linked: Accompanied
) -> None:
    viewer = PersonFactory()
    body = Organisation.objects.get(fiscal_code=linked.accompaniment.fiscal_code)
    a_mandate(viewer, body, MandateKind.VIEWER)
    browser = logged_in(viewer)

    seen = browser.get(helped(application))

    assert seen.status_code == 200
    assert "Scrivi la voce" not in said(seen)
    assert browser.post(helped(application), typed()).status_code == 403
    assert LogEntry.objects.count() == 0


def test_a_file_of_the_log_is_closed_to_others_until_the_scanner_has_looked(
    application: Application, linked: Accompanied, helper: Person, lead: Person, settings: Any
) -> None:
    settings.SCANNER = "clamd"
    file = SimpleUploadedFile("verbale.pdf", a_pdf(), content_type="application/pdf")
    logged_in(helper).post(helped(application), typed(documents=[file]))
    kept = LogFile.objects.get()
    url = reverse("applicants:log_file", args=[kept.pk])

    given = logged_in(helper).get(url)
    assert content_of(given).startswith(b"%PDF")
    assert given["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert logged_in(lead).get(url).status_code == 409
    scanning.settle(digest=kept.file_id, found="")
    assert content_of(logged_in(lead).get(url)).startswith(b"%PDF")

    FileScan.objects.filter(file_id=kept.file_id).update(state="quarantined", found="Eicar")
    answer = logged_in(helper).get(url)
    assert answer.status_code == 409
    assert "Eicar" in said(answer)
