"""A lot as pages show it: its money for the bar, its rows drawn quickly."""

from collections.abc import Collection
from decimal import Decimal
from html import escape

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from calls.labels import StateLabel
from evaluation.enums import Outcome
from evaluation.labels import OUTCOMES
from evaluation.labels import why as why_sentences
from evaluation.labels.money import parts_said
from evaluation.models import RankedRow
from evaluation.queries.published import LotPart
from wecare.core.components import formats, signs

register = template.Library()


@register.filter
def money_parts(part: LotPart) -> list[tuple[str, Decimal, str]]:
    """Granted, gone to another lot if there is such a rule, and left, in euro."""
    summary = part.summary
    given = [(_("Passati a un altro lotto"), summary.given, "reserved")] if summary.given else []
    return [
        (_("Assegnati"), summary.granted, "committed"),
        *given,
        (_("Non assegnati"), summary.left, "available"),
    ]


@register.filter
def outcome_mark(row: RankedRow) -> StateLabel:
    """The outcome as word, tone and icon."""
    return OUTCOMES[Outcome(row.outcome)]


@register.simple_tag
def ranked_rows(part: LotPart, own: Collection[int]) -> SafeString:
    """The rows of a lot. A list has thousands: the row's template is drawn once, with places for
    its texts, and each outcome's sign once.
    """
    row = render_to_string("evaluation/_row.html")
    marks = {
        outcome.value: render_to_string("components/status.html", signs.status(_words(mark)))
        for outcome, mark in OUTCOMES.items()
    }
    mine = render_to_string("evaluation/_row_own.html")
    end = render_to_string("evaluation/_row_end.html", {"part": part})
    return mark_safe(  # noqa: S308 -- templates of ours, and texts that were escaped
        "".join(
            row
            % {
                **_texts(each),
                "granted": _granted(each),
                "mark": marks[each.outcome],
                "css": "wc-own" if each.pk in own else "",
                "own": mine if each.pk in own else "",
                "end": end if each.sequence == part.end_after else "",
            }
            for each in part.rows
        )
    )


def _words(mark: StateLabel) -> tuple[str, str, str]:
    label, tone, icon = mark
    return str(label), tone, icon


def _granted(row: RankedRow) -> str:
    """What is granted and, one a line, what each fund pays of it where several do."""
    granted = escape(formats.euro(row.granted))
    if not row.parts:
        return granted
    lines = (f"<br><small>{escape(said)}</small>" for said in parts_said(row.parts))
    return f'<div class="wc-cell">{granted}{"".join(lines)}</div>'


def _texts(row: RankedRow) -> dict[str, str]:
    """What a row says, escaped."""
    texts = {
        "anchor": f"prot-{row.protocol.replace('/', '-')}",
        "position": formats.ABSENT if row.position is None else str(row.position),
        "organisation": row.organisation_name,
        "title": row.title,
        "protocol": row.protocol,
        "points": formats.points(row.points),
        "requested": formats.euro(row.requested),
        "why": why_sentences(row.why),
    }
    return {name: escape(text) for name, text in texts.items()}
