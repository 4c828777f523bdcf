"""Cuts the wording of an act into words, values, commands, bars and ends of line."""

import re
from dataclasses import dataclass

_TOKENS = re.compile(
    r"(?P<twin>\{\{|\[\[|\|\|)|(?P<line>\n)|(?P<bar>\|)"
    r"|\{(?P<value>[^{}\[\]\n|]{0,120})\}|\[(?P<command>[^{}\[\]\n|]{0,120})\]"
    r"|(?P<unclosed>[{\[])|(?P<text>[^{\[\n|]+)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the wording: twin, line, bar, value, command, unclosed or text; where it stands."""

    kind: str
    text: str
    line: int
    column: int


def tokens_of(source: str) -> list[Token]:
    """The pieces of the source in their order; together they are the whole of it."""
    found: list[Token] = []
    line, begins = 1, 0
    for match in _TOKENS.finditer(source.replace("\r\n", "\n").replace("\r", "\n")):
        kind = match.lastgroup or ""
        text = match[kind]
        if kind == "command":
            text = " ".join(text.split())
        found.append(
            Token(kind, text[0] if kind == "twin" else text, line, match.start() - begins + 1)
        )
        if kind == "line":
            line, begins = line + 1, match.end()
    return found
