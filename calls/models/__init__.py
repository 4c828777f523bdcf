"""The programme (funds, measures, lines, allocations) and the calls that spend it."""

from calls.models.call import Call, Rulebook, Window
from calls.models.programme import Allocation, Fund, Line, Measure

__all__ = ["Allocation", "Call", "Fund", "Line", "Measure", "Rulebook", "Window"]
