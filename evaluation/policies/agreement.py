"""Whether signed points can be reopened, agreed on, or checked a second time now."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from applicants.models import Submission
from calls.enums import CallState
from calls.models import Call
from evaluation.enums import RankedListState, Settling
from evaluation.models import PanelMember, RankedList
from evaluation.policies.assessments import check_points_within
from evaluation.policies.refusals import (
    AssessmentRefused,
    check_under_evaluation,
    written_reason,
)
from evaluation.queries.agreement import Judged
from wecare.accounts.models import Person
from wecare.core.errors import DomainError

Agreed = tuple[Decimal | None, str]


class AgreementRefused(DomainError):
    """A step on points that are signed which is not possible so, or not now."""


def check_points_still_move(call: Call, refusal: type[DomainError] = AgreementRefused) -> None:
    """The evaluation is open and no list is approved.

    :raises DomainError: of the kind asked for, otherwise.
    """
    check_under_evaluation(call, refusal)
    approved = RankedList.objects.filter(call=call, state=RankedListState.APPROVED.value)
    if found := approved.order_by("-version").first():
        raise refusal(
            _(
                "La graduatoria, versione %(version)d, è approvata: i punti da cui viene non si "
                "cambiano più."
            )
            % {"version": found.version}
        )


def check_can_reopen(submission: Submission, *, reason: str) -> str:
    """A signed assessment of the submission can be reopened; gives the reason as it is kept.

    :raises AssessmentRefused: if a list is approved, or without a reason.
    """
    check_points_still_move(submission.call, AssessmentRefused)
    lacking = _("Scrivi perché si riapre: il motivo resta nella storia della valutazione.")
    return written_reason(reason, lacking=lacking, refusal=AssessmentRefused)


def check_signed_by_all(judged: Judged) -> None:
    """Everybody who judges the submission has signed.

    :raises AgreementRefused: naming those who have not.
    """
    if not judged.is_signed:
        raise AgreementRefused(
            _("Prot. %(protocol)s: mancano le firme di %(people)s.")
            % {
                "protocol": judged.submission.protocol,
                "people": ", ".join(str(each.person) for each in judged.missing)
                or _("chi deve valutarla"),
            }
        )


def check_can_choose(judged: Judged, member: PanelMember, *, reason: str) -> str:
    """The member may be called to judge a submission whose totals lie too far apart; gives the reason.

    :raises AgreementRefused: if the rules ask for nobody, or this member judges it already or may not.
    """
    check_points_still_move(judged.submission.call)
    check_signed_by_all(judged)
    if judged.settling is not Settling.FURTHER:
        raise AgreementRefused(
            _("Prot. %(protocol)s: le regole non chiedono un'altra persona che valuti.")
            % {"protocol": judged.submission.protocol}
        )
    if member.pk not in {each.pk for each in judged.free}:
        raise AgreementRefused(
            _("%(person)s valuta già questa domanda, o non può valutarla.")
            % {"person": member.person}
        )
    lacking = _("Scrivi perché scegli questa persona.")
    return written_reason(reason, lacking=lacking, refusal=AgreementRefused)


def check_can_agree(judged: Judged, scores: Mapping[str, Agreed]) -> dict[str, tuple[Decimal, str]]:
    """The session can be recorded; gives points and reasons as they are kept.

    :raises AgreementRefused: if somebody has not signed, the rules leave the points as they are, or a
        criterion lacks points on its scale or their reason.
    """
    check_points_still_move(judged.submission.call)
    check_signed_by_all(judged)
    if judged.settling is not Settling.CONSENSUS:
        raise AgreementRefused(
            _("Prot. %(protocol)s: le regole non chiedono una seduta di consenso.")
            % {"protocol": judged.submission.protocol}
        )
    kept = {}
    for criterion in judged.rules.judged:
        points, reason = scores.get(criterion.code, (None, ""))
        points = check_points_within(criterion, points, AgreementRefused)
        named = {"code": criterion.code, "title": criterion.title}
        if points is None:
            raise AgreementRefused(_("%(code)s %(title)s: mancano i punti.") % named)
        lacking = _("%(code)s %(title)s: scrivi perché avete deciso così.") % named
        kept[criterion.code] = (
            points,
            written_reason(reason, lacking=lacking, refusal=AgreementRefused),
        )
    return kept


def check_can_check(judged: Judged, *, by: Person, is_confirmed: bool, note: str) -> str:
    """The points can be checked a second time by this person; gives the note as it is kept.

    :raises AgreementRefused: if they are not settled, the person decided the formal check, or what was
        found is not said.
    """
    check_points_still_move(judged.submission.call)
    check_signed_by_all(judged)
    if judged.points is None:
        raise AgreementRefused(
            _("Prot. %(protocol)s: i punti non ci sono ancora, prima vanno decisi dal nucleo.")
            % {"protocol": judged.submission.protocol}
        )
    if judged.submission.admissibility.decided_by_id == by.pk:
        raise AgreementRefused(
            _(
                "Prot. %(protocol)s: l'istruttoria l'hai fatta tu. I punti li ricontrolla un'altra "
                "persona."
            )
            % {"protocol": judged.submission.protocol}
        )
    lacking = "" if is_confirmed else _("Scrivi che cosa hai trovato.")
    return written_reason(note, lacking=lacking, refusal=AgreementRefused)


def is_open(call: Call) -> bool:
    """Whether points may still move, for pages that show the way."""
    if call.state != CallState.EVALUATION.value:
        return False
    return not RankedList.objects.filter(call=call, state=RankedListState.APPROVED.value).exists()
