"""Forms filled as a browser fills them."""

from html import unescape
from typing import Any

from django.test import Client


def rows(prefix: str, *typed: dict[str, Any]) -> dict[str, Any]:
    """The fields of a table with these rows."""
    fields = {f"{prefix}-TOTAL_FORMS": len(typed), f"{prefix}-INITIAL_FORMS": 0}
    for at, row in enumerate(typed):
        fields |= {f"{prefix}-{at}-{name}": value for name, value in row.items()}
    return fields


def part(**typed: Any) -> dict[str, Any]:
    """The fields of the form of a part."""
    return {f"parte-{name}": value for name, value in typed.items()}


def text_of(response: Any) -> str:
    """What the page says, without its marks."""
    return unescape(response.content.decode())


def save(client: Client, address: str, typed: dict[str, Any], *, version: int = 1) -> Any:
    """Press "Salva e continua" on a page opened at this version."""
    return client.post(address, {"version": version, **typed})
