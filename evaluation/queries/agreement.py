"""The points of several assessors side by side: how far apart they lie and what settles them.

For the ranking and for whoever may read all assessments; pages of assessors go through `blind`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch

from applicants.models import Submission
from calls.engine.rulebook import Rulebook as Rules
from calls.models import Call
from calls.queries.calls import current_rulebook
from evaluation.engine.entries import RankingRules
from evaluation.engine.scoring import ScoresIncomplete, aggregate
from evaluation.engine.spread import Agreement, agreement, settling
from evaluation.enums import PanelRole, Settling
from evaluation.models import AgreedScore, Consensus, FurtherAssessor, PanelMember, ScoreCheck
from evaluation.queries import admissibility, assignments, blind, judges, panels
from evaluation.queries.blind import Signed
from wecare.core.digests import digest


@dataclass(frozen=True)
class Judged:
    """One admissible submission with everything that gives it its points."""

    submission: Submission
    rules: RankingRules
    book: Rules
    members: tuple[PanelMember, ...]
    free: tuple[PanelMember, ...]
    seats: tuple[PanelMember, ...]
    abstaining: frozenset[int]
    signed: tuple[Signed, ...]
    further: FurtherAssessor | None
    sessions: tuple[Consensus, ...]
    checks: tuple[ScoreCheck, ...]

    @property
    def presiding(self) -> PanelMember | None:
        """Who presides over this submission: the chair or, if the chair abstains, who judges it first."""
        for seat in (*(each for each in self.seats if panels.is_chair(each)), *self.members):
            if seat.votes and hasattr(seat, "declaration") and seat.pk not in self.abstaining:
                return seat
        return None

    def is_for(self, member: PanelMember) -> bool:
        """Whether the member reads what everybody gave: who presides, and whoever keeps the minutes."""
        if member.role == PanelRole.SECRETARY.value:
            return member.left_at is None and member.pk not in self.abstaining
        presiding = self.presiding
        return presiding is not None and presiding.pk == member.pk

    @property
    def missing(self) -> list[PanelMember]:
        """Those who judge it and have not signed, or not again."""
        signed = {each.assessment.member_id for each in self.signed}
        return [member for member in self.members if member.pk not in signed]

    @property
    def is_signed(self) -> bool:
        return bool(self.signed) and not self.missing

    @cached_property
    def agreement(self) -> Agreement:
        """How far apart the signed ones lie.

        :raises ValueError: if nobody has signed.
        """
        return agreement(
            [each.points for each in self.signed], self.rules, self.book.judging.spread_limit
        )

    @property
    def settling(self) -> Settling:
        """What gives it its points, once everybody has signed."""
        return settling(
            self.agreement,
            self.book.judging,
            self.book.aggregation,
            has_further=self.further is not None,
            anyone_left=bool(self.free),
        )

    @property
    def basis(self) -> str:
        """The digest of the signatures that stand now."""
        return digest([[each.assessment.pk, each.assessment.signatures] for each in self.signed])

    @property
    def consensus(self) -> Consensus | None:
        """The last session, if it was held over the signatures that stand now."""
        last = self.sessions[-1] if self.sessions else None
        return last if last is not None and last.basis == self.basis else None

    @property
    def overtaken(self) -> Consensus | None:
        """The last session, if signatures changed since it was held."""
        last = self.sessions[-1] if self.sessions else None
        return last if last is not None and last.basis != self.basis else None

    @cached_property
    def points(self) -> Mapping[str, Decimal] | None:
        """What the ranking takes; nothing while something is still to be signed, chosen or agreed."""
        if not self.is_signed:
            return None
        agreed = None
        match self.settling:
            case Settling.FURTHER:
                return None
            case Settling.CONSENSUS:
                if self.consensus is None:
                    return None
                agreed = {each.criterion: each.points for each in self.consensus.scores.all()}
        by = self.book.aggregation
        try:
            return aggregate(
                [each.points for each in self.signed], self.rules, by=by, agreed=agreed
            )
        except ScoresIncomplete:
            return None

    @property
    def check_basis(self) -> str:
        """The digest of the signatures and of the points they give."""
        points = {code: f"{each:.2f}" for code, each in (self.points or {}).items()}
        return digest([self.basis, points])

    @property
    def check(self) -> ScoreCheck | None:
        """The last second check, if nothing moved since."""
        last = self.checks[-1] if self.checks else None
        return last if last is not None and last.basis == self.check_basis else None


def judged(call: Call, submissions: Iterable[Submission] | None = None) -> list[Judged]:
    """The admissible submissions of a call, or some of them, by protocol; always the same few queries."""
    rulebook = current_rulebook(call)
    if rulebook is None:
        return []
    book = rulebook.rules.in_phase(len(rulebook.rules.phases))
    rules = RankingRules.of(book)
    listed = [
        each
        for each in (admissibility.live(call) if submissions is None else submissions)
        if hasattr(each, "admissibility") and each.admissibility.is_admissible
    ]
    keys = [each.pk for each in listed]
    bench = assignments.bench(call, only=keys)
    signed = blind.signed(listed)
    further = judges.further_of(keys)
    sessions = _by_submission(
        Consensus.objects.filter(submission__in=listed)
        .select_related("recorded_by")
        .prefetch_related(Prefetch("scores", AgreedScore.objects.order_by("criterion")))
        .order_by("submission_id", "number")
    )
    checks = _by_submission(
        ScoreCheck.objects.filter(submission__in=listed)
        .select_related("checked_by")
        .order_by("submission_id", "checked_at", "id")
    )
    return [
        Judged(
            submission=each,
            rules=rules,
            book=book,
            members=bench.of(each.pk) if bench else (),
            free=tuple(judges.free(bench, each.pk)) if bench else (),
            seats=tuple(bench.members.values()) if bench else (),
            abstaining=judges.abstaining(bench, each.pk) if bench else frozenset(),
            signed=tuple(signed.get(each.pk, ())),
            further=further.get(each.pk),
            sessions=tuple(sessions.get(each.pk, ())),
            checks=tuple(checks.get(each.pk, ())),
        )
        for each in listed
    ]


def judged_one(submission: Submission) -> Judged | None:
    """One submission; nothing if it is not admissible."""
    found = judged(submission.call, [submission])
    return found[0] if found else None


def _by_submission(rows: Iterable[object]) -> dict[int, list]:  # type: ignore[type-arg]
    found: dict[int, list] = {}  # type: ignore[type-arg]
    for row in rows:
        found.setdefault(row.submission_id, []).append(row)  # type: ignore[attr-defined]
    return found
