"""What the ranking engine is given: one entry per submission that counts, from frozen records."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from applicants.engine.snapshot import Snapshot
from applicants.models import Submission
from calls.engine.computing import Looked
from calls.engine.rulebook import Rulebook as Rules
from calls.models import Call, Rulebook
from evaluation.engine.computed import values_of
from evaluation.engine.drawing import draw_up
from evaluation.engine.entries import Entry, RankingRules
from evaluation.engine.privacy import of_persons, published_code, unnamed
from evaluation.engine.reserves import reserves_of
from evaluation.engine.scoring import ScoresIncomplete
from evaluation.enums import AdmissibilityOutcome
from evaluation.queries import admissibility, agreement
from wecare.core.money import ZERO, percent_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def last_phase(book: Rules) -> Rules:
    """The rules of the phase of which the list is drawn up: all, where the call has just one."""
    return book.in_phase(len(book.phases))


def rules_of(rulebook: Rulebook) -> RankingRules:
    """The part of the rulebook that orders and gives money out."""
    return RankingRules.of(last_phase(rulebook.rules))


def entries_of(call: Call, rulebook: Rulebook) -> tuple[Entry, ...]:
    """The entries of a call whose gate is open: every admissible submission has signed points.

    Names and codes are those that were sent; points are what the rulebook makes of those who signed, or
    of their session (`agreement`); what computed criteria look at is the frozen content. The rulebook is the one in force: the gate has
    seen that it judges as those under which the submissions were sent.

    :raises ScoresIncomplete: if the points of an admissible submission are not settled.
    :raises Submission.admissibility.RelatedObjectDoesNotExist: if a formal check lacks.
    """
    book = last_phase(rulebook.rules)
    rules = RankingRules.of(book)
    submissions = list(admissibility.live(call))
    points = {each.submission.pk: each.points for each in agreement.judged(call, submissions)}
    return tuple(
        _entry(submission, points.get(submission.pk), rules, book) for submission in submissions
    )


def published_entries(entries: tuple[Entry, ...], rules: RankingRules) -> tuple[Entry, ...]:
    """The entries as they are published: without the names that are not (`engine.privacy`).

    Whether a name is published depends on the money, so the list is drawn up once before.

    :raises EntryRefused, UnsettledTie: as drawing up does.
    """
    if not of_persons(entries):
        return entries
    return unnamed(entries, {row.protocol: row.granted for row in draw_up(entries, rules)})


def submissions_by_protocol(call: Call) -> dict[str, Submission]:
    """Protocol → submission: the way back from the engine's rows to the records."""
    return {submission.protocol: submission for submission in admissibility.live(call)}


def own_share(submission: Submission) -> Decimal:
    """How much of its cost the organisation pays by itself, per cent."""
    if submission.total_cost == ZERO:
        return ZERO
    return percent_of(submission.total_cost - submission.requested, submission.total_cost)


def _entry(
    submission: Submission, given: Mapping[str, Decimal] | None, rules: RankingRules, book: Rules
) -> Entry:
    outcome = AdmissibilityOutcome(submission.admissibility.outcome)
    points: dict[str, Decimal] = {}
    looked: dict[str, Looked] = {}
    reserves: tuple[str, ...] = ()
    if outcome is AdmissibilityOutcome.ADMISSIBLE:
        if given is None:
            raise ScoresIncomplete(submission.protocol)
        points = dict(given)
        if rules.asks_content:
            snapshot = Snapshot.of_content(submission.content)
            looked, reserves = values_of(snapshot, book), reserves_of(snapshot, book)
    organisation = submission.content["organisation"]
    return Entry(
        protocol=submission.protocol,
        lot=submission.lot,
        requested=submission.requested,
        own_share_percent=own_share(submission),
        received_at=(submission.received_at - _EPOCH) // timedelta(microseconds=1),
        outcome=outcome,
        points=points,
        organisation_name=organisation["name"],
        fiscal_code=published_code(organisation["fiscal_code"]),
        title=submission.title,
        computed=looked,
        reserves=reserves,
    )
