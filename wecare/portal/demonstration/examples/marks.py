"""Where a figure of an example comes from, written as its article."""

INVENTED = "dimostrativo"


def real(act: str) -> str:
    """The figure is in this act."""
    return f"reale, {act}"
