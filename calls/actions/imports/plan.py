"""What a file of movements comes to: every row tried in order, on the figures the rows before leave.

It writes nothing. The trial that people read and the recording make the same plan.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from calls.actions.imports.rows import Row
from calls.actions.postings import name_in, name_of
from calls.engine.budgets import Change
from calls.engine.places import Place
from calls.enums import RemarkKind
from calls.models import BudgetMovement
from calls.policies.budgets import BudgetRefused, check_can_move, check_change, check_same_change
from calls.queries.books import Books
from calls.queries.figures import Effect, Figures, mark_of
from wecare.accounts.models import Person
from wecare.acts.actions.external import Said, act_of, key_of
from wecare.acts.models import Act
from wecare.acts.policies import ActRefused
from wecare.core.digests import digest

COLUMNS = {  # what a refusal is about, and the column that says it
    "amount": "importo",
    "out_of": "da",
    "into": "a",
    "act": "atto_numero",
    "adopted_on": "atto_data",
    "link": "atto_indirizzo",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said of a row."""

    kind: RemarkKind
    row: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A movement that the file brings; its act may be new and not saved."""

    row: int
    change: Change
    act: Act
    said: Said
    reason: str


class Plan:
    """The movements that the rows bring, what is said of the others, the figures before and after."""

    def __init__(
        self,
        rows: Sequence[Row],
        *,
        by: Person | None,
        at: datetime,
        on_row: Callable[[int], None] = lambda _count: None,
    ) -> None:
        self.books = Books()
        self.planned: list[Planned] = []
        self.remarks: list[Remark] = []
        self._by, self._at = by, at
        self._before: dict[Place, Figures] = {}
        self._said: dict[Said, Act] = {}
        self._acts = _acts_of(rows)
        self._done = _done_by(self._acts)
        for count, row in enumerate(rows, start=1):
            self._take(row)
            on_row(count)

    @property
    def effects(self) -> list[Effect]:
        """What all together do to each line and lot, in their order."""
        return [
            Effect(place, self._before[place], self.books.at(place))
            for place in sorted(self._before)
        ]

    @property
    def seen(self) -> str:
        """The mark of what the plan rests on: it changes if figures or recorded rows do."""
        return digest(
            {"figures": mark_of(self.effects), "rows": [each.row for each in self.planned]}
        )

    @property
    def new_acts(self) -> list[Act]:
        """The acts to be recorded, each once."""
        return list({each.act.key: each.act for each in self.planned if not each.act.pk}.values())

    def count(self, kind: RemarkKind) -> int:
        """How many rows have remarks of this kind."""
        return len({each.row for each in self.remarks if each.kind is kind})

    def _take(self, row: Row) -> None:
        if row.change is None or row.said is None:
            for column, text in row.wrong:
                self._remark(RemarkKind.WRONG, row, column, text)
            return
        try:
            act = self._act(row.said)
            check_change(row.change)
            if self._is_known(row, row.change, act):
                return
            check_can_move(row.change, books=self.books)
        except (ActRefused, BudgetRefused) as refusal:
            column = COLUMNS.get(refusal.about, "atto_numero")
            self._remark(RemarkKind.WRONG, row, column, str(refusal))
            return
        for effect in self.books.effects(row.change):
            self._before.setdefault(effect.place, effect.before)
        self.books.carry(row.change)
        self._done[name_of(row.change, act=act)] = (row.change.amount, row.number)
        self.planned.append(Planned(row.number, row.change, act, row.said, row.reason))

    def _act(self, said: Said) -> Act:
        if said not in self._said:
            act = act_of(said, known=self._acts, by=self._by, at=self._at)
            self._said[said] = self._acts.setdefault(act.key, act)
        return self._said[said]

    def _is_known(self, row: Row, change: Change, act: Act) -> bool:
        known = self._done.get(name_of(change, act=act))
        if known is None:
            return False
        amount, earlier = known
        check_same_change(amount, change, act=act)
        text = (
            _("È la stessa della riga %(row)s: un atto muove gli stessi soldi una volta sola.")
            % {"row": earlier}
            if earlier
            else _("Già registrato con %(act)s: non muove altri soldi.") % {"act": act}
        )
        self._remark(RemarkKind.KNOWN, row, "", text)
        return True

    def _remark(self, kind: RemarkKind, row: Row, column: str, text: str) -> None:
        self.remarks.append(Remark(kind, row.number, column, text))


def _acts_of(rows: Sequence[Row]) -> dict[str, Act]:
    keys = {key_of(row.said) for row in rows if row.said is not None}
    return {act.key: act for act in Act.objects.filter(key__in=keys).order_by("pk")}


def _done_by(acts: dict[str, Act]) -> dict[tuple[str, str, str], tuple[Decimal, int]]:
    """What these acts did before: its name, how much; the row is none of the file's."""
    recorded = BudgetMovement.objects.filter(act__in=acts.values()).order_by("pk")
    rows = recorded.values_list("movement_key", "act__key", "amount")
    return {name_in(key, act_key=act_key): (amount, 0) for key, act_key, amount in rows}
