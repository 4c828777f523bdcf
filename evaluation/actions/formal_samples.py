"""The second officer's check: a sample is drawn by a recorded seed, and looked at by somebody else."""

from decimal import Decimal
from secrets import token_hex

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.models import Submission
from calls.models import Call
from evaluation.actions.formal_checks import locked_check
from evaluation.actions.locks import lock_call
from evaluation.engine.formal_sample import LEAST_SHARE, METHOD, WHOLE, sample
from evaluation.enums import SecondView
from evaluation.models import CheckSample, SampledCheck
from evaluation.policies.formal import CheckRefused
from evaluation.policies.refusals import check_under_evaluation, written_reason
from evaluation.queries import blind
from evaluation.queries.samples import drawable
from wecare.accounts.models import Person
from wecare.core import clock, events

SEED_BYTES = 32


@transaction.atomic
def draw(*, call: Call, share: Decimal, by: Person) -> CheckSample:
    """Draw a share (per cent) of the checks that are decided and were in no draw before.

    The seed is random, so nobody chooses whom it draws; it is recorded with what it drew from.

    :raises CheckRefused: for a share out of bounds, or with nothing to draw from.
    """
    call = lock_call(call)
    check_under_evaluation(call, CheckRefused)
    if not LEAST_SHARE <= share <= WHOLE:
        raise CheckRefused(
            _("La quota va dall'1 al 100 %%. Hai scritto %(share)s.")
            % {"share": str(share).replace(".", ",")}
        )
    found = {each.protocol: each for each in drawable(call)}
    if not found:
        raise CheckRefused(
            _("Non ci sono domande da sorteggiare: servono esiti registrati e non già sorteggiati.")
        )
    seed = token_hex(SEED_BYTES)
    drawn = sample(seed, found, share)
    made = CheckSample.objects.create(
        call=call,
        number=call.check_samples.count() + 1,
        share=share,
        seed=seed,
        method=METHOD,
        protocols=list(found),
        drawn_by=by,
        drawn_at=clock.now(),
    )
    SampledCheck.objects.bulk_create(
        SampledCheck(
            sample=made,
            place=place,
            submission=found[protocol],
            first=found[protocol].admissibility.decided_by,
        )
        for place, protocol in enumerate(drawn, start=1)
    )
    events.record(
        "check_sample.drawn",
        subject=made,
        actor=by,
        call=call.code,
        share=share,
        seed=seed,
        method=METHOD,
        count=len(found),
        drawn=list(drawn),
    )
    return made


@transaction.atomic
def look_again(*, sampled: SampledCheck, view: SecondView, reason: str, by: Person) -> SampledCheck:
    """Say whether one agrees with a check that was drawn; a disagreement reopens it.

    :raises CheckRefused: for whoever decided it, a second time, without a reason for a disagreement, or
        once the panel has signed.
    """
    check = locked_check(Submission.objects.select_related("call").get(pk=sampled.submission_id))
    submission = check.submission
    check_under_evaluation(submission.call, CheckRefused)
    sampled = SampledCheck.objects.select_for_update(of=("self",)).get(pk=sampled.pk)
    if sampled.view:
        raise CheckRefused(_("Questo controllo è già stato riguardato."))
    if by.pk in (sampled.first_id, submission.admissibility.decided_by_id):
        raise CheckRefused(_("Hai deciso tu questa istruttoria: la riguarda un'altra persona."))
    disagrees = view is SecondView.DISAGREES
    if disagrees and blind.someone_signed(submission.call):
        raise CheckRefused(
            _("Il nucleo ha già firmato una valutazione: l'esito non si può più riaprire.")
        )
    lacking = _("Scrivi perché non confermi: chi riapre l'istruttoria lo leggerà.")
    reason = written_reason(reason, lacking=lacking if disagrees else "", refusal=CheckRefused)
    sampled.view, sampled.reason = view.value, reason
    sampled.second, sampled.looked_at = by, clock.now()
    sampled.save(update_fields=["view", "reason", "second", "looked_at"])
    if disagrees:
        check.reopened_at, check.reopened_reason = sampled.looked_at, reason
        check.save(update_fields=["reopened_at", "reopened_reason"])
    events.record(
        "check_sample.looked_at",
        subject=sampled,
        actor=by,
        protocol=submission.protocol,
        view=view,
        reason=reason,
    )
    return sampled
