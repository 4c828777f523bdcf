"""A change of partners after sending: the lead asks, who comes in says yes, an act decides.

What was sent stays word for word. On the yes of the act the records of the group become those in
force, so caps, conflicts of interest and letters see who takes part now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions.applications import locked
from applicants.actions.brought import Brought, kept, looked_at
from applicants.actions.groups import put_in_force
from applicants.actions.phases import Ground
from applicants.actions.turns import hold_turns
from applicants.actions.variation_letters import tell_answer, tell_asked, tell_decision
from applicants.engine.participation import counted
from applicants.engine.snapshot import Snapshot
from applicants.engine.variation import Part, group_after, left_and_joined, under
from applicants.enums import VariationState
from applicants.models import (
    Application,
    Entrant,
    Organisation,
    Submission,
    Variation,
    VariationFile,
)
from applicants.permissions import acts_for
from applicants.policies import check_fiscal_code
from applicants.policies.variations import (
    VariationRefused,
    check_accepted,
    check_can_ask,
    check_can_decide,
    check_group,
    check_none_open,
    check_step,
)
from applicants.queries.partnership import described
from applicants.queries.phases import sent_in
from applicants.queries.variations import group_in_force
from calls.actions.calls import locked as locked_call
from wecare.accounts.models import Person
from wecare.acts.actions.external import record_external
from wecare.acts.models import Act
from wecare.core import clock, events
from wecare.core.money import ZERO


@dataclass(frozen=True, slots=True)
class Change:
    """Who leaves, who comes in, and the part of each by fiscal code; the lead has the rest."""

    leaving: frozenset[str]
    entering: tuple[str, ...]
    parts: Mapping[str, Part]


def proposed(
    application: Application, change: Change
) -> tuple[Submission, list[dict[str, object]]]:
    """The group as the change would leave it, if the rules of the sent application allow it.

    :raises VariationRefused: naming the rule, its limit and the value that does not hold.
    :raises CapReached: if who comes in takes part in as many as the call admits.
    :raises CodeRefused: if a fiscal code is not one.
    """
    submission, before, after, _who = _proposed(application, change)
    check_group(submission, before=before, after=after)
    return submission, after


def ask(
    *,
    application: Application,
    change: Change,
    reason: str,
    files: Sequence[Brought] = (),
    actor: Person,
) -> Variation:
    """Ask for a change of the group; whoever comes in has a letter and answers.

    :raises VariationRefused: naming the rule, its limit and the value; or a file that is not acceptable.
    :raises CapReached: if who comes in takes part in as many as the call admits.
    :raises CodeRefused: if a fiscal code is not one.
    """
    looked = [looked_at(each, VariationRefused) for each in files]
    with transaction.atomic():
        application = locked(application)
        if not reason.strip():
            raise VariationRefused(_("Scrivi perché chiedi la variazione: l'ufficio lo legge."))
        asked = Variation.objects.filter(application=application)
        open_one = asked.filter(state=VariationState.OPEN.value).order_by("id").first()
        check_none_open(open_one)
        submission, before, after, entering = _proposed(application, change)
        check_group(submission, before=before, after=after)
        variation = Variation.objects.create(
            submission=submission,
            application=application,
            number=asked.count() + 1,
            before=before,
            after=after,
            reason=reason.strip(),
            asked_by=actor,
            asked_at=clock.now(),
        )
        for each in looked:
            VariationFile.objects.create(
                variation=variation, filename=each.filename, file=kept(each)
            )
        for organisation in entering:
            Entrant.objects.create(variation=variation, organisation=organisation)
        leaves, joins, changed = left_and_joined(before, after)
        events.record(
            "variation.asked",
            subject=variation,
            actor=actor,
            protocol=submission.protocol,
            leaves=[each["fiscal_code"] for each in leaves],
            joins=[each["fiscal_code"] for each in joins],
            changed=[each["fiscal_code"] for each in changed],
        )
        tell_asked(variation, entering)
    return variation


@transaction.atomic
def answer(*, entrant: Entrant, accepted: bool, reason: str, actor: Person) -> Entrant:
    """The organisation that would come in says yes, or no with the reason that the lead reads.

    :raises VariationRefused: if the variation is decided, it has answered, or a no has no reason.
    """
    variation = _locked(entrant.variation)
    stored = Entrant.objects.select_related("organisation").get(pk=entrant.pk)
    if not acts_for(actor, stored.organisation):
        raise VariationRefused(_("Può rispondere solo chi opera per l'ente che entra."))
    check_step(variation, "approve")
    if stored.accepted is not None:
        raise VariationRefused(_("%(name)s ha già risposto.") % {"name": stored.organisation.name})
    if not accepted and not reason.strip():
        raise VariationRefused(_("Scrivi perché rifiuti: lo legge il capofila."))
    stored.accepted, stored.reason = accepted, "" if accepted else reason.strip()
    stored.answered_by, stored.answered_at = actor, clock.now()
    stored.save()
    events.record(
        "variation.answered",
        subject=variation,
        actor=actor,
        organisation=stored.organisation.fiscal_code,
        accepted=accepted,
    )
    tell_answer(variation, stored)
    return stored


@transaction.atomic
def withdraw(*, variation: Variation, actor: Person) -> Variation:
    """The lead takes it back before it is decided.

    :raises VariationRefused: if it was decided or taken back.
    """
    variation = _locked(variation)
    variation.state = check_step(variation, "withdraw")
    variation.closed_by, variation.closed_at = actor, clock.now()
    variation.save()
    events.record("variation.withdrawn", subject=variation, actor=actor)
    tell_decision(variation)
    return variation


@transaction.atomic
def decide_by_act(
    *, variation: Variation, approved: bool, reason: str, ground: Ground, actor: Person
) -> Variation:
    """Record the act and decide by it: both or neither.

    :raises ActRefused: if the act is already recorded with another date.
    :raises VariationRefused: as `decide`.
    """
    locked_call(variation.application.call)
    variation = _locked(variation)
    act = record_external(by=actor, **ground)
    return decide(variation=variation, approved=approved, reason=reason, act=act, actor=actor)


@transaction.atomic
def decide(
    *, variation: Variation, approved: bool, reason: str, act: Act, actor: Person
) -> Variation:
    """Approve the change, and the group is another from now on; or refuse it with the reason.

    :raises VariationRefused: naming what does not hold: who has not answered, a rule of the call, a
        no without its reason, applications that are still closed.
    :raises CapReached: if who comes in takes part meanwhile in as many as the call admits.
    """
    locked_call(variation.application.call)
    variation = _locked(variation)
    state = check_step(variation, "approve" if approved else "refuse")
    check_can_decide(variation)
    if approved:
        _check_still_holds(variation)
    elif not reason.strip():
        raise VariationRefused(_("Scrivi perché non l'approvi: il capofila lo legge."))
    variation.state, variation.answer, variation.act = state, reason.strip(), act
    at = clock.now()
    variation.closed_by, variation.closed_at = actor, at
    variation.save()
    if approved:
        put_in_force(variation, actor=actor, at=at)
    events.record(
        "variation.decided",
        subject=variation,
        actor=actor,
        protocol=variation.submission.protocol,
        outcome=variation.state,
        act=str(act),
        reason=variation.answer,
    )
    tell_decision(variation)
    return variation


def _proposed(
    application: Application, change: Change
) -> tuple[Submission, list[dict[str, object]], list[dict[str, object]], list[Organisation]]:
    sent = sent_in(application, application.phase)
    submission = check_can_ask(application, sent, at=clock.now())
    before = group_in_force(submission)
    here = {each["fiscal_code"]: each["name"] for each in before}
    if unknown := sorted(change.leaving - set(here)):
        raise VariationRefused(
            _("L'ente con codice fiscale %(code)s non è tra i partner: qualcuno l'ha già tolto.")
            % {"code": unknown[0][:16]}
        )
    entering = [_entering(application, code, here) for code in dict.fromkeys(change.entering)]
    joining = [
        {
            "fiscal_code": each.fiscal_code,
            **described(each),
            "answers": {},
            "attachments": [],
            "costs": {},
            "own_funding": str(ZERO),
            "own_in_kind": str(ZERO),
        }
        for each in entering
    ]
    after = group_after(before, joining, leaving=change.leaving, parts=change.parts)
    return submission, before, after, entering


def _entering(application: Application, typed: str, here: Mapping[str, str]) -> Organisation:
    code = check_fiscal_code(typed)
    if code == application.organisation.fiscal_code:
        raise VariationRefused(
            _("%(name)s è il capofila: c'è già.") % {"name": application.organisation.name}
        )
    if code in here:
        raise VariationRefused(_("%(name)s è già tra i partner.") % {"name": here[code]})
    found = Organisation.objects.filter(fiscal_code=code).first()
    if found is None:
        raise VariationRefused(
            _(
                "L'ente con codice fiscale %(code)s non è ancora sul portale: chi lo rappresenta lo "
                "registra, poi chiedi la variazione."
            )
            % {"code": code}
        )
    return found


def _locked(variation: Variation) -> Variation:
    locked(variation.application)
    rows = Variation.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related(
        "application__call", "application__organisation", "submission__rulebook", "submission__call"
    ).get(pk=variation.pk)


def _check_still_holds(variation: Variation) -> None:
    """What was asked still starts from the group in force, of what still stands."""
    application, submission = variation.application, variation.submission
    live = sent_in(application, application.phase)
    check_can_ask(application, live, at=clock.now())
    before = group_in_force(submission)
    if live != submission or before != variation.before:
        raise VariationRefused(
            _("Nel frattempo la domanda è cambiata: la variazione va chiesta di nuovo.")
        )
    check_accepted(variation.entrants.select_related("organisation").order_by("id"))
    after = Snapshot.of_content(under(submission.content, variation.after))
    hold_turns(application.call, counted(submission.rules, after))
    check_group(submission, before=before, after=variation.after)
