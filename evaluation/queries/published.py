"""Published lists for everyone: page, CSV and JSON from the same frozen rows.

What is shown of an application is its organisation, fiscal code, title, aggregated points, amounts
and outcome; never a person, a single assessor's points or a written reason.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils.translation import get_language

from calls.engine import codec
from calls.engine.rulebook import Lot
from calls.models import Window
from evaluation.engine.entries import LAST_EDITION, RankingRules
from evaluation.engine.summaries import LotSummary, drawn_of, summaries
from evaluation.enums import ListCause, Outcome, RankedListState
from evaluation.labels import OUTCOMES
from evaluation.labels.money import lot_said
from evaluation.models import RankedList, RankedRow
from wecare.core.money import ZERO, total

LONG = ("input", "data", "document__context")  # megabytes of a long list, shown on no page
KEPT = 4  # published lists that a process holds ready, in one language each
CSV_HEAD = (
    "lotto",
    "posto",
    "protocollo",
    "ente",
    "codice_fiscale",
    "progetto",
    "punti",
    "richiesti_euro",
    "assegnati_euro",
    "esito",
)
_LONG = ("criteria", "classes", "keys", "cents")  # and not shown


@dataclass(frozen=True, slots=True)
class LotPart:
    """The rows of one lot and what its money became. `end_after` is the last row with money.

    `drawn` are the rows as a page wrote them, kept as long as the part is.
    """

    summary: LotSummary
    rows: tuple[RankedRow, ...]
    end_after: int | None
    said: tuple[str, ...]
    drawn: list[str] = field(default_factory=list, compare=False, repr=False)

    @property
    def lot(self) -> Lot:
        return self.summary.lot

    @property
    def granted(self) -> Decimal:
        return self.summary.granted

    @property
    def left(self) -> Decimal:
        return self.summary.left

    @property
    def ranked(self) -> tuple[RankedRow, ...]:
        return tuple(row for row in self.rows if row.position is not None)

    @property
    def excluded(self) -> tuple[RankedRow, ...]:
        return tuple(row for row in self.rows if row.position is None)


def lists() -> QuerySet[RankedList]:
    """Every published list, the last published first."""
    windows = Prefetch("call__windows", Window.objects.order_by("sequence"))
    return (
        RankedList.objects.filter(state=RankedListState.PUBLISHED.value)
        .select_related("call__line__measure", "call__act", "rulebook", "document__file")
        .prefetch_related(windows)
        .defer(*LONG)
        .order_by("-published_at", "-id")
    )


def of(*, call_code: str, version: int) -> QuerySet[RankedList]:
    """At most one published list: the one of this call and version; `newer` is a later version."""
    later = RankedList.objects.filter(
        call=OuterRef("call"),
        state=RankedListState.PUBLISHED.value,
        version__gt=OuterRef("version"),
    ).order_by("-version")
    found = lists().filter(call__code=call_code, version=version)
    return found.annotate(newer=Subquery(later.values("version")[:1]))


def publication_of(ranked_list: RankedList) -> dict[str, Any]:
    """What the published document says of stage, former version and what changed."""
    if ranked_list.follows_id is None:
        return {}
    said = RankedList.objects.filter(pk=ranked_list.pk).values_list("data__publication", flat=True)
    return said.get() or {}


def on_desk() -> QuerySet[RankedList]:
    """Every list, drafts too, for the office."""
    return (
        RankedList.objects.select_related(
            "call__line__measure",
            "rulebook",
            "document__file",
            "drawn_up_by",
            "approved_by",
            "published_by",
        )
        .defer(*LONG)
        .order_by("-version", "-id")
    )


def rows_of(ranked_list: RankedList) -> QuerySet[RankedRow]:
    """The rows in the order of the list: the one source of page, CSV and PDF."""
    return RankedRow.objects.filter(ranked_list=ranked_list).order_by("sequence")


def parts_of(ranked_list: RankedList) -> tuple[LotPart, ...]:
    """The rows by lot, each with its money; two queries whatever the length.

    Those of a published list never change (trigger): they are held ready for the next reader.
    """
    if ranked_list.is_published:
        return _frozen_parts(ranked_list, ranked_list.data_digest, get_language() or "")
    return _parts_of(ranked_list)


@lru_cache(maxsize=KEPT)
def _frozen_parts(ranked_list: RankedList, _digest: str, _language: str) -> tuple[LotPart, ...]:
    return _parts_of(ranked_list)


def _parts_of(ranked_list: RankedList) -> tuple[LotPart, ...]:
    by_lot: dict[str, list[RankedRow]] = {}
    for row in rows_of(ranked_list).defer(*_LONG):
        by_lot.setdefault(row.lot, []).append(row)
    lots = _lots_of(ranked_list)
    written = {lot.code: codec.to_json(lot) for lot in lots}
    return tuple(
        _part(summary, by_lot.get(summary.lot.code, []), written)
        for summary in _summaries(lots, by_lot)
    )


def table_head(ranked_list: RankedList) -> tuple[str, ...]:
    """The head of the table; where several funds pay a lot, what each pays comes last."""
    return (*CSV_HEAD, *(f"assegnati_euro_{fund}" for fund in funds_of(ranked_list)))


def funds_of(ranked_list: RankedList) -> tuple[str, ...]:
    """The funds of the list where several pay some lot of it, by code; none elsewhere."""
    lots = ranked_list.rulebook.rules.lots
    if not any(lot.shares for lot in lots):
        return ()
    alone = {lot.fund for lot in lots if not lot.shares}
    return tuple(sorted(alone.union(each.fund for lot in lots for each in lot.shares)))


def table_rows(ranked_list: RankedList) -> Iterator[tuple[str | int | Decimal, ...]]:
    """One line per row, under `table_head`; the writer neutralises what a spreadsheet would run."""
    funds = funds_of(ranked_list)
    alone = {lot.code: lot.fund for lot in ranked_list.rulebook.rules.lots if not lot.shares}
    for row in rows_of(ranked_list).defer(*_LONG, "why").iterator(500):
        paid = {alone[row.lot]: row.granted} if row.lot in alone else row.parts
        yield (
            row.lot,
            "" if row.position is None else row.position,
            row.protocol,
            row.organisation_name,
            row.fiscal_code,
            row.title,
            "" if row.points is None else row.points,
            row.requested,
            row.granted,
            str(OUTCOMES[Outcome(row.outcome)][0]),
            *(Decimal(paid.get(fund, ZERO)) for fund in funds),
        )


def csv_rows(ranked_list: RankedList) -> Iterator[tuple[str, ...]]:
    """The head and then the lines of the table, as text."""
    yield table_head(ranked_list)
    for row in table_rows(ranked_list):
        yield tuple(str(cell) for cell in row)


def counts(ranked_list: RankedList) -> dict[Outcome, int]:
    """How many rows have which outcome."""
    found = dict.fromkeys(Outcome, 0)
    for outcome in RankedRow.objects.filter(ranked_list=ranked_list).values_list(
        "outcome", flat=True
    ):
        found[Outcome(outcome)] += 1
    return found


def _lots_of(ranked_list: RankedList) -> tuple[Lot, ...]:
    """The lots with the money of this list: a scroll has what acts gave since, in its own rules."""
    if ranked_list.cause != ListCause.SCROLL:
        return ranked_list.rulebook.rules.lots
    said = RankedList.objects.filter(pk=ranked_list.pk).values_list("data__rules", "data__format")
    rules, form = said.get()
    return RankingRules.from_json(rules, edition=int(form.rpartition("/")[2])).lots


def _summaries(
    lots: Sequence[Lot], by_lot: Mapping[str, Sequence[RankedRow]]
) -> tuple[LotSummary, ...]:
    granted = {code: total(row.granted for row in rows) for code, rows in by_lot.items()}
    with_reserves = [lot.code for lot in lots if lot.reserves]
    said = [(code, row.why) for code in with_reserves for row in by_lot.get(code, [])]
    paid: dict[tuple[str, str], Decimal] = {}
    for code, rows in by_lot.items():
        for row in rows:
            for fund, amount in row.parts.items():
                paid[code, fund] = paid.get((code, fund), ZERO) + Decimal(amount)
    return summaries(lots, granted, drawn_of(said), paid)


def _part(summary: LotSummary, rows: list[RankedRow], lots: Mapping[str, Any]) -> LotPart:
    paid = [row for row in rows if row.granted > ZERO]
    return LotPart(
        summary=summary,
        rows=tuple(rows),
        end_after=paid[-1].sequence if paid else None,
        said=tuple(lot_said(summary.to_json(edition=LAST_EDITION), lots)),
    )
