"""Whether a formal check can be decided now."""

from django.utils.translation import gettext as _

from applicants.enums import SubmissionState
from applicants.models import Submission
from evaluation.enums import AdmissibilityOutcome
from evaluation.policies.refusals import (
    AdmissibilityRefused,
    check_under_evaluation,
    written_reason,
)
from evaluation.queries import blind


def check_can_decide(submission: Submission, *, outcome: AdmissibilityOutcome, reasons: str) -> str:
    """The formal check can be decided so; gives the reasons as they are kept.

    :raises AdmissibilityRefused: before the applications are open, after the panel's first
        signature if it was decided before, or without reasons for a negative outcome.
    """
    check_under_evaluation(submission.call, AdmissibilityRefused)
    if submission.state != SubmissionState.LIVE.value:
        raise AdmissibilityRefused(
            _("La domanda prot. %(protocol)s è stata ritirata: non si istruisce.")
            % {"protocol": submission.protocol}
        )
    if hasattr(submission, "admissibility") and blind.someone_signed(submission.call):
        raise AdmissibilityRefused(
            _(
                "Il nucleo ha già firmato una valutazione: l'esito della domanda prot. "
                "%(protocol)s non si cambia più."
            )
            % {"protocol": submission.protocol}
        )
    lacking = _("Scrivi il motivo che leggerà il richiedente: un esito negativo va motivato.")
    needed = outcome is not AdmissibilityOutcome.ADMISSIBLE
    return written_reason(reasons, lacking=lacking if needed else "", refusal=AdmissibilityRefused)
