"""A long document is composed in parts, so that memory stays flat and work done is not lost.

Only tables are cut, between two rows, with their heading again after the cut. What people wrote is escaped
in the HTML of our templates: every tag there is ours.
"""

import re
from collections.abc import Sequence

ROWS = 800  # of a part; below one part and a half a document is composed whole
_TOKEN = re.compile(r"<table\b[^>]*>|<tbody\b[^>]*>|</tr>|</tbody>|</table>")
_HEAD_END = "</head>"
_BODY = re.compile(r"<body\b[^>]*>")
_UNNUMBERED = "<style>@page { @bottom-right { content: none } }</style>"
_FEET = (
    "<style>@page { @top-left { content: none; border: none } "
    "@top-right { content: none; border: none } @bottom-left { content: none } } "
    "div { break-after: page; height: 1px } div:last-child { break-after: auto } "
    ".wide { page: wide }</style>"
)


def split(html: str, *, rows: int = ROWS) -> list[str]:
    """The document as documents to be composed one after the other; itself alone if it is short.

    Pages of a part bear no number: `feet` gives those of all.
    """
    cuts = _cuts(html, rows)
    body = _BODY.search(html)
    if not cuts or body is None:
        return [html]
    start = html[: body.end()].replace(_HEAD_END, _UNNUMBERED + _HEAD_END, 1)
    found, at, heading = [], body.end(), ""
    for end, again in cuts:
        found.append(f"{start}{heading}{html[at:end]}</tbody></table></body></html>")
        at, heading = end, again
    found.append(f"{start}{heading}{html[at:]}")
    return found


def _cuts(html: str, rows: int) -> list[tuple[int, str]]:
    """Where to cut, and the heading of the table that goes on after it."""
    ends = list(_row_ends(html))
    if len(ends) * 2 <= rows * 3:
        return []
    found, since = [], 0
    for end, heading, is_last in ends:
        since += 1
        if since >= rows and not is_last:  # where a table ends, the next row is near enough
            found.append((end, heading))
            since = 0
    return found


def _row_ends(html: str) -> list[tuple[int, str, bool]]:
    """After each row in the body of a table: the place, the table's heading, whether the body ends."""
    found: list[tuple[int, str, bool]] = []
    depth, opened, heading = 0, 0, ""
    for token in _TOKEN.finditer(html):
        text = token[0]
        if text.startswith("<table"):
            depth += 1
            opened = token.start() if depth == 1 else opened
        elif text == "</table>":
            depth -= 1
            heading = heading if depth else ""
        elif depth == 1 and text.startswith("<tbody"):
            heading = html[opened : token.end()]
        elif depth == 1 and text == "</tr>" and heading:
            found.append((token.end(), heading, False))
        elif depth == 1 and text == "</tbody>":
            heading = ""
            if found:
                end, again, _is_last = found[-1]
                found[-1] = (end, again, True)
    return found


def feet(html: str, sides: Sequence[bool]) -> str:
    """A document of as many pages, each with nothing but its number; `sides` says which lie on a side."""
    start = html[: html.index(_HEAD_END)]
    pages = "".join('<div class="wide"></div>' if wide else "<div></div>" for wide in sides)
    return f"{start}{_FEET}{_HEAD_END}<body>{pages}</body></html>"
