"""What an act needs for its next step, as facts that others put into words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked at: `ok` is whether it is there; `name` what it is about.

    What does not `block` is told and stops nothing.
    """

    code: str
    ok: bool
    name: str = ""
    blocks: bool = True
