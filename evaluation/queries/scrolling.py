"""What follows a definitive list: who left, who answered, what money came, who would be next."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import QuerySet, Sum

from applicants.models import Application
from calls.engine.cents import Run
from calls.models import BudgetMovement, Call
from evaluation.engine.drawing import draw_up, input_json
from evaluation.engine.entries import Entry, EntryRefused, RankingRules
from evaluation.engine.privacy import named, of_persons
from evaluation.engine.publication import Change, changes, days_end
from evaluation.engine.rows import Row
from evaluation.engine.scrolling import Moved, Standing, following
from evaluation.engine.ties import UnsettledTie
from evaluation.enums import ListStage, OfferReply, RankedListState
from evaluation.models import Departure, OfferAnswer, RankedList, RankedRow, ReturnedMoney
from evaluation.queries.on_funds import on_funds
from evaluation.queries.ranking_input import published_entries, submissions_by_protocol
from evaluation.queries.settled import settled
from wecare.core.digests import digest
from wecare.core.money import ZERO
from wecare.ledger.models import Movement


@dataclass(frozen=True)
class ScrollInput:
    """What the next version of a definitive list is drawn up from, and how that differs."""

    base: RankedList
    rules: RankingRules
    entries: tuple[Entry, ...]
    left: tuple[Departure, ...]
    more: Mapping[str, Decimal]
    is_stirred: bool  # whether anything happened at all since the list was published

    @cached_property
    def digest(self) -> str:
        return digest(input_json(self.entries, self.rules))

    @cached_property
    def is_new(self) -> bool:
        """Whether somebody left, or somebody would have other money than in the list as it is."""
        return self.is_stirred and any(
            each.before is None
            or each.after is None
            or each.before["granted"] != each.after["granted"]
            for each in self.changes
        )

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """:raises UnsettledTie: if money ends between equal places."""
        return draw_up(self.entries, self.rules)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Who stands otherwise than in the list as it is: outcome and money, not mere places."""
        listed = [row.to_json() for row in self.rows]
        return changes(self.base.data["rows"], listed, places=False)

    @property
    def next_up(self) -> list[tuple[Change, Decimal]]:
        """Who gets more than before, in order, and how much more."""
        found = []
        for change in self.changes:
            before = Decimal(change.before["granted"]) if change.before else ZERO
            after = Decimal(change.after["granted"]) if change.after else ZERO
            if after > before:
                found.append((change, after - before))
        return found

    def to_json(self) -> dict[str, Any]:
        """What the published document says of why it scrolls."""
        return {
            "left": [
                {"protocol": each.submission.protocol, "kind": each.kind} for each in self.left
            ],
            "more": {code: str(amount) for code, amount in sorted(self.more.items())},
        }


def last_definitive(call: Call) -> QuerySet[RankedList]:
    """At most one: the last published definitive list of the call, with all it holds."""
    last = (
        RankedList.objects.filter(
            call=call,
            state=RankedListState.PUBLISHED.value,
            stage=ListStage.DEFINITIVE.value,
        )
        .order_by("-version")
        .values("pk")[:1]
    )
    return RankedList.objects.filter(pk__in=last).select_related("call", "rulebook").order_by("pk")


def row_of(application: Application) -> RankedRow | None:
    """The application's row in the last definitive list of its call."""
    return (
        RankedRow.objects.filter(
            ranked_list__in=last_definitive(application.call).values("pk"),
            submission__application=application,
        )
        .select_related("ranked_list__rulebook", "ranked_list__call", "submission__organisation")
        .defer("ranked_list__input", "ranked_list__data")
        .order_by("pk")
        .first()
    )


def departure_of(application: Application) -> Departure | None:
    """How the application left, if it did."""
    return Departure.objects.filter(submission__application=application).order_by("pk").first()


def answer_of(row: RankedRow) -> OfferAnswer | None:
    """What was answered to the offer of this row."""
    return (
        OfferAnswer.objects.filter(ranked_list=row.ranked_list_id, submission=row.submission_id)
        .select_related("answered_by")
        .order_by("pk")
        .first()
    )


def offer_until(row: RankedRow) -> datetime | None:
    """Until when an offer in part is answered; None where the rules give no days."""
    days = row.ranked_list.rulebook.rules.terms.offer_days
    published_at = row.ranked_list.published_at
    return None if days is None or published_at is None else days_end(published_at, days)


def departures_of(call: Call) -> QuerySet[Departure]:
    """Everyone who left the lists of the call, the last first."""
    return (
        Departure.objects.filter(ranked_list__call=call)
        .select_related("submission__organisation", "act", "recorded_by", "ranked_list")
        .order_by("-recorded_at", "-id")
    )


def answers_of(ranked_list: RankedList) -> QuerySet[OfferAnswer]:
    """The answers to the offers of a list, in their order."""
    return (
        OfferAnswer.objects.filter(ranked_list=ranked_list)
        .select_related("submission__organisation", "answered_by")
        .order_by("answered_at", "id")
    )


def scroll_input(base: RankedList) -> ScrollInput:
    """What the version after `base` is drawn up from: its own frozen input, as the engine moves it on.

    Who left is there no more; who accepted less, or has settled, asks for that; a lot has the money that
    acts gave it or took since the call was published.
    """
    standing = standing_of(base)
    left = tuple(
        Departure.objects.filter(ranked_list__call=base.call_id)
        .select_related("submission")
        .order_by("recorded_at", "id")
    )
    more = more_money(base.call)
    rules = base.rulebook.rules
    moved = Moved(
        left=frozenset(each.submission.protocol for each in left),
        asks=_accepted(base, standing),
        amounts={lot.code: lot.amount + more.get(lot.code, ZERO) for lot in rules.lots},
    )
    standing = replace(standing, funds=on_funds(base, standing, moved))
    entries, moved_rules = following(standing, moved)
    entries = named(entries, _names(entries, base.call))
    return ScrollInput(
        base=base,
        rules=moved_rules,
        entries=published_entries(entries, moved_rules),
        left=left,
        more=more,
        is_stirred=_is_stirred(standing, moved),
    )


def standing_of(base: RankedList) -> Standing:
    """The published list as the engine scrolls it."""
    edition = int(str(base.data["format"]).rpartition("/")[2])
    return Standing(
        entries=tuple(Entry.from_json(each, edition=edition) for each in base.input["entries"]),
        rules=RankingRules.from_json(base.input["rules"], edition=edition),
        granted={row["protocol"]: Decimal(row["granted"]) for row in base.data["rows"]},
        given={lot["code"]: Decimal(lot.get("given", "0.00")) for lot in base.data["lots"]},
        cents={
            row["protocol"]: tuple(Run(**each) for each in row.get("cents", []))
            for row in base.data["rows"]
        },
    )


def _is_stirred(standing: Standing, moved: Moved) -> bool:
    amounts = {lot.code: lot.amount for lot in standing.rules.lots}
    return (
        bool(moved.left - set(standing.rules.left))
        or bool(moved.asks)
        or dict(moved.amounts or {}) != amounts
    )


def is_to_scroll(call: Call) -> bool:
    """Whether the last definitive list should be scrolled: somebody left, or money came.

    A list whose money now ends between equal places should too: the scroll says why it cannot.
    """
    base = last_definitive(call).first()
    if base is None:
        return False
    try:
        return scroll_input(base).is_new
    except (UnsettledTie, EntryRefused):
        return True


def more_money(call: Call, *, before: datetime | None = None) -> dict[str, Decimal]:
    """Lot → what acts gave it, less what they took, since the call was published, with what came back
    from awards; zeros left out. Only what was recorded `before` an instant, if one is given.
    """
    found: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    by_act = BudgetMovement.objects.filter(call=call)
    returned = ReturnedMoney.objects.filter(call=call)
    if before is not None:
        posted = Movement.objects.filter(happened_at__lt=before)
        by_act = by_act.filter(movement_key__in=posted.order_by().values("key"))
        returned = returned.filter(recorded_at__lt=before)
    for side, sign in (("into_lot", 1), ("out_of_lot", -1)):
        moved = by_act.exclude(**{side: ""})
        for code, amount in _sums(
            moved.values_list(side).annotate(sum=Sum("amount")).order_by(side)
        ):
            found[code] += sign * amount
    back = returned.values_list("lot").annotate(sum=Sum("amount")).order_by("lot")
    for code, amount in _sums(back):
        found[code] += amount
    return {code: amount for code, amount in found.items() if amount}


def _names(entries: tuple[Entry, ...], call: Call) -> dict[str, str]:
    """Protocol → the name of each natural person, also of those that the list did not name."""
    persons = of_persons(entries)
    if not persons:
        return {}
    found = submissions_by_protocol(call)
    return {each: found[each].content["organisation"]["name"] for each in persons}


def _sums(rows: Iterable[Any]) -> Iterable[tuple[str, Decimal]]:
    return ((str(code), Decimal(amount)) for code, amount in rows)


def _accepted(base: RankedList, standing: Standing) -> dict[str, Decimal]:
    """Protocol → the contribution accepted with a smaller project, or settled with, of those still in
    the list.
    """
    reshaped = OfferAnswer.objects.filter(
        ranked_list=base, reply=OfferReply.RESHAPED.value
    ).select_related("submission")
    known = {entry.protocol for entry in standing.entries}
    accepted = {
        each.submission.protocol: each.amount for each in reshaped.order_by("answered_at", "id")
    }
    asks = {**accepted, **settled(base.call)}
    return {protocol: amount for protocol, amount in asks.items() if protocol in known}
