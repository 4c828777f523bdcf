"""The story of an award: what happened to it and what comes, each part of the app telling its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from funding.enums import AwardState, ReductionKind
from funding.labels import AWARD_STATES, REDUCTION_KINDS
from funding.models import Award
from funding.queries.expenses import reports_of
from wecare.core.components.formats import day, instant
from wecare.core.money import format_amount


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened to an award, as its page tells it."""

    at: datetime
    what: str
    text: str = ""
    who: str = ""
    act: str = ""
    url: str = ""

    @property
    def when(self) -> str:
        return instant(self.at)


def _granted(award: Award) -> Iterable[Moment]:
    yield Moment(
        award.granted_at,
        _("Contributo concesso: %(amount)s") % {"amount": format_amount(award.amount)},
        act=str(award.decree.act),
    )


def _ended(award: Award) -> Iterable[Moment]:
    if award.ended_at is not None:
        act = award.ended_act or (award.ended_by.act if award.ended_by else "")
        yield Moment(award.ended_at, str(AWARD_STATES[AwardState(award.state)][0]), act=str(act))


def _reduced(award: Award) -> Iterable[Moment]:
    for each in award.reductions.select_related("act", "recorded_by").order_by("recorded_at", "pk"):
        yield Moment(
            each.recorded_at,
            _("%(kind)s: %(amount)s in meno")
            % {
                "kind": REDUCTION_KINDS[ReductionKind(each.kind)],
                "amount": format_amount(each.amount),
            },
            text=each.reason,
            act=str(each.act) if each.act else "",
        )


def _reported(award: Award) -> Iterable[Moment]:
    for each in reports_of(award):
        number = {"number": each.number}
        if each.sent_at is not None:
            yield Moment(
                each.sent_at,
                _("Rendiconto n. %(number)s inviato") % number,
                text=_("Impronta %(digest)s") % {"digest": each.digest},
                who=str(each.sent_by),
            )
        if each.closed_at is not None:
            accepted = each.accepted_lines + each.flat - each.cut
            yield Moment(
                each.closed_at,
                _("Rendiconto n. %(number)s chiuso: accettati %(amount)s")
                % {**number, "amount": format_amount(accepted)},
                text=each.closing_note,
                who=str(each.closed_by),
            )


def _visited(award: Award) -> Iterable[Moment]:
    for each in award.visits.select_related("recorded_by").order_by("recorded_at", "pk"):
        yield Moment(
            each.recorded_at,
            _("Sopralluogo del %(day)s, %(place)s") % {"day": day(each.on), "place": each.place},
            who=str(each.recorded_by),
        )


SOURCES: tuple[Callable[[Award], Iterable[Moment]], ...] = (
    _granted,
    _reduced,
    _reported,
    _visited,
    _ended,
)


def timeline_of(award: Award) -> list[Moment]:
    """Everything that happened to the award, in order of time."""
    found = [moment for source in SOURCES for moment in source(award)]
    return sorted(found, key=lambda moment: moment.at)
