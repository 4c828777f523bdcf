"""Going on without an antimafia information: decided by a manager, under resolutive condition.

Art. 92 of D.Lgs. 159/2011: the information is due within thirty days of the consultation (c. 2); once they
have passed, or in urgency at once, money is granted and paid without it, and taken back if the answer is
against (c. 3).
"""

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.models import Submission
from funding.models import RegisterAnswer, ResolutiveCondition
from funding.policies.conditions import ConditionsRefused
from funding.queries.conditions.antimafia import awaited_by, counts, is_awaited
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.components.formats import day


@transaction.atomic
def go_on(*, answer: RegisterAnswer, reason: str, by: Person) -> ResolutiveCondition:
    """Decide to go on without the information that was asked for, once for each time it is asked.

    Within its days it is an urgency, and `reason` says which.

    :raises ConditionsRefused: if the answer came or was asked for again, or within the days no reason is
        given: with the day on which they end.
    """
    Submission.objects.select_for_update(of=("self",), no_key=True).get(pk=answer.submission_id)
    answer = RegisterAnswer.objects.select_related("submission").get(pk=answer.pk)
    stands = awaited_by(answer)
    if stands.decided is not None:
        return stands.decided
    if not is_awaited(answer) or not counts(answer):
        raise ConditionsRefused(
            _("Non si aspetta più questa risposta antimafia: guarda l'ultima registrata.")
        )
    said = reason.strip()
    if not stands.passed and not said:
        raise ConditionsRefused(
            _(
                "La risposta antimafia è dovuta in 30 giorni: chiesta il %(on)s, il termine è il "
                "%(term)s. Prima si va avanti solo se c'è urgenza: scrivi quale (art. 92 c. 3 D.Lgs "
                "159/2011)."
            )
            % {"on": day(answer.on), "term": day(stands.term)}
        )
    decided = ResolutiveCondition.objects.create(
        answer=answer,
        term=stands.term,
        urgent=not stands.passed,
        reason=said,
        decided_by=by,
        decided_at=clock.now(),
    )
    events.record(
        "antimafia.gone_on",
        subject=decided,
        actor=by,
        protocol=answer.submission.protocol,
        fiscal_code=answer.fiscal_code,
        asked_on=answer.on,
        term=stands.term,
        urgent=decided.urgent,
        reason=said,
    )
    return decided
