"""What the portal takes as text; says in a sentence what it refuses."""

import re
import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# Marks that turn the reading direction or cannot be seen: they can only deceive.
_HIDDEN = dict.fromkeys(
    [0x061C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
)
_NONCHARACTERS = range(0xFDD0, 0xFDF0)
_PLANE_ENDS = (0xFFFE, 0xFFFF)
_NEWLINES = re.compile("\r\n|[\r\u2028\u2029\x0b\x0c\x85]")


class TextRefused(ValueError):
    """The text cannot be kept as it is; the message says why."""


def clean_text(value: str, *, max_length: int | None = None, multiline: bool = True) -> str:
    """The text in NFC, without hidden marks and outer spaces.

    :raises TextRefused: if it holds NUL, control characters, halves of characters, or is too long.
    """
    text = _NEWLINES.sub("\n", value).translate(_HIDDEN)
    _check_characters(text)
    if not multiline:
        text = " ".join(text.split())
    text = unicodedata.normalize("NFC", text).strip()
    if max_length is not None and len(text) > max_length:
        raise TextRefused(_too_long(len(text), max_length))
    return text


def count_words(text: str) -> int:
    """How many words there are between spaces."""
    return len(text.split())


def _check_characters(text: str) -> None:
    for character in text:
        if character in "\n\t" or character.isprintable():
            continue
        code = ord(character)
        if code == 0:
            raise TextRefused(
                _("Il testo contiene un carattere nullo (NUL). Toglilo e scrivi di nuovo.")
            )
        if unicodedata.category(character) == "Cs":
            raise TextRefused(
                _("Il testo contiene un carattere spezzato. Cancellalo e scrivi di nuovo.")
            )
        if unicodedata.category(character) == "Cc" or _is_noncharacter(code):
            raise TextRefused(
                _("Il testo contiene un carattere di controllo (U+%(code)s). Toglilo.")
                % {"code": f"{code:04X}"}
            )


def _is_noncharacter(code: int) -> bool:
    return code in _NONCHARACTERS or code % 0x10000 in _PLANE_ENDS


def _too_long(length: int, limit: int) -> str:
    excess = length - limit
    return ngettext(
        "Hai scritto %(length)d caratteri, il massimo è %(limit)d. Togline %(excess)d.",
        "Hai scritto %(length)d caratteri, il massimo è %(limit)d. Togline %(excess)d.",
        excess,
    ) % {"length": length, "limit": limit, "excess": excess}
