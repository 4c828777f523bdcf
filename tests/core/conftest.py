"""Fixtures of the kernel's tests."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from wecare.core import dispatch

TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture
def templates(settings: Any) -> None:
    """The kernel's own templates, so that its tests need nobody else's."""
    changed = copy.deepcopy(settings.TEMPLATES)
    changed[0]["DIRS"] = [TEMPLATES, *changed[0]["DIRS"]]
    changed[0]["OPTIONS"]["context_processors"] = []
    settings.TEMPLATES = changed


@pytest.fixture(autouse=True)
def _closed_breaker() -> Iterator[None]:
    dispatch.breaker.reset()
    yield
    dispatch.breaker.reset()


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """The messages that would go to the broker: the border of the portal."""
    messages = []

    def send_task(name: Any, *, kwargs: Any, **_options: Any) -> None:
        messages.append((name, kwargs))

    monkeypatch.setattr(
        "celery.app.base.Celery.send_task", lambda _self, *a, **k: send_task(*a, **k)
    )
    return messages
