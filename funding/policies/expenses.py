"""Whether an expense can be written so, with the sentence that says why not."""

from decimal import Decimal

from django.utils.translation import gettext as _

from funding.engine.expenses import documented
from funding.models import ExpenseDocument
from funding.queries.expenses.charged import charged
from funding.queries.expenses.people import Approved
from wecare.core.errors import DomainError
from wecare.core.money import format_amount


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


def check_within(document: ExpenseDocument, most: Decimal, more: Decimal) -> None:
    """With `more` no more is charged of the document than `most`, in euro, here and in what others sent.

    :raises ExpenseRefused: otherwise.
    """
    now = charged(document)
    if now.everywhere + more <= most:
        return
    facts = {
        "total": format_amount(most),
        "elsewhere": format_amount(now.elsewhere),
        "imputed": format_amount(now.here + more),
    }
    if not now.elsewhere:
        raise ExpenseRefused(
            _(
                "Di un documento si imputa al più il suo importo: vale %(total)s, qui ne imputi "
                "%(imputed)s."
            )
            % facts
        )
    raise ExpenseRefused(
        _(
            "Di una spesa si rimborsa al più il suo importo, in tutti i progetti insieme (art. 65, "
            "par. 11, Reg. UE 1303/2013): il documento vale %(total)s, in altri progetti ne sono "
            "imputati %(elsewhere)s, qui ne imputi %(imputed)s."
        )
        % facts
    )
