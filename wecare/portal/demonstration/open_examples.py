"""Two examples published and open: FSE1, with a group that is writing, and FESR, with its desk."""

from copy import deepcopy
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from applicants.actions import (
    applications,
    attachments,
    headings,
    invitations,
    organisations,
    partnerships,
    submissions,
)
from applicants.models import Application
from calls.actions import calls
from calls.enums import OrganisationKind
from calls.models import Call, District, Fund, Line
from wecare.portal.demonstration import bodies, story
from wecare.portal.demonstration.examples import EXAMPLES, Example

FSE1, FESR = "FSE1-2026", "FESR-2026"
LEFT = ("3000000.00", "750000.00")  # once a million is moved to the FSC, and a call had its loans
FIRST_BODY = 500  # serial numbers that no other organisation of the demonstration has


def tell(telling: story.Telling, today: datetime) -> None:
    """Publish both, let a group begin its project and a firm come to the desk."""
    by_measure = {example.measure: example for example in EXAMPLES}
    closes_at = today + timedelta(days=45)
    call = _publish(telling, by_measure["FSE1"], FSE1, closes_at)
    _begin(telling, call)
    call = _publish(telling, by_measure["FESR"], FESR, closes_at)
    _come(telling, call)


def _publish(telling: story.Telling, example: Example, code: str, closes_at: datetime) -> Call:
    officer = telling.people[story.OFFICER]
    telling.after(hours=1)
    draft: dict[str, Any] = deepcopy(example.draft)
    title = example.title.removeprefix("Esempio: ")
    draft["identity"]["title"] = title[0].upper() + title[1:]
    opens_at = telling.now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    window = {"opens_at": opens_at.isoformat(), "closes_at": closes_at.isoformat()}
    draft["window"] = draft.get("window", {}) | window
    if code == FESR:
        for each, amount in zip(draft["lots"], LEFT, strict=True):
            each["amount"] = amount
            each["article"] = "importo dimostrativo; regole reali, strategia WE.CA.RE."
    line = Line.objects.select_related("measure").get(
        measure__code=example.measure, code=example.line
    )
    call = calls.create(
        code=code,
        title=draft["identity"]["title"],
        line=line,
        fund=Fund.objects.get(code=example.fund),
        actor=officer,
        draft=draft,
        demonstration=True,
    )
    act = story.an_act(telling, f"Approvazione del bando «{call.title}» (dati dimostrativi)")
    calls.publish(call=call, act=act, actor=officer)
    telling.after(hours=2)
    return Call.objects.get(pk=call.pk)


def _begin(telling: story.Telling, call: Call) -> None:
    """A managing body has named two partners and a Distretto, a third takes part; something lacks."""
    application = _application(telling, call, "U", "Vicinato che cura", "Consorzio dei servizi")
    writer = application.created_by
    applications.save_answers(
        application=application,
        answers={
            "bisogni": ("Anziani soli nei comuni di montagna.", 0),
            "azione": ("assistenza di prossimità", 0),
        },
        actor=writer,
    )
    partners = (
        ("Unione montana dimostrativa", OrganisationKind.UNIONE),
        ("Associazione Filo dimostrativa", OrganisationKind.ETS_APS),
    )
    for number, (name, kind) in enumerate(partners, start=1):
        partner = partnerships.add(
            application=application,
            fiscal_code=bodies.fiscal_code(FIRST_BODY + 10 + number),
            name=name,
            particulars=organisations.Particulars(
                kind=kind, seat_municipality="Cuneo", seat_province="CN"
            ),
            actor=writer,
        )
    applications.save_answers(
        application=application,
        answers={"ruolo": ("Tiene i contatti con le famiglie.", 0)},
        actor=writer,
        partner=partner,
    )
    _take_part(telling, application)
    known = list(District.objects.filter(code="cuneo").values_list("code", flat=True))
    partnerships.choose_districts(application=application, codes=known, actor=writer)


def _take_part(telling: story.Telling, application: Application) -> None:
    """A cooperative is invited, accepts and writes its own part."""
    person = telling.people[story.APPLICANTS[1]]
    name = "Cooperativa Erba voglio (dati dimostrativi)"
    organisation = organisations.create(
        fiscal_code=bodies.fiscal_code(FIRST_BODY + 20),
        vat_number="",
        name=name,
        particulars=organisations.Particulars(
            kind=OrganisationKind.SOCIAL_COOPERATIVE, seat_municipality="Cuneo", seat_province="CN"
        ),
        actor=person,
        demonstration=True,
    )
    invited = invitations.invite(
        application=application,
        name=name,
        fiscal_code=organisation.fiscal_code,
        email="",
        actor=application.created_by,
    )
    telling.after(hours=3)
    partner = invitations.accept(
        invitation=invited.invitation, organisation=organisation, actor=person
    )
    applications.save_answers(
        application=application,
        answers={"ruolo": ("Porta gli operatori nelle case.", 0)},
        actor=person,
        partner=partner,
    )


def _come(telling: story.Telling, call: Call) -> None:
    """A social cooperative asks for a loan on the large line; another is writing for the small."""
    large = _application(telling, call, "A", "Una residenza aperta", "Cooperativa Soglia")
    _filled(large, {"beni": "900000.00", "consulenze": "300000.00"})
    telling.after(minutes=30)
    submissions.send(
        application=large,
        idempotency_key=f"demonstration-{call.code}-000",
        rules_version=1,
        actor=large.created_by,
    )
    _application(telling, call, "B", "La bottega dei legami", "Cooperativa Ponte")


def _application(
    telling: story.Telling, call: Call, lot: str, title: str, name: str
) -> Application:
    writer = telling.people[story.APPLICANTS[0]]
    is_large = lot == "A"
    number = FIRST_BODY + "UAB".index(lot)
    code = bodies.fiscal_code(number)
    organisation = organisations.create(
        fiscal_code=code,
        vat_number=code,
        name=f"{name} (dati dimostrativi)",
        particulars=organisations.Particulars(
            kind=OrganisationKind.ENTE_GESTORE
            if lot == "U"
            else OrganisationKind.SOCIAL_COOPERATIVE,
            seat_municipality="Cuneo",
            seat_province="CN",
            size="small",
            nonprofit=True,
            email=f"ente{number}@wecare.example",
        ),
        actor=writer,
        demonstration=True,
    )
    application = applications.start(
        call=call, organisation=organisation, actor=writer, title=title, lot=lot
    )
    return headings.save_heading(
        application=application,
        title=title,
        lot=lot,
        aid_form="loan" if is_large else "",
        months=24,
        base_version=application.version,
        actor=writer,
    )


def _filled(application: Application, costs: dict[str, str]) -> None:
    """Everything that the desk asks for."""
    writer = application.created_by
    said = {
        "tema": "salute e benessere",
        "sintesi": "Una casa per chi esce dall'ospedale e non ha nessuno.",
        "effetti": "Trenta posti in più e dodici persone al lavoro.",
    }
    applications.save_answers(
        application=application,
        answers={key: (value, 0) for key, value in said.items()},
        actor=writer,
    )
    applications.save_costs(
        application=application,
        costs={code: Decimal(amount) for code, amount in costs.items()},
        own_funding=Decimal("0.00"),
        base_version=application.version,
        actor=writer,
    )
    attachments.attach(
        application=application,
        requirement="bilanci",
        filename="bilanci.pdf",
        content=bodies.sheet(),
        actor=writer,
    )
