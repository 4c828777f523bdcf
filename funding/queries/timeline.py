"""The story of an award: what happened to it and what comes, each part of the app telling its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from funding.enums import AwardState, ReductionKind
from funding.labels import AWARD_STATES, REDUCTION_KINDS
from funding.models import Award, ProjectStart
from funding.queries.adhesion import acceptance_of, deeds_of
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


def _adhered(award: Award) -> Iterable[Moment]:
    acceptance = acceptance_of(award)
    if acceptance is not None:
        yield Moment(
            acceptance.accepted_at, _("Contributo accettato"), who=str(acceptance.accepted_by)
        )
    for deed in deeds_of(award):
        yield Moment(
            deed.brought_at,
            _("Atto di costituzione caricato: %(reference)s") % {"reference": deed.reference},
            who=str(deed.brought_by),
        )
        if deed.decided_at is not None:
            what = _("Atto di costituzione confermato")
            if not deed.confirmed:
                what = _("Atto di costituzione non confermato")
            yield Moment(deed.decided_at, what, text=deed.reason)
    for start in ProjectStart.objects.filter(award=award).order_by("pk"):
        yield Moment(
            start.told_at,
            _("Avvio del progetto comunicato: %(day)s") % {"day": day(start.starts_on)},
        )


SOURCES: tuple[Callable[[Award], Iterable[Moment]], ...] = (_granted, _adhered, _reduced, _ended)


def timeline_of(award: Award) -> list[Moment]:
    """Everything that happened to the award, in order of time."""
    found = [moment for source in SOURCES for moment in source(award)]
    return sorted(found, key=lambda moment: moment.at)
