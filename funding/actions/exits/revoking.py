"""Revoking by act: the award ends or loses its part, and what was paid too much is claimed.

The act is one written here, by its adoption (`exit_effects`), or one adopted elsewhere.
"""

from django.db import transaction

from applicants.actions.phases import Ground as ActGround
from evaluation.actions import departures
from evaluation.enums import DepartureKind
from evaluation.policies.departures import check_can_leave
from evaluation.queries.scrolling import row_of
from funding.actions import money
from funding.actions.exits import recoveries
from funding.actions.exits.letters import tell
from funding.actions.exits.revocations import check_nobody_left, follow, held, hold
from funding.actions.money import Ground
from funding.enums import ReductionKind
from funding.models import Revocation
from funding.policies import check_runs
from funding.queries.awards.standing import standing
from wecare.accounts.models import Person
from wecare.acts.actions.external import record_external
from wecare.acts.models import Act
from wecare.core import clock, events


@transaction.atomic
def carry_out_by_act(*, revocation: Revocation, ground: ActGround, by: Person) -> Revocation:
    """Record the act adopted elsewhere and revoke by it: both or neither.

    :raises ActRefused: if the act is already recorded with another date.
    :raises ExitRefused: as `carry_out`.
    """
    hold(revocation)
    act = record_external(by=by, **ground)
    return carry_out(revocation=revocation, act=act, by=by)


@transaction.atomic
def carry_out(*, revocation: Revocation, act: Act, by: Person) -> Revocation:
    """Revoke by the act: the award ends or loses its part, and what was paid too much is claimed.

    :raises ExitRefused: if it was not assessed or is done, the award ended, is closed or was left.
    :raises MoneyRefused: if the award is worth less than the part.
    """
    hold(revocation)
    revocation = held(revocation)
    award = revocation.award
    state = follow(revocation, "carry_out")
    check_runs(award)
    check_nobody_left(award)
    amount = revocation.amount if revocation.amount is not None else standing(award).due
    ground = Ground(
        key=f"revocation/{revocation.pk}",
        cause=f"Revoca {award.submission.protocol}",
        reference=str(act),
        basis=act.key,
        act=act,
        on=act.adopted_on,
    )
    if revocation.is_total:
        row = row_of(award.submission.application)
        reason = check_can_leave(row, reason=revocation.assessment)
        assert row is not None  # noqa: S101 -- checked just now, for the type checker
        departures.record(row, DepartureKind.REVOKED, reason=reason, act=act, by=by)
        award = money.end(award=award, ground=ground, by=by)
    else:
        money.reduce(
            award=award,
            kind=ReductionKind.PARTIAL_REVOCATION,
            amount=amount,
            reason=revocation.assessment,
            ground=ground,
            by=by,
        )
    revocation.state, revocation.act = state.value, act
    revocation.closed_by, revocation.closed_at = by, clock.now()
    revocation.save()
    recoveries.claim(
        award=money.hold(award),
        key=ground.key,
        reason=revocation.assessment,
        act=act,
        days=revocation.recovery_days or 0,
        by=by,
    )
    events.record(
        "revocation.done",
        subject=revocation,
        actor=by,
        protocol=award.submission.protocol,
        act=str(act),
        amount=amount,
    )
    tell(
        award,
        "revocation_done",
        key=f"revocation/{revocation.pk}/done",
        amount=amount,
        act=str(act),
        reason=revocation.assessment,
    )
    return revocation
