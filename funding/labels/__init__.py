"""Words of granted money as people read them, by what they tell of."""

from funding.labels.aid import (
    EVERY,
    GUARANTEE_CALL_STATES,
    METHODS,
    PLAN_CAUSES,
    REQUEST_STATES,
    ROW_STATES,
    TERMS_REFUSED,
)
from funding.labels.awards import AWARD_STATES, OUTCOME_LETTER, REDUCTION_KINDS
from funding.labels.exits import (
    CHANGE_KINDS,
    CHANGE_STATES,
    PLAN_STATES,
    RECOVERY_STATES,
    REVOCATION_STATES,
)
from funding.labels.expenses import (
    EXPENSE_IMPORT_STATES,
    EXPENSE_KINDS,
    EXPENSE_LETTERS,
    LINE_STATES,
    REPORT_STATES,
    VERDICTS,
)
from funding.labels.lists import AWARD_ORDERS, REGISTER_USE
from funding.labels.payments import INSTALMENT_KINDS, PAYMENT_LETTERS, PAYMENT_STATES, PAYMENT_STEPS

__all__ = [
    "AWARD_ORDERS",
    "AWARD_STATES",
    "CHANGE_KINDS",
    "CHANGE_STATES",
    "EVERY",
    "EXPENSE_IMPORT_STATES",
    "EXPENSE_KINDS",
    "EXPENSE_LETTERS",
    "GUARANTEE_CALL_STATES",
    "INSTALMENT_KINDS",
    "LINE_STATES",
    "METHODS",
    "OUTCOME_LETTER",
    "PAYMENT_LETTERS",
    "PAYMENT_STATES",
    "PAYMENT_STEPS",
    "PLAN_CAUSES",
    "PLAN_STATES",
    "RECOVERY_STATES",
    "REDUCTION_KINDS",
    "REGISTER_USE",
    "REPORT_STATES",
    "REQUEST_STATES",
    "REVOCATION_STATES",
    "ROW_STATES",
    "TERMS_REFUSED",
    "VERDICTS",
]
