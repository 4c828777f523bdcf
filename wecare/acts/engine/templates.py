"""Templates of acts, registered once at start; what a template decides is not known here."""

from dataclasses import dataclass

from wecare.acts.engine.blocks import Wording
from wecare.acts.engine.catalogue import COMMON, Entry, by_name
from wecare.acts.engine.variables import Variable, Words
from wecare.acts.enums import VariableKind

__all__ = [
    "ActTemplate",
    "UnknownTemplate",
    "Variable",
    "VariableKind",
    "register_template",
    "template_of",
    "templates_by_hand",
    "templates_in_words",
]


class UnknownTemplate(KeyError):
    """No template was registered under this code."""


@dataclass(frozen=True, slots=True)
class ActTemplate:
    """The form of an act: the printed template and its variables.

    One with a `wording` is written in words that the administrators change, over the names of its
    `catalogue`; the wording that comes with the portal is their first version. `by_hand` templates are offered to whoever starts an act at the desk; the others are started by
    the procedure that needs them, whose page is the `route` (it takes the act's key).
    """

    code: str
    title: Words
    template: str
    variables: tuple[Variable, ...]
    by_hand: bool = False
    route: str = ""
    catalogue: tuple[Entry, ...] = ()
    wording: Wording = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All that its wording may name."""
        return (*COMMON, *self.catalogue)

    def variable(self, name: str) -> Variable:
        """The variable of this name.

        :raises KeyError: if there is none.
        """
        return {each.name: each for each in self.variables}[name]


_templates: dict[str, ActTemplate] = {}


def register_template(template: ActTemplate) -> ActTemplate:
    """Make the template known, once at start.

    :raises ValueError: if the code already means another template, or a variable is named twice.
    """
    names = [variable.name for variable in template.variables]
    if len(set(names)) != len(names):
        raise ValueError(f"Template {template.code} names a variable twice.")
    by_name(template.entries)
    if _templates.setdefault(template.code, template) != template:
        raise ValueError(f"Template {template.code} is already registered.")
    return template


def template_of(code: str) -> ActTemplate:
    """The template registered under this code.

    :raises UnknownTemplate: if there is none.
    """
    try:
        return _templates[code]
    except KeyError:
        raise UnknownTemplate(code) from None


def templates_by_hand() -> tuple[ActTemplate, ...]:
    """The templates offered at the desk, in the order of their codes."""
    return tuple(_templates[code] for code in sorted(_templates) if _templates[code].by_hand)


def templates_in_words() -> tuple[ActTemplate, ...]:
    """The templates whose wording the administrators change, in the order of their codes."""
    return tuple(_templates[code] for code in sorted(_templates) if _templates[code].wording)
