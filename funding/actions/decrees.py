"""Decrees: begin, write, freeze, adopt, publish. Adopting is one transaction: number and document,
what lots leave to one another and commitments in the ledger, awards, event, letters, or nothing at all.

The decree of a scroll first gives back what is taken from who left or gets another amount.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.db import transaction

from calls.actions import calls
from calls.enums import CallState
from calls.queries.books import hold_lines, places_of
from evaluation.models import RankedList
from funding.actions import budget_years
from funding.actions.conditions import adhesion
from funding.documents import (
    CONCESSION,
    early_facts,
    facts_of,
    movement_key,
    passage_key,
    release_key,
)
from funding.documents.letters import letter_context
from funding.engine.lifecycle import AWARD
from funding.engine.postings import Passage, commitment, grants_of, release
from funding.enums import AwardState
from funding.models import Award, Decree
from funding.policies import check_can_adopt, check_can_draft, check_can_move, check_has_the_list
from funding.queries import decrees, lot_money
from funding.queries.budget_years import shares_of
from funding.queries.decrees import Plan
from wecare.accounts.models import Person
from wecare.acts.actions import acts
from wecare.acts.enums import ActKind
from wecare.acts.models import Act
from wecare.core import clock, events
from wecare.core.money import total
from wecare.ledger.actions import post
from wecare.notices.actions import letters


@transaction.atomic
def draft(*, ranked_list: RankedList, by: Person) -> Decree:
    """Begin the decree of a published list; the same list gives the decree that exists.

    :raises DecreeRefused: if the list is not published.
    """
    ranked_list = (
        RankedList.objects.select_for_update(of=("self",), no_key=True)
        .select_related("call__line__measure")
        .get(pk=ranked_list.pk)
    )
    existing = decrees.of_list(ranked_list)
    if existing is not None:
        return existing
    check_can_draft(ranked_list)
    act = acts.draft(
        kind=ActKind.DD,
        template=CONCESSION.code,
        subject=acts.propose_subject(CONCESSION.code, early_facts(ranked_list)),
        variables={},
        by=by,
        key=f"concession/{ranked_list.call.code}/{ranked_list.version}",
    )
    decree = Decree.objects.create(
        act=act, ranked_list=ranked_list, created_by=by, created_at=clock.now()
    )
    events.record(
        "decree.drafted",
        subject=decree,
        actor=by,
        call=ranked_list.call.code,
        version=ranked_list.version,
    )
    return decree


@transaction.atomic
def write(
    *, decree: Decree, variables: Mapping[str, Any], by: Person, subject: str | None = None
) -> Decree:
    """Fill the blanks of the draft, and its object if given.

    :raises ActRefused: if the act is no longer a draft.
    :raises VariablesRefused: if a value does not suit its blank.
    """
    decree = _locked(decree)
    acts.set_variables(act=decree.act, variables=variables, by=by, subject=subject)
    return _fresh(decree)


@transaction.atomic
def freeze(*, decree: Decree, by: Person) -> Decree:
    """Freeze what the decree says, with the facts of its list, and ask for the proof to read.

    :raises ActRefused: if the act is not a draft or a required blank is empty.
    """
    decree = _locked(decree)
    acts.freeze(act=decree.act, facts=facts_of(decree, audit_head=events.head()), by=by)
    return _fresh(decree)


@transaction.atomic
def reopen(*, decree: Decree, by: Person) -> Decree:
    """Make a frozen decree a draft again.

    :raises ActRefused: if it is adopted, or a draft already.
    """
    decree = _locked(decree)
    acts.reopen(act=decree.act, by=by)
    return _fresh(decree)


@transaction.atomic
def adopt(*, decree: Decree, by: Person) -> Decree:
    """Adopt the decree: number, commitments, awards and letters, all or nothing.

    :raises DecreeRefused: if it is adopted, its proof lacks the list, or a lot has too little.
    :raises ActRefused: if there is no proof to read.
    :raises InsufficientFunds: if another decree took the money meanwhile.
    """
    decree = _locked(decree)
    check_can_adopt(decree)
    check_has_the_list(decree)
    hold_lines(places_of(decree.ranked_list.call))  # before the awards, and those before the chain
    decrees.hold_live(decree.ranked_list.call)
    check_can_move(decree)
    act = acts.adopt(
        act=decree.act,
        by=by,
        extra_facts=lambda _act: facts_of(decree, audit_head=events.head()),
    )
    plan = decrees.plan_of(decree.ranked_list)
    passing = lot_money.passages_of(decree.ranked_list, plan)
    _release(decree, plan, act=act, by=by)
    _bring(decree, passing, act=act, by=by)
    key = _commit(decree, plan, act=act, by=by)
    _end(decree, plan)
    _award(decree, plan, key=key)
    events.record(
        "decree.adopted",
        subject=decree,
        actor=by,
        act=str(act),
        call=decree.ranked_list.call.code,
        list=decree.ranked_list.data_digest,
        amount=total(row.granted for row in plan.new),
        awards=[[row.protocol, row.granted] for row in plan.new],
        ended=[[award.submission.protocol, award.amount] for award in plan.ended],
    )
    decree = _fresh(decree)
    _write_letters(decree)
    return decree


@transaction.atomic
def publish(*, decree: Decree, by: Person) -> Decree:
    """Publish the decree with its document; the call is concluded, and each beneficiary is told what to do.

    :raises ActRefused: if it is not adopted or its PDF is not ready.
    """
    decree = _locked(decree)
    acts.publish(act=decree.act, by=by)
    if decree.ranked_list.call.state != CallState.CONCLUDED:  # the decree of a scroll comes after
        calls.conclude(call=decree.ranked_list.call, actor=by)
    events.record("decree.published", subject=decree, actor=by, act=str(decree.act))
    decree = _fresh(decree)
    adhesion.offer(decree)
    return decree


def _release(decree: Decree, plan: Plan, *, act: Act, by: Person) -> None:
    """One movement for all that the decree takes back from who left or gets another amount."""
    if not plan.ended:
        return
    ranked_list = decree.ranked_list
    rules = plan.rules
    grants = [
        grant
        for award in plan.ended
        for grant in grants_of(
            award.submission.protocol, rules.lot(award.lot), rules, plan.parts_to_release(award)
        )
    ]
    if not grants:
        return
    movement = post(
        key=release_key(decree),
        kind="release",
        postings=release(grants),
        cause=f"Disimpegno {ranked_list.call.code}, graduatoria versione {ranked_list.version}",
        reference=str(act),
        basis=act.key,
        effective_on=act.adopted_on,
        actor=by,
    )
    budget_years.draw(movement)


def _end(decree: Decree, plan: Plan) -> None:
    at = clock.now()
    for award in plan.ended:
        step = "replace" if award.submission_id in plan.replaced else "release"
        award.state = AWARD.follow(step, AwardState(award.state)).value
        award.ended_by, award.ended_at = decree, at
        award.save(update_fields=["state", "ended_by", "ended_at"])


def _bring(decree: Decree, passing: Sequence[Passage], *, act: Act, by: Person) -> None:
    """One movement for each lot that must bring another what its list leaves, as the rules say."""
    ranked_list = decree.ranked_list
    for passage in passing:
        post(
            key=passage_key(decree, passage),
            kind="reservation",  # no act of the programme moves it: it stays reserved for the call
            postings=passage.postings(ranked_list.rulebook.rules),
            cause=(
                f"Residuo {ranked_list.call.code}, dal lotto {passage.giver} al lotto "
                f"{passage.taker}, graduatoria versione {ranked_list.version}"
            ),
            reference=str(act),
            basis=act.key,
            effective_on=act.adopted_on,
            actor=by,
        )


def _commit(decree: Decree, plan: Plan, *, act: Act, by: Person) -> str:
    """One movement for the whole decree; none if the list grants nothing."""
    key = movement_key(decree)
    if not plan.amount:
        return key
    ranked_list = decree.ranked_list
    rules = plan.rules
    grants = [
        grant
        for row in plan.new
        for grant in grants_of(row.protocol, rules.lot(row.lot), rules, plan.parts_to_commit(row))
    ]
    movement = post(
        key=key,
        kind="commitment",
        postings=commitment(grants),
        cause=f"Impegno {ranked_list.call.code}, graduatoria versione {ranked_list.version}",
        reference=str(act),
        basis=act.key,
        effective_on=act.adopted_on,
        actor=by,
    )
    budget_years.divide(movement, shares_of(decree))
    return key


def _award(decree: Decree, plan: Plan, *, key: str) -> None:
    at = clock.now()
    Award.objects.bulk_create(
        Award(
            decree=decree,
            submission=row.submission,
            organisation=row.submission.organisation,
            lot=row.lot,
            amount=row.granted,
            parts=row.parts,
            carried=plan.given(row.submission_id),
            movement_key=key,
            state=AWARD.initial.value,
            granted_at=at,
        )
        for row in plan.new
    )


def _write_letters(decree: Decree) -> None:
    people = decrees.addressees(decree.ranked_list)
    rows = decrees.rows_of(decree.ranked_list).select_related(
        "submission__admissibility", "submission__application"
    )
    for row in rows:
        for person in people.get(row.submission.application_id, []):
            letters.write(
                key=f"decree/{decree.pk}/outcome/{row.submission_id}/{person.pk}",
                person=person,
                template="funding/outcome",
                context=partial(letter_context, row, decree),
            )


def _locked(decree: Decree) -> Decree:
    Decree.objects.select_for_update(of=("self",)).get(pk=decree.pk)
    return _fresh(decree)


def _fresh(decree: Decree) -> Decree:
    return decrees.on_desk().get(pk=decree.pk)
