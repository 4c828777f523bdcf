"""Pages of payments: who reads and does what, what is typed is kept, lists that do not grow in queries."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applicants.models import Mandate
from funding.models import (
    Award,
    OutcomeImport,
    PaymentOrder,
    PaymentPlan,
    PaymentRequest,
    SpendingLimit,
    TwoPeopleRule,
)
from funding.queries.awards.standing import on_desk
from funding.queries.payments.requests import habit_of, plan_of
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_pdf
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    published_list,
    submitted,
)
from tests.factories.funding import an_award, published_decree
from tests.factories.payments import (
    BROKEN_IBAN,
    IBAN,
    approved,
    approver,
    asked,
    bank_says,
    checked,
    fresh,
    one_is_enough,
    ordered,
    planned,
    surety,
    today,
)
from tests.factories.rules import rules
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.core import clock

pytestmark = pytest.mark.django_db

PEOPLE = (Role.OFFICER, Role.MANAGER, Role.AUDITOR, Role.ADMIN, Role.ASSESSOR, None)
OFFICE = {Role.OFFICER, Role.MANAGER, Role.AUDITOR}
READING = {
    "/ufficio/contributi/{award}/": OFFICE,
    "/ufficio/contributi/{award}/pagamenti/piano/": {Role.OFFICER},
    "/ufficio/contributi/{award}/pagamenti/{payment}/": OFFICE,
    "/ufficio/contributi/{award}/pagamenti/{payment}/fideiussione/{surety}/": OFFICE,
    "/ufficio/contributi/{award}/pagamenti/{payment}/file/{file}/": OFFICE,
    "/ufficio/pagamenti/": OFFICE,
    "/ufficio/pagamenti/?fase=da-ordinare": OFFICE,
    "/ufficio/pagamenti/ordini/{order}/": OFFICE,
    "/ufficio/pagamenti/ordini/{order}/ordine.xml": OFFICE,
    "/ufficio/pagamenti/ordini/{order}/ordine.csv": OFFICE,
    "/ufficio/pagamenti/esiti/": {Role.OFFICER, Role.MANAGER},
    "/ufficio/pagamenti/bandi/{call}/": {Role.OFFICER},
    "/ufficio/pagamenti/limiti/": {Role.MANAGER, Role.AUDITOR, Role.ADMIN},
}
DOING = {
    "/ufficio/contributi/{award}/pagamenti/piano/": {Role.OFFICER},
    "/ufficio/contributi/{award}/pagamenti/{payment}/controllo/": {Role.OFFICER},
    "/ufficio/contributi/{award}/pagamenti/{payment}/restituzione/": {Role.OFFICER},
    "/ufficio/contributi/{award}/pagamenti/{payment}/approvazione/": {Role.OFFICER, Role.MANAGER},
    "/ufficio/pagamenti/ordini/nuovo/": {Role.OFFICER, Role.MANAGER},
    "/ufficio/pagamenti/esiti/": {Role.OFFICER, Role.MANAGER},
    "/ufficio/pagamenti/bandi/{call}/": {Role.OFFICER},
    "/ufficio/pagamenti/limiti/nuovo/": {Role.ADMIN},
    "/ufficio/pagamenti/limiti/fine/": {Role.ADMIN},
    "/ufficio/pagamenti/limiti/misure/": {Role.ADMIN},
}
OWN = (
    "/area/contributi/{award}/",
    "/area/contributi/{award}/pagamenti/nuova/",
    "/area/contributi/{award}/pagamenti/{payment}/",
    "/area/contributi/{award}/pagamenti/{payment}/fideiussione/{surety}/",
    "/area/contributi/{award}/pagamenti/{payment}/file/{file}/",
)


def browser(person: Role | Person | None) -> Client:
    client = Client()
    if not isinstance(person, Person):
        person = PersonFactory(roles=[person] if person else [])
    client.force_login(person, backend="wecare.accounts.backends.PasswordBackend")
    return client


def beneficiary(award: Award) -> Person:
    return award.submission.submitted_by


def status_of(answer: Any) -> int:
    if answer.streaming:
        b"".join(answer.streaming_content)
    return int(answer.status_code)


@pytest.fixture
def named(tmp_path: Path) -> Callable[[str], str]:
    """Addresses of an ordered payment with its files."""
    award = an_award()
    planned(award, surety=True)
    paper = surety(tmp_path)
    payment = asked(award, surety=paper, files=[paper.file])
    order = ordered(approved(checked(payment)))
    facts = {
        "award": award.pk,
        "payment": payment.pk,
        "order": order.pk,
        "surety": payment.sureties.get().pk,
        "file": payment.files.get().pk,
        "call": award.decree.ranked_list.call.code,
    }
    return lambda address: address.format(**facts)


def test_each_page_is_read_by_whom_the_table_says(named: Callable[[str], str]) -> None:
    browsers = {role: browser(role) for role in PEOPLE}

    found = {
        address: {r for r in PEOPLE if status_of(browsers[r].get(named(address))) == 200}
        for address in READING
    }

    assert found == READING


def test_nobody_else_takes_a_step(named: Callable[[str], str]) -> None:
    browsers = {role: browser(role) for role in PEOPLE}

    answers = {
        address: {r: browsers[r].post(named(address)).status_code for r in PEOPLE}
        for address in DOING
    }

    assert {a: {r for r in PEOPLE if codes[r] != 403} for a, codes in answers.items()} == DOING
    assert all(code < 500 for codes in answers.values() for code in codes.values())


def test_the_beneficiary_reads_its_own_and_others_do_not_know_of_it(
    named: Callable[[str], str],
) -> None:
    own, others = browser(beneficiary(on_desk().get())), browser(None)

    assert [status_of(own.get(named(address))) for address in OWN] == [200] * len(OWN)
    assert {status_of(others.get(named(address))) for address in OWN[:1]} == {404}
    assert {status_of(others.get(named(address))) for address in OWN[2:]} == {404}
    assert others.post(named(OWN[2])).status_code == 404
    assert others.post(named(OWN[2]) + "ritiro/").status_code == 404
    assert Client().get(named(OWN[2])).status_code == 302


def test_a_reader_of_the_beneficiary_asks_for_nothing() -> None:
    award = an_award()
    planned(award)
    reader = PersonFactory()
    Mandate.objects.create(
        person=reader, organisation=award.organisation, kind="viewer", since=clock.now()
    )
    client = browser(reader)

    page = client.get(f"/area/contributi/{award.pk}/")

    assert page.status_code == 200
    assert "Chiedi un pagamento" not in page.content.decode()
    assert client.get(f"/area/contributi/{award.pk}/pagamenti/nuova/").status_code == 403
    assert client.post(f"/area/contributi/{award.pk}/pagamenti/nuova/").status_code == 403


def test_a_payment_of_another_award_is_not_found_under_this_one(
    named: Callable[[str], str],
) -> None:
    officer, award = browser(Role.OFFICER), on_desk().get()
    payment = PaymentRequest.objects.get()

    assert officer.get(f"/ufficio/contributi/{award.pk}/pagamenti/999999/").status_code == 404
    assert officer.get(f"/ufficio/contributi/999999/pagamenti/{payment.pk}/").status_code == 404


def test_from_the_plan_to_the_bank_in_the_pages() -> None:
    award = an_award()
    officer, own = browser(Role.OFFICER), browser(beneficiary(award))
    base, mine = f"/ufficio/contributi/{award.pk}/", f"/area/contributi/{award.pk}/"
    assert "Nessun piano dei pagamenti" in own.get(mine).content.decode()
    proposed = officer.get(f"{base}pagamenti/piano/").content.decode()
    assert 'value="40,00"' in proposed or 'value="40.00"' in proposed
    assert "dimostrative" in proposed

    wrong = officer.post(
        f"{base}pagamenti/piano/",
        {"advance-percent": "40", "advance-amount": "1", "surety_days": "365"},
    )
    assert wrong.status_code == 422
    assert "non tutti e due" in wrong.content.decode()
    answer = officer.post(
        f"{base}pagamenti/piano/",
        {"advance-percent": "40", "interim1-amount": "30.000,00", "surety_days": "365"},
    )
    assert answer.status_code == 302
    plan = plan_of(on_desk().get())
    assert plan is not None
    assert [int(each.amount) for each in plan.instalments.all()] == [32_000, 30_000, 18_000]

    typed = {"kind": "advance", "amount": "32.000,00", "holder": "Beta", "iban": BROKEN_IBAN}
    refused = own.post(f"{mine}pagamenti/nuova/", typed)
    assert refused.status_code == 422
    assert 'aria-invalid="true"' in refused.content.decode()
    assert "modulo 97" in refused.content.decode()
    assert BROKEN_IBAN in refused.content.decode()
    assert own.post(f"{mine}pagamenti/nuova/", typed | {"iban": IBAN}).status_code == 302
    payment = PaymentRequest.objects.get()
    page = f"{base}pagamenti/{payment.pk}/"
    answer = officer.post(f"{page}controllo/", {"amount": "32.000,00", "documents": "on"})
    assert answer.status_code == 422
    assert "a chi è intestato il conto" in answer.content.decode()
    ticked = {"amount": "32.000,00", "documents": "on", "account": "on"}
    assert officer.post(f"{page}controllo/", ticked).status_code == 302
    answer = officer.post(f"{page}approvazione/", {"decision": "approve"})
    assert answer.status_code == 409
    for person in (approver(), approver()):
        answer = browser(person).post(f"{page}approvazione/", {"decision": "approve"})
        assert answer.status_code == 302
    assert fresh(payment).state == "approved"
    answer = officer.post("/ufficio/pagamenti/ordini/nuovo/", {"on": "ieri"})
    assert answer.status_code == 422
    chosen = {"on": f"{today():%d/%m/%Y}", "payments": [payment.pk]}
    answer = officer.post("/ufficio/pagamenti/ordini/nuovo/", chosen)
    order = PaymentOrder.objects.get()
    assert answer["Location"] == f"/ufficio/pagamenti/ordini/{order.pk}/"
    said = SimpleUploadedFile("esiti.csv", bank_says(order))
    answer = officer.post("/ufficio/pagamenti/esiti/", {"file": said})
    assert answer.status_code == 302
    assert fresh(payment).state == "paid"
    assert "pagati 32.000,00" in own.get(mine).content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_a_plan_may_be_written_from_the_habit_of_the_call() -> None:
    award = an_award()
    call = award.decree.ranked_list.call
    officer = browser(Role.OFFICER)
    page = f"/ufficio/pagamenti/bandi/{call.code}/"
    typed = {"advance": "30", "interim": "80", "surety_days": "100"}

    refused = officer.post(page, typed)
    assert refused.status_code == 409
    assert "110,00" in refused.content.decode()
    officer.post(page, typed | {"interim": "50"})

    habit = habit_of(call)
    assert (habit.advance, habit.interim, habit.surety_days) == (30, 50, 100)
    assert (
        "dimostrative"
        not in officer.get(f"/ufficio/contributi/{award.pk}/pagamenti/piano/").content.decode()
    )


def test_a_request_with_its_surety_comes_in_with_both_files(tmp_path: Path) -> None:
    award = an_award()
    planned(award, surety=True)
    own = browser(beneficiary(award))
    address = f"/area/contributi/{award.pk}/pagamenti/nuova/"
    typed: dict[str, Any] = {
        "kind": "advance",
        "amount": "32.000,00",
        "holder": "Beta",
        "iban": IBAN,
        "surety_number": "FID 1",
    }

    refused = own.post(address, typed)
    assert refused.status_code == 422
    assert "tutti i dati e il file" in refused.content.decode()
    typed |= {
        "surety_issuer": "Banca",
        "surety_amount": "32.000,00",
        "surety_expires": "31/12/2030",
        "surety_file": SimpleUploadedFile("f.pdf", a_pdf()),
        "documents": SimpleUploadedFile("atto.pdf", a_pdf()),
    }
    bad = own.post(address, typed | {"documents": SimpleUploadedFile("virus.exe", b"MZ")})
    assert bad.status_code in {409, 422}
    typed["surety_file"] = SimpleUploadedFile("f.pdf", a_pdf())
    assert own.post(address, typed).status_code == 302

    payment = PaymentRequest.objects.get()
    assert payment.sureties.get().number == "FID 1"
    assert [each.filename for each in payment.files.all()] == ["atto.pdf"]


def test_who_corrects_a_request_finds_what_was_typed_and_may_withdraw_it() -> None:
    award = an_award()
    planned(award)
    payment = asked(award)
    officer, own = browser(Role.OFFICER), browser(beneficiary(award))
    page = f"/area/contributi/{award.pk}/pagamenti/{payment.pk}/"
    office = f"/ufficio/contributi/{award.pk}/pagamenti/{payment.pk}/"
    assert officer.post(f"{office}restituzione/", {"reason": ""}).status_code == 422
    officer.post(f"{office}restituzione/", {"reason": "Manca <b>l'atto</b>."})

    shown = own.get(page).content.decode()
    assert "Manca &lt;b&gt;l&#x27;atto&lt;/b&gt;." in shown
    assert IBAN in shown
    own.post(page, {"kind": "advance", "amount": "31.000,00", "holder": "Beta", "iban": IBAN})
    payment = fresh(payment)
    assert (payment.state, payment.round, payment.amount) == ("asked", 2, 31_000)
    own.post(f"{page}ritiro/")
    assert fresh(payment).state == "withdrawn"


def test_the_files_of_an_order_are_attachments_that_nothing_runs(
    named: Callable[[str], str],
) -> None:
    for ending in ("xml", "csv"):
        address = named("/ufficio/pagamenti/ordini/{order}/ordine." + ending)
        answer = browser(Role.AUDITOR).get(address)
        status_of(answer)

        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert "no-store" in answer["Cache-Control"]


def test_a_file_of_outcomes_that_is_wrong_says_which_rows(named: Callable[[str], str]) -> None:
    content = b"codice;data;esito;motivo\nWCR-9-9;26/11/2026;eseguito;\nx;y;z;"

    answer = browser(Role.OFFICER).post(
        "/ufficio/pagamenti/esiti/", {"file": SimpleUploadedFile("esiti.csv", content)}
    )

    assert answer.status_code == 422
    assert "Riga 3" in answer.content.decode()
    assert OutcomeImport.objects.count() == 0
    answer = browser(Role.OFFICER).post(
        "/ufficio/pagamenti/esiti/", {"file": SimpleUploadedFile("esiti.exe", b"MZ")}
    )
    assert answer.status_code == 422


def test_an_administrator_sets_the_limits() -> None:
    award = an_award()
    one_is_enough(award)
    person, admin = PersonFactory(roles=[Role.MANAGER]), browser(Role.ADMIN)
    base = "/ufficio/pagamenti/limiti/"
    typed = {"person": person.pk, "up_to": "5.000,00", "since": "01/01/2026", "basis": "DD 1"}

    assert admin.post(f"{base}nuovo/", typed | {"up_to": "molti"}).status_code == 422
    stranger = PersonFactory()
    assert admin.post(f"{base}nuovo/", typed | {"person": stranger.pk}).status_code == 422
    assert admin.post(f"{base}nuovo/", typed).status_code == 302
    limit = SpendingLimit.objects.get(person=person)
    assert admin.post(f"{base}fine/", {"limit": limit.pk, "until": "boh"}).status_code == 422
    ended = {"limit": limit.pk, "until": "31/12/2026"}
    assert admin.post(f"{base}fine/", ended).status_code == 302
    assert admin.post(f"{base}fine/", ended).status_code == 409
    measure = award.decree.ranked_list.call.line.measure
    rule = {"measure": measure.pk, "above": "1.000,00", "basis": "DD 2"}
    assert admin.post(f"{base}misure/", rule).status_code == 302

    assert TwoPeopleRule.objects.order_by("-id")[0].above == 1000
    assert "5.000,00" in admin.get(base).content.decode()


def many_asked(count: int) -> list[PaymentRequest]:
    """So many requests of as many awards."""
    lot = [{"code": "T", "title": "T", "amount": "9000000.00", "allocation": "stop"}]
    call = call_under_evaluation(rules=rules(lots=lot))
    sent = [submitted(call) for _number in range(count)]
    judged(call, dict.fromkeys(sent, GOOD))
    published_decree(published_list(call))
    found = []
    for award in on_desk().filter(submission__in=[each.pk for each in sent]):
        planned(award)
        found.append(asked(award))
    return found


def test_the_worklist_asks_as_much_for_many_rows_as_for_few() -> None:
    officer = browser(Role.OFFICER)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked_for:
            assert officer.get("/ufficio/pagamenti/").status_code == 200
        return len(asked_for)

    payment = asked_one()
    officer.get("/ufficio/pagamenti/")
    few = questions()
    with transaction.atomic():
        copies(payment, 200)
        many = questions()
        page = officer.get("/ufficio/pagamenti/?page=3").content.decode()
        transaction.set_rollback(True)  # awards that no list says

    assert many == few <= 15
    assert "Pagina 3 di 9" in page


def asked_one() -> PaymentRequest:
    award = an_award()
    planned(award)
    return asked(award)


def copies(payment: PaymentRequest, count: int) -> None:
    """As many requests more, of as many awards of the same submission, as rows alone."""
    award = Award.objects.get(pk=payment.award_id)
    ended = {"state": "replaced", "ended_by": award.decree, "ended_at": award.granted_at}
    kept = [f.attname for f in Award._meta.concrete_fields if f.attname != "id"]
    values = {name: getattr(award, name) for name in kept}
    values.pop("ended_by_id")
    made = Award.objects.bulk_create(Award(**(values | ended)) for _number in range(count))
    fields = [f.attname for f in PaymentRequest._meta.concrete_fields if f.attname != "id"]
    said = {name: getattr(payment, name) for name in fields}
    PaymentRequest.objects.bulk_create(
        PaymentRequest(**(said | {"award_id": each.pk})) for each in made
    )


def test_an_order_page_asks_as_much_for_many_rows_as_for_few() -> None:
    officer = browser(Role.OFFICER)
    few, many = many_asked(2), many_asked(6)

    def questions(payments: list[PaymentRequest]) -> int:
        order = ordered(*[approved(checked(each)) for each in payments])
        officer.get(f"/ufficio/pagamenti/ordini/{order.pk}/")
        with CaptureQueriesContext(connection) as asked_for:
            page = officer.get(f"/ufficio/pagamenti/ordini/{order.pk}/")
        assert page.status_code == 200
        return len(asked_for)

    assert questions(few) == questions(many) <= 15


def test_every_version_of_a_plan_is_kept() -> None:
    award = an_award()
    planned(award)
    planned(award)

    assert list(PaymentPlan.objects.order_by("version").values_list("version", flat=True)) == [1, 2]
