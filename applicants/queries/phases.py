"""The end of a phase as the office sees it, and what was decided of one application."""

from dataclasses import dataclass

from applicants.enums import ApplicationState, SubmissionState
from applicants.labels.comparing import Sent
from applicants.models import Application, PhaseDecision, PhaseTerm, Submission
from applicants.queries.submissions import unsealed
from calls.models import Call


@dataclass(frozen=True, slots=True)
class Passage:
    """One submission of a phase: what was decided of it, and until when it is written after."""

    submission: Submission
    decision: PhaseDecision | None
    term: PhaseTerm | None

    @property
    def application(self) -> Application:
        application: Application = self.submission.application
        return application

    @property
    def is_without_requirements(self) -> bool:
        return self.decision is None and self.application.state == ApplicationState.EXCLUDED.value


def passages(call: Call, phase: int) -> list[Passage]:
    """Every submission that counts in the phase, by protocol, once it is open; three queries."""
    sent = (
        Submission.objects.filter(call=call, phase=phase, state=SubmissionState.LIVE.value)
        .filter(unsealed())
        .select_related("organisation", "application", "phase_decision__act")
        .defer("content")
        .order_by("protocol_year", "protocol_number")
    )
    terms: dict[int, PhaseTerm] = {}
    rows = PhaseTerm.objects.filter(application__call=call, phase=phase + 1)
    for term in rows.select_related("act").order_by("sequence"):
        terms[term.application_id] = term
    return [
        Passage(each, getattr(each, "phase_decision", None), terms.get(each.application_id))
        for each in sent
    ]


def protocols_of(call: Call, phase: int) -> list[str]:
    """The protocols of what counts in the phase, sealed or not: numbers, nothing that is written."""
    rows = Submission.objects.filter(call=call, phase=phase, state=SubmissionState.LIVE.value)
    numbers = rows.order_by("protocol_year", "protocol_number")
    return [
        f"{number}/{year}"
        for number, year in numbers.values_list("protocol_number", "protocol_year")
    ]


def sent_in(application: Application, phase: int) -> Submission | None:
    """The version of a phase that counts."""
    found = Submission.objects.filter(
        application=application, phase=phase, state=SubmissionState.LIVE.value
    )
    return found.select_related("rulebook").order_by("-version").first()


def last_sent(application: Application) -> Submission | None:
    """The last version that counts, of whatever phase."""
    found = Submission.objects.filter(application=application, state=SubmissionState.LIVE.value)
    return found.select_related("rulebook").order_by("-version").first()


def sent_before(submission: Submission) -> Submission | None:
    """What the same applicant sent in the phase before; none in the first."""
    return sent_in(submission.application, submission.phase - 1)


def of_submission(submission: Submission) -> Sent:
    """What was sent, under the rules of its phase and version."""
    return Sent(submission.content, submission.rules)


def decisions_of(application: Application) -> list[PhaseDecision]:
    """What acts decided of the application, the last phase first."""
    rows = PhaseDecision.objects.filter(application=application)
    return list(rows.select_related("act", "submission").order_by("-phase"))
