"""The programme (funds, measures, lines, what acts did to their money) and the calls that spend it."""

from calls.models.call import Call, Rulebook, Window
from calls.models.contract import Accompaniment, ContractAct, ServiceContract
from calls.models.desk import DeskLot
from calls.models.enquiry import Enquiry
from calls.models.imports import BudgetImport, ImportProgress, ImportRemark
from calls.models.programme import BudgetMovement, Fund, Line, Measure, Milestone
from calls.models.territory import District, ManagingBody

__all__ = [
    "Accompaniment",
    "BudgetImport",
    "BudgetMovement",
    "Call",
    "ContractAct",
    "DeskLot",
    "District",
    "Enquiry",
    "Fund",
    "ImportProgress",
    "ImportRemark",
    "Line",
    "ManagingBody",
    "Measure",
    "Milestone",
    "Rulebook",
    "ServiceContract",
    "Window",
]
