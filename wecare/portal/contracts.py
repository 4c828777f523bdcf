"""The service contracts of the accompaniment and who accompanies which project, as far as they are known.

Sources: D.D. 18 luglio 2017 n. 677 in BU 30 S1 of 27/07/2017; secondowelfare.it for the closing day of
the notice; the Region's page of the strategy for the two steps; newsbiella.it of 13/12/2019; atnews.it of
October 2018. Amounts in euro. Not found, hence blank: the awards and the contractors of both steps, the
acts and the amount of the second, the days on which services begin and end, and for the only body that is
named its fiscal code, its days and the title of the project.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from calls.engine.contracts import Help, Terms
from calls.enums import ContractActRole, ContractStep
from wecare.acts.actions.external import Said

MEASURE = "ACC"
FIRST, SECOND = "accompagnamento-fase-1", "accompagnamento-fase-2"


@dataclass(frozen=True, slots=True)
class KnownContract:
    """A contract with the acts that are known."""

    code: str
    terms: Terms
    acts: tuple[tuple[ContractActRole, Said], ...] = ()


CONTRACTS = (
    KnownContract(
        FIRST,
        Terms(
            title="Servizio di accompagnamento per la definizione di progetti di innovazione "
            "sociale – Fase 1",
            step=ContractStep.PREPARATION,
            procedure="Procedura negoziata sotto soglia sul MePA (art. 36, comma 2, lettera b, "
            "D.Lgs 50/2016)",
            amount=Decimal("245000.00"),
            cig="7142395ACD",
            tender_number="6796654",
            notice_from=date(2017, 7, 27),
            notice_until=date(2017, 9, 5),
            about="Sostiene le idee e i progetti esecutivi, anima il territorio e aiuta i capofila a "
            "trovare i partner. L'importo presunto è onnicomprensivo, per gli anni 2017 e 2018. Le "
            "aggiudicazioni non sono nelle fonti consultate.",
            source_mark="D.D. 677 del 18 luglio 2017, BU 30 S1 del 27 luglio 2017; per la chiusura "
            "dell'avviso, secondowelfare.it.",
        ),
        (
            (
                ContractActRole.DECISION,
                Said(
                    kind="DD",
                    number_text="DD 677/2017",
                    adopted_on=date(2017, 7, 18),
                    subject="Decisione di contrarre per il «Servizio di accompagnamento per la "
                    "definizione di progetti di innovazione sociale – Fase 1», Direzione Coesione "
                    "sociale, codice A15000 (oggetto in sintesi)",
                ),
            ),
        ),
    ),
    KnownContract(
        SECOND,
        Terms(
            title="Accompagnamento dei 22 progetti di welfare territoriale (nome di lavoro)",
            step=ContractStep.REALISATION,
            about="Il percorso per i 22 progetti è stato presentato nel dicembre 2019 al Collegio "
            "Carlo Alberto di Torino: quale ruolo il Collegio abbia nel servizio non è nelle fonti "
            "consultate.",
            source_mark="Presentazione regionale della strategia; newsbiella.it, 13 dicembre 2019.",
        ),
    ),
)

HELPS = (
    (
        FIRST,
        Help(
            measure="FSE1",
            project="Progetto dei cinque Distretti di Asti e Alessandria (nome di lavoro)",
            lead="C.I.S.S.A.C.A.",
            districts=(
                "acqui-ovada",
                "alessandria-valenza",
                "asti",
                "casale",
                "novi-tortona",
            ),
            body="Archidata",
            source_mark="atnews.it, ottobre 2018: società incaricata dalla Regione di accompagnare gli "
            "enti del quadrante. Che lo faccia in base alla D.D. 677 del 2017 è ricavato: da "
            "confermare.",
        ),
    ),
)
