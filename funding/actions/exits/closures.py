"""Closing an award: what will not be paid is a saving, and nothing moves afterwards but recoveries."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions.phases import Ground as ActGround
from evaluation.actions.locks import lock_call
from funding.actions import money
from funding.actions.exits import recoveries
from funding.actions.exits.letters import tell
from funding.actions.money import Ground
from funding.enums import ReductionKind
from funding.models import Award, Closure, ProjectChange, Revocation
from funding.models.project_change import OPEN
from funding.policies import ExitRefused, check_runs, written
from funding.queries.awards.standing import standing
from funding.queries.exits.procedures import departure_of
from wecare.accounts.models import Person
from wecare.acts.actions.external import record_external
from wecare.core import clock, events
from wecare.core.money import ZERO, format_amount

RECOVERY_DAYS = 60  # to pay back what was paid above the final contribution


@transaction.atomic
def close(
    *, award: Award, due: Decimal, reason: str, ground: ActGround | None = None, by: Person
) -> Closure:
    """Close the award with `due` euro as its final contribution, by act or by the manager's decision.

    What it had above that is a saving: it goes back to the lot, as far as it was not paid; the rest is
    claimed.

    :raises ActRefused: if the act is already recorded with another date.
    :raises ExitRefused: if the award ended, is closed or was left, something waits for a decision, the
        contribution is above what the award is worth, or part of it is still to be paid.
    """
    award = money.hold(award)
    lock_call(award.decree.ranked_list.call)  # whoever gives up comes before or after
    check_runs(award)
    why = written(reason, lacking=_("Scrivi da dove viene il contributo finale."))
    _check_nothing_waits(award)
    now = standing(award)
    if not ZERO <= due <= now.due:
        raise ExitRefused(
            _("Il contributo finale va da 0,00 € a %(most)s, quanto vale ora. Hai scritto %(due)s.")
            % {"most": format_amount(now.due), "due": format_amount(due)}
        )
    if due > now.given:
        raise ExitRefused(
            _(
                "Del contributo finale di %(due)s restano da pagare %(left)s: prima si paga il saldo, "
                "poi si chiude."
            )
            % {"due": format_amount(due), "left": format_amount(due - now.given)}
        )
    act = record_external(by=by, **ground) if ground else None
    saved = now.due - due
    key = f"closure/{award.pk}"
    if saved:
        money.reduce(
            award=award,
            kind=ReductionKind.SAVING,
            amount=saved,
            reason=why,
            ground=Ground(
                key=key,
                cause=f"Economia {award.submission.protocol}",
                reference=str(act) if act else f"Chiusura {award.submission.protocol}",
                basis=act.key if act else key,
                act=act,
                on=act.adopted_on if act else None,
            ),
            by=by,
        )
    closure = Closure.objects.create(
        award=award,
        due=due,
        saved=saved,
        reason=why,
        act=act,
        closed_by=by,
        closed_at=clock.now(),
    )
    recoveries.claim(
        award=money.hold(award), key=key, reason=why, act=act, days=RECOVERY_DAYS, by=by
    )
    events.record(
        "award.closed",
        subject=award,
        actor=by,
        protocol=award.submission.protocol,
        due=due,
        saved=saved,
        act=str(act) if act else None,
    )
    tell(award, "award_closed", key=key, amount=due, saved=saved, reason=why)
    return closure


def _check_nothing_waits(award: Award) -> None:
    if Revocation.objects.filter(award=award, closed_at=None).exists():
        raise ExitRefused(_("C'è un procedimento di revoca aperto: prima si conclude."))
    if ProjectChange.objects.filter(award=award, state__in=OPEN).exists():
        raise ExitRefused(_("C'è una variazione o una proroga che aspetta: prima si decide."))
    if departure_of(award) is not None:
        raise ExitRefused(
            _("La domanda è uscita dalla graduatoria: il contributo finisce con la presa d'atto.")
        )
