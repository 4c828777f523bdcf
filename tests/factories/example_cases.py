"""Applications for the example calls: one that each takes, and those that each rule refuses."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from applicants.engine.eligibility import Profile
from applicants.engine.snapshot import Body, Covered, Member, Snapshot
from calls.enums import OrganisationKind, OrganisationSize, Register

FSE1, FSE2, FSE3 = "esempio-FSE1", "esempio-FSE2", "esempio-FSE3-progettazione"
SPREADING, COMMUNICATION = "esempio-FSE3-disseminazione", "esempio-FSE3-animazione"
FESR = "esempio-FESR"
LEAD, SECOND, THIRD = "00000010017", "00000020016", "00000030015"
DISTRICT = Covered(
    "pinerolese", "Pinerolese", (Body("Consorzio capofila", LEAD), Body("Unione montana", SECOND))
)
_CUNEO = {"province": "CN", "municipality": "Cuneo"}
_MANAGER = Profile(kind=OrganisationKind.ENTE_GESTORE, **_CUNEO)
_UNION = Profile(kind=OrganisationKind.UNIONE, **_CUNEO)
_APS = Profile(kind=OrganisationKind.ETS_APS, **_CUNEO)
_SOCIAL = Profile(
    kind=OrganisationKind.SOCIAL_COOPERATIVE,
    size=OrganisationSize.SMALL,
    nonprofit=True,
    **_CUNEO,
)


def _partner(code: str, name: str, profile: Profile) -> Member:
    """A partner of an FSE1 project that has written its part."""
    return Member(code, name, profile, {"ruolo": "Segue le famiglie."}, frozenset({"impegno"}))


MANAGING = _partner(SECOND, "Unione montana", _UNION)
HELPING = _partner(THIRD, "Associazione Filo", _APS)

VALID = {
    FSE1: Snapshot(
        organisation=_MANAGER,
        lot="U",
        title="Vicinato che cura",
        answers={
            "bisogni": "Anziani soli.",
            "idea": "Portinerie di quartiere.",
            "azione": "assistenza di prossimità",
            "ruolo": "Coordina.",
        },
        costs={},
        own_funding=Decimal("0.00"),
        attachments=frozenset({"impegno"}),
        months=24,
        name="Consorzio capofila",
        fiscal_code=LEAD,
        partners=(MANAGING, HELPING),
        districts=(DISTRICT,),
    ),
    FSE2: Snapshot(
        organisation=Profile(kind=OrganisationKind.ETS_APS, nonprofit=True, **_CUNEO),
        lot="T",
        title="Case che aiutano",
        answers={"sintesi": "Case per tutti.", "legame": "no", "ruolo": "Tutto."},
        costs={"preparazione": Decimal("10000.00"), "realizzazione": Decimal("90000.00")},
        own_funding=Decimal("20000.00"),
        attachments=frozenset({"statuto"}),
        months=24,
    ),
    FSE3: Snapshot(
        organisation=Profile(
            kind=OrganisationKind.SMALL_FIRM,
            registers=frozenset({Register.BUSINESS}),
            **_CUNEO,
        ),
        lot="U",
        title="Tempo per chi cura",
        answers={
            "sintesi": "Orari e servizi.",
            "addetti": "40",
            "piano": "un piano della sola impresa",
        },
        costs={
            "preparazione_personale": Decimal("6000.00"),
            "preparazione_altro": Decimal("4000.00"),
            "realizzazione_personale": Decimal("50000.00"),
            "realizzazione_altro": Decimal("25590.00"),
            "diffusione_personale": Decimal("2000.00"),
            "diffusione_altro": Decimal("3000.00"),
            "direzione_personale": Decimal("5000.00"),
            "indiretti": Decimal("4410.00"),
        },
        own_funding=Decimal("20000.00"),
        attachments=frozenset({"deminimis"}),
        own_in_kind=Decimal("20000.00"),
        months=12,
    ),
    SPREADING: Snapshot(
        organisation=Profile(kind=OrganisationKind.CONSORTIUM, **_CUNEO),
        lot="U",
        title="Welfare in bottega",
        answers={"sintesi": "Incontri con le imprese.", "imprese": "120"},
        costs={"personale": Decimal("60000.00"), "comunicazione": Decimal("40000.00")},
        own_funding=Decimal("20000.00"),
        attachments=frozenset(),
        months=18,
    ),
    COMMUNICATION: Snapshot(
        organisation=Profile(kind=OrganisationKind.COMUNE, **_CUNEO),
        lot="U",
        title="Parlarne in piazza",
        answers={"sintesi": "Dieci serate."},
        costs={"servizi": Decimal("20000.00")},
        own_funding=Decimal("0.00"),
        attachments=frozenset({"delibera"}),
        months=12,
    ),
    FESR: Snapshot(
        organisation=_SOCIAL,
        lot="A",
        aid_form="loan",
        title="Una residenza aperta",
        answers={
            "tema": "salute e benessere",
            "sintesi": "Si riqualifica una casa.",
            "effetti": "Trenta posti in più.",
        },
        costs={"beni": Decimal("800000.00"), "consulenze": Decimal("200000.00")},
        own_funding=Decimal("0.00"),
        attachments=frozenset({"bilanci"}),
        months=24,
    ),
}


def costs(code: str, **changes: str) -> dict[str, Any]:
    """Other expenses in place of some of the valid application's."""
    changed = {name: Decimal(amount) for name, amount in changes.items()}
    return {"costs": {**VALID[code].costs, **changed}}


def profile(code: str, **changes: Any) -> dict[str, Any]:
    """Something else said of who leads."""
    return {"organisation": replace(VALID[code].organisation, **changes)}


def answers(code: str, **changes: Any) -> dict[str, Any]:
    """Other answers in place of some of the valid application's."""
    return {"answers": {**VALID[code].answers, **changes}}


INVALID: list[tuple[str, dict[str, Any], str, str]] = [
    (
        FSE1,
        profile(FSE1, kind=OrganisationKind.ETS_APS),
        "organisation.kind",
        (
            "Questo bando non è aperto a: Associazione di promozione sociale (APS) (reale, capofila un "
            "ente gestore del Distretto)."
        ),
    ),
    (
        FSE1,
        {"partners": (MANAGING,)},
        "partnership.compulsory.1",
        "Serve almeno 1 partner tra: Organizzazione di volontariato (ODV)",
    ),
    (
        FSE1,
        {"partners": ()},
        "partnership.minimum",
        "I partner sono 0; il minimo è 1 (reale, D.D. 998/2017). Aggiungine 1.",
    ),
    (FSE1, {"districts": ()}, "districts.chosen", "Scegli i Distretti"),
    (
        FSE1,
        {"partners": (HELPING,)},
        "districts.pinerolese.bodies",
        (
            "Distretto Pinerolese: enti gestori che partecipano: 1 su 2; manca: Unione montana (reale, tutti gli "
            "enti gestori del Distretto, letto così)."
        ),
    ),
    (
        FSE1,
        {"fiscal_code": "00000040014", "name": "Altro ente"},
        "districts.lead",
        (
            "Altro ente non è un ente gestore di: Pinerolese (reale, D.D. 998/2017). Può guidare il progetto "
            "uno tra: Consorzio capofila, Unione montana."
        ),
    ),
    (
        FSE1,
        {"partners": (MANAGING, replace(HELPING, attachments=frozenset()))},
        f"partner.{THIRD}.attachment.impegno",
        "Impegno a costituire l'associazione temporanea di scopo: manca il file",
    ),
    (
        FSE1,
        {"partners": (MANAGING, replace(HELPING, answers={}))},
        f"partner.{THIRD}.question.ruolo",
        "Che cosa fa l'ente nel progetto?: manca la risposta.",
    ),
    (
        FSE1,
        {
            "partners": (
                MANAGING,
                replace(HELPING, profile=replace(_APS, province="MI", municipality="Milano")),
            )
        },
        f"partner.{THIRD}.organisation.seat",
        "La sede è Milano (MI). Sono ammesse: Piemonte (reale, sede in Piemonte).",
    ),
    (
        FSE1,
        {
            "partners": (
                MANAGING,
                HELPING,
                _partner(
                    "00000050013",
                    "Impresa",
                    Profile(kind=OrganisationKind.LARGE_FIRM, **_CUNEO),
                ),
            )
        },
        "partner.00000050013.organisation.kind",
        "Come partner il bando non ammette: Grande impresa",
    ),
    (
        FSE2,
        profile(FSE2, kind=OrganisationKind.COMUNE),
        "organisation.kind",
        "Questo bando non è aperto a: Comune (reale, enti del Terzo settore).",
    ),
    (
        FSE2,
        profile(FSE2, nonprofit=False),
        "organisation.nonprofit",
        "L'ente ha scopo di lucro. Il bando è solo per chi non ne ha (dimostrativo).",
    ),
    (
        FSE2,
        costs(FSE2, realizzazione="74999.99", preparazione="8000.00"),
        "amounts.minimum_value",
        (
            "Il progetto vale 82.999,99 €; il minimo è 85.000,00 € (minimo reale, bando FSE2 del 2018; "
            "quota propria dimostrativa)"
        ),
    ),
    (
        FSE2,
        {"months": 25},
        "project.months",
        "Il progetto dura 25 mesi; il massimo è 24 (dimostrativo).",
    ),
    (
        FSE2,
        answers(FSE2, legame="sì"),
        "question.attivita_comuni",
        "Quali attività comuni con il progetto FSE1?: manca la risposta.",
    ),
    (
        FSE2,
        {"lot": ""},
        "project.lot",
        "Scegli il lotto: Lotto territoriale, Lotto regionale.",
    ),
    (
        FSE3,
        profile(FSE3, kind=OrganisationKind.COMUNE),
        "organisation.kind",
        "Questo bando non è aperto a: Comune (reale, D.D. 319/2019, All. 1).",
    ),
    (
        FSE3,
        profile(FSE3, kind=OrganisationKind.LARGE_FIRM),
        "partnership.condition.1",
        (
            "Grande impresa: può essere capofila solo se a «Quale piano di welfare attiva il progetto?» "
            "si risponde: un nuovo piano territoriale, un piano che c'è già, ampliato e aperto al "
            "territorio (reale, D.D. 319/2019, All. 1). La risposta è: un piano della sola impresa."
        ),
    ),
    (
        FSE3,
        profile(FSE3, province="MI", municipality="Milano"),
        "organisation.seat",
        "La sede è Milano (MI).",
    ),
    (
        FSE3,
        profile(FSE3, registers=frozenset()),
        "organisation.register",
        "L'ente non è iscritto a nessuno dei registri ammessi: Registro delle imprese (dimostrativo)",
    ),
    (
        FSE3,
        costs(FSE3, realizzazione_altro="125590.01"),
        "amounts.maximum_value",
        "Il progetto vale 200.000,01 €; il massimo è 200.000,00 € (reale, D.D. 319/2019",
    ),
    (
        FSE3,
        {"own_funding": Decimal("19999.99"), "own_in_kind": Decimal("0.00")},
        "amounts.minimum_own_share",
        "I fondi propri sono 19.999,99 €, cioè 20,00 % del valore; il minimo è 20,00 %",
    ),
    (
        FSE3,
        costs(FSE3, preparazione_altro="4000.01", realizzazione_altro="25589.99"),
        "cost_group.preparazione.maximum",
        (
            "1. Preparazione: le sue voci sommano 10.000,01 €, cioè 10,00 % del totale; il massimo è "
            "10,00 % (reale, D.D. 319/2019, All. 1). Sposta almeno 0,01 € su voci fuori dalla "
            "macrovoce, oppure riduci le sue di almeno 0,02 €."
        ),
    ),
    (
        FSE3,
        costs(FSE3, realizzazione_altro="19999.99", direzione_altro="5590.01"),
        "cost_group.realizzazione.minimum",
        (
            "2. Realizzazione: le sue voci sommano 69.999,99 €, cioè 70,00 % del totale; il minimo è "
            "70,00 % (reale, D.D. 319/2019, All. 1). Sposta qui almeno 0,01 € da voci fuori dalla "
            "macrovoce, oppure riduci quelle di almeno 0,02 €."
        ),
    ),
    (
        FSE3,
        costs(FSE3, diffusione_altro="3000.01", realizzazione_altro="25589.99"),
        "cost_group.diffusione.maximum",
        (
            "3. Diffusione dei risultati: le sue voci sommano 5.000,01 €, cioè 5,00 % del totale; il "
            "massimo è 5,00 % (reale, D.D. 319/2019, All. 1). Sposta almeno 0,01 € su voci fuori"
        ),
    ),
    (
        FSE3,
        costs(FSE3, direzione_altro="3000.01", realizzazione_altro="22589.99"),
        "cost_group.direzione.maximum",
        (
            "4. Direzione e controllo interno: le sue voci sommano 8.000,01 €, cioè 8,00 % del totale; "
            "il massimo è 8,00 % (reale, D.D. 319/2019, All. 1). Sposta almeno 0,01 € su voci fuori"
        ),
    ),
    (
        FSE3,
        costs(FSE3, indiretti="4410.01", realizzazione_altro="25589.99"),
        "cost.indiretti.flat",
        (
            "5. Costi indiretti: hai scritto 4.410,01 €; a forfait si può chiedere al massimo 7,00 % di "
            "63.000,00 €, cioè 4.410,00 € (reale, D.D. 319/2019, All. 1). Riducila di almeno 0,01 €."
        ),
    ),
    (
        FSE3,
        {"months": 13},
        "project.months",
        "Il progetto dura 13 mesi; il massimo è 12 (reale, D.D. 319/2019, All. 1).",
    ),
    (
        FSE3,
        {"attachments": frozenset()},
        "attachment.deminimis",
        "Dichiarazione de minimis: manca il file (dimostrativo).",
    ),
    (
        SPREADING,
        profile(SPREADING, kind=OrganisationKind.COMUNE),
        "organisation.kind",
        (
            "Questo bando non è aperto a: Comune (enti aggregatori privati reale; elenco dei tipi "
            "dimostrativo)."
        ),
    ),
    (
        SPREADING,
        costs(SPREADING, comunicazione="40000.01", personale="59999.99"),
        "cost.comunicazione.maximum",
        "Comunicazione: 40.000,01 €, cioè 40,00 % del totale; il massimo è 40,00 %",
    ),
    (
        SPREADING,
        {"own_funding": Decimal("19999.99")},
        "amounts.minimum_own_share",
        "I fondi propri sono 19.999,99 €",
    ),
    (
        COMMUNICATION,
        profile(COMMUNICATION, kind=OrganisationKind.ASSOCIATION),
        "organisation.kind",
        "Questo bando non è aperto a: Associazione non iscritta al RUNTS (enti pubblici reale",
    ),
    (
        COMMUNICATION,
        costs(COMMUNICATION, servizi="60000.01"),
        "amounts.maximum_grant",
        "Il contributo richiesto è 60.000,01 €; il massimo è 60.000,00 € (dimostrativo)",
    ),
    (
        FESR,
        costs(FESR, beni="799999.99"),
        "lot.minimum_value",
        (
            "Il progetto vale 999.999,99 €; nel lotto «Linea A – grandi progetti di imprese sociali» il "
            "minimo è 1.000.000,00 € (reale, strategia WE.CA.RE.): mancano 0,01 €."
        ),
    ),
    (
        FESR,
        profile(FESR, nonprofit=False),
        "lot.nonprofit",
        (
            "L'ente ha scopo di lucro. Il lotto «Linea A – grandi progetti di imprese sociali» è solo per "
            "chi non ne ha (reale, strategia WE.CA.RE.)."
        ),
    ),
    (
        FESR,
        profile(FESR, kind=OrganisationKind.SMALL_FIRM),
        "lot.kind",
        "Il lotto «Linea A – grandi progetti di imprese sociali» non è aperto a: Piccola impresa",
    ),
    (
        FESR,
        profile(FESR, size=OrganisationSize.LARGE),
        "lot.size",
        "La dimensione dell'ente è “Grande",
    ),
    (
        FESR,
        {"aid_form": "capital"},
        "lot.aid_form",
        (
            "Nel lotto «Linea A – grandi progetti di imprese sociali» non si chiede: contributo in conto "
            "capitale (reale, strategia WE.CA.RE.). Si può chiedere: prestito, garanzia."
        ),
    ),
    (
        FESR,
        {"lot": "B", "aid_form": "capital"} | costs(FESR, beni="80000.00", consulenze="20000.01"),
        "lot.maximum_value",
        (
            "Il progetto vale 100.000,01 €; nel lotto «Linea B – piccoli progetti di micro e piccole "
            "imprese» il massimo è 100.000,00 €"
        ),
    ),
    (
        FESR,
        answers(FESR, tema="cultura"),
        "question.tema",
        "Quale tema prioritario affronta?",
    ),
]
