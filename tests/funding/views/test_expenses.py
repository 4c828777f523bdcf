"""The pages of expense reports: the way through them, who may, and what does not exist for others."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from funding.models import Award, ExpenseDocument, ExpenseLine, ExpenseReport
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_pdf, an_organisation
from tests.factories.expenses import (
    a_document,
    a_granted_project,
    a_line,
    a_report,
    a_sent_report,
    decided,
    with_its_file,
    writer_of,
)
from wecare.accounts.enums import Role
from wecare.accounts.models import Person

pytestmark = pytest.mark.django_db
EUR = Decimal
DOCUMENT = {
    "kind": "invoice",
    "number": "12/2026",
    "date": "01/03/2026",
    "issuer_name": "Tipografia <b>Rossi</b>",
    "issuer_code": "00743110157",
    "total": "1.220,00",
    "vat": "220,00",
    "paid_on": "01/04/2026",
}


def browser(person: Person | Role | None) -> Client:
    client = Client()
    if not isinstance(person, Person):
        person = PersonFactory(roles=[person] if person else [])
    client.force_login(person, backend="wecare.accounts.backends.PasswordBackend")
    return client


def own(award: Award, rest: str = "") -> str:
    return f"/area/contributi/{award.pk}/rendiconti/{rest}"


def office(award: Award, rest: str = "") -> str:
    return f"/ufficio/contributi/{award.pk}/rendiconti/{rest}"


def test_a_report_goes_through_its_pages_from_the_first_to_the_closing() -> None:
    award = a_granted_project()
    lead, clerk, boss = browser(writer_of(award)), browser(Role.OFFICER), browser(Role.MANAGER)

    period = {"starts_on": "01/01/2026", "ends_on": "30/06/2026", "is_final": "on"}
    assert lead.post(own(award, "nuovo/"), period).status_code == 302
    document = {**DOCUMENT, "member": award.organisation.fiscal_code}
    answer = lead.post(own(award, "1/documenti/nuovo/"), document)
    assert answer.status_code == 302
    page = answer["Location"]
    assert "&lt;b&gt;Rossi&lt;/b&gt;" in lead.get(page).content.decode()
    line = {"category": "work", "amount": "1.000,00", "description": "Volantini"}
    assert lead.post(f"{page}righe/", line).status_code == 302
    file = SimpleUploadedFile("fattura.pdf", a_pdf(), content_type="application/pdf")
    assert lead.post(f"{page}caricamento/", {"file": file}).status_code == 302
    assert b"Invia il rendiconto" in lead.get(own(award, "1/invio/")).content
    assert lead.post(own(award, "1/invio/")).status_code == 302

    made = ExpenseLine.objects.get()
    page = office(award, f"1/righe/{made.pk}/")
    verdict = {"state": "partly", "accepted": "900,00", "reason": "Sconto.", "version": "0"}
    assert clerk.post(page, verdict).status_code == 302
    assert clerk.post(office(award, "1/conclusione/")).status_code == 302
    assert "720,00" in boss.get(office(award, "1/chiusura/")).content.decode()
    assert boss.post(office(award, "1/chiusura/"), {"note": ""}).status_code == 302

    report = ExpenseReport.objects.get()
    assert (report.state, report.accepted_lines) == ("closed", EUR("900.00"))
    for client, address in (
        (lead, own(award, "1/")),
        (lead, f"/area/contributi/{award.pk}/"),
        (clerk, office(award, "1/")),
        (clerk, f"/ufficio/contributi/{award.pk}/"),
    ):
        assert "900,00" in client.get(address).content.decode()


READERS = {Role.OFFICER, Role.MANAGER, Role.AUDITOR}
READING = {"": READERS, "campione/": {Role.OFFICER}, "riapertura/": {Role.MANAGER}}
DOING = {
    "righe/{line}/": Role.OFFICER,
    "campione/": Role.OFFICER,
    "resto/": Role.OFFICER,
    "conclusione/": Role.OFFICER,
    "riapertura/": Role.MANAGER,
    "chiusura/": Role.MANAGER,
}
ROLES = (Role.OFFICER, Role.MANAGER, Role.AUDITOR, Role.ADMIN, Role.ASSESSOR, None)


def test_who_reads_and_who_decides_in_the_office() -> None:
    award = a_granted_project()
    line = a_sent_report(award).lines.get()
    clients = {role: browser(role) for role in ROLES}

    for rest, readers in READING.items():
        for role, client in clients.items():
            status = client.get(office(award, f"1/{rest}")).status_code
            assert (role, rest, status) == (role, rest, 200 if role in readers else 403)
    for rest, doer in DOING.items():
        for role, client in clients.items():
            if role is not doer:
                address = office(award, f"1/{rest.format(line=line.pk)}")
                assert (role, rest, client.post(address).status_code) == (role, rest, 403)
    assert clients[Role.OFFICER].get(office(award, "2/")).status_code == 404
    assert clients[Role.OFFICER].get(office(award, "1/?righe=x")).status_code == 404
    assert clients[Role.OFFICER].get(office(award, "1/?dopo=x")).status_code == 404


def test_reports_of_others_do_not_exist() -> None:
    mine, other = a_granted_project(), a_granted_project()
    document = with_its_file(a_document(a_report(other)))
    a_report(mine)
    client = browser(writer_of(mine))

    for rest in (
        "nuovo/",
        "1/",
        "1/periodo/",
        "1/invio/",
        "1/documenti/nuovo/",
        f"1/documenti/{document.pk}/",
        f"1/documenti/{document.pk}/file/",
    ):
        assert (rest, client.get(own(other, rest)).status_code) == (rest, 404)
    for rest in (
        f"1/documenti/{document.pk}/righe/",
        f"1/documenti/{document.pk}/rimozione/",
        f"1/documenti/{document.pk}/caricamento/",
    ):
        assert (rest, client.post(own(other, rest)).status_code) == (rest, 404)
        assert (rest, client.post(own(mine, rest)).status_code) == (rest, 404)
    assert b"fattura" not in client.get("/area/rendiconti/").content
    assert Client().get(own(other, "1/")).status_code == 302


def test_a_partner_sees_and_writes_its_own_part_alone() -> None:
    partner = an_organisation(name="Cooperativa Gamma")
    award = a_granted_project(partners=[partner])
    report = a_report(award)
    leads = a_document(report, number="DEL-CAPOFILA")
    client = browser(partner.created_by)

    assert "prot." in client.get("/area/rendiconti/").content.decode()
    assert b"DEL-CAPOFILA" not in client.get(own(award, "1/")).content
    assert client.get(own(award, f"1/documenti/{leads.pk}/")).status_code == 404
    document = {**DOCUMENT, "member": partner.fiscal_code}
    assert client.post(own(award, "1/documenti/nuovo/"), document).status_code == 302
    assert ExpenseDocument.objects.get(member=partner.fiscal_code).number == "12/2026"
    assert client.post(own(award, "1/invio/")).status_code == 403
    assert client.post(own(award, "1/periodo/"), {}).status_code == 403
    assert client.get(f"/area/contributi/{award.pk}/").status_code == 404


def test_what_is_wrong_comes_back_as_it_was_typed() -> None:
    award = a_granted_project()
    a_report(award)
    client = browser(writer_of(award))
    wrong = {**DOCUMENT, "total": "tanto", "issuer_code": "00743110158", "number": "Il mio 7"}

    answer = client.post(own(award, "1/documenti/nuovo/"), wrong)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Il mio 7" in text
    assert "tanto" in text
    assert "00743110158 non è giusto" in text


def test_the_second_officer_finds_both_texts() -> None:
    award = a_granted_project()
    line = a_sent_report(award).lines.get()
    decided(line)

    answer = browser(Role.OFFICER).post(
        office(award, f"1/righe/{line.pk}/"),
        {"state": "refused", "reason": "Testo del secondo", "version": "0"},
    )

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "ha deciso questa riga: accettati 1.000,00" in text
    assert "Testo del secondo" in text
    assert 'name="version" value="1"' in text


def test_the_beneficiary_is_not_told_whose_the_other_document_is() -> None:
    other, award = a_granted_project(), a_granted_project()
    a_line(a_document(a_report(other), number="77"), "600.00")
    document = a_document(a_report(award), number="77")
    a_line(with_its_file(document), "1000.00")
    page = own(award, f"1/documenti/{document.pk}/")

    told = browser(writer_of(award)).get(page).content.decode()

    assert "anche in un altro progetto" in told
    assert other.organisation.name not in told
    assert not re.search(rf"(?<![\d/]){other.submission.protocol}", told)  # a day may end like it
    seen = browser(Role.OFFICER).get(office(award, "1/")).content.decode()
    assert other.submission.protocol in seen


@pytest.mark.parametrize("place", ["own", "office"])
def test_twenty_documents_ask_no_more_than_two(
    place: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    award = a_granted_project()
    report = a_report(award)
    counts = []
    client = browser(writer_of(award) if place == "own" else Role.OFFICER)
    address = own(award, "1/") if place == "own" else office(award, "1/")
    for more in (2, 18):
        for _ in range(more):
            a_line(a_document(report), "1.00")
        client.get(address)
        with django_assert_max_num_queries(15) as asked:
            client.get(address)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_lines_are_read_by_pages() -> None:
    award = a_granted_project()
    document = a_document(a_report(award))
    for number in range(30):
        a_line(document, f"{number + 1}.00")
    client = browser(Role.OFFICER)

    first = client.get(office(award, "1/"))
    following = first.context["following"].partition("#")[0]
    second = client.get(office(award, "1/") + following)

    shown: list[Any] = [*first.context["lines"], *second.context["lines"]]
    assert [line.amount for line in shown] == [EUR(number + 1) for number in range(30)]
    assert second.context["following"] == ""
