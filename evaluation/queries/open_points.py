"""What is still open before a ranked list, as one thing to do."""

from dataclasses import dataclass

from applicants.models import Submission
from evaluation.models import PanelMember


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One thing to do first. `submission` or `member` is where to go, if anywhere."""

    code: str
    sentence: str
    submission: Submission | None = None
    member: PanelMember | None = None
