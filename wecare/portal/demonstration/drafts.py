"""The examples left on the desk as drafts, for an officer to change, copy or publish."""

from copy import deepcopy

from calls.actions import calls
from calls.models import Call, Fund, Line
from wecare.accounts.models import Person
from wecare.portal.demonstration.examples import EXAMPLES


def leave(*, officer: Person) -> list[Call]:
    """Create each example as a draft on the line of its measure."""
    return [
        calls.create(
            code=example.code,
            title=example.title,
            line=Line.objects.select_related("measure").get(
                measure__code=example.measure, code=example.line
            ),
            fund=Fund.objects.get(code=example.fund),
            actor=officer,
            draft=deepcopy(example.draft),
            demonstration=True,
        )
        for example in EXAMPLES
    ]
