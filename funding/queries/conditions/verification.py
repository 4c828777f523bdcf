"""What must hold of the conditions of awards; each problem is a sentence."""

from collections.abc import Iterator

from django.utils.timezone import localdate

from calls.enums import AidRegime
from funding.engine.condition_facts import PUBLIC, WITH_AID
from funding.enums import RegisterKind, RegisterOutcome
from funding.models import Acceptance, Award, CallConditions, RegisterAnswer
from funding.queries.awards.shares import groups
from funding.queries.awards.shares import shares as shared
from funding.queries.conditions.adhesion import last_day
from wecare.core.batches import batches
from wecare.core.money import ZERO, total

_CODES = (RegisterKind.CUP.value, RegisterKind.COR.value)


def shares() -> list[str]:
    """The shares of every award add up to it, to the cent, and none is below zero."""
    problems = []
    for batch in batches(Award.objects.select_related("submission").order_by("pk")):
        partners = groups(award.submission for award in batch)
        for award in batch:
            parts = [
                each.amount
                for each in shared(award.submission, award.amount, partners[award.submission_id])
            ]
            if total(parts) != award.amount or any(part < ZERO for part in parts):
                problems.append(f"award {award.pk}: {award.amount}, its shares are {total(parts)}")
    return problems


def conditions() -> list[str]:
    """Every award of a call that wanted a CUP or a COR when it was granted had them before; no CUP or COR is
    of two applications; who accepted did so after the publication.
    """
    return [*_granted_without(), *_codes_twice(), *_accepted_too_early()]


def _granted_without() -> Iterator[str]:
    awards = Award.objects.select_related(
        "submission", "decree__ranked_list__rulebook", "decree__ranked_list__call"
    ).defer("decree__ranked_list__input", "decree__ranked_list__data")
    for batch in batches(awards.order_by("pk")):
        settings = _settings(batch)
        for award in batch:
            wants_cup, regime = _wanted_then(award, settings)
            if not wants_cup and regime not in WITH_AID:
                continue
            had = _had_before(award)
            group = groups([award.submission], at=award.granted_at)[award.submission_id]
            members = shared(award.submission, award.amount, group)
            if wants_cup and (members[0].fiscal_code, RegisterKind.CUP.value) not in had:
                yield f"award {award.pk}: granted without a CUP"
            if regime not in WITH_AID:
                continue
            lacking = [
                each.fiscal_code
                for each in members
                if each.amount
                and each.kind not in PUBLIC
                and (each.fiscal_code, RegisterKind.COR.value) not in had
            ]
            yield from (f"award {award.pk}: granted without the COR of {code}" for code in lacking)


def _settings(awards: list[Award]) -> dict[int, list[CallConditions]]:
    calls = {award.decree.ranked_list.call_id for award in awards}
    found: dict[int, list[CallConditions]] = {}
    for row in CallConditions.objects.filter(call__in=calls).order_by("call", "id"):
        found.setdefault(row.call_id, []).append(row)
    return found


def _wanted_then(
    award: Award, settings: dict[int, list[CallConditions]]
) -> tuple[bool, AidRegime | None]:
    """Whether the call wanted a CUP when the award was granted, and its regime then."""
    ranked_list = award.decree.ranked_list
    before = [
        row for row in settings.get(ranked_list.call_id, ()) if row.set_at <= award.granted_at
    ]
    row = before[-1] if before else None
    said = ranked_list.rulebook.rules.terms.aid_regime
    set_as = AidRegime(row.regime) if row is not None and row.regime else None
    return row is not None and row.cup, said or set_as


def _had_before(award: Award) -> set[tuple[str, str]]:
    """(fiscal code, kind) of the codes in force when the award was granted."""
    rows = (
        RegisterAnswer.objects.filter(
            submission=award.submission_id, kind__in=_CODES, recorded_at__lte=award.granted_at
        )
        .order_by("fiscal_code", "kind", "-id")
        .distinct("fiscal_code", "kind")
    )
    day = localdate(award.granted_at)
    return {
        (row.fiscal_code, row.kind)
        for row in rows
        if row.outcome == RegisterOutcome.REGULAR and row.number and row.on <= day
    }


def _codes_twice() -> Iterator[str]:
    rows = (
        RegisterAnswer.objects.filter(kind__in=_CODES)
        .order_by("submission", "fiscal_code", "kind", "-id")
        .distinct("submission", "fiscal_code", "kind")
    )
    of: dict[tuple[str, str], int] = {}
    for row in rows:
        if row.outcome == RegisterOutcome.VOID or not row.number:
            continue
        first = of.setdefault((row.kind, row.number), row.submission_id)
        if first != row.submission_id:
            yield f"{row.kind} {row.number}: of submissions {first} and {row.submission_id}"


def _accepted_too_early() -> Iterator[str]:
    for each in Acceptance.objects.select_related("award__decree__act").order_by("pk"):
        published = each.award.decree.act.published_at
        if published is None or each.accepted_at < published:
            yield f"award {each.award_id}: accepted before its decree was published"
        elif last_day(each.award.decree.act) != each.due_on:
            yield f"award {each.award_id}: accepted by {each.due_on}, its decree says otherwise"
