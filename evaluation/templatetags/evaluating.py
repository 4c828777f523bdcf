"""How assessments, their versions and their distance are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

from calls.engine.judging import OthersShown
from calls.labels import StateLabel
from calls.labels.judging import AGGREGATIONS
from evaluation.engine.scoring import judged_total
from evaluation.engine.spread import Spread
from evaluation.enums import Settling
from evaluation.models import Reopening, SignedAssessment
from evaluation.queries.agreement import Judged
from wecare.core.money import format_plain

register = template.Library()


@dataclass(frozen=True, slots=True)
class ToldScore:
    """A criterion of a signed version; `before` and `difference` where the version before said otherwise."""

    criterion: str
    points: Decimal
    reason: str
    before: Decimal | None
    difference: Decimal | None


@dataclass(frozen=True, slots=True)
class ToldVersion:
    """A signed version with its reopening, if any."""

    signed: SignedAssessment
    scores: tuple[ToldScore, ...]
    reopening: Reopening | None


@register.filter
def others_promise(shown: OthersShown) -> str:
    """When whoever judges reads what the others said."""
    match shown:
        case OthersShown.NEVER:
            return _("Le regole del bando non fanno leggere i punteggi degli altri.")
        case OthersShown.AFTER_OWN:
            return _("Vedrai i punteggi degli altri dopo aver firmato il tuo.")
        case OthersShown.AFTER_ALL:
            return _("Vedrai i punteggi degli altri quando tutti avranno firmato.")


@register.filter
def is_a_story(versions: Sequence[SignedAssessment]) -> bool:
    """Whether there is more to tell than the one signature that stands."""
    return len(versions) > 1 or any(hasattr(each, "reopening") for each in versions)


@register.filter
def told(versions: Sequence[SignedAssessment]) -> list[ToldVersion]:
    """Each version of one assessment, with what changed from the one before."""
    found, before = [], dict[str, Decimal]()
    for version in versions:
        scores = tuple(_told(each, before.get(each["criterion"])) for each in version.scores)
        found.append(ToldVersion(version, scores, getattr(version, "reopening", None)))
        before = {each.criterion: each.points for each in scores}
    return found


@register.filter
def signed(difference: Decimal) -> str:
    """A difference with its sign."""
    sign = "+" if difference > 0 else ""
    return f"{sign}{format_plain(difference)}"


@register.inclusion_tag("evaluation/_dots.html")
def dots(spread: Spread) -> dict[str, object]:
    """The points of several assessors on their scale, with the same in words."""
    places = [_place(each, spread.maximum) for each in spread.points]
    said = _("%(points)s su %(maximum)s") % {
        "points": "; ".join(format_plain(each) for each in spread.points),
        "maximum": format_plain(spread.maximum),
    }
    return {
        "spread": spread,
        "places": places,
        "first": _place(spread.lowest, spread.maximum),
        "last": _place(spread.highest, spread.maximum),
        "said": said,
    }


@register.filter
def settling_mark(judged: Judged) -> StateLabel:
    """Whether the points are there, and what they wait for."""
    if not judged.is_signed:
        return (_("In attesa di firme"), "todo", "it-clock")
    if judged.points is not None:
        if judged.agreement.is_alarming and judged.consensus is None:
            return (_("Punti pronti, distanza da guardare"), "warning", "it-warning-circle")
        return (_("Punti pronti"), "done", "it-check-circle")
    if judged.settling is Settling.FURTHER:
        return (_("Serve un'altra persona"), "warning", "it-warning-circle")
    return (_("Serve la seduta di consenso"), "warning", "it-warning-circle")


@register.filter
def settling_said(judged: Judged) -> str:
    """What gives the points."""
    if judged.settling is Settling.FURTHER:
        return _("I totali sono troppo distanti: le regole chiedono che valuti un'altra persona.")
    if judged.settling is Settling.CONSENSUS:
        if judged.consensus is None:
            return _("I punti li decide il nucleo nella seduta di consenso, che non c'è ancora.")
        return _("Contano i punti decisi nella seduta di consenso.")
    how = AGGREGATIONS[judged.book.aggregation]
    return _("Come si uniscono i punti: %(how)s.") % {"how": how}


@register.filter
def alarm_said(judged: Judged) -> str:
    """Where the points lie farther apart than the rules let pass without a word."""
    wide = [each.code for each in judged.agreement.criteria if each.is_over]
    if judged.agreement.total.is_over:
        wide.append(_("totale"))
    limit = judged.book.judging.spread_limit
    assert limit is not None  # noqa: S101 -- nothing is over no limit
    return _("Oltre il %(limit)s %% del massimo: %(where)s.") % {
        "limit": format_plain(limit),
        "where": ", ".join(wide),
    }


@register.filter
def points_total(judged: Judged) -> Decimal | None:
    """The total of what counts, of the criteria that people judge."""
    return None if judged.points is None else judged_total(judged.points, judged.rules)


@register.filter
def check_mark(judged: Judged) -> StateLabel:
    """How the second check of the points stands."""
    if not judged.is_signed or judged.points is None:
        return (_("Punti non ancora pronti"), "draft", "it-clock")
    check = judged.check
    if check is None:
        return (_("Da ricontrollare"), "todo", "it-clock")
    if check.is_confirmed:
        return (_("Confermati"), "done", "it-check-circle")
    return (_("Da correggere"), "warning", "it-warning-circle")


def _place(points: Decimal, maximum: Decimal) -> str:
    share = points / maximum if maximum else Decimal(0)
    return f"{6 + 188 * share:.1f}"


def _told(score: dict[str, Any], before: Decimal | None) -> ToldScore:
    points = Decimal(score["points"])
    if before is None or before == points:
        return ToldScore(score["criterion"], points, score["reason"], None, None)
    return ToldScore(score["criterion"], points, score["reason"], before, points - before)
