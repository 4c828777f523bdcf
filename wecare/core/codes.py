"""Check codes: short, random, readable aloud."""

import secrets

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no O and 0, no I and 1
PREFIX = "WCR"


def new_check_code() -> str:
    """A new code such as WCR-7K4P-92QX, one of about 10**12."""
    symbols = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{PREFIX}-{symbols[:4]}-{symbols[4:]}"


def read_check_code(typed: str) -> str:
    """The code as we write it, from what a person typed: spaces, case and hyphens do not count."""
    symbols = "".join(each for each in typed.upper() if each.isascii() and each.isalnum())
    symbols = symbols.removeprefix(PREFIX)
    return f"{PREFIX}-{symbols[:4]}-{symbols[4:]}"
