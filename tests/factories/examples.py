"""The example calls, published for tests."""

from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

from calls.actions.publication import publish_by_act
from calls.models import Call
from tests.factories.calls import CallFactory, LineFactory, allocated, an_act, funded
from tests.fixtures.scenes import scene
from wecare.core import clock
from wecare.portal.demonstration.examples import EXAMPLES

BY_CODE = {example.code: example for example in EXAMPLES}


def windowed(code: str, window: dict[str, str]) -> dict[str, Any]:
    """The example with these dates beside what it says of its window."""
    draft = deepcopy(BY_CODE[code].draft)
    return draft | {"window": draft.get("window", {}) | window}


@scene
def published_example(
    code: str, opens_at: datetime | None = None, closes_at: datetime | None = None
) -> Call:
    """The example on the lines that it spends, published by act; open since now for thirty days."""
    example, now = BY_CODE[code], clock.now()
    window = {
        "opens_at": (opens_at or now).isoformat(),
        "closes_at": (closes_at or now + timedelta(days=30)).isoformat(),
    }
    call = CallFactory(
        code=code,
        draft=windowed(code, window),
        line__measure__code=example.measure,
        line__code=example.line,
        fund__code=example.fund,
    )
    for other in {lot.get("line", "") for lot in example.draft["lots"]} - {""}:
        line = LineFactory(measure=call.line.measure, code=other)
        allocated(line, "1000000.00", fund=call.fund, act=an_act(f"DGR per {other}"))
    publish_by_act(
        call=funded(call),
        kind="DD",
        number_text=f"DD 1/A2203A/2026 {code}",
        adopted_on=now.date() - timedelta(days=1),
        subject="Approvazione",
        actor=call.created_by,
    )
    return Call.objects.get(pk=call.pk)
