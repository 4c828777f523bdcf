"""What is still open before a ranked list can be drawn up, in sentences."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applicants.models import Submission
from applicants.queries.submissions import running_phase
from applicants.queries.terms import running_terms
from calls.enums import CallState
from calls.models import Call, Rulebook
from calls.queries.calls import current_rulebook
from evaluation.enums import AssessmentState
from evaluation.models import Assessment, Conflict, PanelMember
from evaluation.queries import admissibility, formal_gate, panels
from evaluation.queries.open_points import OpenPoint
from evaluation.queries.ranking_input import rules_of
from wecare.core import clock

__all__ = ["OpenPoint", "open_points"]
MINIMUM_SIGNED = 2  # a conflict may leave one member out, never only one judging
NAMED = 3  # protocols named in one sentence


def open_points(call: Call) -> tuple[OpenPoint, ...]:
    """Everything that stands between this call and its ranked list; nothing when it can be drawn up."""
    if call.state != CallState.EVALUATION.value:
        return (
            OpenPoint(
                "state",
                _(
                    "Il bando non è in valutazione: la graduatoria si prepara dopo l'apertura delle domande."
                ),
            ),
        )
    submissions = list(admissibility.live(call))
    if not submissions:
        return (OpenPoint("empty", _("Non c'è nessuna domanda da mettere in graduatoria.")),)
    return (
        *_phases(call),
        *_undecided(submissions),
        *formal_gate.points(call),
        *_other_rules(call, submissions),
        *_of_panel(call, submissions),
    )


def _phases(call: Call) -> Iterator[OpenPoint]:
    """The list is drawn up of the last phase, when nobody writes in it any more."""
    rulebook = current_rulebook(call)
    phases = rulebook.rules.phases if rulebook else ()
    if not phases:
        return
    running = running_phase(call)
    if running < len(phases):
        yield OpenPoint(
            "phase",
            _(
                "È in corso la fase %(number)d di %(count)d: la graduatoria si forma sull'ultima. "
                "Prima decidi chi è ammesso alla fase successiva."
            )
            % {"number": running, "count": len(phases)},
        )
    if writing := running_terms(call, running, at=clock.now()):
        yield OpenPoint(
            "writing",
            ngettext(
                "%(count)d domanda ha ancora tempo per essere inviata.",
                "%(count)d domande hanno ancora tempo per essere inviate.",
                writing,
            )
            % {"count": writing},
        )


def _undecided(submissions: list[Submission]) -> Iterator[OpenPoint]:
    for submission in submissions:
        if not hasattr(submission, "admissibility"):
            yield OpenPoint(
                "undecided",
                _("Prot. %(protocol)s: manca l'esito dell'istruttoria.")
                % {"protocol": submission.protocol},
                submission=submission,
            )


def _other_rules(call: Call, submissions: list[Submission]) -> Iterator[OpenPoint]:
    """Those sent under a version that judges or gives money out in another way than the last."""
    rulebook = current_rulebook(call)
    if rulebook is None:
        return
    versions = Rulebook.objects.filter(call=call).exclude(pk=rulebook.pk)
    judging = rules_of(rulebook)
    others = {version.pk for version in versions if rules_of(version) != judging}
    for submission in submissions:
        if submission.rulebook_id in others:
            yield OpenPoint(
                "rules",
                _(
                    "Prot. %(protocol)s è stata inviata con regole di valutazione diverse da quelle in vigore."
                )
                % {"protocol": submission.protocol},
                submission=submission,
            )


def _of_panel(call: Call, submissions: list[Submission]) -> Iterator[OpenPoint]:
    admissible = [
        each
        for each in submissions
        if hasattr(each, "admissibility") and each.admissibility.is_admissible
    ]
    if not admissible:
        return
    panel = panels.of_call(call)
    if panel is None:
        yield OpenPoint("panel", _("Il nucleo di valutazione non è ancora nominato."))
        return
    members = list(panel.members.all())
    conflicts = _conflicts(members)
    signed = _signed(call)
    for member in members:
        yield from _of_member(member, admissible, conflicts, signed)
    for submission in admissible:
        free = [m for m in members if (m.pk, submission.organisation_id) not in conflicts]
        if len(free) < MINIMUM_SIGNED:
            yield OpenPoint(
                "too_few",
                _(
                    "Prot. %(protocol)s: per i conflitti dichiarati restano %(free)d componenti, "
                    "ne servono almeno %(minimum)d."
                )
                % {
                    "protocol": submission.protocol,
                    "free": len(free),
                    "minimum": MINIMUM_SIGNED,
                },
                submission=submission,
            )


def _of_member(
    member: PanelMember,
    admissible: list[Submission],
    conflicts: set[tuple[int, int]],
    signed: set[tuple[int, int]],
) -> Iterator[OpenPoint]:
    if not hasattr(member, "declaration"):
        yield OpenPoint(
            "undeclared",
            _("%(person)s non ha ancora firmato la dichiarazione sui conflitti di interesse.")
            % {"person": member.person},
            member=member,
        )
        return
    missing = [
        each
        for each in admissible
        if (member.pk, each.organisation_id) not in conflicts and (member.pk, each.pk) not in signed
    ]
    if missing:
        yield OpenPoint("unsigned", _unsigned(member, missing), member=member)


def _unsigned(member: PanelMember, missing: list[Submission]) -> str:
    named = ", ".join(each.protocol for each in missing[:NAMED])
    if len(missing) > NAMED:
        named += ", …"
    return ngettext(
        "%(person)s: %(count)d valutazione da firmare (prot. %(named)s).",
        "%(person)s: %(count)d valutazioni da firmare (prot. %(named)s).",
        len(missing),
    ) % {"person": member.person, "count": len(missing), "named": named}


def _conflicts(members: list[PanelMember]) -> set[tuple[int, int]]:
    return set(
        Conflict.objects.filter(declaration__member__in=members).values_list(
            "declaration__member_id", "organisation_id"
        )
    )


def _signed(call: Call) -> set[tuple[int, int]]:
    return set(
        Assessment.objects.filter(
            submission__call=call, state=AssessmentState.SIGNED.value
        ).values_list("member_id", "submission_id")
    )
