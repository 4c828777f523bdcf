"""What adopting an act of a template brings about, in the same transaction; registered once at start.

Whoever writes acts does not know what they decide: the app that does registers it here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Effect:
    """`hold` takes the locks that the effect needs, before any of the adoption; `run` brings it about
    once the act is numbered. Both take the act, `run` also who adopts; what they refuse, refuses the
    adoption whole.
    """

    hold: Callable[[Any], None]
    run: Callable[[Any, Any], None]


_NOTHING = Effect(lambda _act: None, lambda _act, _by: None)
_effects: dict[str, Effect] = {}


def register(template: str, effect: Effect) -> None:
    """Let the adoption of every act of the template have this effect.

    :raises ValueError: if the template has another one.
    """
    if _effects.setdefault(template, effect) != effect:
        raise ValueError(f"Acts of {template} have their effect already.")


def effect_of(template: str) -> Effect:
    """What adopting an act of this template does; nothing, unless somebody said so."""
    return _effects.get(template, _NOTHING)
