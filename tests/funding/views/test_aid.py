"""Forms of aid, loans and guarantees on the pages: who may, what is refused with a sentence, what is shown."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applicants.models import Mandate
from funding.actions.aid import guarantees, loans
from funding.actions.aid.repayments import Receipt, record
from funding.engine.amortisation import Terms
from funding.enums import RepaymentMethod
from funding.models import AidDivision, Disbursement, GuaranteeCall, Repayment
from funding.queries.aid.loans import loan
from tests.factories.accounts import PersonFactory
from tests.factories.aid import (
    EUR,
    a_loan,
    an_award_of_forms,
    called,
    given,
    guaranteed,
    lent,
    paid_out,
    today,
)
from tests.factories.evaluation import officer
from tests.factories.funding import an_award
from tests.fixtures.database import Clock
from wecare.accounts.enums import Role
from wecare.accounts.models import Person

pytestmark = pytest.mark.django_db

PEOPLE = (Role.OFFICER, Role.MANAGER, Role.AUDITOR, Role.ADMIN, Role.ASSESSOR, None)
READERS = {Role.OFFICER, Role.MANAGER, Role.AUDITOR}
HOME = "/ufficio/contributi/{pk}/"
READING = {
    "/ufficio/prestiti/": READERS,
    HOME: READERS,
    f"{HOME}forme/": {Role.OFFICER},
    f"{HOME}prestito/erogazione/": {Role.OFFICER},
    f"{HOME}prestito/2/rifiuto/": {Role.MANAGER},
    f"{HOME}prestito/1/rate/1/": {Role.OFFICER},
    f"{HOME}prestito/1/estinzione/": {Role.OFFICER},
    f"{HOME}prestito/1/piano.csv": READERS,
    f"{HOME}garanzia/escussione/": {Role.OFFICER},
    f"{HOME}garanzia/1/verifica/": {Role.OFFICER},
    f"{HOME}garanzia/1/rifiuto/": {Role.MANAGER},
    f"{HOME}garanzia/fine/": {Role.MANAGER},
    "/ufficio/prestiti/rientri/": {Role.OFFICER},
}
DOING = {
    f"{HOME}forme/": Role.OFFICER,
    f"{HOME}forme/conferma/": Role.MANAGER,
    f"{HOME}prestito/erogazione/": Role.OFFICER,
    f"{HOME}prestito/2/approvazione/": Role.MANAGER,
    f"{HOME}prestito/2/rifiuto/": Role.MANAGER,
    f"{HOME}prestito/1/rate/1/": Role.OFFICER,
    f"{HOME}prestito/1/estinzione/": Role.OFFICER,
    f"{HOME}garanzia/escussione/": Role.OFFICER,
    f"{HOME}garanzia/1/verifica/": Role.OFFICER,
    f"{HOME}garanzia/1/pagamento/": Role.MANAGER,
    f"{HOME}garanzia/1/rifiuto/": Role.MANAGER,
    f"{HOME}garanzia/fine/": Role.MANAGER,
    "/ufficio/prestiti/rientri/": Role.OFFICER,
}


def browser(role: Role | None = None, *, person: Person | None = None) -> Client:
    client = Client()
    person = person or PersonFactory(roles=[role] if role else [])
    client.force_login(person, backend="wecare.accounts.backends.PasswordBackend")
    return client


def status_of(answer: Any) -> int:
    if answer.streaming:
        b"".join(answer.streaming_content)
    return int(answer.status_code)


def text(answer: Any) -> str:
    return answer.content.decode().replace("\xa0", " ").replace("&nbsp;", " ")


@pytest.fixture
def mixed() -> Disbursement:
    """A loan of 30 000 € of which 10 000 are out and 5 000 asked, and a guarantee with a call."""
    award = an_award_of_forms(lent("30000"), guaranteed("30000"), given("20000"))
    disbursement = paid_out(award, "10000")
    loans.ask(award=award, amount=EUR(5_000), on=today(), by=officer())
    called(award, "10000")
    return disbursement


def test_each_page_is_read_and_each_step_taken_by_whom_the_table_says(mixed: Disbursement) -> None:
    pk = mixed.award_id
    browsers = {role: browser(role) for role in PEOPLE}

    read = {
        address: {r for r in PEOPLE if status_of(browsers[r].get(address.format(pk=pk))) == 200}
        for address in READING
    }
    refused = {
        address: {
            r
            for r in PEOPLE
            if r is not may and browsers[r].post(address.format(pk=pk)).status_code == 403
        }
        for address, may in DOING.items()
    }

    assert read == READING
    assert refused == {address: set(PEOPLE) - {may} for address, may in DOING.items()}
    for address in (*READING, *DOING):
        answer = Client().post(address.format(pk=pk))
        assert answer["Location"].startswith("/accesso/"), address


def test_what_is_not_there_does_not_exist(mixed: Disbursement) -> None:
    pk = mixed.award_id
    clerk, boss = browser(Role.OFFICER), browser(Role.MANAGER)

    for client, address in (
        (clerk, f"/ufficio/contributi/{pk}/prestito/2/rate/1/"),  # not paid
        (clerk, f"/ufficio/contributi/{pk}/prestito/2/piano.csv"),
        (clerk, f"/ufficio/contributi/{pk}/prestito/9/estinzione/"),
        (clerk, f"/ufficio/contributi/{pk}/garanzia/9/verifica/"),
        (boss, f"/ufficio/contributi/{pk}/garanzia/9/rifiuto/"),
        (boss, f"/ufficio/contributi/{pk + 999}/prestito/1/rifiuto/"),
    ):
        assert client.get(address).status_code == 404, address


def test_the_office_divides_confirms_asks_and_pays_on_the_pages() -> None:
    award = an_award_of_forms()
    clerk, boss = browser(Role.OFFICER), browser(Role.MANAGER)
    home = f"/ufficio/contributi/{award.pk}/"
    typed = {
        "loan": "60.000,00",
        "annual_rate": "1,5",
        "months": "24",
        "grace_months": "6",
        "every_months": "3",
        "method": "constant_instalment",
        "capital": "19.999,99",
    }
    assert "Scrivi le forme dell'aiuto" in text(clerk.get(home)).replace("&#x27;", "'")

    wrong = clerk.post(f"{home}forme/", typed)
    lacking = clerk.post(f"{home}forme/", {"loan": "80.000,00", "annual_rate": "x"})
    clerk.post(f"{home}forme/", typed | {"capital": "20.000,00"})
    boss.post(f"{home}forme/conferma/")
    asked = clerk.post(
        f"{home}prestito/erogazione/", {"amount": "60.000,00", "on": f"{today():%d/%m/%Y}"}
    )
    boss.post(f"{home}prestito/1/approvazione/")

    assert wrong.status_code == 409
    assert "fanno 79.999,99" in text(wrong)
    assert 'value="1,5' in text(wrong)
    assert lacking.status_code == 422
    assert "Scrivi anche questo." in text(lacking)
    assert asked["Location"] == f"{home}#prestito"
    assert AidDivision.objects.get().is_confirmed
    page = text(boss.get(home))
    assert "Tasso 1,50 % l'anno, 24 mesi, ogni tre mesi, rata costante (alla francese)" in page
    assert "Preammortamento: 6 mesi" in page
    assert "Prestito di 60.000,00 €" in page
    assert "Prestito erogato: 60.000,00 €" in page
    assert page.count('<rect class="wc-fill-available" x=') == 8
    again = text(clerk.get(f"{home}forme/"))
    assert "Sono già confermate" in again


def test_who_asked_reads_that_another_decides_and_a_refusal_is_told(mixed: Disbursement) -> None:
    home = f"/ufficio/contributi/{mixed.award_id}/"
    asker = PersonFactory(roles=[Role.OFFICER, Role.MANAGER])
    loans.ask(award=mixed.award, amount=EUR(1), on=today(), by=asker)
    client = browser(person=asker)

    page = text(client.get(home))
    back = client.post(f"{home}prestito/3/approvazione/", follow=True)

    assert "Decide un&#x27;altra persona" in page or "Decide un'altra persona" in page
    assert "Su un'erogazione decide una persona diversa" in text(back).replace("&#x27;", "'")
    refused = browser(Role.MANAGER).post(f"{home}prestito/3/rifiuto/", {"reason": ""})
    assert refused.status_code == 422
    assert Disbursement.objects.get(number=3).is_paid is None


def test_instalments_are_recorded_and_what_is_late_is_shown(clock: Clock) -> None:
    disbursement = a_loan()
    clock.shift(timedelta(days=120))
    clerk = browser(Role.OFFICER)
    home = f"/ufficio/contributi/{disbursement.award_id}/"
    row = loan(disbursement).rows[0]

    page = text(clerk.get(home))
    form = text(clerk.get(f"{home}prestito/1/rate/1/"))
    too_much = clerk.post(
        f"{home}prestito/1/rate/1/",
        {"amount": "70.000,00", "on": f"{today():%d/%m/%Y}", "reference": "TRN-9"},
    )
    clerk.post(
        f"{home}prestito/1/rate/1/",
        {"amount": str(row.owed).replace(".", ","), "on": f"{today():%d/%m/%Y}", "reference": "T1"},
    )
    early = clerk.post(
        f"{home}prestito/1/estinzione/",
        {"amount": "10.000,00", "on": f"{today():%d/%m/%Y}", "reference": "T2"},
        follow=True,
    )

    assert "Ci sono rate scadute" in page
    assert "di interessi di mora a oggi" in page
    assert "Interessi di mora a oggi" in form
    assert too_much.status_code == 409
    assert "TRN-9" in text(too_much)
    assert Repayment.objects.count() == 2
    assert "Estinzione anticipata registrata: capitale 10.000,00 €" in text(early)
    csv = clerk.get(f"{home}prestito/1/piano.csv")
    assert csv["Content-Type"] == "text/csv; charset=utf-8"
    assert len(csv.content.decode("utf-8-sig").splitlines()) == 5


def test_a_file_is_recorded_or_each_row_says_why(clock: Clock) -> None:
    disbursement = a_loan()
    clock.shift(timedelta(days=10))
    clerk = browser(Role.OFFICER)
    protocol, day = disbursement.award.submission.protocol, f"{today():%d/%m/%Y}"
    address = "/ufficio/prestiti/rientri/"

    def sent(*rows: str, head: str = "protocollo;rata;data;importo;riferimento") -> Any:
        content = "\n".join((head, *rows)).encode()
        return clerk.post(
            address, {"file": SimpleUploadedFile("rientri.csv", content)}, follow=True
        )

    wrong = sent(f"{protocol};1;{day};100,00;T1", f"{protocol};1;{day};zero;T2")
    headless = sent("1", head="a;b")
    nothing = clerk.post(address)
    good = sent(f"{protocol};1;{day};100,00;T1")
    twice = sent(f"{protocol};1;{day};100,00;T1")

    assert wrong.status_code == 422
    assert "Riga 3: importo: scrivi un numero" in text(wrong)
    assert headless.status_code == nothing.status_code == 422
    assert "Mancano le colonne" in text(headless)
    assert "1 nuovi, 0 già registrati" in text(good)
    assert "0 nuovi, 1 già registrati" in text(twice)
    assert Repayment.objects.count() == 1


def test_a_call_on_the_guarantee_goes_its_way_on_the_pages(mixed: Disbursement) -> None:
    home = f"/ufficio/contributi/{mixed.award_id}/"
    clerk, boss = browser(Role.OFFICER), browser(Role.MANAGER)

    too_much = clerk.post(f"{home}garanzia/1/verifica/", {"payable": "9.000", "remarks": "Visto."})
    clerk.post(f"{home}garanzia/1/verifica/", {"payable": "8.000,00", "remarks": "Visto."})
    boss.post(f"{home}garanzia/1/pagamento/")
    clerk.post(
        f"{home}garanzia/escussione/",
        {"bank": "B", "reference": "2", "on": f"{today():%d/%m/%Y}", "loss": "1"},
    )
    waiting = boss.post(f"{home}garanzia/fine/", {"reason": "Fine."})
    boss.post(f"{home}garanzia/2/rifiuto/", {"reason": "Non è coperta."})
    boss.post(f"{home}garanzia/fine/", {"reason": "Il finanziamento è chiuso."})

    assert (too_much.status_code, waiting.status_code) == (409, 409)
    assert "al più 8.000,00" in text(too_much)
    assert [each.state for each in GuaranteeCall.objects.order_by("number")] == ["paid", "refused"]
    page = text(boss.get(home))
    assert "22.000,00 € tornati al bando" in page
    assert "Non è coperta." in page


def test_the_beneficiary_reads_its_own_and_nobody_elses(mixed: Disbursement) -> None:
    guarantees.refuse(
        call=GuaranteeCall.objects.get(), reason="SEGRETO D'UFFICIO", by=PersonFactory()
    )
    mine = Mandate.objects.get(organisation=mixed.award.organisation).person
    own, other = browser(person=mine), browser(None)
    home = f"/area/contributi/{mixed.award_id}/"

    page = text(own.get(home))

    assert "Debito residuo" in page
    assert "Prossima rata" in page
    assert "Scarica il piano (CSV)" in page
    for hidden in ("SEGRETO", "Approva", "Registra", "Erogazioni chieste", "Banca di prova"):
        assert hidden not in page
    assert own.get(f"{home}prestito/1/piano.csv").status_code == 200
    assert own.get(f"{home}prestito/2/piano.csv").status_code == 404
    for address in (home, f"{home}prestito/1/piano.csv"):
        assert other.get(address).status_code == 404
        assert Client().get(address)["Location"].startswith("/accesso/")


def test_hostile_words_stay_words(mixed: Disbursement) -> None:
    clerk = browser(Role.OFFICER)
    home = f"/ufficio/contributi/{mixed.award_id}/"
    bank = "<script>alert(1)</script>{{ settings }}"

    clerk.post(
        f"{home}garanzia/escussione/",
        {"bank": bank, "reference": "=1+1", "on": f"{today():%d/%m/%Y}", "loss": "1"},
    )
    broken = clerk.post(
        f"{home}garanzia/escussione/",
        {"bank": "B\x00", "reference": "x" * 1000, "on": "31/02/2026", "loss": "NaN"},
    )

    page = text(clerk.get(home))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert broken.status_code == 422


def test_an_award_without_other_forms_says_nothing_of_them() -> None:
    page = text(browser(Role.OFFICER).get(f"/ufficio/contributi/{an_award().pk}/"))

    assert 'id="forme"' not in page
    assert 'id="prestito"' not in page


def test_the_list_of_loans_shows_what_is_overdue_and_costs_no_more_for_many(
    clock: Clock, django_assert_num_queries: Any
) -> None:
    first = a_loan()
    reader = browser(Role.AUDITOR)
    address = "/ufficio/prestiti/"
    none = text(reader.get(f"{address}?scaduti=si"))
    clock.shift(timedelta(days=95))  # an instalment of the one there is is overdue
    with CaptureQueriesContext(connection) as asked:
        reader.get(address)
    paid_out(an_award_of_forms(lent("40000"), given("40000")), "40000")
    second = a_loan()
    clock.shift(timedelta(days=95))
    pay_first(second)

    with django_assert_num_queries(len(asked)):
        page = text(reader.get(address))
    late = text(reader.get(f"{address}?scaduti=si"))

    assert "Nessuna rata scaduta" in none
    assert [f"/ufficio/contributi/{each.award_id}/" in page for each in (first, second)] == [
        True
    ] * 2
    assert f"/ufficio/contributi/{first.award_id}/" in late
    assert f"/ufficio/contributi/{second.award_id}/" not in late
    assert "Registra i rientri da un file" not in page
    assert "Registra i rientri da un file" in text(browser(Role.OFFICER).get(address))


def pay_first(disbursement: Disbursement) -> None:
    row = loan(disbursement).rows[0]
    receipt = Receipt(disbursement, 1, row.owed, today(), "T1")
    record(receipt=receipt, by=officer())


def test_a_long_plan_costs_as_few_queries_as_a_short_one() -> None:
    clerk, asked = browser(Role.OFFICER), {}

    for months in (24, 120):
        terms = Terms(EUR(3), months, 12, 1, RepaymentMethod.CONSTANT_INSTALMENT)
        address = f"/ufficio/contributi/{a_loan(terms=terms).award_id}/"
        clerk.get(address)
        with CaptureQueriesContext(connection) as statements:
            clerk.get(address)
        asked[months] = len(statements)

    assert asked[24] == asked[120] < 80  # every part of the page asks for its own
