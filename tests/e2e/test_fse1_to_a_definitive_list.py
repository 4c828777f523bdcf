"""The example call of FSE1 through its two phases in the browser: two Distretti propose, are admitted by
act, are accompanied, send the final project, are judged; everyone is financed by the Distretto table.
"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command

from applicants.actions import applications, attachments
from applicants.engine.snapshot import Snapshot
from applicants.models import Application, Submission
from calls.models import Call
from evaluation.models import RankedList
from tests.calls.views.test_calls_in_the_browser import enter
from tests.e2e import hands, steps
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_fiscal_code, a_pdf, an_organisation, fresh
from tests.factories.contracts import an_accompaniment
from tests.factories.example_cases import DISTRICT, FSE1, HELPING, MANAGING, VALID
from tests.factories.filing import filed
from wecare.accounts.models import Person
from wecare.core import clock as the_clock
from wecare.core.money import format_plain
from wecare.portal.demonstration import drafts

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]
OWN = Decimal("30000.00")
COSTS = {"personale": Decimal("100000.00"), "coordinamento": Decimal("20000.00")}
HELD = sum(COSTS.values())  # the rest are services
NEAR, FAR = "Vicinato che cura", "Botteghe di valle"
CUNEO, GRANA, RETE, ALFA = (a_fiscal_code(number) for number in range(901, 905))
MARKS = {"B1": "50", "D1": "30"}


def test_two_distretti_go_through_both_phases_and_each_has_the_amount_of_the_table(
    new_page: Any, celery_worker_process: Any, clock: Any
) -> None:
    call_command("load_programme", verbosity=0)
    hands.enrol()
    officer = hands.at_work(new_page(), hands.OFFICER)
    manager = hands.at_work(new_page(), hands.MANAGER)
    _publish(officer)
    near, far = _filed(VALID[FSE1]), _filed(_of_cuneo())
    leads = {each: enter(new_page(), each.created_by) for each in (near, far)}
    for application, page in leads.items():
        hands.send(page, _home(application))

    clock.set(the_clock.now() + timedelta(hours=3))
    hands.open_all(officer, FSE1)
    hands.check_all(officer, FSE1, 2)
    _admit(manager, near, far)
    _accompany(officer, new_page(), leads[near], near)

    shares = {each: _share(each) for each in (near, far)}
    _write_final(near, shares[near] + Decimal("0.01"))
    _write_final(far, shares[far])
    _refused_over_the_table(leads[near], near, shares[near])
    for application, page in leads.items():
        hands.send(page, _home(application))
    assert Submission.objects.filter(phase=2).count() == 2

    clock.set(the_clock.now() + timedelta(days=31))
    hands.check_all(officer, FSE1, 2)
    hands.appoint(manager, FSE1)
    _judge(new_page)
    pdf = hands.rank(officer, manager, FSE1)

    listed = RankedList.objects.get(call__code=FSE1)
    granted = {row.submission.application_id: row.granted for row in listed.rows.all()}
    assert listed.is_final
    assert granted == {each.pk: share for each, share in shares.items()}
    assert {row.outcome for row in listed.rows.all()} == {"funded"}
    _read(manager, leads, shares, pdf)
    call_command("verify_ranked_list", FSE1, "1")
    call_command("verify")


def _home(application: Application) -> str:
    return f"/area/domande/{application.public_id}/"


def _publish(officer: Any) -> None:
    """The example lacks only its window: the officer writes it and publishes."""
    drafts.leave(officer=Person.objects.get(email=hands.OFFICER))
    hands.window(officer, FSE1)
    hands.publish(officer, FSE1)


def _of_cuneo() -> Snapshot:
    """The valid application, by other bodies for another Distretto."""
    first = replace(DISTRICT.bodies[0], fiscal_code=CUNEO, name="Consorzio di Cuneo")
    other = replace(DISTRICT.bodies[1], fiscal_code=GRANA, name="Unione del Grana")
    return replace(
        VALID[FSE1],
        title=FAR,
        fiscal_code=CUNEO,
        name=first.name,
        partners=(
            replace(MANAGING, fiscal_code=GRANA, name=other.name),
            replace(HELPING, fiscal_code=RETE, name="Associazione Rete"),
        ),
        districts=(replace(DISTRICT, code="cuneo", title="Cuneo", bodies=(first, other)),),
    )


def _filed(said: Snapshot) -> Application:
    return filed(Call.objects.get(code=FSE1), said)


def _admit(manager: Any, *proposed: Application) -> None:
    """First what would happen, then it happens."""
    at = hands.today()
    manager.goto(f"/ufficio/bandi/{FSE1}/fasi/1/")
    steps.fill(manager, {f"d{each.pk}-outcome": "admitted" for each in proposed})
    steps.fill(manager, {
        "opens_at": f"{at:%d/%m/%Y %H:%M}",
        "closes_at": f"{at + timedelta(days=30):%d/%m/%Y %H:%M}",
        "number_text": "DD 134/A2203A/2026", "adopted_on": f"{at:%d/%m/%Y}",
        "subject": "Ammissione dei progetti preliminari",
    })  # fmt: skip
    steps.press(manager, "Vedi che cosa succede")
    steps.press(manager, "Registra gli esiti")
    words = manager.inner_text("main")
    assert "Tutte le domande di questa fase sono decise" in words, words


def _accompany(officer: Any, page: Any, lead: Any, application: Application) -> None:
    """The office entrusts the project to a body, which logs a meeting that the lead reads."""
    helper = PersonFactory(given_name="Irene", family_name="Alba")
    body = an_organisation(helper, fiscal_code=ALFA, name="Società Alfa")
    offered = an_accompaniment(measure="FSE1", project=NEAR, body=body.name, fiscal_code=ALFA)
    officer.goto(f"/ufficio/bandi/{FSE1}/accompagnamenti/{application.public_id}/")
    steps.fill(officer, {"accompaniment": str(offered.pk)})
    steps.press(officer, "Affida il progetto")

    enter(page, helper)
    page.goto("/area/accompagnamenti/")
    steps.press(page, NEAR)
    assert "Portinerie di quartiere." in page.inner_text("main")
    steps.fill(page, {
        "kind": "meeting", "held_on": f"{hands.today():%d/%m/%Y}", "people": "Anna e Bruno",
        "notes": "Abbiamo scelto le priorità con i Comuni.",
    })  # fmt: skip
    steps.press(page, "Scrivi la voce")
    assert "La voce è nel diario" in page.content(), page.inner_text("main")
    lead.goto(f"{_home(application)}accompagnamento/")
    assert "Abbiamo scelto le priorità con i Comuni." in lead.inner_text("main")


def _share(application: Application) -> Decimal:
    """What the table of the rules gives to the Distretto of the project."""
    codes = application.project_districts.values_list("district__code", flat=True)
    most: Decimal = application.call.rulebooks.get().rules.districts.most_granted(codes)
    return most


def _write_final(application: Application, asked: Decimal) -> None:
    """What the second phase asks, with this contribution requested."""
    application = fresh(application)
    writer = application.created_by
    said = {"attivita": "Dodici mesi.", "coprogettazione": "Con avviso.", "beneficiari": "1200"}
    applications.save_answers(
        application=application,
        answers={key: (value, 0) for key, value in said.items()},
        actor=writer,
    )
    for requirement in ("avviso", "scrittura"):
        attachments.attach(
            application=application,
            requirement=requirement,
            filename=f"{requirement}.pdf",
            content=a_pdf(),
            actor=writer,
        )
    applications.save_costs(
        application=application,
        costs=COSTS | {"servizi": asked + OWN - HELD},
        own_funding=OWN,
        base_version=application.version,
        actor=writer,
    )


def _refused_over_the_table(lead: Any, application: Application, share: Decimal) -> None:
    """A cent more than the table gives is refused, with the limit; without it the project can be sent."""
    lead.goto(f"{_home(application)}riepilogo/")
    steps.tick(lead, "main [name=confirmed]")
    steps.press(lead, "Invia la domanda")
    words = _plain(lead)
    assert f"per Pinerolese il massimo è {format_plain(share)} €" in words, words
    assert not Submission.objects.filter(phase=2).exists()
    lead.goto(f"{_home(application)}spese/")
    steps.fill(lead, {"cost_servizi": format_plain(share + OWN - HELD)})
    steps.press(lead, "Salva e torna alla domanda")


def _judge(new_page: Any) -> None:
    """Sara is in conflict with a partner of the second project: it is judged by the other two."""
    for email in hands.ASSESSORS:
        page = hands.at_work(new_page(), email)
        abstains = email.startswith("sara")
        hands.declare(page, FSE1, {RETE: "Ne sono socia."} if abstains else None)
        hands.score(page, FSE1, [MARKS] if abstains else [MARKS, {**MARKS, "B1": "40"}])
        if abstains:
            assert FAR not in page.inner_text("main")


def _read(
    manager: Any, leads: dict[Application, Any], shares: dict[Application, Decimal], pdf: str
) -> None:
    """Everybody reads that the list is definitive and what each is granted."""
    manager.goto(f"/graduatorie/{FSE1}/1/")
    public = _plain(manager)
    assert "Definitiva" in public
    for application, page in leads.items():
        amount = format_plain(shares[application])
        assert f"{amount} €" in public
        assert amount in pdf
        page.goto(_home(application).replace("/domande/", "/esiti/"))
        own = _plain(page)
        assert "Finanziata" in own
        assert f"{amount} €" in own


def _plain(page: Any) -> str:
    words: str = page.inner_text("main")
    return words.replace("\xa0", " ")
