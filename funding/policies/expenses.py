"""Whether an expense can be written so, with the sentence that says why not."""

from django.utils.translation import gettext as _

from funding.engine.expenses import documented
from funding.queries.expenses.people import Approved
from wecare.core.errors import DomainError


class ExpenseRefused(DomainError):
    """An expense, or a step of its report, that is not possible now."""


def check_category(approved: Approved, category: str) -> None:
    """The category is one of the rules, and its expenses are proved by documents.

    :raises ExpenseRefused: otherwise.
    """
    if category in documented(approved.rules):
        return
    flat = {each.code: each for each in approved.rules.cost_categories}.get(category)
    if flat is None:
        raise ExpenseRefused(
            _("«%(code)s» non è una voce di spesa di questo bando.") % {"code": category[:40]}
        )
    raise ExpenseRefused(
        _("«%(title)s» è a forfait: la calcoliamo noi, il %(rate)s %% della sua base.")
        % {"title": flat.title, "rate": str(flat.flat_rate).replace(".", ",")}
    )
