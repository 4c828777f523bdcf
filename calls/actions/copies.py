"""A new call made from another: its draft, or the rules it was published with."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from calls.actions.calls import create
from calls.engine.drafting import draft_of, undated
from calls.enums import EditorSection
from calls.models import Call, Fund, Line, Rulebook
from wecare.accounts.models import Person
from wecare.core import events
from wecare.core.digests import digest


@transaction.atomic
def copy(
    *,
    source: Call,
    rulebook: Rulebook | None,
    code: str,
    title: str,
    line: Line,
    fund: Fund,
    actor: Person,
) -> Call:
    """A draft with everything of another call but its code and the instants of its window.

    `rulebook` is the version to copy, of whatever format; without it the draft is copied as it stands
    now. A copy of demonstration data is demonstration data: its figures say so in their articles.
    """
    whole = _copied(source, rulebook)
    identity = whole.get(EditorSection.IDENTITY.value)
    named = {**(identity if isinstance(identity, Mapping) else {}), "title": title}
    call = create(
        code=code,
        title=title,
        line=line,
        fund=fund,
        actor=actor,
        draft={**undated(whole), EditorSection.IDENTITY.value: named},
        demonstration=source.demonstration,
    )
    events.record(
        "call.copied",
        subject=call,
        actor=actor,
        source=source.code,
        version=rulebook.version if rulebook else None,
        digest=rulebook.digest if rulebook else digest(whole),
    )
    return call


def _copied(source: Call, rulebook: Rulebook | None) -> dict[str, Any]:
    if rulebook is not None:
        return draft_of(rulebook.rules, fund=source.fund.code)
    draft: dict[str, Any] = Call.objects.values_list("draft", flat=True).get(pk=source.pk)
    return draft
