"""Decrees on the desk, and what adopting one brings about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from applicants.enums import Power
from applicants.models import Application
from applicants.queries.mandates import applications_of
from calls.engine.fund_parts import Parts, less
from calls.engine.places import parts_of
from calls.engine.rulebook import Rulebook
from calls.models import Call
from evaluation.enums import ListCause
from evaluation.models import RankedList, RankedRow
from evaluation.queries.addressees import readers
from evaluation.queries.published import LONG
from funding.enums import AwardState
from funding.models import Award, Decree
from funding.queries.awards.standing import given_to
from wecare.accounts.models import Person
from wecare.core.money import ZERO, total


@dataclass(frozen=True, slots=True)
class Plan:
    """What adopting a list's decree does: rows it grants anew, and awards it ends before.

    A list that scrolls another ends the awards of who left or gets another amount; what stays as it
    is, is not touched. `carried` is submission → fund → euro that were paid already, of those that are
    replaced: they are neither given back nor committed anew.
    """

    rules: Rulebook
    new: tuple[RankedRow, ...]
    ended: tuple[Award, ...] = ()
    replaced: frozenset[int] = frozenset()  # submissions among the ended that get another amount
    carried: Mapping[int, Parts] = field(default_factory=dict)

    def given(self, submission_id: int) -> Decimal:
        """What was paid already to who is replaced, in euro."""
        return total(self.carried.get(submission_id, {}).values())

    def to_commit(self, row: RankedRow) -> Decimal:
        """What the decree commits for a row, in euro."""
        return row.granted - self.given(row.submission_id)

    def parts_to_commit(self, row: RankedRow) -> dict[str, Decimal]:
        """What the decree commits for a row on each fund; below zero where more of a fund was paid."""
        parts = parts_of(self.rules.lot(row.lot), row.granted, row.parts)
        return less(parts, self.carried.get(row.submission_id, {}))

    def to_release(self, award: Award) -> Decimal:
        """What the decree takes back from an award it ends, in euro."""
        return award.amount - self.given(award.submission_id)

    def parts_to_release(self, award: Award) -> dict[str, Decimal]:
        """What the decree takes back on each fund from an award it ends."""
        parts = parts_of(self.rules.lot(award.lot), award.amount, award.parts)
        return less(parts, self.carried.get(award.submission_id, {}))

    @property
    def amount(self) -> Decimal:
        return total(self.to_commit(row) for row in self.new)

    @property
    def released(self) -> Decimal:
        return total(self.to_release(award) for award in self.ended)


def on_desk() -> QuerySet[Decree]:
    """Every decree with its act, list and call, the last begun first."""
    return (
        Decree.objects.select_related(
            "act__proof",
            "act__document",
            "act__adopted_by",
            "ranked_list__call__line__measure",
            "ranked_list__call__fund",
            "ranked_list__rulebook",
            "ranked_list__document",
            "created_by",
        )
        .defer(
            *(f"ranked_list__{each}" for each in LONG),
            "act__proof__context",
            "act__document__context",
        )
        .order_by("-id")
    )


def of_list(ranked_list: RankedList) -> Decree | None:
    """The decree that carries out a list, if begun."""
    return on_desk().filter(ranked_list=ranked_list).first()


def of_call(call: Call) -> QuerySet[Decree]:
    """The decrees of a call."""
    return on_desk().filter(ranked_list__call=call)


def awards_of(decree: Decree) -> QuerySet[Award]:
    """What the decree granted, in the order of the list's protocols."""
    return (
        Award.objects.filter(decree=decree)
        .select_related("organisation", "submission")
        .order_by("lot", "submission__protocol_year", "submission__protocol_number")
    )


def rows_of(ranked_list: RankedList) -> QuerySet[RankedRow]:
    """Every row of a list, in its order."""
    return (
        RankedRow.objects.filter(ranked_list=ranked_list)
        .select_related("submission__organisation", "submission__application")
        .order_by("sequence")
    )


def rows_granted(ranked_list: RankedList) -> QuerySet[RankedRow]:
    """The rows that bring money."""
    return rows_of(ranked_list).filter(granted__gt=ZERO)


def live_awards(call: Call) -> QuerySet[Award]:
    """What stands granted in a call."""
    return (
        Award.objects.filter(decree__ranked_list__call=call, state=AwardState.GRANTED.value)
        .select_related("submission", "organisation")
        .order_by("pk")
    )


def hold_live(call: Call) -> None:
    """Wait for whoever moves money of an award of the call; its line is held already."""
    mine = Award.objects.filter(decree__ranked_list__call=call, state=AwardState.GRANTED.value)
    list(
        Award.objects.select_for_update(of=("self",))
        .filter(pk__in=mine.values("pk"))
        .order_by("pk")
    )


def plan_of(ranked_list: RankedList) -> Plan:
    """What the decree of the list is to do, from the awards that stand now."""
    rows, rules = list(rows_granted(ranked_list)), ranked_list.rulebook.rules
    if ranked_list.cause != ListCause.SCROLL:
        return Plan(rules, tuple(rows))
    live = {each.submission_id: each for each in live_awards(ranked_list.call)}
    same = {
        row.submission_id
        for row in rows
        if row.submission_id in live and live[row.submission_id].amount == row.granted
    }
    ended = tuple(each for key, each in live.items() if key not in same)
    new = tuple(row for row in rows if row.submission_id not in same)
    replaced = frozenset(row.submission_id for row in new if row.submission_id in live)
    return Plan(rules, new, ended, replaced, given_to(ended, rules))


def addressees(ranked_list: RankedList) -> dict[int, list[Person]]:
    """Application of the list → everyone who may read it, for the organisation that wrote it."""
    listed = rows_of(ranked_list).order_by().values("submission__application")
    return readers(Application.objects.filter(pk__in=listed))


def awards_of_person(person_id: int) -> QuerySet[Award]:
    """The awards of the applications a person may read."""
    return (
        Award.objects.filter(submission__application__in=applications_of(person_id, Power.READS))
        .select_related("submission", "decree__act", "organisation")
        .order_by("-granted_at", "-id")
    )
