"""The office looks at an expense report: line by line, by a sample, and closes it."""

from dataclasses import dataclass
from decimal import Decimal
from secrets import token_hex

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from applicants.enums import Power
from applicants.queries.mandates import people_who
from evaluation.engine.formal_sample import LEAST_SHARE, METHOD, WHOLE, sample
from funding.actions.expenses.documents import locked
from funding.actions.expenses.turns import hold_turn
from funding.actions.money import hold
from funding.engine.lifecycle import EXPENSE_REPORT
from funding.enums import LineState, ReportState
from funding.models import ExpenseLine, ExpenseReport, ExpenseSample
from funding.policies.expenses import ExpenseRefused, check_within
from funding.queries.expenses.closing import closing_of
from funding.queries.expenses.people import award_of
from funding.queries.expenses.reports import sums
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.money import ZERO, format_amount, total
from wecare.notices.actions import letters

SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the office says of a line: `accepted` in euro counts where it is accepted in part."""

    state: LineState
    accepted: Decimal | None = None
    reason: str = ""


class LineDecided(ExpenseRefused):
    """Somebody else has decided the line meanwhile; what was typed is not written over theirs."""


@transaction.atomic
def decide(*, line: ExpenseLine, verdict: Verdict, version: int, by: Person) -> ExpenseLine:
    """Decide a line of a report that was sent; `version` is that of the line as it was read.

    :raises LineDecided: if somebody decided it meanwhile, naming who and what.
    :raises ExpenseRefused: if the report is not under check, a reason lacks, the amount is not between
        nothing and what was imputed, or others have charged meanwhile what was taken away from the line.
    """
    if version:  # a first decision only takes away
        hold_turn()
    report = _under_check(line.report)
    line = ExpenseLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if line.version != version:
        raise LineDecided(
            _(
                "Intanto %(who)s ha deciso questa riga: accettati %(amount)s. Rileggila prima di "
                "cambiarla: quello che hai scritto è ancora qui."
            )
            % {"who": line.checked_by or _("un'altra persona"), "amount": _accepted_of(line)}
        )
    before, line.accepted = _counted(line), _accepted(line, verdict)
    if (more := _counted(line) - before) > ZERO:
        check_within(line.document, line.document.total, more)
    line.state, line.reason = verdict.state.value, verdict.reason.strip()
    line.version += 1
    decided = verdict.state is not LineState.TO_CHECK
    line.checked_by, line.checked_at = (by, clock.now()) if decided else (None, None)
    line.save(update_fields=["accepted", "state", "reason", "version", "checked_by", "checked_at"])
    events.record(
        "expense.line_decided",
        subject=report,
        actor=by,
        line=line.pk,
        state=verdict.state,
        accepted=line.accepted,
        reason=line.reason,
    )
    return line


@transaction.atomic
def draw(*, report: ExpenseReport, share: Decimal, by: Person) -> ExpenseSample:
    """Draw a share (per cent) of the lines of a report, once, by a random seed that stays recorded.

    :raises ExpenseRefused: for a share out of bounds, a second draw, or a report not under check.
    """
    report = _under_check(report)
    if not LEAST_SHARE <= share <= WHOLE:
        raise ExpenseRefused(
            _("La quota va dall'1 al 100 %%. Hai scritto %(share)s.")
            % {"share": str(share).replace(".", ",")}
        )
    if ExpenseSample.objects.filter(report=report).exists():
        raise ExpenseRefused(
            _("Il campione di questo rendiconto è già sorteggiato: non si sorteggia due volte.")
        )
    keys = [str(pk) for pk in report.lines.order_by("pk").values_list("pk", flat=True)]
    seed = token_hex(SEED_BYTES)
    made = ExpenseSample.objects.create(
        report=report,
        share=share,
        seed=seed,
        method=METHOD,
        count=len(keys),
        drawn=[int(key) for key in sample(seed, keys, share)],
        drawn_by=by,
        drawn_at=clock.now(),
    )
    events.record(
        "expense_sample.drawn",
        subject=made,
        actor=by,
        share=share,
        seed=seed,
        method=METHOD,
        count=len(keys),
    )
    return made


@transaction.atomic
def accept_rest(*, report: ExpenseReport, by: Person) -> int:
    """Accept as imputed every line out of the sample that nobody decided; tells how many.

    :raises ExpenseRefused: without a sample, or while a line of it is still to be checked.
    """
    report = _under_check(report)
    drawn = ExpenseSample.objects.filter(report=report).first()
    if drawn is None:
        raise ExpenseRefused(_("Prima sorteggia il campione da controllare."))
    waiting = report.lines.filter(state=LineState.TO_CHECK.value)
    inside = waiting.filter(pk__in=drawn.drawn).count()
    if inside:
        raise ExpenseRefused(
            _("Del campione restano da controllare %(n)s righe: prima quelle.") % {"n": inside}
        )
    count = waiting.update(
        state=LineState.ACCEPTED.value,
        accepted=F("amount"),
        reason=_("Non sorteggiata nel campione."),
        version=F("version") + 1,
        checked_by=by,
        checked_at=clock.now(),
    )
    events.record("expense.rest_accepted", subject=report, actor=by, count=count)
    return count


@transaction.atomic
def conclude(*, report: ExpenseReport, by: Person) -> ExpenseReport:
    """End the check of a report of which every line is decided.

    :raises ExpenseRefused: naming how many lines are not.
    """
    report = _under_check(report)
    left = report.lines.filter(state=LineState.TO_CHECK.value).count()
    if left:
        raise ExpenseRefused(
            _("Restano %(n)s righe da controllare: il controllo si conclude dopo.") % {"n": left}
        )
    report.state = EXPENSE_REPORT.follow("conclude", ReportState.SENT).value
    report.checked_by, report.checked_at = by, clock.now()
    report.save(update_fields=["state", "checked_by", "checked_at"])
    events.record("expense_report.checked", subject=report, actor=by)
    return report


@transaction.atomic
def reopen(*, report: ExpenseReport, reason: str, by: Person) -> ExpenseReport:
    """Take the check up again, before the report is closed.

    :raises ExpenseRefused: without a reason, or if the check is not concluded.
    """
    report = locked(report)
    if report.state != ReportState.CHECKED:
        raise ExpenseRefused(_("Il controllo di questo rendiconto non è concluso."))
    if not reason.strip():
        raise ExpenseRefused(_("Scrivi perché riapri il controllo."))
    report.state = EXPENSE_REPORT.follow("reopen", ReportState.CHECKED).value
    report.checked_by = report.checked_at = None
    report.save(update_fields=["state", "checked_by", "checked_at"])
    events.record("expense_report.reopened", subject=report, actor=by, reason=reason.strip())
    return report


@transaction.atomic
def close(*, report: ExpenseReport, note: str, by: Person) -> ExpenseReport:
    """Close a report: what its lines were accepted for, the flat rates, and at the end the limits.

    :raises ExpenseRefused: before its check is concluded, while an earlier report is not closed, or
        without a note where a limit of the rules is not kept.
    """
    award = hold(award_of(report))
    report = locked(report)
    if report.state != ReportState.CHECKED:
        raise ExpenseRefused(_("Un rendiconto si chiude dopo che il controllo è concluso."))
    before = ExpenseReport.objects.filter(
        submission=report.submission_id, number__lt=report.number
    ).exclude(state=ReportState.CLOSED.value)
    if earlier := before.order_by("number").first():
        raise ExpenseRefused(
            _("Prima si chiude il rendiconto n. %(number)s.") % {"number": earlier.number}
        )
    closing = closing_of(report, award)
    if closing.problems and not note.strip():
        raise ExpenseRefused(
            _("Scrivi perché lo chiudi anche se un limite non è rispettato: %(first)s")
            % {"first": closing.problems[0]}
        )
    report.state = EXPENSE_REPORT.follow("close", ReportState.CHECKED).value
    report.closed_by, report.closed_at, report.closing_note = by, clock.now(), note.strip()
    report.accepted_lines, report.flat, report.cut = closing.lines, closing.flat, closing.cut
    report.save(
        update_fields=[
            "state",
            "closed_by",
            "closed_at",
            "closing_note",
            "accepted_lines",
            "flat",
            "cut",
        ]
    )
    for person in people_who(
        Power.READS, award.organisation, application=award.submission.application
    ):
        letters.write(
            key=f"expense-report/{report.pk}/closed/{person.pk}",
            person=person,
            template="funding/report_closed",
            context={
                "protocol": award.submission.protocol,
                "award": award.pk,
                "number": report.number,
                "imputed": format_amount(total(sums([report]).values())),
                "accepted": format_amount(closing.accepted),
                "grant": format_amount(closing.grant),
                "note": report.closing_note,
            },
        )
    events.record(
        "expense_report.closed",
        subject=report,
        actor=by,
        lines=closing.lines,
        flat=closing.flat,
        cut=closing.cut,
        note=report.closing_note,
    )
    return report


def _under_check(report: ExpenseReport) -> ExpenseReport:
    report = locked(report)
    if report.state != ReportState.SENT:
        raise ExpenseRefused(_("Questo rendiconto non è in controllo: le sue righe non cambiano."))
    return report


def _accepted(line: ExpenseLine, verdict: Verdict) -> Decimal | None:
    if verdict.state is LineState.TO_CHECK:
        return None
    if verdict.state is LineState.ACCEPTED:
        return line.amount
    if not verdict.reason.strip():
        raise ExpenseRefused(_("Scrivi il motivo: lo legge il beneficiario."))
    if verdict.state is LineState.REFUSED:
        return ZERO
    if verdict.accepted is None or not ZERO < verdict.accepted < line.amount:
        raise ExpenseRefused(
            _("In parte si accetta più di zero e meno di %(most)s. Hai scritto %(typed)s.")
            % {
                "most": format_amount(line.amount),
                "typed": "–" if verdict.accepted is None else format_amount(verdict.accepted),
            }
        )
    return verdict.accepted


def _counted(line: ExpenseLine) -> Decimal:
    return line.amount if line.accepted is None else line.accepted


def _accepted_of(line: ExpenseLine) -> str:
    return "–" if line.accepted is None else format_amount(line.accepted)
