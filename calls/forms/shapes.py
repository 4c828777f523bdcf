"""The tables of the editor: where each stands in the draft, its rows, and the words around it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from calls.forms import computing, groups, lots, parts, phases, scoring, spending, tables
from calls.forms.rows import RowForm

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an editor: its key in the draft, its row, the words around it.

    The few short fields of a compact row stand side by side.
    """

    key: str
    row: type[RowForm]
    title: Words
    one: Words
    add: Words
    is_compact: bool = False
    starts_empty: bool = False  # most calls write nothing here: no blank row is shown


LOTS = Table(
    "lots",
    lots.LotRow,
    gettext_lazy("Lotti"),
    gettext_lazy("Lotto"),
    gettext_lazy("Aggiungi un lotto"),
)
RESERVES = Table(
    "reserves",
    lots.ReserveRow,
    gettext_lazy("Riserve di fondi dentro i lotti"),
    gettext_lazy("Riserva"),
    gettext_lazy("Aggiungi una riserva"),
    starts_empty=True,
)
SHARES = Table(
    "shares",
    lots.FundShareRow,
    gettext_lazy("Più fondi che pagano insieme un lotto"),
    gettext_lazy("Fondo"),
    gettext_lazy("Aggiungi un fondo"),
    is_compact=True,
    starts_empty=True,
)
SECTIONS = Table(
    "sections",
    tables.SectionRow,
    gettext_lazy("Sezioni del modulo"),
    gettext_lazy("Sezione"),
    gettext_lazy("Aggiungi una sezione"),
)
QUESTIONS = Table(
    "questions",
    tables.QuestionRow,
    gettext_lazy("Domande della sezione"),
    gettext_lazy("Domanda"),
    gettext_lazy("Aggiungi una domanda"),
)
ATTACHMENTS = Table(
    "attachments",
    tables.AttachmentRow,
    gettext_lazy("Documenti da allegare"),
    gettext_lazy("Documento"),
    gettext_lazy("Aggiungi un documento"),
)
COST_GROUPS = Table(
    "cost_groups",
    spending.CostGroupRow,
    gettext_lazy("Macrovoci"),
    gettext_lazy("Macrovoce"),
    gettext_lazy("Aggiungi una macrovoce"),
    starts_empty=True,
)
COSTS = Table(
    "costs",
    spending.CostRow,
    gettext_lazy("Voci di spesa"),
    gettext_lazy("Voce"),
    gettext_lazy("Aggiungi una voce"),
)
BRACKETS = Table(
    "own_share_brackets",
    spending.BracketRow,
    gettext_lazy("Quota propria per scaglioni di valore"),
    gettext_lazy("Scaglione"),
    gettext_lazy("Aggiungi uno scaglione"),
    is_compact=True,
)
CLASSES = Table(
    "classes",
    scoring.ClassRow,
    gettext_lazy("Classi"),
    gettext_lazy("Classe"),
    gettext_lazy("Aggiungi una classe"),
    is_compact=True,
)
CRITERIA = Table(
    "criteria",
    scoring.CriterionRow,
    gettext_lazy("Criteri"),
    gettext_lazy("Criterio"),
    gettext_lazy("Aggiungi un criterio"),
)
COMPUTED = Table(
    "computed",
    computing.ComputationRow,
    gettext_lazy("Criteri calcolati dai dati e premialità"),
    gettext_lazy("Calcolo"),
    gettext_lazy("Aggiungi un calcolo"),
    starts_empty=True,
)
TIES = Table(
    "ties",
    scoring.TieRow,
    gettext_lazy("Regole, nell'ordine in cui si applicano"),
    gettext_lazy("Regola"),
    gettext_lazy("Aggiungi una regola"),
)
COMPULSORY = Table(
    "compulsory",
    groups.CompulsoryRow,
    gettext_lazy("Partner obbligatori"),
    gettext_lazy("Partner obbligatorio"),
    gettext_lazy("Aggiungi un partner obbligatorio"),
)
CAPS = Table(
    "caps",
    groups.CapRow,
    gettext_lazy("In quante domande si partecipa"),
    gettext_lazy("Limite"),
    gettext_lazy("Aggiungi un limite"),
)
CONDITIONS = Table(
    "conditions",
    groups.ConditionRow,
    gettext_lazy("Capofila a condizione"),
    gettext_lazy("Condizione"),
    gettext_lazy("Aggiungi una condizione"),
)
GRANTS = Table(
    "grants",
    groups.GrantRow,
    gettext_lazy("Tabella di riparto"),
    gettext_lazy("Distretto"),
    gettext_lazy("Aggiungi un Distretto"),
    is_compact=True,
)
WINDOWS = Table(
    "more",
    parts.WindowRow,
    gettext_lazy("Altre finestre"),
    gettext_lazy("Altra finestra"),
    gettext_lazy("Aggiungi una finestra"),
    is_compact=True,
)
PHASES = Table(
    "phases",
    phases.PhaseRow,
    gettext_lazy("Fasi, nel loro ordine"),
    gettext_lazy("Fase"),
    gettext_lazy("Aggiungi una fase"),
)
