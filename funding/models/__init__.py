"""Decrees that grant money, the awards they make, what those lose, and what is spent of them."""

from funding.models.award import Award
from funding.models.checking import ExpenseSample, Indicator, IndicatorValue, OnSiteCheck
from funding.models.decree import Decree
from funding.models.expense import (
    ExpenseDocument,
    ExpenseImport,
    ExpenseLine,
    ExpenseProgress,
    ExpenseReport,
)
from funding.models.reduction import Reduction

__all__ = [
    "Award",
    "Decree",
    "ExpenseDocument",
    "ExpenseImport",
    "ExpenseLine",
    "ExpenseProgress",
    "ExpenseReport",
    "ExpenseSample",
    "Indicator",
    "IndicatorValue",
    "OnSiteCheck",
    "Reduction",
]
