"""What the conditions of an award are told: shares, answers of registers, other aids, what came after."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum
from django.utils.timezone import localdate

from applicants.models import Submission
from calls.engine.rulebook import Rulebook
from calls.enums import AidRegime
from calls.models import Call
from evaluation.models import RankedList
from funding.engine import conditions as engine
from funding.engine.condition_facts import Adhesion, Condition, Facts, Member, Wanted
from funding.engine.de_minimis import Aid, window_from
from funding.enums import AwardState, RegisterKind
from funding.models import (
    Award,
    CallConditions,
    Reduction,
    RegisterAnswer,
)
from funding.queries.awards.shares import Share, entered_on, groups, shares
from funding.queries.conditions.adhesion import adhesions
from funding.queries.conditions.answers import as_value, in_force, single_undertaking
from funding.queries.conditions.answers import went_on as who_went_on
from wecare.core import clock
from wecare.core.money import ZERO

DEFAULT = Wanted()  # of a call of which nobody said what it wants: only what its rulebook says


@dataclass(frozen=True, slots=True)
class Sought:
    """A sent application with what it is to be granted, or was: `award` where it was."""

    submission: Submission
    amount: Decimal
    award: Award | None = None


def set_for(call: Call) -> CallConditions | None:
    """What the office set for the call last."""
    rows = CallConditions.objects.filter(call=call).select_related("act", "set_by")
    return rows.order_by("-id").first()


def settings_of(call: Call) -> QuerySet[CallConditions]:
    """Everything that was set for the call, the last first."""
    rows = CallConditions.objects.filter(call=call).select_related("act", "set_by")
    return rows.order_by("-id")


def calls_that_want_durc() -> list[int]:
    """The calls of which a DURC was set last; one query."""
    rows = CallConditions.objects.order_by("call", "-id").distinct("call")
    return [call for call, durc in rows.values_list("call", "durc") if durc]


def wanted(rules: Rulebook, row: CallConditions | None) -> Wanted:
    """What a call wants: the regime as its rulebook says, else as it was set; the rest as set."""
    said = rules.terms.aid_regime
    if row is None:
        return Wanted(
            said, DEFAULT.cup, DEFAULT.durc, DEFAULT.antimafia, acceptance=DEFAULT.acceptance
        )
    regime = said or (AidRegime(row.regime) if row.regime else None)
    return Wanted(regime, row.cup, row.durc, row.antimafia, row.acceptance)


def wanted_of(ranked_list: RankedList) -> Wanted:
    """What the call of a list wants, by the rules of that list."""
    return wanted(ranked_list.rulebook.rules, set_for(ranked_list.call))


def facts_of(
    sought: Sequence[Sought],
    wants: Wanted,
    *,
    on: date,
    adhered: Mapping[int, Adhesion] | None = None,
) -> dict[int, Facts]:
    """Submission → what its conditions are told on a day, in as many queries for many as for one.

    Each counts among the aids of the others, as they are granted by one act. `adhered` says of each
    award what its beneficiary did, where it is at hand.
    """
    submissions = [each.submission for each in sought]
    partners, answers = groups(submissions), in_force(each.pk for each in submissions)
    shared = {
        each.submission.pk: shares(each.submission, each.amount, partners[each.submission.pk])
        for each in sought
    }
    days = {
        each.submission.pk: on if each.award is None else localdate(each.award.granted_at)
        for each in sought
    }
    aids = _aids(shared, answers, wants, days)
    entered = entered_on(submissions)
    went_on = who_went_on(answers)
    years = _year_amounts(sought)
    if adhered is None:
        adhered = adhesions([each.award for each in sought if each.award is not None])
    found = {}
    for each in sought:
        key, award = each.submission.pk, each.award
        members = tuple(
            Member(
                share.fiscal_code,
                share.name,
                share.kind,
                share.amount,
                {kind: as_value(row) for kind, row in answers[key, share.fiscal_code].items()}
                if (key, share.fiscal_code) in answers
                else {},
                aids.get((key, share.fiscal_code), ()),
                entered.get((key, share.fiscal_code)),
                (key, share.fiscal_code) in went_on,
            )
            for share in shared[key]
        )
        found[key] = Facts(
            wants,
            on=on,
            granted_on=days[key],
            members=members,
            year_amount=years.get(key, each.amount),
            published_on=None if award is None else _published_on(award),
            adhesion=Adhesion() if award is None else adhered[award.pk],
        )
    return found


def facts_of_award(
    award: Award,
    *,
    on: date | None = None,
    wants: Wanted | None = None,
    adhered: Adhesion | None = None,
) -> Facts:
    """What the conditions of an award are told, today or on a day; asks for what is not at hand."""
    submission = Submission.objects.get(pk=award.submission_id)
    wants = wants or wanted_of(award.decree.ranked_list)
    on = on or clock.today()
    known = None if adhered is None else {award.pk: adhered}
    sought = [Sought(submission, award.amount, award)]
    return facts_of(sought, wants, on=on, adhered=known)[submission.pk]


def conditions_of(award: Award, *, on: date | None = None) -> tuple[Condition, ...]:
    """Every condition for paying an award, today or on a day."""
    return engine.to_pay(facts_of_award(award, on=on))


def codes_of(submissions: Sequence[Submission]) -> frozenset[str]:
    """The fiscal codes of all who take part, and of their single undertakings."""
    found = {each.content["organisation"]["fiscal_code"] for each in submissions}
    for group in groups(submissions).values():
        found |= {each["fiscal_code"] for each in group}
    for (_submission, code), answers in in_force(each.pk for each in submissions).items():
        found |= single_undertaking(code, answers)
    return frozenset(found)


def _published_on(award: Award) -> date | None:
    published = award.decree.act.published_at
    return None if published is None else localdate(published)


def _aids(
    shared: Mapping[int, Sequence[Share]],
    answers: Mapping[tuple[int, str], Mapping[RegisterKind, RegisterAnswer]],
    wants: Wanted,
    days: Mapping[int, date],
) -> dict[tuple[int, str], tuple[Aid, ...]]:
    """(submission, fiscal code) → the de minimis aids of its single undertaking but its own share.

    `days` are those of the awards. Those that are looked at together count for one another, and so do
    the other members of the same undertaking in one award.
    """
    if wants.regime is not AidRegime.DE_MINIMIS or not shared:
        return {}
    undertakings = {
        (key, share.fiscal_code): single_undertaking(
            share.fiscal_code, answers.get((key, share.fiscal_code), {})
        )
        for key, rows in shared.items()
        for share in rows
    }
    since = window_from(min(days.values()))
    granted = de_minimis_of(frozenset().union(*undertakings.values()), since=since)
    granted |= {
        key: (days[key], {share.fiscal_code: share.amount for share in rows})
        for key, rows in shared.items()
    }
    of: dict[str, list[tuple[int, Aid]]] = defaultdict(list)
    for key, (day, parts) in sorted(granted.items()):
        for code, amount in parts.items():
            if amount:
                of[code].append((key, Aid(day, amount)))
    return {
        (key, code): tuple(
            aid
            for each in sorted(undertaking)
            for other, aid in of[each]
            if (other, each) != (key, code)
        )
        for (key, code), undertaking in undertakings.items()
    }


def de_minimis_of(
    codes: Iterable[str], *, since: date
) -> dict[int, tuple[date, dict[str, Decimal]]]:
    """Submission → the day and the shares of its de minimis award that stands, for these organisations.

    What was taken away while an award stands is no aid any more.
    """
    codes = list(codes)
    mine = Q(organisation__fiscal_code__in=codes)
    mine |= Q(submission__application__partners__fiscal_code__in=codes)
    ids = Award.objects.filter(mine, state=AwardState.GRANTED.value, granted_at__date__gte=since)
    awards = list(
        Award.objects.filter(pk__in=ids.order_by().values("pk"))
        .select_related("submission", "decree__ranked_list__rulebook", "decree__ranked_list__call")
        .defer("decree__ranked_list__input", "decree__ranked_list__data")
        .order_by("pk")
    )
    calls = {each.decree.ranked_list.call_id for each in awards}
    rows = CallConditions.objects.filter(call__in=calls).order_by("call", "-id").distinct("call")
    regimes = {row.call_id: row for row in rows}
    aided = [
        each
        for each in awards
        if wanted(
            each.decree.ranked_list.rulebook.rules, regimes.get(each.decree.ranked_list.call_id)
        ).regime
        is AidRegime.DE_MINIMIS
    ]
    partners = groups(each.submission for each in aided)
    lost = dict(
        Reduction.objects.filter(award__in=[each.pk for each in aided])
        .values_list("award")
        .annotate(sum=Sum("amount"))
        .order_by("award")
    )
    return {
        each.submission_id: (
            localdate(each.granted_at),
            {
                share.fiscal_code: share.amount
                for share in shares(
                    each.submission,
                    each.amount - lost.get(each.pk, ZERO),
                    partners[each.submission_id],
                )
            },
        )
        for each in aided
    }


def _year_amounts(sought: Sequence[Sought]) -> dict[int, Decimal]:
    """Submission → euro granted to its lead in the calendar year of its award."""
    awards = {each.submission.pk: each.award for each in sought if each.award is not None}
    if not awards:
        return {}
    rows = (
        Award.objects.filter(
            organisation__in={each.organisation_id for each in awards.values()},
            state=AwardState.GRANTED.value,
        )
        .order_by("pk")
        .values_list("organisation_id", "granted_at", "amount")
    )
    by_year: dict[tuple[int, int], Decimal] = defaultdict(lambda: ZERO)
    for organisation, granted_at, amount in rows:
        by_year[organisation, localdate(granted_at).year] += amount
    return {
        key: by_year[award.organisation_id, localdate(award.granted_at).year]
        for key, award in awards.items()
    }
