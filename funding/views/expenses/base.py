"""What the pages of expense reports share: the award and the report come through the person."""

from functools import cached_property
from typing import Any, cast

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.generic.base import ContextMixin, View

from applicants.permissions import sends
from calls.engine.cost_groups import cost_name
from funding.enums import ReportState
from funding.models import Award, ExpenseDocument, ExpenseReport
from funding.queries.awards.standing import on_desk
from funding.queries.expenses import reports as queries
from funding.queries.expenses.people import (
    Approved,
    Powers,
    approved_of,
    awards_with_expenses_of,
    powers_of,
)
from funding.views.awards.pages import AwardMixin
from wecare.accounts.models import Person

_MOST_KEY = 10**18


class OwnExpensesMixin(LoginRequiredMixin, ContextMixin, View):
    """Loads `self.award` for who reads the application or acts for a partner; others' do not exist."""

    request: HttpRequest
    looking = ("GET", "HEAD", "OPTIONS")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """:raises PermissionDenied: if the method changes something and the person only reads."""
        if (
            request.user.is_authenticated
            and request.method not in self.looking
            and not self.may_change
        ):
            raise PermissionDenied(
                _(
                    "Puoi leggere questo rendiconto ma non modificarlo: il tuo incarico per l'ente non "
                    "comprende quello che chiedi. Chi amministra le persone dell'ente può cambiarlo."
                )
            )
        return super().dispatch(request, *args, **kwargs)

    @property
    def person(self) -> Person:
        return cast("Person", self.request.user)  # LoginRequiredMixin let nobody else in

    @cached_property
    def award(self) -> Award:
        mine = awards_with_expenses_of(self.person).order_by().values("pk")
        return get_object_or_404(on_desk().filter(pk__in=mine), pk=self.kwargs["pk"])

    @cached_property
    def powers(self) -> Powers:
        return powers_of(self.person, self.award)

    @property
    def seen(self) -> frozenset[str] | None:
        return self.powers.seen

    @property
    def written(self) -> frozenset[str] | None:
        return self.powers.written

    @property
    def is_lead(self) -> bool:
        """Whether the person writes for the lead, and so for everybody."""
        return self.written is None

    @cached_property
    def may_send(self) -> bool:
        return sends(self.person, self.award.submission.application)

    @property
    def may_change(self) -> bool:
        """Whether the person may do what the page's button does."""
        return self.written is None or bool(self.written)

    @cached_property
    def approved(self) -> Approved:
        return approved_of(self.award)

    @property
    def writable(self) -> dict[str, str]:
        """Fiscal code → name of those for whom the person writes."""
        names = self.approved.names
        if self.written is None:
            return names
        return {code: name for code, name in names.items() if code in self.written}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            award=self.award,
            call=self.award.decree.ranked_list.call,
            names=self.approved.names,
            titles=titles_of(self.approved),
            is_lead=self.is_lead,
            **kwargs,
        )


class OwnReportMixin(OwnExpensesMixin):
    """Loads `self.report` of the award, by its number."""

    @cached_property
    def report(self) -> ExpenseReport:
        return get_object_or_404(queries.reports_of(self.award), number=self.kwargs["number"])

    @property
    def may_edit(self) -> bool:
        """Whether the person may write, and it is not sent yet."""
        return self.may_change and self.report.state == ReportState.DRAFT

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(report=self.report, may_edit=self.may_edit, **kwargs)


class OwnDocumentMixin(OwnReportMixin):
    """Loads `self.document` among those the person may see."""

    @cached_property
    def document(self) -> ExpenseDocument:
        rows: QuerySet[ExpenseDocument] = queries.documents_of(self.report, self.seen)
        return get_object_or_404(rows, pk=self.kwargs["document"])


class ReportMixin(AwardMixin):
    """The office's: loads `self.report` of the award."""

    @cached_property
    def report(self) -> ExpenseReport:
        return get_object_or_404(queries.reports_of(self.award), number=self.kwargs["number"])

    @cached_property
    def approved(self) -> Approved:
        return approved_of(self.award)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            award=self.award,
            report=self.report,
            names=self.approved.names,
            titles=titles_of(self.approved),
            may_check=self.actor.has_perm("funding.check_expenses"),
            may_close=self.actor.has_perm("funding.close_expenses"),
            **kwargs,
        )


def titles_of(approved: Approved) -> dict[str, str]:
    """Category → its whole name."""
    return {each.code: cost_name(each, approved.rules) for each in approved.rules.cost_categories}


def after_of(request: HttpRequest) -> int:
    """The key after which a page begins.

    :raises Http404: if it is no word of an address.
    """
    asked = request.GET.get("dopo", "0")
    if not asked.isascii() or not asked.isdigit() or int(asked[:19]) > _MOST_KEY:
        raise Http404
    return int(asked)
