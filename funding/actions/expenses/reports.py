"""An expense report from its beginning to the send: numbered, frozen, with its digest."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from funding.actions.expenses.documents import locked, opened
from funding.actions.expenses.turns import hold_turn
from funding.engine.lifecycle import EXPENSE_REPORT
from funding.enums import AwardState, ReportState
from funding.models import Award, ExpenseReport
from funding.policies.expenses import ExpenseRefused
from funding.queries.expenses.content import content_of
from funding.queries.expenses.missing import missing
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.digests import digest


@transaction.atomic
def start(
    *, award: Award, starts_on: date, ends_on: date, is_final: bool, actor: Person
) -> ExpenseReport:
    """Begin the next report of a project; one is open at a time.

    :raises ExpenseRefused: if the award ended, another report is open or was the final one, or the
        period is wrong or meets another's.
    """
    award = Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    if award.state != AwardState.GRANTED:
        raise ExpenseRefused(_("Il contributo non è più in essere: non si rendiconta."))
    earlier = list(ExpenseReport.objects.filter(submission=award.submission_id).order_by("number"))
    _check_period(earlier, starts_on, ends_on)
    report = ExpenseReport.objects.create(
        award=award,
        submission_id=award.submission_id,
        number=len(earlier) + 1,
        starts_on=starts_on,
        ends_on=ends_on,
        is_final=is_final,
        started_by=actor,
        started_at=clock.now(),
    )
    events.record(
        "expense_report.started",
        subject=report,
        actor=actor,
        award=award.pk,
        number=report.number,
        starts_on=starts_on,
        ends_on=ends_on,
        final=is_final,
    )
    return report


@transaction.atomic
def change_period(
    *, report: ExpenseReport, starts_on: date, ends_on: date, is_final: bool, actor: Person
) -> ExpenseReport:
    """Correct the period of a draft, and whether it is the final one.

    :raises ExpenseRefused: if it was sent, or the period is wrong or meets another's.
    """
    report = opened(report)
    others = ExpenseReport.objects.filter(submission=report.submission_id).exclude(pk=report.pk)
    _check_period(list(others.order_by("number")), starts_on, ends_on)
    report.starts_on, report.ends_on, report.is_final = starts_on, ends_on, is_final
    report.save(update_fields=["starts_on", "ends_on", "is_final"])
    events.record(
        "expense_report.period_changed",
        subject=report,
        actor=actor,
        starts_on=starts_on,
        ends_on=ends_on,
        final=is_final,
    )
    return report


@transaction.atomic
def send(*, report: ExpenseReport, actor: Person) -> ExpenseReport:
    """Send a report that lacks nothing: from now on what it says is frozen; twice sends once.

    Reports are sent one at a time, so that of two that impute the same document the second is checked
    after the first.

    :raises ExpenseRefused: naming the first thing that lacks.
    """
    hold_turn()
    report = locked(report)
    if report.state != ReportState.DRAFT:
        return report
    at = clock.now()
    lacking = missing(report, today=localdate(at))
    if lacking:
        raise ExpenseRefused(
            _("Il rendiconto non si può inviare. %(first)s") % {"first": lacking[0].sentence}
        )
    report.state = EXPENSE_REPORT.follow("send", ReportState.DRAFT).value
    report.sent_by, report.sent_at = actor, at
    report.digest = digest(content_of(report))
    report.save(update_fields=["state", "sent_by", "sent_at", "digest"])
    events.record(
        "expense_report.sent",
        subject=report,
        actor=actor,
        number=report.number,
        digest=report.digest,
    )
    return report


def _check_period(others: list[ExpenseReport], starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise ExpenseRefused(_("Il periodo finisce prima di cominciare."))
    for each in others:
        if each.state == ReportState.DRAFT:
            raise ExpenseRefused(
                _("Il rendiconto n. %(number)s è ancora da inviare: se ne apre uno alla volta.")
                % {"number": each.number}
            )
        if each.is_final:
            raise ExpenseRefused(
                _("Il rendiconto n. %(number)s era quello finale: non se ne aggiungono altri.")
                % {"number": each.number}
            )
        if starts_on <= each.ends_on and each.starts_on <= ends_on:
            raise ExpenseRefused(
                _(
                    "Il periodo si sovrappone a quello del rendiconto n. %(number)s, dal %(start)s al "
                    "%(end)s."
                )
                % {
                    "number": each.number,
                    "start": f"{each.starts_on:%d/%m/%Y}",
                    "end": f"{each.ends_on:%d/%m/%Y}",
                }
            )
