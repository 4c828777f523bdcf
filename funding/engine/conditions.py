"""What must be there before an award is granted, and before it is paid: facts in, conditions out.

Every condition says whether it holds and why, with the values of its sentence (`funding.labels.conditions`);
the day, the limit and the rule are data here, so the same facts always give the same list.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from calls.enums import AidRegime
from funding.engine.condition_facts import (
    ANTIMAFIA_ABOVE,
    PUBLICATION_ABOVE,
    Answer,
    Condition,
    Facts,
    Member,
    antimafia_term,
)
from funding.engine.de_minimis import headroom
from funding.enums import (
    ConditionKey,
    ConditionReason,
    ConditionState,
    RegisterKind,
    RegisterOutcome,
)
from wecare.core.money import ZERO

_OK, _MISSING, _NOT = ConditionState.OK, ConditionState.MISSING, ConditionState.NOT_NEEDED
_SEARCHES = {
    ConditionKey.DEGGENDORF: RegisterKind.DEGGENDORF,
    ConditionKey.AID_SEARCH: RegisterKind.AID_SEARCH,
    ConditionKey.DE_MINIMIS_SEARCH: RegisterKind.DE_MINIMIS_SEARCH,
}


def to_grant(facts: Facts) -> tuple[Condition, ...]:
    """What must be there before the decree is adopted."""
    return tuple(_before_the_award(facts))


def to_pay(facts: Facts) -> tuple[Condition, ...]:
    """What must be there before anything is paid: what the award asked, and what comes after it."""
    return (*_before_the_award(facts), *_after_the_award(facts))


def missing(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """Those that do not hold."""
    return tuple(each for each in conditions if each.is_missing)


def resolutive_of(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """The antimafia informations without which a manager decided to go on: art. 92 c. 3 D.Lgs. 159/2011."""
    gone_on = {ConditionReason.RESOLUTIVE, ConditionReason.URGENT}
    return tuple(
        each for each in conditions if each.key is ConditionKey.ANTIMAFIA and each.reason in gone_on
    )


def _before_the_award(facts: Facts) -> Iterator[Condition]:
    yield _cup(facts)
    for member in facts.members:
        if member.share > ZERO:
            for rule in (_cor, _searches, _headroom, _durc, _antimafia):
                yield from rule(facts, member)


def _after_the_award(facts: Facts) -> Iterator[Condition]:
    for rule in (_publication, _acceptance, _deed):
        yield from rule(facts)


def _cup(facts: Facts) -> Condition:
    if not facts.wanted.cup:
        return Condition(ConditionKey.CUP, _NOT, ConditionReason.NOT_ASKED)
    lead = facts.members[0]
    return _held(ConditionKey.CUP, lead.answers.get(RegisterKind.CUP), facts, name="")


def _held(
    key: ConditionKey, answer: Answer | None, facts: Facts, *, name: str, **values: Any
) -> Condition:
    """What an answer says: there, against, awaited, expired."""
    if answer is None:
        return Condition(key, _MISSING, ConditionReason.LACKS, name, values)
    said = {"number": answer.number, "on": answer.on, "until": answer.valid_until, **values}
    if answer.outcome is RegisterOutcome.AWAITED:
        return Condition(key, _MISSING, ConditionReason.AWAITED, name, said)
    if answer.outcome is RegisterOutcome.IRREGULAR:
        return Condition(key, _MISSING, ConditionReason.AGAINST, name, said)
    if answer.valid_until is not None and answer.valid_until < facts.on:
        return Condition(key, _MISSING, ConditionReason.EXPIRED, name, said)
    return Condition(key, _OK, ConditionReason.HAS, name, said)


def _without_aid(facts: Facts, member: Member) -> ConditionReason | None:
    """Why nothing of State aid is asked of a member; None if it is."""
    if not facts.wanted.has_aid:
        return ConditionReason.NO_AID
    return ConditionReason.PUBLIC_BODY if member.is_public else None


def _cor(facts: Facts, member: Member) -> Iterator[Condition]:
    key = ConditionKey.COR
    if why := _without_aid(facts, member):
        yield Condition(key, _NOT, why, member.name)
        return
    answer = member.answers.get(RegisterKind.COR)
    day = max(facts.granted_on, member.since or facts.granted_on)
    found = _held(key, answer, facts, name=member.name, granted_on=day)
    if answer is not None and not found.is_missing and answer.on > day:
        found = Condition(key, _MISSING, ConditionReason.LATE, member.name, found.values)
    yield found


def _searches(facts: Facts, member: Member) -> Iterator[Condition]:
    if _without_aid(facts, member):
        return
    one = (
        ConditionKey.DE_MINIMIS_SEARCH
        if facts.wanted.regime is AidRegime.DE_MINIMIS
        else ConditionKey.AID_SEARCH
    )
    for key in (one, ConditionKey.DEGGENDORF):
        yield _held(key, member.answers.get(_SEARCHES[key]), facts, name=member.name)


def _headroom(facts: Facts, member: Member) -> Iterator[Condition]:
    if _without_aid(facts, member) or facts.wanted.regime is not AidRegime.DE_MINIMIS:
        return
    key = ConditionKey.HEADROOM
    tales = [
        answer
        for kind in (RegisterKind.DE_MINIMIS_SEARCH, RegisterKind.DECLARATION)
        if (answer := member.answers.get(kind)) is not None and answer.amount is not None
    ]
    if not tales:
        yield Condition(key, _MISSING, ConditionReason.LACKS, member.name)
        return
    # Each tells the same past up to its day, what the portal granted before among it, this award
    # too if it was granted before: the one that leaves the least room counts.
    found = max(
        (
            headroom(
                on=facts.granted_on,
                asked=member.share,
                aids=[each for each in member.aids if each.on >= tale.on],
                before=_told(tale, facts, member),
            )
            for tale in tales
        ),
        key=lambda room: room.had,
    )
    yield Condition(
        key,
        _OK if found.fits else _MISSING,
        ConditionReason.HAS if found.fits else ConditionReason.OVER,
        member.name,
        {
            "limit": found.limit,
            "had": found.had,
            "asked": found.asked,
            "left": found.left,
            "since": found.since,
            "rule": found.rule,
        },
    )


def _told(tale: Answer, facts: Facts, member: Member) -> Decimal:
    """What a search or a declaration says of aids other than this award."""
    amount = tale.amount or ZERO
    return amount if tale.on <= facts.granted_on else max(amount - member.share, ZERO)


def _durc(facts: Facts, member: Member) -> Iterator[Condition]:
    if not facts.wanted.durc:
        yield Condition(ConditionKey.DURC, _NOT, ConditionReason.NOT_ASKED, member.name)
        return
    answer = member.answers.get(RegisterKind.DURC)
    yield _held(ConditionKey.DURC, answer, facts, name=member.name, day=facts.on)


def _antimafia(facts: Facts, member: Member) -> Iterator[Condition]:
    key, said = ConditionKey.ANTIMAFIA, {"share": member.share, "limit": ANTIMAFIA_ABOVE}
    if not facts.wanted.antimafia:
        yield Condition(key, _NOT, ConditionReason.NOT_ASKED, member.name)
    elif member.is_public:
        yield Condition(key, _NOT, ConditionReason.PUBLIC_BODY, member.name)
    elif member.share <= ANTIMAFIA_ABOVE:
        yield Condition(key, _NOT, ConditionReason.BELOW, member.name, said)
    else:
        answer = member.answers.get(RegisterKind.ANTIMAFIA)
        found = _held(key, answer, facts, name=member.name, **said)
        if answer is not None and answer.outcome is RegisterOutcome.AWAITED:
            found = _awaited_antimafia(answer, facts, found)
        elif found.reason is ConditionReason.AGAINST and member.went_on:
            found = replace(found, reason=ConditionReason.AGAINST_AFTER)
        yield found


def _awaited_antimafia(answer: Answer, facts: Facts, found: Condition) -> Condition:
    """An information that is not there: awaited for its days, then gone on without, by a decision.

    Art. 92 c. 2 and 3 of D.Lgs. 159/2011: in urgency at once, else once the days have passed.
    """
    term = antimafia_term(answer.on)
    said = {**found.values, "term": term, "decided_on": answer.gone_on}
    if answer.gone_on is not None:
        why = ConditionReason.URGENT if answer.urgent else ConditionReason.RESOLUTIVE
        return replace(found, state=_OK, reason=why, values=said)
    why = ConditionReason.OVERDUE if facts.on > term else ConditionReason.AWAITED
    return replace(found, reason=why, values=said)


def _publication(facts: Facts) -> Iterator[Condition]:
    key = ConditionKey.PUBLICATION
    said = {"limit": PUBLICATION_ABOVE, "granted": facts.year_amount, "on": facts.published_on}
    if facts.published_on is not None:
        yield Condition(key, _OK, ConditionReason.HAS, values=said)
    elif facts.year_amount <= PUBLICATION_ABOVE:
        yield Condition(key, _NOT, ConditionReason.BELOW, values=said)
    else:
        yield Condition(key, _MISSING, ConditionReason.LACKS, values=said)


def _acceptance(facts: Facts) -> Iterator[Condition]:
    key, adhesion = ConditionKey.ACCEPTANCE, facts.adhesion
    said = {"on": adhesion.accepted_on, "until": adhesion.accept_by}
    if adhesion.accepted_on is not None:
        yield Condition(key, _OK, ConditionReason.HAS, values=said)
    elif not facts.wanted.acceptance:
        yield Condition(key, _NOT, ConditionReason.NOT_ASKED)
    elif adhesion.accept_by is not None and adhesion.accept_by < facts.on:
        yield Condition(key, _MISSING, ConditionReason.OVERDUE, values=said)
    else:
        yield Condition(key, _MISSING, ConditionReason.LACKS, values=said)


def _deed(facts: Facts) -> Iterator[Condition]:
    key, adhesion = ConditionKey.DEED, facts.adhesion
    said = {"on": adhesion.deed_on}
    if len(facts.members) == 1:
        yield Condition(key, _NOT, ConditionReason.SINGLE)
    elif adhesion.deed_confirmed:
        yield Condition(key, _OK, ConditionReason.HAS, values=said)
    elif not facts.wanted.acceptance:
        yield Condition(key, _NOT, ConditionReason.NOT_ASKED)
    elif adhesion.deed_on is not None:
        yield Condition(key, _MISSING, ConditionReason.UNCONFIRMED, values=said)
    else:
        yield Condition(key, _MISSING, ConditionReason.LACKS, values=said)
