"""A lot as pages show it: its money for the bar, its rows drawn quickly."""

import re
from collections.abc import Collection, Iterable
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
_INDENT = re.compile(r"\n\s+")  # a third of what a long list weighed


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
    """The rows of a lot, those of `own` marked; a list has thousands, so they are drawn once."""
    rows = part.drawn[:]
    if not rows:
        rows = _drawn(part, part.rows)
        part.drawn[:] = rows  # put in place, never added: two threads may draw the same
    if own:
        at = [place for place, each in enumerate(part.rows) if each.pk in own]
        marked = _drawn(part, [part.rows[place] for place in at], is_own=True)
        changed = dict(zip(at, marked, strict=True))
        rows = [changed.get(place, row) for place, row in enumerate(rows)]
    return mark_safe("".join(rows))  # noqa: S308 -- templates of ours, and texts that were escaped


def _drawn(part: LotPart, rows: Iterable[RankedRow], *, is_own: bool = False) -> list[str]:
    """The row's template is read once, with places for its texts, and each outcome's sign once."""
    row = _INDENT.sub("\n", render_to_string("evaluation/_row.html"))
    marks = {
        outcome.value: render_to_string("components/status.html", signs.status(_words(mark)))
        for outcome, mark in OUTCOMES.items()
    }
    css, mine = ("wc-own", render_to_string("evaluation/_row_own.html")) if is_own else ("", "")
    end = render_to_string("evaluation/_row_end.html", {"part": part})
    return [
        row
        % {
            **_texts(each),
            "granted": _granted(each),
            "mark": marks[each.outcome],
            "css": css,
            "own": mine,
            "end": end if each.sequence == part.end_after else "",
        }
        for each in rows
    ]


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
