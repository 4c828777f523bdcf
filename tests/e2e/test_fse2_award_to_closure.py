"""An award of the example call of FSE2 in the browser, from its decree to its closure: advance, variation,
a refused expense, balance; what it saved goes by a scroll and a second decree to who was left without.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command

from applicants.models import Submission
from calls.actions import calls
from calls.models import Call
from funding.models import Award, Closure, ExpenseLine, PaymentOrder, PaymentRequest
from funding.queries.awards.standing import on_desk, standing
from funding.queries.decrees import live_awards
from tests.calls.views.test_calls_in_the_browser import enter, look, look_again
from tests.e2e import hands, steps
from tests.factories.applicants import a_fiscal_code, sent
from tests.factories.evaluation import judged, published_list
from tests.factories.evaluation import officer as an_officer
from tests.factories.example_cases import FSE2, VALID
from tests.factories.examples import published_example
from tests.factories.filing import filed
from tests.factories.payments import IBAN, approver, bank_says
from tests.fixtures.database import Clock
from wecare.core import clock as the_clock
from wecare.ledger.queries import balance, balances

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]
Axe = Callable[[Any], list[str]]

LARGE = replace(
    VALID[FSE2],
    lot="R",
    costs={"preparazione": Decimal("37500.00"), "realizzazione": Decimal("400000.00")},
    own_funding=Decimal("87500.00"),
)  # two of them, 350 000 € each, are all that the regional lot has
SMALL = replace(VALID[FSE2], lot="R")  # 80 000 €
GRANT, NEXT, ADVANCE, BALANCE = 350_000, 80_000, "140.000,00", "130.000,00"


def test_an_award_goes_to_its_closure_and_its_saving_to_the_next_in_line(
    new_page: Any, axe: Axe, celery_worker_process: Any, clock: Clock
) -> None:
    first, second, third = _listed(clock)
    hands.enrol()
    officer = hands.at_work(new_page(), hands.OFFICER)
    manager = hands.at_work(new_page(), hands.MANAGER)
    bosses = [enter(new_page(), each) for each in (approver(), approver())]
    _want(officer, axe)
    for each in (first, second):
        _record(officer, each, "cup", "antimafia")
    hands.decree(officer, manager, FSE2, shown="700.000,00", why="Le proposte sono coerenti.")
    award = on_desk().get(submission=first)
    own = enter(new_page(), first.submitted_by)
    desk, home = f"/ufficio/contributi/{award.pk}/", f"/area/contributi/{award.pk}/"

    _adhere(own, axe, home)
    _plan(officer, desk)
    _ask(own, axe, home, "advance", ADVANCE, surety=True)
    _pay(officer, bosses)
    assert standing(award).paid == Decimal(140_000)
    _vary(own, manager, axe, award)
    clock.set(the_clock.now() + timedelta(days=180))
    _report(own, axe, home)
    _check(officer, manager, axe, desk)
    _ask(own, axe, home, "interim", BALANCE)
    _pay(officer, bosses)
    _close(manager, axe, desk)

    officer.goto(desk)
    assert f"{third.organisation.name} (prot. {third.protocol}): 80.000,00 €" in _words(officer)
    _scroll(officer, manager, axe, third)
    helped = live_awards(Call.objects.get(code=FSE2)).get(submission=third)
    assert helped.amount == NEXT
    _figures(award, (second, third))
    look(officer, axe, "/ufficio/contributi/quadro/")
    assert "270.000,00 €" in _words(officer)
    _read(new_page(), axe, own, award, helped)
    call_command("verify_ranked_list", FSE2, "2")
    call_command("verify")


def _words(page: Any) -> str:
    return " ".join(page.inner_text("main").replace("\xa0", " ").split())


def _listed(clock: Clock) -> Sequence[Submission]:
    """Two projects that have all the money of the lot, and one that is left without, in their order."""
    call = published_example(FSE2)
    keys = []
    for number, (said, name) in enumerate(((LARGE, "Alfa"), (LARGE, "Beta"), (SMALL, "Gamma"))):
        body = replace(said, name=f"Cooperativa {name}", fiscal_code=a_fiscal_code(931 + number))
        keys.append(sent(filed(call, body)).pk)
    clock.shift(timedelta(days=30, hours=1))
    calls.close(call=call, actor=an_officer())
    found = [Submission.objects.get(pk=key) for key in keys]
    protocols = [each.protocol for each in found]
    opened = calls.open_applications(call=call, protocols=protocols, actor=an_officer())
    marks = [{"B1": str(80 - 10 * place), "C1": "20.00"} for place in range(3)]
    judged(opened, dict(zip(found, marks, strict=True)))
    published_list(Call.objects.get(pk=call.pk))
    return found


def _want(officer: Any, axe: Axe) -> None:
    """The call wants, by act, CUP and antimafia before it grants, and the acceptance before it pays."""
    look(officer, axe, f"/ufficio/contributi/bandi/{FSE2}/condizioni/")
    steps.fill(officer, {
        "number_text": "DD 70/A2203A/2026", "adopted_on": f"{hands.today():%d/%m/%Y}",
        "subject": "Condizioni per la concessione",
    })  # fmt: skip
    for name in ("cup", "antimafia", "acceptance", "durc"):
        box = officer.locator(f"main [name={name}]")
        if box.is_checked() != (name != "durc"):
            officer.locator(f"label[for={box.get_attribute('id')}]").click()
    steps.press(officer, "Registra le condizioni")


def _record(officer: Any, submission: Submission, *kinds: str) -> None:
    """The officer writes what the registers answered about the lead."""
    code = submission.organisation.fiscal_code
    for kind in kinds:
        officer.goto(f"/ufficio/contributi/domande/{submission.pk}/risposta/?ente={code}")
        number = f"J11B26{submission.pk:09d}" if kind == "cup" else f"PR-{submission.pk}"
        steps.fill(officer, {"kind": kind, "number": number, "on": f"{hands.today():%d/%m/%Y}"})
        officer.set_input_files("main [name=document]", _pdf(f"{kind}.pdf"))
        steps.press(officer, "Registra la risposta")
        assert "La risposta è registrata." in officer.inner_text("body")


def _adhere(own: Any, axe: Axe, home: str) -> None:
    """The beneficiary accepts and says when the project starts."""
    own.goto(home)
    steps.press(own, "Accetta il contributo")
    own.goto(f"{home}avvio/")
    steps.fill(own, {"starts_on": f"{hands.today():%d/%m/%Y}"})
    steps.press(own, "Comunica il giorno")
    look(own, axe, home)


def _plan(officer: Any, desk: str) -> None:
    officer.goto(f"{desk}pagamenti/piano/")
    steps.press(officer, "Scrivi il piano")
    assert "Piano dei pagamenti, versione 1" in _words(officer)


def _ask(own: Any, axe: Axe, home: str, kind: str, amount: str, *, surety: bool = False) -> None:
    own.goto(home)
    steps.press(own, "Chiedi un pagamento")
    look_again(own, axe)
    steps.fill(own, {"kind": kind, "amount": amount, "iban": IBAN, "holder": "Cooperativa Alfa"})
    if surety:
        steps.fill(own, {
            "surety_number": "FID 7", "surety_issuer": "Banca Demo", "surety_amount": amount,
            "surety_expires": "31/12/2030",
        })  # fmt: skip
        own.set_input_files("main [name=surety_file]", _pdf("fideiussione.pdf"))
    steps.press(own, "Invia la richiesta")
    assert "La richiesta è inviata" in own.inner_text("body"), _words(own)


def _pay(officer: Any, bosses: Sequence[Any]) -> None:
    """Checked, approved by two, ordered, executed by the bank."""
    payment = PaymentRequest.objects.latest("pk")
    page = f"/ufficio/contributi/{payment.award_id}/pagamenti/{payment.pk}/"
    officer.goto(page)
    steps.tick(officer, "main [name=documents]")
    steps.tick(officer, "main [name=account]")
    steps.press(officer, "Proponi il pagamento")
    for boss in bosses:
        boss.goto(page)
        boss.get_by_role("button", name="Approva il pagamento di").click()
        boss.get_by_text("La tua approvazione è registrata").first.wait_for()
    officer.goto("/ufficio/pagamenti/?fase=da-ordinare")
    steps.tick(officer, "main [name=payments]")
    steps.fill(officer, {"on": f"{hands.today():%d/%m/%Y}"})
    steps.press(officer, "Prepara l'ordine per la banca")
    said = bank_says(PaymentOrder.objects.latest("pk"))
    officer.goto("/ufficio/pagamenti/esiti/")
    file = {"name": "esiti.csv", "mimeType": "text/csv", "buffer": said}
    officer.set_input_files("main [name=file]", file)
    steps.press(officer, "Importa gli esiti")
    assert "1 pagamento eseguito" in officer.inner_text("body")


def _vary(own: Any, manager: Any, axe: Axe, award: Award) -> None:
    """20 000 € go from one category to another, once the manager approves it."""
    code = award.organisation.fiscal_code
    look(own, axe, f"/area/contributi/{award.pk}/variazioni/nuova/")
    steps.fill(own, {
        f"costs-{code}-realizzazione": "380.000,00", f"costs-{code}-diffusione": "20.000,00",
        "kind": "substantial", "reason": "I risultati si diffondono con due incontri in più.",
    })  # fmt: skip
    steps.press(own, "Invia la variazione")
    look_again(own, axe)
    look(manager, axe, f"/ufficio/contributi/{award.pk}/variazioni/1/")
    assert "20.000,00 €" in _words(manager)
    steps.fill(manager, {"step": "approve"})
    steps.press(manager, "Registra l'esito")
    assert "Approvata" in _words(manager)


def _report(own: Any, axe: Axe, home: str) -> None:
    """The final report: two invoices, each with its file."""
    own.goto(f"{home}rendiconti/nuovo/")
    start = hands.today() - timedelta(days=180)
    steps.fill(own, {"starts_on": f"{start:%d/%m/%Y}", "ends_on": f"{hands.today():%d/%m/%Y}"})
    steps.tick(own, "main [name=is_final]")
    steps.press(own, "Inizia il rendiconto")
    report = f"{home}rendiconti/1/"
    for number, category, amount in (
        ("11/2027", "realizzazione", "337.500,00"),
        ("12/2027", "diffusione", "20.000,00"),
    ):
        own.goto(f"{report}documenti/nuovo/")
        day = f"{hands.today() - timedelta(days=10):%d/%m/%Y}"
        steps.fill(own, {
            "kind": "invoice", "number": number, "date": day, "issuer_name": "Tipografia Rossi",
            "issuer_code": "00743110157", "total": amount, "paid_on": day,
        })  # fmt: skip
        steps.press(own, "Aggiungi il documento")
        steps.fill(own, {"category": category, "amount": amount})
        steps.press(own, "Aggiungi la riga")
        own.set_input_files("main [name=file]", _pdf("fattura.pdf"))
        steps.press(own, "Carica il file")
        assert "fattura.pdf" in _words(own)
    look(own, axe, f"{report}invio/")
    steps.press(own, "Invia il rendiconto")
    look_again(own, axe)


def _check(officer: Any, manager: Any, axe: Axe, desk: str) -> None:
    """One line is accepted, the other refused with its reason; the manager closes the report."""
    report = f"{desk}rendiconti/1/"
    accepted, refused = ExpenseLine.objects.order_by("pk")
    for line, said in (
        (accepted, {"state": "accepted"}),
        (refused, {"state": "refused", "reason": "Gli incontri non sono del progetto."}),
    ):
        look(officer, axe, f"{report}righe/{line.pk}/")
        steps.fill(officer, said)
        steps.press(officer, "Salva l'esito")
    look(officer, axe, report)
    steps.press(officer, "Concludi il controllo")
    look(manager, axe, f"{report}chiusura/")
    assert "337.500,00 €" in _words(manager)
    steps.fill(manager, {"note": "I limiti del bando sono rispettati."})
    steps.press(manager, "Chiudi il rendiconto")
    look_again(manager, axe)


def _close(manager: Any, axe: Axe, desk: str) -> None:
    """The final contribution is what the accepted expense gives a right to."""
    manager.goto(desk)
    steps.press(manager, "Chiudi il contributo")
    look_again(manager, axe)
    assert manager.input_value("main [name=due]") in {"270.000,00", "270000,00", "270000.00"}
    steps.fill(manager, {"reason": "Spesa riconosciuta: 337.500,00 €."})
    steps.tick(manager, "main [name=confirmed]")
    steps.press(manager, "Chiudi il contributo")
    look(manager, axe, desk)
    assert "contributo finale 270.000,00 €, economia 80.000,00 €" in _words(manager)
    assert Closure.objects.get().saved == NEXT


def _scroll(officer: Any, manager: Any, axe: Axe, third: Submission) -> None:
    """The list is scrolled, and a second decree grants what the first award saved."""
    look(officer, axe, f"/ufficio/graduatorie/{FSE2}/scorrimento/")
    steps.press(officer, "Prepara la nuova versione")
    hands.approve(manager, FSE2)
    _record(officer, third, "cup")
    text = hands.decree(
        officer, manager, FSE2, shown="80.000,00", why="Un'economia libera risorse."
    )
    assert "Scorrimento dalla versione 1" in text
    assert "ottantamila/00" in text


def _figures(award: Award, others: tuple[Submission, Submission]) -> None:
    """What the ledger holds: paid to the first, committed to the others, nothing left in the lot."""
    held = balances("")
    call = award.decree.ranked_list.call
    place = f"{call.fund.code}/{call.line.measure.code}/{call.line.code}/{FSE2}/R"
    assert sum(held.values()) == 0
    assert balance(f"reserved/{place}") == 0
    assert _in(held, "committed/") == {GRANT, NEXT}
    assert _in(held, "paid/") == {270_000}
    now = standing(on_desk().get(pk=award.pk))
    assert (now.due, now.paid, now.committed) == (270_000, 270_000, 0)
    live = live_awards(call).values_list("submission_id", "amount")
    assert dict(live.exclude(pk=award.pk)) == {others[0].pk: GRANT, others[1].pk: NEXT}


def _in(held: dict[str, Decimal], kind: str) -> set[Decimal]:
    return {amount for code, amount in held.items() if code.startswith(kind) and amount}


def _read(stranger: Any, axe: Axe, own: Any, award: Award, helped: Award) -> None:
    """What everybody reads of both awards, and the beneficiary of its own."""
    for each, shown in (
        (award, ("350.000,00 €", "80.000,00 €", "270.000,00 €")),  # granted, saved, left
        (helped, ("80.000,00 €",)),
    ):
        look(stranger, axe, f"/trasparenza/{each.pk}/")
        assert [amount for amount in shown if amount not in _words(stranger)] == []
    look(stranger, axe, f"/graduatorie/{FSE2}/2/")
    assert "Cooperativa Gamma" in _words(stranger)
    look(own, axe, f"/area/contributi/{award.pk}/")
    assert "Il contributo è chiuso" in _words(own)


def _pdf(name: str) -> Any:
    return {"name": name, "mimeType": "application/pdf", "buffer": steps.a_pdf()}
