"""The end of the award of who left the list, by renunciation or otherwise: by an act, once."""

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions.phases import Ground as ActGround
from evaluation.models import Departure
from funding.actions import money
from funding.actions.exits import recoveries
from funding.actions.exits.letters import tell
from funding.actions.money import Ground
from funding.enums import AcknowledgmentState
from funding.models import Acknowledgment, Award
from funding.policies import ExitRefused, check_runs
from funding.queries.exits.procedures import departure_of
from wecare.accounts.models import Person
from wecare.acts.actions.external import record_external
from wecare.acts.models import Act
from wecare.core import clock, events


def begun(*, award: Award, recovery_days: int, by: Person) -> Acknowledgment:
    """The end of the award, begun if nobody did; part of the action that holds the award.

    :raises ExitRefused: if nobody left, or the award ended or is closed.
    """
    check_runs(award)
    departure = _departure(award)
    found, _is_new = Acknowledgment.objects.get_or_create(
        award=award,
        defaults={
            "departure": departure,
            "recovery_days": recovery_days,
            "begun_by": by,
            "begun_at": clock.now(),
        },
    )
    if found.state == AcknowledgmentState.DONE:
        raise ExitRefused(_("Il contributo è già finito con %(act)s.") % {"act": found.act})
    return found


@transaction.atomic
def end_by_act(
    *, award: Award, recovery_days: int, ground: ActGround | None, by: Person
) -> Acknowledgment:
    """End the award by an act adopted elsewhere, recorded now; or by the one of its departure (None).

    :raises ActRefused: if the act is already recorded with another date.
    :raises ExitRefused: if nobody left, there is no act, or the award ended or is closed.
    """
    award = money.hold(award)
    found = begun(award=award, recovery_days=recovery_days, by=by)
    act = record_external(by=by, **ground) if ground else found.departure.act
    if act is None:
        raise ExitRefused(
            _("Chi è uscito non l'ha fatto per un atto: indica quello che lo attesta.")
        )
    return carry_out(acknowledgment=found, act=act, by=by)


@transaction.atomic
def carry_out(*, acknowledgment: Acknowledgment, act: Act, by: Person) -> Acknowledgment:
    """End the award by the act, and claim what was paid.

    :raises ExitRefused: if it is done, or the award ended otherwise or is closed.
    """
    award = money.hold(acknowledgment.award_id)
    found = Acknowledgment.objects.select_for_update(of=("self",)).get(pk=acknowledgment.pk)
    if found.state == AcknowledgmentState.DONE:
        raise ExitRefused(_("Il contributo è già finito con %(act)s.") % {"act": found.act})
    check_runs(award)
    ground = Ground(
        key=f"acknowledgment/{found.pk}",
        cause=f"Fine {award.submission.protocol}",
        reference=str(act),
        basis=act.key,
        act=act,
        on=act.adopted_on,
    )
    money.end(award=award, ground=ground, by=by)
    found.state, found.act = AcknowledgmentState.DONE.value, act
    found.done_by, found.done_at = by, clock.now()
    found.save()
    recoveries.claim(
        award=money.hold(award),
        key=ground.key,
        reason=found.departure.reason,
        act=act,
        days=found.recovery_days,
        by=by,
    )
    events.record(
        "acknowledgment.done",
        subject=found,
        actor=by,
        protocol=award.submission.protocol,
        act=str(act),
    )
    tell(award, "award_ended", key=ground.key, act=str(act))
    return found


def _departure(award: Award) -> Departure:
    departure = departure_of(award)
    if departure is None:
        raise ExitRefused(_("La domanda è ancora in graduatoria: non c'è una rinuncia."))
    return departure
