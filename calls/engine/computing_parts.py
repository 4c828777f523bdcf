"""Read what a draft says of criteria whose points come from data."""

from decimal import Decimal

from calls.engine.computing import SHAPES, Computation, Step, WordPoints
from calls.engine.reading import Part
from calls.enums import ComputedFrom, StepBound

NOTHING = Decimal("0.00")


def computation(part: Part) -> Computation | None:
    """How a criterion's points are computed; nothing where the draft says nothing of it."""
    inner = part.inside("computed")
    if inner is None:
        return None
    if "function" not in inner.data:
        inner.note("lacks", what_field="function")
    function = inner.choice("function", ComputedFrom, ComputedFrom.OWN_SHARE_PERCENT)
    shape = SHAPES[function]
    question = inner.text("question", required=bool(shape.questions))
    bound = inner.choice("bound", StepBound, StepBound.AT_LEAST)
    is_number = shape.unit is not None
    steps = tuple(_step(each) for each in inner.parts("steps", required=is_number))
    words = tuple(_word(each) for each in inner.parts("words", required=not is_number))
    read = Computation(
        function=function,
        question=question if shape.questions else "",
        bound=bound if is_number else StepBound.AT_LEAST,
        steps=steps if is_number else (),
        words=words if not is_number else (),
        article=inner.text("article"),
    )
    inner.finish()
    return read


def _step(part: Part) -> Step:
    step = Step(
        value=part.number("value", required=True) or NOTHING,
        points=part.number("points", required=True, low=NOTHING) or NOTHING,
    )
    part.finish()
    return step


def _word(part: Part) -> WordPoints:
    word = WordPoints(
        word=part.text("word", required=True),
        points=part.number("points", required=True, low=NOTHING) or NOTHING,
    )
    part.finish()
    return word
