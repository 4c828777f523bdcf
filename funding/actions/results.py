"""Indicators of a call, and what its projects reach in each half-year."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from calls.actions.calls import locked as locked_call
from calls.models import Call
from funding.engine.results import HalfYear
from funding.models import Award, Indicator, IndicatorValue
from funding.policies.expenses import ExpenseRefused
from funding.queries.awards.project_ends import project_start
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.components.formats import day

MOST_INDICATORS = 40


class ResultRefused(ExpenseRefused):
    """An indicator, or a value, that is not possible now."""


@transaction.atomic
def add_indicator(
    *, call: Call, code: str, title: str, unit: str, counts_people: bool, by: Person
) -> Indicator:
    """Ask the projects of a call for something twice a year.

    :raises ResultRefused: if the call has it already, or has too many.
    """
    call = locked_call(call)
    known = Indicator.objects.filter(call=call)
    if known.filter(code=code).exists():
        raise ResultRefused(_("L'indicatore «%(code)s» c'è già.") % {"code": code})
    if known.count() >= MOST_INDICATORS:
        raise ResultRefused(
            _("Un bando ha al massimo %(limit)s indicatori.") % {"limit": MOST_INDICATORS}
        )
    last = known.aggregate(last=Max("order"))["last"] or 0
    made = Indicator.objects.create(
        call=call, code=code, title=title, unit=unit, counts_people=counts_people, order=last + 1
    )
    events.record(
        "indicator.added", subject=made, actor=by, call=call.code, code=code, title=title, unit=unit
    )
    return made


@transaction.atomic
def remove_indicator(*, indicator: Indicator, by: Person) -> None:
    """Ask for it no longer, while no project has told of it.

    :raises ResultRefused: otherwise.
    """
    locked_call(indicator.call)
    if IndicatorValue.objects.filter(indicator=indicator).exists():
        raise ResultRefused(
            _("Qualche progetto ha già scritto l'indicatore «%(code)s»: non si toglie più.")
            % {"code": indicator.code}
        )
    deleted, _detail = Indicator.objects.filter(pk=indicator.pk).delete()
    if deleted:
        events.record(
            "indicator.removed",
            subject=None,
            actor=by,
            call=indicator.call.code,
            code=indicator.code,
        )


@transaction.atomic
def save(
    *, award: Award, half_year: HalfYear, values: Mapping[int, Decimal | None], actor: Person
) -> None:
    """Write what a project reached in a half-year; what is blank is taken away.

    :raises ResultRefused: if it is confirmed, is over before the project starts or has not begun, or an
        indicator is of another call.
    """
    Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    _check_half_year(award, half_year)
    rows = IndicatorValue.objects.filter(
        submission=award.submission_id, year=half_year.year, half=half_year.half
    )
    if rows.filter(confirmed_at__isnull=False).exists():
        raise ResultRefused(
            _("L'ufficio ha confermato questo semestre: per correggerlo scrivi all'ufficio.")
        )
    known = set(
        Indicator.objects.filter(call=award.decree.ranked_list.call_id)
        .order_by()
        .values_list("pk", flat=True)
    )
    if not values.keys() <= known:
        raise ResultRefused(_("Un indicatore non è di questo bando."))
    at = clock.now()
    for indicator, value in sorted(values.items()):
        if value is None:
            rows.filter(indicator=indicator).delete()
            continue
        IndicatorValue.objects.update_or_create(
            submission_id=award.submission_id,
            indicator_id=indicator,
            year=half_year.year,
            half=half_year.half,
            defaults={"value": value, "saved_by": actor, "saved_at": at},
        )
    events.record(
        "results.saved",
        subject=award,
        actor=actor,
        half_year=str(half_year),
        values={str(key): value for key, value in sorted(values.items())},
    )


def _check_half_year(award: Award, half_year: HalfYear) -> None:
    start, today = project_start(award), clock.today()
    if not HalfYear.of(start) <= half_year <= HalfYear.of(today):
        raise ResultRefused(
            _(
                "Si scrivono i semestri dall'inizio del progetto, il %(start)s, a oggi, %(today)s. Hai "
                "scelto il %(half)d° semestre %(year)d."
            )
            % {
                "start": day(start),
                "today": day(today),
                "half": half_year.half,
                "year": half_year.year,
            }
        )


@transaction.atomic
def confirm(*, award: Award, half_year: HalfYear, by: Person) -> int:
    """Confirm what a project wrote of a half-year: from now on it is public and stays; tells how many.

    :raises ResultRefused: if nothing is written of it.
    """
    Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    rows = IndicatorValue.objects.filter(
        submission=award.submission_id, year=half_year.year, half=half_year.half
    )
    if not rows.exists():
        raise ResultRefused(_("Di questo semestre non è scritto niente."))
    count = rows.filter(confirmed_at=None).update(confirmed_by=by, confirmed_at=clock.now())
    if count:
        events.record(
            "results.confirmed", subject=award, actor=by, half_year=str(half_year), count=count
        )
    return count
