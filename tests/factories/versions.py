"""New versions of a published call, for tests: made by the portal's own actions."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from calls.actions.calls import save_section
from calls.actions.publication import correct_by_act, extend_by_act
from calls.enums import EditorSection
from calls.models import Call, Rulebook
from calls.queries.calls import current_rulebook, current_window
from tests.fixtures.scenes import scene
from wecare.accounts.models import Person
from wecare.core import clock

_numbers = count(1000)


def an_act_of(call: Call) -> dict[str, Any]:
    """What a form says of the act of a new version; each act is another one."""
    return {
        "kind": "DD",
        "number_text": f"DD {next(_numbers)}/A2203A/2026 {call.code}",
        "adopted_on": clock.today() - timedelta(days=1),
        "subject": f"Modifica del bando {call.code}",
        "reason": "Molti enti hanno chiesto più tempo.",
    }


@scene
def extended(call: Call, closes_at: datetime | None = None, **values: Any) -> Rulebook:
    """The call with more time: three weeks unless it is said."""
    call = Call.objects.get(pk=call.pk)
    window, current = current_window(call), current_rulebook(call)
    assert window is not None
    assert current is not None
    given = {
        "closes_at": closes_at or window.closes_at + timedelta(weeks=3),
        "base_version": current.version,
        "actor": call.created_by,
        **an_act_of(call),
    }
    return extend_by_act(call=call, **given | values)


@scene
def corrected(call: Call, **values: Any) -> Rulebook:
    """The correction being prepared, published."""
    call = Call.objects.get(pk=call.pk)
    current = current_rulebook(call)
    assert current is not None
    given = {
        "base_version": current.version,
        "draft_version": call.draft_version,
        "actor": call.created_by,
        **an_act_of(call),
    }
    return correct_by_act(call=call, **given | values)


def with_correction(
    call: Call, section: EditorSection, value: Any, actor: Person | None = None
) -> Call:
    """The call with a correction of one part being prepared."""
    call = Call.objects.get(pk=call.pk)
    return save_section(
        call=call,
        section=section,
        value=value,
        base_version=call.draft_version,
        actor=actor or call.created_by,
    )
