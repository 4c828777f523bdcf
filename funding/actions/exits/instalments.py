"""Paying back in instalments: asked for by the beneficiary, granted or refused by the office."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from applicants.permissions import sends
from funding.actions.exits.letters import tell
from funding.actions.exits.recoveries import check_open, held
from funding.engine.interest import instalments
from funding.enums import PlanState
from funding.labels import PLAN_STATES
from funding.models import InstalmentPlan, Recovery, RecoveryInstalment
from funding.policies import ExitRefused, written
from funding.queries.exits.recoveries import capital_left
from wecare.accounts.models import Person
from wecare.core import clock, events

FEWEST = 2


@transaction.atomic
def ask(*, recovery: Recovery, count: int, reason: str, by: Person) -> InstalmentPlan:
    """Ask, for the organisation, to pay back in monthly instalments.

    :raises ExitRefused: if the claim is closed, a request waits or was granted, they are too many or
        too few, or the person does not decide for the organisation.
    """
    recovery = held(recovery)
    why = written(reason, lacking=_("Scrivi perché chiedi di pagare a rate."))
    if not sends(by, recovery.award.submission.application):
        raise ExitRefused(
            _("Per l'ente decide chi può inviarne le domande: il tuo incarico non lo comprende.")
        )
    check_open(recovery)
    _check_count(count)
    stands = recovery.plans.exclude(state=PlanState.REFUSED.value).first()
    if stands is not None:
        raise ExitRefused(
            _("C'è già una richiesta di rate: %(state)s.")
            % {"state": str(PLAN_STATES[PlanState(stands.state)][0]).lower()}
        )
    plan = InstalmentPlan.objects.create(
        recovery=recovery, count=count, reason=why, asked_by=by, asked_at=clock.now()
    )
    events.record("instalments.asked", subject=plan, actor=by, count=count)
    return plan


@transaction.atomic
def decide(
    *, plan: InstalmentPlan, granted: bool, first: date | None, answer: str, by: Person
) -> InstalmentPlan:
    """Grant the instalments, monthly from `first` and equal to the cent; or refuse them with the reason.

    :raises ExitRefused: if it is decided, the claim is closed, a no has no reason, the first day is past.
    """
    recovery = held(plan.recovery)
    plan = recovery.plans.select_for_update(of=("self",)).get(pk=plan.pk)
    if plan.state != PlanState.ASKED:
        raise ExitRefused(
            _("La richiesta è già decisa: %(state)s.")
            % {"state": str(PLAN_STATES[PlanState(plan.state)][0]).lower()}
        )
    if granted:
        check_open(recovery)
        today = clock.today()
        if first is None or first < today:
            raise ExitRefused(
                _("La prima rata scade oggi, %(today)s, o più avanti.")
                % {"today": f"{today:%d/%m/%Y}"}
            )
        capital = capital_left(recovery)
        RecoveryInstalment.objects.bulk_create(
            RecoveryInstalment(plan=plan, number=number, due_on=due_on, capital=part)
            for number, (due_on, part) in enumerate(
                instalments(capital, count=plan.count, first=first), start=1
            )
        )
    else:
        answer = written(answer, lacking=_("Scrivi perché no: lo legge il beneficiario."))
    plan.state = (PlanState.GRANTED if granted else PlanState.REFUSED).value
    plan.answer = answer.strip()
    plan.decided_by, plan.decided_at = by, clock.now()
    plan.save()
    events.record("instalments.decided", subject=plan, actor=by, outcome=plan.state, first=first)
    tell(
        recovery.award,
        "instalments_decided",
        key=f"instalments/{plan.pk}",
        outcome=PLAN_STATES[PlanState(plan.state)][0],
        reason=plan.answer,
    )
    return plan


def _check_count(count: int) -> None:
    most = settings.FUNDING_INSTALMENTS
    if not FEWEST <= count <= most:
        raise ExitRefused(
            _("Le rate vanno da %(least)d a %(most)d. Hai scritto %(count)d.")
            % {"least": FEWEST, "most": most, "count": count}
        )
