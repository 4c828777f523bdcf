"""Drafts of real calls, to be read, changed and published by an officer.

In the article of each rule stands whether its figure is real, with its act, or «dimostrativo»:
invented so that the rule can be tried. The window is left to whoever publishes.
"""

from dataclasses import dataclass
from typing import Any

from wecare.portal.demonstration.examples import fesr, fse1, fse2, fse3, fse3_others


@dataclass(frozen=True, slots=True)
class Example:
    """A draft, on the line of the measure whose call it follows."""

    code: str
    measure: str
    fund: str
    draft: dict[str, Any]
    line: str = "unica"

    @property
    def title(self) -> str:
        return str(self.draft["identity"]["title"])


EXAMPLES = (
    Example("esempio-FSE1", "FSE1", "FSE", fse1.DRAFT),
    Example("esempio-FSE2", "FSE2", "FSE", fse2.DRAFT),
    Example("esempio-FSE3-progettazione", "FSE3", "FSE", fse3.DRAFT),
    Example("esempio-FSE3-disseminazione", "FSE3", "FSE", fse3_others.SPREADING),
    Example("esempio-FSE3-animazione", "FSE3", "FSE", fse3_others.COMMUNICATION),
    Example("esempio-FESR", "FESR", "FESR", fesr.DRAFT, line="A"),
)
