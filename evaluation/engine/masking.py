"""What of natural persons is hidden in a text that is given to third parties.

Fiscal codes of persons, e-mail addresses, telephone numbers and bank accounts are not needed to know
how an application was judged (art. 24 c. 7 L. 241/1990, art. 5-bis c. 2 D.Lgs 33/2013): each is
replaced by what it was. Names stay: who applied and for what is what access is about.
"""

import re

_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("[email]", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        "[IBAN]",
        re.compile(r"\b[A-Za-z]{2}\d{2}(?:[ ]?[A-Za-z0-9]{4}){3,7}(?:[ ]?[A-Za-z0-9]{1,3})?\b"),
    ),
    (
        "[codice fiscale]",
        re.compile(
            r"\b[A-Za-z]{6}[0-9LMNPQRSTUVlmnpqrstuv]{2}[A-Za-z][0-9LMNPQRSTUVlmnpqrstuv]{2}"
            r"[A-Za-z][0-9LMNPQRSTUVlmnpqrstuv]{3}[A-Za-z]\b"
        ),
    ),
    (
        "[telefono]",
        re.compile(
            r"(?<![\w/.,])(?:\+39[ .]?|0039[ .]?)?(?:3\d{2}|0\d{1,3})[ ./-]?\d{3}[ .-]?\d{2,4}(?!\w|[,.]\d)"
        ),
    ),
)


def masked(text: str) -> str:
    """The text with what is a person's own replaced by what it was."""
    for said, pattern in _RULES:
        text = pattern.sub(said, text)
    return text
