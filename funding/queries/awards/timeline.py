"""The story of an award: what happened to it and what comes, each part of the app telling its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from funding.enums import AwardState, InstalmentKind, PaymentState, ReductionKind
from funding.labels import AWARD_STATES, INSTALMENT_KINDS, REDUCTION_KINDS
from funding.models import Award, Repayment
from funding.queries.awards.reading import Reading
from funding.queries.budget_years import shifts_of
from funding.queries.exits import story as exit_story
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


def _granted(of: Reading) -> Iterable[Moment]:
    yield Moment(
        of.award.granted_at,
        _("Contributo concesso: %(amount)s") % {"amount": format_amount(of.award.amount)},
        act=str(of.award.decree.act),
    )


def _ended(of: Reading) -> Iterable[Moment]:
    award = of.award
    if award.ended_at is not None:
        act = award.ended_act or (award.ended_by.act if award.ended_by else "")
        yield Moment(award.ended_at, str(AWARD_STATES[AwardState(award.state)][0]), act=str(act))


def _reduced(of: Reading) -> Iterable[Moment]:
    for each in of.reductions:
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


def _shifted(of: Reading) -> Iterable[Moment]:
    for each in shifts_of(of.award):
        yield Moment(
            each.recorded_at,
            _("Annualità spostata: %(amount)s dal %(before)s al %(after)s")
            % {
                "amount": format_amount(each.of_award),
                "before": each.from_year,
                "after": each.to_year,
            },
            text=each.reason,
            who=str(each.recorded_by),
            act=str(each.act),
        )


def _loan(of: Reading) -> Iterable[Moment]:
    paid = [each for each in of.disbursements if each.is_paid]
    for each in paid:
        if each.decided_at is not None:
            yield Moment(
                each.decided_at,
                _("Prestito erogato: %(amount)s") % {"amount": format_amount(each.amount)},
            )
    if not paid:
        return
    rows = Repayment.objects.filter(disbursement__in=paid).select_related("instalment")
    for back in rows.order_by("recorded_at", "pk"):
        what = (
            _("Rata %(number)d: arrivati %(amount)s")
            if back.instalment
            else _("Estinzione anticipata: arrivati %(amount)s")
        )
        number = back.instalment.number if back.instalment else 0
        yield Moment(
            back.recorded_at, what % {"number": number, "amount": format_amount(back.amount)}
        )


def _guarantee(of: Reading) -> Iterable[Moment]:
    for each in of.guarantee_calls:
        if each.is_paid and each.decided_at is not None:
            yield Moment(
                each.decided_at,
                _("Garanzia: pagati %(amount)s a %(bank)s")
                % {"amount": format_amount(each.payable or 0), "bank": each.bank},
            )


def _payments(of: Reading) -> Iterable[Moment]:
    for plan in of.plans:
        what = _("Piano dei pagamenti, versione %(version)s") % {"version": plan.version}
        yield Moment(plan.written_at, what)
    own = [each for each in reversed(of.requests) if each.award_id == of.award.pk]
    for each in own:
        said = {
            "kind": INSTALMENT_KINDS[InstalmentKind(each.kind)],
            "number": each.number,
            "amount": format_amount(each.amount),
            "paid": format_amount(each.proposed or each.amount),
        }
        asked = _("%(kind)s n. %(number)s: chiesti %(amount)s") % said
        yield Moment(each.asked_at, asked, who=str(each.asked_by))
        if each.closed_at is not None:
            paid = _("%(kind)s n. %(number)s: pagati %(paid)s") % said
            withdrawn = _("%(kind)s n. %(number)s: richiesta ritirata") % said
            yield Moment(each.closed_at, paid if each.state == PaymentState.PAID else withdrawn)


def _reported(of: Reading) -> Iterable[Moment]:
    for each in of.reports:
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


def _visited(of: Reading) -> Iterable[Moment]:
    for each in of.award.visits.select_related("recorded_by").order_by("recorded_at", "pk"):
        yield Moment(
            each.recorded_at,
            _("Sopralluogo del %(day)s, %(place)s") % {"day": day(each.on), "place": each.place},
            who=str(each.recorded_by),
        )


def _adhered(of: Reading) -> Iterable[Moment]:
    acceptance = of.acceptance
    if acceptance is not None:
        yield Moment(
            acceptance.accepted_at, _("Contributo accettato"), who=str(acceptance.accepted_by)
        )
    for deed in of.deeds:
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
    for start in of.starts:
        yield Moment(
            start.told_at,
            _("Avvio del progetto comunicato: %(day)s") % {"day": day(start.starts_on)},
        )


def _changed(of: Reading) -> Iterable[Moment]:
    return (Moment(**each) for told in exit_story.TOLD for each in told(of))


SOURCES: tuple[Callable[[Reading], Iterable[Moment]], ...] = (
    _granted,
    _adhered,
    _payments,
    _reported,
    _visited,
    _loan,
    _guarantee,
    _reduced,
    _shifted,
    _changed,
    _ended,
)


def timeline_of(award: Award) -> list[Moment]:
    """Everything that happened to the award, in order of time."""
    return story(Reading(award))


def story(of: Reading) -> list[Moment]:
    """The same, of what was read of the award."""
    found = [moment for source in SOURCES for moment in source(of)]
    return sorted(found, key=lambda moment: moment.at)
