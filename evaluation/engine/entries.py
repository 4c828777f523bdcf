"""What goes into a ranked list: the rules that order it and one entry per application."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self

from calls.engine import codec
from calls.engine.cents import Run
from calls.engine.codec import since
from calls.engine.computing import SHAPES, Looked
from calls.engine.facts import Fact, fact
from calls.engine.fund_parts import Parts
from calls.engine.places import parts_of_lot
from calls.engine.rulebook import Criterion, CriterionClass, Lot, Rulebook, TieRule
from calls.enums import ArticleTopic, Procedure, TieKind
from evaluation.enums import AdmissibilityOutcome
from wecare.core.money import ZERO

LAST_EDITION = 6  # of the published format
_NUMBER = re.compile(r"-?[0-9]{1,12}\.[0-9]{2}")
_PROTOCOL = re.compile(r"([0-9]{1,9})/([0-9]{4})")


@dataclass(frozen=True, slots=True)
class RankingRules:
    """The part of a rulebook that orders applications and gives money out.

    A list that scrolls has `given`, what each lot gave to another in the list before and never takes
    back, and `left`, the protocols of those who left since there is a list. `free` is by lot what stands
    on each of its funds and nobody holds, where the cents of the lots no longer say it.
    """

    lots: tuple[Lot, ...]
    classes: tuple[CriterionClass, ...]
    criteria: tuple[Criterion, ...]
    total_threshold: Decimal | None
    ties: tuple[TieRule, ...]
    thresholds_article: str = ""
    draw_seed: str = since(2, "")
    procedure: Procedure = since(3, Procedure.RANKED)
    scrolls: bool = since(4, False)
    given: Mapping[str, Decimal] = field(default_factory=dict, metadata={"since": 4})
    left: tuple[str, ...] = since(4, ())
    free: Mapping[str, Parts] = field(default_factory=dict, metadata={"since": 6})

    @property
    def edition(self) -> int:
        """The edition of the published format that can say these rules: the first that is enough."""
        if self.divides:
            return 6 if self.free else 5
        if self.scrolls:
            return 4
        if (
            self.by_arrival
            or any(rule.kind is TieKind.EARLIER_PROTOCOL for rule in self.ties)
            or any(each.computed is not None for each in self.criteria)
            or any(lot.reserves or lot.leftover_to for lot in self.lots)
        ):
            return 3
        later = any(rule.kind is TieKind.DRAW for rule in self.ties) or any(
            lot.minimum_offer is not None for lot in self.lots
        )
        return 2 if later else 1

    @property
    def divides(self) -> bool:
        """Whether several funds pay some lot together."""
        return any(lot.shares for lot in self.lots)

    @property
    def by_arrival(self) -> bool:
        """Whether who came first is first, as at a desk, and merit only admits."""
        return self.procedure is Procedure.DESK

    @property
    def asks_content(self) -> bool:
        """Whether what was sent says points, or who qualifies for a reserve."""
        return self.has_reserves or len(self.judged) < len(self.criteria)

    @property
    def has_reserves(self) -> bool:
        """Whether some lot keeps a part of its money for some."""
        return any(lot.reserves for lot in self.lots)

    @property
    def judged(self) -> tuple[Criterion, ...]:
        """The criteria that the panel gives points to."""
        return tuple(each for each in self.criteria if each.computed is None)

    @classmethod
    def of(cls, rulebook: Rulebook) -> Self:
        """Take the ranking rules out of a rulebook.

        Where a lot that several funds pay leaves money to another, all of them say what stands on their
        funds from the first list on: what is left is then never short of a cent of one of them.
        """
        shared = [lot for lot in rulebook.lots if lot.shares]
        leaves = any(lot.leftover_to for lot in shared)
        return cls(
            free={lot.code: parts_of_lot(lot) for lot in shared} if leaves else {},
            lots=rulebook.lots,
            classes=rulebook.classes,
            criteria=rulebook.criteria,
            total_threshold=rulebook.total_threshold,
            ties=rulebook.ties,
            thresholds_article=rulebook.article(ArticleTopic.THRESHOLDS),
            procedure=rulebook.procedure,
        )

    @classmethod
    def from_json(cls, data: object, *, edition: int) -> Self:
        """:raises FormatRefused: if the data are not ranking rules of this edition."""
        return codec.from_json(cls, data, place="rules", edition=edition)

    def to_json(self) -> Any:
        return codec.to_json(self, edition=self.edition)


@dataclass(frozen=True, slots=True)
class Entry:
    """One application as it enters the list; the protocol is number/year.

    `points` are the aggregated points by criterion, empty unless the application is admissible; of a
    criterion whose points come from data, `computed` has the value looked at instead; `reserves` are
    those of its lot that the application qualifies for. `received_at` is the instant of arrival in whole microseconds since 1970; without
    `minimum_acceptable` any partial offer may be made. In a list that scrolls `held` is what the list
    before granted, and `asks` what is still asked in all by who accepted a smaller project; `held_cents`
    are the cents of the lot that `held` is, where several funds pay it; or `held_parts` what stands of it
    on each fund, which is less than `held` where a part came back to the lot.
    """

    protocol: str
    lot: str
    requested: Decimal
    own_share_percent: Decimal
    received_at: int
    outcome: AdmissibilityOutcome
    points: Mapping[str, Decimal]
    organisation_name: str
    fiscal_code: str
    title: str
    minimum_acceptable: Decimal | None = None
    computed: Mapping[str, Looked] = field(default_factory=dict, metadata={"since": 3})
    reserves: tuple[str, ...] = since(3, ())
    asks: Decimal | None = since(4, None)
    held: Decimal = since(4, ZERO)
    held_cents: tuple[Run, ...] = since(5, ())
    held_parts: Parts = field(default_factory=dict, metadata={"since": 6})

    @property
    def claim(self) -> Decimal:
        """What is asked of the money; merit and ties look at what was requested."""
        return self.requested if self.asks is None else self.asks

    @property
    def wants(self) -> Decimal:
        """What is asked beyond what is held."""
        return self.claim - self.held

    @classmethod
    def from_json(cls, data: object, *, place: str = "entry", edition: int | None = None) -> Self:
        """:raises FormatRefused: if the data are not an entry of this edition."""
        return codec.from_json(cls, data, place=place, edition=edition)

    def to_json(self, *, edition: int | None = None) -> Any:
        return codec.to_json(self, edition=edition)

    def points_under(self, rules: RankingRules) -> Mapping[str, Decimal]:
        """The points of every criterion: those of the panel, and those that come from data."""
        if not self.computed:
            return self.points
        given = {
            each.code: each.computed.points(self.computed[each.code])
            for each in rules.criteria
            if each.computed is not None
        }
        return {**self.points, **given}

    @property
    def order(self) -> tuple[int, int, str]:
        """Where the entry stands among those that no merit orders: by protocol."""
        found = _PROTOCOL.fullmatch(self.protocol)
        number, year = (int(found[1]), int(found[2])) if found else (0, 0)
        return year, number, self.protocol


class EntryRefused(ValueError):
    """Unable to rank entries that do not agree with the rules; states each disagreement."""

    def __init__(self, facts: tuple[Fact, ...]) -> None:
        self.facts = facts
        super().__init__(", ".join(f"{each.code} {dict(each.values)}" for each in facts))


def check_entries(entries: Iterable[Entry], rules: RankingRules) -> None:
    """Make sure that the entries can be ranked.

    :raises EntryRefused: if a protocol stands twice, a lot or criterion is unknown, points lack or
        leave their scale, or an amount is not above zero.
    """
    listed = list(entries)
    counted = Counter(entry.protocol for entry in listed)
    problems = [
        fact("entry_repeated", protocol=protocol)
        for protocol, times in counted.items()
        if times > 1
    ]
    if not rules.draw_seed and any(rule.kind is TieKind.DRAW for rule in rules.ties):
        problems.append(fact("draw_seed_missing"))
    judged = {each.code: each for each in rules.judged}
    computed = {each.code: each for each in rules.criteria if each.computed is not None}
    lots = {lot.code: {each.code for each in lot.reserves} for lot in rules.lots}
    for entry in listed:
        if entry.lot not in lots:
            problems.append(fact("entry_lot_unknown", protocol=entry.protocol, read=entry.lot))
        elif entry.reserves:
            strange = sorted(set(entry.reserves) - lots[entry.lot])
            stated = {"protocol": entry.protocol, "lot": entry.lot}
            problems.extend(fact("entry_reserve_unknown", **stated, read=each) for each in strange)
        if entry.outcome is AdmissibilityOutcome.ADMISSIBLE:
            problems.extend(_points_problems(entry, judged))
            if computed or entry.computed:
                problems.extend(_value_problems(entry, computed))
            problems.extend(_amount_problems(entry))
    if problems:
        raise EntryRefused(tuple(problems))


def _points_problems(entry: Entry, judged: Mapping[str, Criterion]) -> Iterator[Fact]:
    for code, criterion in judged.items():
        points = entry.points.get(code)
        stated = {"protocol": entry.protocol, "criterion": criterion.title}
        if points is None:
            yield fact("entry_points_missing", **stated)
        elif not 0 <= points <= criterion.maximum:
            yield fact(
                "entry_points_outside",
                **stated,
                read_points=points,
                maximum_points=criterion.maximum,
            )
    for code in sorted(set(entry.points) - set(judged)):
        yield fact("entry_criterion_unknown", protocol=entry.protocol, read=code)


def _value_problems(entry: Entry, computed: Mapping[str, Criterion]) -> Iterator[Fact]:
    """What does not hold of the values that computed criteria look at."""
    for code in sorted(set(entry.computed) - set(computed)):
        yield fact("entry_criterion_unknown", protocol=entry.protocol, read=code)
    for code, criterion in computed.items():
        stated = {"protocol": entry.protocol, "criterion": criterion.title}
        if code not in entry.computed:
            yield fact("entry_value_missing", **stated)
            continue
        value = entry.computed[code]
        is_number = criterion.computed is not None and SHAPES[criterion.computed.function].unit
        if is_number and value is not None and _NUMBER.fullmatch(value) is None:
            yield fact("entry_value_unreadable", **stated, read=value[:40])


def _amount_problems(entry: Entry) -> Iterator[Fact]:
    if entry.requested <= 0:
        yield fact("entry_request_empty", protocol=entry.protocol, requested_amount=entry.requested)
    least = entry.minimum_acceptable
    if least is not None and not 0 < least <= entry.requested:
        yield fact(
            "entry_minimum_outside",
            protocol=entry.protocol,
            minimum_amount=least,
            requested_amount=entry.requested,
        )
    if entry.asks is not None and not 0 < entry.asks <= entry.requested:
        yield fact(
            "entry_asks_outside",
            protocol=entry.protocol,
            asked_amount=entry.asks,
            requested_amount=entry.requested,
        )
    if not 0 <= entry.held <= entry.claim:
        yield fact(
            "entry_held_outside",
            protocol=entry.protocol,
            held_amount=entry.held,
            asked_amount=entry.claim,
        )
