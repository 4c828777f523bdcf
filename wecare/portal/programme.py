"""The programme as the acts made it: what is known to be real, with its source.

Sources: the Region's page and presentation of the strategy; D.G.R. 22 maggio 2017 n. 22-5076
(BU 21 S1 of 25/05/2017); for the two lines of the FESR measure the call of 24/08/2018 (BU 37 of
13/09/2018); for the later acts the Region's pages on the single measures. Amounts in euro. Where
the sources do not give an amount, the act is told and no money is moved.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class KnownFund:
    """A fund, and who pays it in per cent (Union, State, Region) where that is known."""

    title: str
    shares: tuple[Decimal, Decimal, Decimal] | None = None
    shares_source: str = ""


FUNDS = {
    "FSE": KnownFund(
        "Fondo sociale europeo, POR Piemonte 2014-2020",
        (Decimal("50.00"), Decimal("35.00"), Decimal("15.00")),
        "Ricavato dagli importi della D.D. 1211 del 30 ottobre 2018 (accertamento di 3.060.000,00 "
        "euro su 3.600.000,00) e dal riparto consueto tra Unione e Stato: da confermare.",
    ),
    "FESR": KnownFund("Fondo europeo di sviluppo regionale, POR Piemonte 2014-2020"),
    "FSC": KnownFund("Fondo sviluppo e coesione 2014-2020"),
}

ACT_KIND = "DGR"
ACT_NUMBER = "DGR 22-5076"
ACT_DATE = date(2017, 5, 22)
ACT_SUBJECT = (
    "Approvazione dell'atto di indirizzo «WE.CA.RE. – Welfare Cantiere Regionale, strategia per lo "
    "sviluppo di processi di innovazione nei servizi sociali»"
)
SOURCE = "Fonte: D.G.R. 22-5076 del 22 maggio 2017"


@dataclass(frozen=True, slots=True)
class KnownAct:
    """An act of the story whose amount is not in the sources: it is told, and moves nothing."""

    measure: str
    kind: str
    number: str
    adopted_on: date
    subject: str
    text: str


STORY = (
    KnownAct(
        "FSE3",
        "DD",
        "DD 698/2019",
        date(2019, 5, 21),
        "Scorrimento della graduatoria della misura «Disseminazione e diffusione del welfare "
        "aziendale tramite enti aggregatori»",
        "Altre risorse: sono finanziati tutti i progetti ammissibili della graduatoria. L'importo "
        "non è nelle fonti consultate.",
    ),
    KnownAct(
        "FESR",
        "DGR",
        "DGR 50-2397",
        date(2020, 11, 27),
        "Copertura della misura con il Fondo sviluppo e coesione 2014-2020, dopo la delibera CIPE "
        "41 del 28 luglio 2020",
        "La misura passa dal FESR al Fondo sviluppo e coesione; ciò che era impegnato resta sul "
        "fondo su cui è nato. L'importo non è nelle fonti consultate.",
    ),
)


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A line with its money, in euro."""

    code: str
    title: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class KnownMeasure:
    """A measure as the strategy describes it."""

    code: str
    title: str
    fund: str
    aim: str
    beneficiaries: str
    procedure: str
    lines: tuple[KnownLine, ...]


def _whole(amount: str) -> tuple[KnownLine, ...]:
    return (KnownLine("unica", "Linea unica", Decimal(amount)),)


MEASURES = (
    KnownMeasure(
        "FSE1",
        "Sperimentazione di azioni innovative di welfare territoriale",
        "FSE",
        "Il welfare di comunità come motore di sviluppo del territorio: risposte più efficaci, "
        "efficienti ed eque, e Distretti della Coesione Sociale più forti.",
        "Reti di partenariato territoriale guidate da un Distretto della Coesione Sociale, con "
        "altri enti pubblici e del Terzo settore. Un progetto per Distretto.",
        "Bando riservato in due fasi",
        _whole("6400000.00"),
    ),
    KnownMeasure(
        "FSE2",
        "Progetti di innovazione sociale per il terzo settore",
        "FSE",
        "Imprese sociali e Terzo settore innovativi, nuova governance, uso intelligente della "
        "tecnologia.",
        "Imprese sociali ed enti del Terzo settore.",
        "Bando con graduatoria e due lotti",
        _whole("3600000.00"),
    ),
    KnownMeasure(
        "FSE3",
        "Promozione del welfare aziendale",
        "FSE",
        "Welfare aziendale progettato e avviato con le imprese del territorio, con attenzione alle "
        "pari opportunità e alle politiche di genere.",
        "Piccole e medie imprese, incoraggiate a lavorare insieme.",
        "Tre bandi con graduatoria",
        _whole("4000000.00"),
    ),
    KnownMeasure(
        "FESR",
        "Rafforzamento di attività imprenditoriali che producono effetti socialmente desiderabili",
        "FESR",
        "Uno strumento finanziario misto per progetti sanitari e socio-assistenziali e per la "
        "crescita delle imprese.",
        "Linea A: piccole e medie imprese sociali senza scopo di lucro. Linea B: micro e piccole "
        "imprese, con o senza scopo di lucro.",
        "Sportello valutativo",
        (
            KnownLine("A", "Linea A – progetti di imprese sociali", Decimal("4000000.00")),
            KnownLine("B", "Linea B – progetti di micro e piccole imprese", Decimal("1000000.00")),
        ),
    ),
    KnownMeasure(
        "ACC",
        "Accompagnamento",
        "FSE",
        "Rafforzare i beneficiari, la loro collaborazione e i Distretti.",
        "Soggetti esperti nell'accompagnare l'innovazione sociale.",
        "Contratto pubblico di servizi",
        _whole("1000000.00"),
    ),
)
