"""How assessments, their versions and their distance are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

from calls.enums import OthersShown
from evaluation.models import Reopening, SignedAssessment
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


def _told(score: dict[str, Any], before: Decimal | None) -> ToldScore:
    points = Decimal(score["points"])
    if before is None or before == points:
        return ToldScore(score["criterion"], points, score["reason"], None, None)
    return ToldScore(score["criterion"], points, score["reason"], before, points - before)
