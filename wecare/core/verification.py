"""One place where every app registers what must hold; `manage.py verify` asks them all."""

from collections.abc import Callable

Check = Callable[[], list[str]]
_checks: dict[str, Check] = {}


def register(name: str, check: Check) -> None:
    """Let `manage.py verify` run the check: it answers with the problems, in sentences.

    :raises ValueError: if another check has this name.
    """
    if _checks.setdefault(name, check) is not check:
        raise ValueError(f"There is already a check named {name}.")


def run_all() -> dict[str, list[str]]:
    """Every registered check by name, with the problems it found."""
    return {name: check() for name, check in sorted(_checks.items())}
