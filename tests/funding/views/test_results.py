"""Results twice a year: asked, written, confirmed, shown to everybody; and visits with their minutes."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, connection, transaction
from django.test import Client

from funding.actions import results
from funding.actions.results import ResultRefused
from funding.engine.results import HalfYear
from funding.models import Award, Indicator, IndicatorValue, OnSiteCheck, ProjectStart
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_pdf, an_organisation
from tests.factories.evaluation import officer
from tests.factories.expenses import a_granted_project, a_report, a_sent_report, writer_of
from tests.fixtures.database import Clock
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.core import clock as the_clock

pytestmark = pytest.mark.django_db
EUR = Decimal


def bare(page: str) -> str:
    """The page without spaces: cells as their figures alone."""
    return "".join(page.split())


def browser(person: Person | Role | None) -> Client:
    client = Client()
    if not isinstance(person, Person):
        person = PersonFactory(roles=[person] if person else [])
    client.force_login(person, backend="wecare.accounts.backends.PasswordBackend")
    return client


def now() -> HalfYear:
    return HalfYear.of(the_clock.today())


def asked(award: Award, code: str = "P1", *, people: bool = True) -> Indicator:
    return results.add_indicator(
        call=award.decree.ranked_list.call,
        code=code,
        title=f"Persone {code}",
        unit="persone",
        counts_people=people,
        by=officer(),
    )


def test_results_go_from_the_question_to_the_public_page() -> None:
    award = a_granted_project()
    call = award.decree.ranked_list.call
    clerk, lead = browser(Role.OFFICER), browser(writer_of(award))
    said = {"code": "P1", "title": "Persone seguite", "unit": "persone", "counts_people": "on"}
    assert clerk.post(f"/ufficio/bandi/{call.code}/indicatori/", said).status_code == 302
    indicator = Indicator.objects.get()
    page = f"/area/contributi/{award.pk}/risultati/"

    assert lead.post(f"{page}{now()}/", {f"i{indicator.pk}": "12"}).status_code == 302
    public = f"/bandi/{call.code}/risultati/"
    assert ">12<" not in bare(Client().get(public).content.decode())
    desk = f"/ufficio/contributi/{award.pk}/risultati/"
    assert "Da confermare" in clerk.get(desk).content.decode()
    assert clerk.post(f"{desk}{now()}/conferma/").status_code == 302

    shown = Client().get(public).content.decode()
    assert ">12<" in bare(shown)
    assert award.organisation.name in shown
    assert "Confermato" in lead.get(page).content.decode()
    answer = lead.post(f"{page}{now()}/", {f"i{indicator.pk}": "13"})
    assert answer.status_code == 409
    assert "ha confermato questo semestre" in answer.content.decode()


def test_few_people_are_not_counted_in_public() -> None:
    award = a_granted_project()
    indicator = asked(award)
    results.save(
        award=award,
        half_year=now(),
        values={indicator.pk: EUR(3)},
        actor=writer_of(award),
    )
    results.confirm(award=award, half_year=now(), by=officer())

    shown = Client().get(f"/bandi/{award.decree.ranked_list.call.code}/risultati/").content.decode()

    assert "meno di 5" in shown
    assert ">3<" not in bare(shown)


def test_of_a_person_only_the_protocol_is_public() -> None:
    award = a_granted_project()
    asked(award)
    award.organisation.fiscal_code = "RSSMRA80A01L219M"
    award.organisation.name = "Mario Rossi"
    award.organisation.save(update_fields=["fiscal_code", "name"])

    shown = Client().get(f"/bandi/{award.decree.ranked_list.call.code}/risultati/").content.decode()

    assert "Mario Rossi" not in shown
    assert award.submission.protocol in shown


def test_what_was_confirmed_stays() -> None:
    award = a_granted_project()
    indicator = asked(award)
    results.save(
        award=award, half_year=now(), values={indicator.pk: EUR(8)}, actor=writer_of(award)
    )
    with pytest.raises(ResultRefused, match="non si toglie più"):
        results.remove_indicator(indicator=indicator, by=officer())
    results.confirm(award=award, half_year=now(), by=officer())

    for statement in (
        "UPDATE funding_indicatorvalue SET value = 9",
        "DELETE FROM funding_indicatorvalue",
    ):
        with (
            pytest.raises(Error, match="never changes"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert IndicatorValue.objects.get().value == 8


def test_of_a_half_year_to_come_nothing_is_written() -> None:
    award = a_granted_project()
    indicator = asked(award)
    later = HalfYear.of(the_clock.today() + timedelta(days=200))

    with pytest.raises(ResultRefused, match="dall'inizio del progetto"):
        results.save(
            award=award, half_year=later, values={indicator.pk: EUR(8)}, actor=writer_of(award)
        )
    page = f"/area/contributi/{award.pk}/risultati/{later}/"
    assert browser(writer_of(award)).get(page).status_code == 404


def test_half_years_go_from_the_start_of_the_project_to_today(clock: Clock) -> None:
    award = a_granted_project()
    indicator, today = asked(award), the_clock.today()
    lead, base = browser(writer_of(award)), f"/area/contributi/{award.pk}/risultati/"
    first = HalfYear.of(today)
    assert offered(lead, base) == [first]  # nobody said a start: the application is of today

    two_years_ago = today - timedelta(days=2 * 366)
    ProjectStart.objects.create(
        award=award,
        starts_on=two_years_ago,
        told_by=writer_of(award),
        told_at=the_clock.now(),
    )
    assert offered(lead, base)[-1] == HalfYear.of(two_years_ago)
    clock.shift(timedelta(days=200))
    later = HalfYear.of(the_clock.today())
    assert offered(lead, base)[0] == later > first

    before = HalfYear.of(two_years_ago).before
    with pytest.raises(ResultRefused) as refused:
        results.save(
            award=award, half_year=before, values={indicator.pk: EUR(8)}, actor=writer_of(award)
        )
    assert f"Hai scelto il {before.half}° semestre {before.year}." in str(refused.value)
    assert lead.get(f"{base}{before}/").status_code == 404


def offered(lead: Client, base: str) -> list[HalfYear]:
    """The half-years to which the page leads, in its order."""
    page = lead.get(base).content.decode()
    return [HalfYear(int(y), int(h)) for y, h in re.findall(rf'href="{base}(\d+)-(\d)/?"', page)]


def test_who_reads_and_who_confirms() -> None:
    partner = an_organisation()
    award = a_granted_project(partners=[partner])
    other = a_granted_project()
    asked(award)
    own, desk = f"/area/contributi/{award.pk}/risultati/", f"/ufficio/contributi/{award.pk}/"

    for person in (writer_of(other), partner.created_by, Role.OFFICER):
        assert browser(person).get(own).status_code == 404
        assert browser(person).get(f"{own}{now()}/").status_code == 404
    readers = {Role.OFFICER, Role.MANAGER, Role.AUDITOR}
    for role in (*readers, Role.ADMIN, Role.ASSESSOR, None):
        client = browser(role)
        expected = 200 if role in readers else 403
        assert client.get(f"{desk}risultati/").status_code == expected
        assert client.get(f"{desk}sopralluoghi/").status_code == expected
        if role is not Role.OFFICER:
            assert client.post(f"{desk}risultati/{now()}/conferma/").status_code == 403
            assert client.post(f"{desk}sopralluoghi/").status_code == 403
            call = award.decree.ranked_list.call.code
            assert client.get(f"/ufficio/bandi/{call}/indicatori/").status_code == 403


def test_a_visit_is_recorded_with_its_minutes_and_stays() -> None:
    award = a_granted_project()
    report = a_sent_report(award)
    clerk = browser(Role.OFFICER)
    page = f"/ufficio/contributi/{award.pk}/sopralluoghi/"
    said: dict[str, Any] = {
        "on": "01/09/2026",
        "place": "Sede di via Roma",
        "people": "Anna Neri; Luca Verdi",
        "findings": "Attrezzature presenti e in uso.",
        "report": str(report.number),
    }

    lacking = clerk.post(page, said)
    file = SimpleUploadedFile("verbale.pdf", a_pdf(), content_type="application/pdf")
    answer = clerk.post(page, {**said, "file": file})

    assert (lacking.status_code, answer.status_code) == (422, 302)
    assert "Attrezzature presenti" in lacking.content.decode()
    visit = OnSiteCheck.objects.get()
    assert (visit.report, visit.place) == (report, "Sede di via Roma")
    minutes = clerk.get(f"{page}{visit.pk}/")
    assert b"".join(minutes.streaming_content)[:4] == b"%PDF"
    assert "Sede di via Roma" in clerk.get(f"/ufficio/contributi/{award.pk}/").content.decode()
    other = a_granted_project()
    assert clerk.get(f"/ufficio/contributi/{other.pk}/sopralluoghi/{visit.pk}/").status_code == 404
    with (
        pytest.raises(Error, match="are only added"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE funding_onsitecheck SET findings = 'x'")


def test_a_call_without_projects_has_no_results() -> None:
    assert Client().get("/bandi/che-non-c-e/risultati/").status_code == 404
    award = a_granted_project()
    a_report(award)
    assert "Ancora nessun risultato" in (
        Client().get(f"/bandi/{award.decree.ranked_list.call.code}/risultati/").content.decode()
    )
