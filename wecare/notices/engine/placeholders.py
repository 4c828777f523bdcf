"""Placeholders in the office's own words: `{nome}`, and nothing else is understood.

They are filled in one pass: what is put in is never read again, so a title that holds braces stays
as it is spelled. There are no conditions, loops or filters.
"""

import re
from collections.abc import Iterable, Mapping

_MARK = re.compile(r"\{([^{}\n]{0,60})\}")


def unknown(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """The placeholders of the text that nobody can fill, each once, in their order."""
    names = set(known)
    found = (match.group(1) for match in _MARK.finditer(text))
    return tuple(dict.fromkeys(name for name in found if name not in names))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled; an unknown one stays as it is written."""
    return _MARK.sub(lambda match: values.get(match.group(1), match.group(0)), text)
