"""What is still open before a ranked list can be drawn up, in sentences."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applicants.models import Submission
from applicants.queries.submissions import running_phase
from applicants.queries.terms import running_terms
from calls.enums import CallState
from calls.models import Call, Rulebook
from calls.queries.calls import current_rulebook
from evaluation.engine.judging import MINIMUM_JUDGES
from evaluation.enums import AssessmentState
from evaluation.models import Assessment, PanelMember
from evaluation.queries import admissibility, agreement, assignments, formal_gate, scoring_gate
from evaluation.queries.assignments import Bench
from evaluation.queries.open_points import OpenPoint
from evaluation.queries.ranking_input import rules_of
from wecare.core import clock

__all__ = ["OpenPoint", "open_points"]
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
        *_of_points(call, submissions),
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


def _of_points(call: Call, submissions: list[Submission]) -> Iterator[OpenPoint]:
    """What disagreement asks for, and the second check."""
    rulebook = current_rulebook(call)
    if rulebook is None:
        return
    rows = agreement.judged(call, submissions)
    for each, code, sentence in scoring_gate.open_sentences(rows, rulebook):
        place = (
            each.submission if code == "unchecked" else None
        )  # the rest is the panel's to settle
        yield OpenPoint(code, sentence, submission=place)


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
    judging = _judging(rulebook)
    others = {version.pk for version in versions if _judging(version) != judging}
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


def _judging(rulebook: Rulebook) -> tuple[Any, ...]:
    """Whatever of a version gives points, orders and gives money out."""
    said = rulebook.rules
    return rules_of(rulebook), said.aggregation, said.judging


def _of_panel(call: Call, submissions: list[Submission]) -> Iterator[OpenPoint]:
    admissible = [
        each
        for each in submissions
        if hasattr(each, "admissibility") and each.admissibility.is_admissible
    ]
    if not admissible:
        return
    bench = assignments.bench(call)
    if bench is None:
        yield OpenPoint("panel", _("Il nucleo di valutazione non è ancora nominato."))
        return
    signed = _signed(call)
    for member in bench.members.values():
        yield from _of_member(bench, member, admissible, signed)
    for submission in admissible:
        yield from _few(bench, submission)


def _of_member(
    bench: Bench,
    member: PanelMember,
    admissible: list[Submission],
    signed: set[tuple[int, int]],
) -> Iterator[OpenPoint]:
    if member.left_at is not None:
        yield from _vacant(bench, member, admissible)
        return
    theirs = [each for each in admissible if member.pk in bench.judges.get(each.pk, ())]
    if not theirs and not member.votes:
        return
    if not hasattr(member, "declaration"):
        yield OpenPoint(
            "undeclared",
            _("%(person)s non ha ancora firmato la dichiarazione sui conflitti di interesse.")
            % {"person": member.person},
            member=member,
        )
        return
    missing = [each for each in theirs if (member.pk, each.pk) not in signed]
    if missing:
        yield OpenPoint("unsigned", _unsigned(member, missing), member=member)


def _vacant(bench: Bench, member: PanelMember, admissible: list[Submission]) -> Iterator[OpenPoint]:
    """Nobody took the place of a member who left without having signed everything."""
    if not bench.is_vacant(member):
        return
    if all(member.pk in bench.judges.get(each.pk, ()) for each in admissible):
        return
    yield OpenPoint(
        "vacant",
        _("Il posto lasciato da %(person)s è vuoto: fai subentrare chi supplisce, o nomina altri.")
        % {"person": member.person},
        member=member,
    )


def _few(bench: Bench, submission: Submission) -> Iterator[OpenPoint]:
    """Fewer judge an application than the rules ask, or than can be had; never fewer than two."""
    free = len(bench.judges.get(submission.pk, ()))
    if bench.panel.by_assignment:
        if lacking := bench.lacking(submission.pk):
            yield OpenPoint(
                "unassigned",
                _("Prot. %(protocol)s: è assegnata a %(count)d componenti, ne servono %(wanted)d.")
                % {
                    "protocol": submission.protocol,
                    "count": free,
                    "wanted": free + lacking,
                },
                submission=submission,
            )
    elif free < MINIMUM_JUDGES:
        yield OpenPoint(
            "too_few",
            _(
                "Prot. %(protocol)s: per i conflitti dichiarati restano %(free)d componenti, "
                "ne servono almeno %(minimum)d."
            )
            % {"protocol": submission.protocol, "free": free, "minimum": MINIMUM_JUDGES},
            submission=submission,
        )


def _unsigned(member: PanelMember, missing: list[Submission]) -> str:
    named = ", ".join(each.protocol for each in missing[:NAMED])
    if len(missing) > NAMED:
        named += ", …"
    return ngettext(
        "%(person)s: %(count)d valutazione da firmare (prot. %(named)s).",
        "%(person)s: %(count)d valutazioni da firmare (prot. %(named)s).",
        len(missing),
    ) % {"person": member.person, "count": len(missing), "named": named}


def _signed(call: Call) -> set[tuple[int, int]]:
    return set(
        Assessment.objects.filter(
            submission__call=call, state=AssessmentState.SIGNED.value
        ).values_list("member_id", "submission_id")
    )
