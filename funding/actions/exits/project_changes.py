"""Changes of a project that runs: told, or asked and decided; and a later end.

A notice is in force at once, and the office may object within its days; what needs approval is in force
once it is approved. One is open at a time, so that each begins where the one before it ended.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from applicants.actions.brought import Brought, Looked, kept, looked_at
from applicants.actions.phases import Ground
from applicants.permissions import sends
from evaluation.engine.publication import days_end
from funding.actions.exits.budget_checks import check_changes, check_minor, check_rules
from funding.actions.exits.letters import tell
from funding.actions.money import hold
from funding.engine.budgets import Budget, Share, differences
from funding.engine.lifecycle import PROJECT_CHANGE
from funding.enums import ChangeKind, ChangeState
from funding.labels import CHANGE_KINDS, CHANGE_STATES
from funding.models import Award, ProjectChange, ProjectChangeFile
from funding.models.project_change import OPEN
from funding.policies import ExitRefused, check_runs, written
from funding.queries.awards.project_ends import project_end
from funding.queries.exits.budget_in_force import budget_in_force
from wecare.accounts.models import Person
from wecare.acts.actions.external import record_external
from wecare.core import clock, events
from wecare.core.lifecycle import StepRefused


@dataclass(frozen=True, slots=True)
class Wanted:
    """The budget that is wanted, by fiscal code and category in euro; and what changes of activities."""

    costs: Mapping[str, Mapping[str, Decimal]]
    activities: str = ""


def change(
    *,
    award: Award,
    kind: ChangeKind,
    wanted: Wanted,
    reason: str,
    files: Sequence[Brought] = (),
    by: Person,
) -> ProjectChange:
    """Tell of a change that needs no approval, or ask for one that does, with files.

    :raises ExitRefused: naming the rule, its limit and the value: who may not, an award that ended, a
        change that waits, a budget above the approved one, a notice of what needs approval, a file that is
        not acceptable.
    :raises FileInfected: if the scanner has found something in the same bytes.
    """
    looked = [looked_at(each, ExitRefused) for each in files]
    with transaction.atomic():
        award = _open_to(award, by)
        why = written(reason, lacking=_("Scrivi perché: lo legge l'ufficio."))
        activities = wanted.activities.strip()
        before = budget_in_force(award)
        after = _wanted(before, wanted)
        check_changes(before, after, activities)
        check_rules(award, before, after)
        if kind is ChangeKind.MINOR:
            check_minor(before, after, activities)
        moves = bool(differences(before, after))
        return _record(
            award,
            kind,
            looked,
            by=by,
            reason=why,
            before=before.to_json() if moves else [],
            after=after.to_json() if moves else [],
            activities=activities,
        )


def extend(
    *, award: Award, ends_on: date, reason: str, files: Sequence[Brought] = (), by: Person
) -> ProjectChange:
    """Ask for a later end of the project, with files.

    :raises ExitRefused: if it is no later, or somebody may not, a change waits, or a file is not acceptable.
    :raises FileInfected: if the scanner has found something in the same bytes.
    """
    looked = [looked_at(each, ExitRefused) for each in files]
    with transaction.atomic():
        award = _open_to(award, by)
        why = written(reason, lacking=_("Scrivi perché: lo legge l'ufficio."))
        before = project_end(award)
        limit = max(before or date.min, clock.today())
        if ends_on <= limit:
            raise ExitRefused(
                _("La nuova fine deve venire dopo il %(limit)s. Hai scritto il %(typed)s.")
                % {"limit": f"{limit:%d/%m/%Y}", "typed": f"{ends_on:%d/%m/%Y}"}
            )
        return _record(
            award,
            ChangeKind.EXTENSION,
            looked,
            by=by,
            reason=why,
            ends_before=before,
            ends_after=ends_on,
        )


@transaction.atomic
def withdraw(*, change: ProjectChange, by: Person) -> ProjectChange:
    """Take a request back before it is decided.

    :raises ExitRefused: if it was decided, or somebody may not.
    """
    change = _held(change)
    _check_sends(change.award, by)
    _close(change, "withdraw", by=by)
    events.record("project_change.withdrawn", subject=change, actor=by)
    return change


@transaction.atomic
def decide(
    *,
    change: ProjectChange,
    step: str,
    answer: str = "",
    ground: Ground | None = None,
    by: Person,
) -> ProjectChange:
    """Take note of a notice or object to it; approve or refuse what was asked, by act where there is one.

    :param step: take_note, object, approve or refuse.
    :raises ActRefused: if the act is already recorded with another date.
    :raises ExitRefused: if it is closed, a no has no reason, the days to object are over, or what was
        asked starts from a budget that is no longer in force.
    """
    change = _held(change)
    if step in {"object", "refuse"}:
        answer = written(answer, lacking=_("Scrivi perché no: lo legge il beneficiario."))
    if step == "object" and change.answer_until and clock.now() >= change.answer_until:
        raise ExitRefused(
            _(
                "I %(days)d giorni per opporsi sono passati il %(until)s: la variazione vale. Si può "
                "solo prenderne atto."
            )
            % {
                "days": settings.FUNDING_OBJECTION_DAYS,
                "until": f"{localdate(change.answer_until - timedelta(seconds=1)):%d/%m/%Y}",
            }
        )
    if step == "approve":
        check_runs(change.award)
        _check_starts_from_here(change)
    change.act = record_external(by=by, **ground) if ground else None
    _close(change, step, by=by, answer=answer)
    events.record(
        "project_change.decided",
        subject=change,
        actor=by,
        outcome=change.state,
        act=str(change.act) if change.act else None,
        reason=change.answer,
    )
    tell(
        change.award,
        "change_decided",
        key=f"project-change/{change.pk}/decided",
        outcome=CHANGE_STATES[ChangeState(change.state)][0],
        reason=change.answer,
        act=str(change.act) if change.act else "",
    )
    return change


def _open_to(award: Award, by: Person) -> Award:
    """The award, held, once it is sure that the person may ask for something of it now."""
    award = hold(award)
    _check_sends(award, by)
    check_runs(award)
    waiting = ProjectChange.objects.filter(award=award, state__in=OPEN).order_by("pk").first()
    if waiting is not None:
        raise ExitRefused(
            _(
                "La n. %(number)d, del %(at)s, aspetta ancora l'ufficio: se ne chiede una alla volta."
            )
            % {"number": waiting.number, "at": f"{localdate(waiting.asked_at):%d/%m/%Y}"}
        )
    return award


def _check_sends(award: Award, by: Person) -> None:
    if not sends(by, award.submission.application):
        raise ExitRefused(
            _("Per l'ente decide chi può inviarne le domande: il tuo incarico non lo comprende.")
        )


def _wanted(before: Budget, wanted: Wanted) -> Budget:
    shares = []
    for share in before.shares:
        costs = dict(wanted.costs.get(share.fiscal_code, share.costs))
        shares.append(Share(share.fiscal_code, share.name, costs))
    return Budget(tuple(shares))


def _record(
    award: Award,
    kind: ChangeKind,
    looked: Sequence[Looked],
    *,
    by: Person,
    reason: str,
    **values: object,
) -> ProjectChange:
    at = clock.now()
    is_notice = kind is ChangeKind.MINOR
    change = ProjectChange.objects.create(
        award=award,
        number=ProjectChange.objects.filter(award=award).count() + 1,
        kind=kind.value,
        reason=reason,
        state=(ChangeState.NOTICED if is_notice else PROJECT_CHANGE.initial).value,
        answer_until=days_end(at, settings.FUNDING_OBJECTION_DAYS) if is_notice else None,
        asked_by=by,
        asked_at=at,
        **values,
    )
    stored = [(each.filename, kept(each)) for each in looked]
    for filename, file in stored:
        ProjectChangeFile.objects.create(change=change, filename=filename, file=file)
    events.record(
        "project_change.asked",
        subject=change,
        actor=by,
        kind=kind,
        number=change.number,
        files=[file.digest for _filename, file in stored],
    )
    tell(
        award,
        "change_received",
        key=f"project-change/{change.pk}",
        what=str(CHANGE_KINDS[kind]).lower(),
        reason=reason,
    )
    return change


def _held(change: ProjectChange) -> ProjectChange:
    hold(change.award_id)
    rows = ProjectChange.objects.select_for_update(of=("self",))
    found = rows.get(pk=change.pk)
    found.award = hold(found.award_id)
    return found


def _check_starts_from_here(change: ProjectChange) -> None:
    if change.before and change.before != budget_in_force(change.award).to_json():
        raise ExitRefused(
            _("Nel frattempo il gruppo è cambiato: la variazione va chiesta di nuovo.")
        )


def _close(change: ProjectChange, step: str, *, by: Person, answer: str = "") -> None:
    try:
        state = PROJECT_CHANGE.follow(step, ChangeState(change.state))
    except StepRefused as refusal:
        raise ExitRefused(
            _("La n. %(number)d non si può più cambiare: %(state)s.")
            % {
                "number": change.number,
                "state": str(CHANGE_STATES[ChangeState(change.state)][0]).lower(),
            }
        ) from refusal
    change.state, change.answer = state.value, answer.strip()
    change.closed_by, change.closed_at = by, clock.now()
    change.save(update_fields=["state", "answer", "act", "closed_by", "closed_at"])
