"""Budget years of what stands committed: what falls on each, and the act that moves it to another."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from calls.models import Call
from calls.resources import endings
from funding.actions import budget_years as actions
from funding.forms.budget_years import ShiftForm, seen
from funding.models import YearShift
from funding.queries.budget_years import LeftOfAward, left_on, shifts
from funding.queries.seeing.forecast import forecast
from funding.queries.seeing.years import years
from funding.views.decrees import ActorMixin
from wecare.acts.enums import ActKind
from wecare.core import clock
from wecare.core.money import format_amount, total
from wecare.core.web import ActionFormMixin, RoleRequiredMixin

_SHIFTS = 50  # on the page, the last first


class YearsPage(RoleRequiredMixin, TemplateView):
    """What stands on each budget year, what will not be paid in time, and what was moved."""

    permission_required = "funding.view_awards"
    template_name = "funding/years.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            years=years(forecast(), this_year=clock.today().year),
            shifts=shifts()[:_SHIFTS],
            may_shift=self.request.user.has_perm("funding.shift_years"),
            endings=endings(),
            **kwargs,
        )


class ShiftPage(ActorMixin, ActionFormMixin, FormView):
    """Move what is left of a call on a budget year to another, by an act."""

    permission_required = "funding.shift_years"
    template_name = "funding/years_shift.html"
    form_class = ShiftForm
    result: YearShift

    @cached_property
    def call(self) -> Call:
        rows = Call.objects.select_related("line__measure", "fund").defer("draft")
        return get_object_or_404(rows, code=self.kwargs["code"])

    @property
    def year(self) -> int:
        return int(self.kwargs["year"])

    @cached_property
    def left(self) -> list[LeftOfAward]:
        """What is left on the year."""
        return left_on(self.call, self.year)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what is left.

        :raises Http404: if nothing is: there is nothing to move.
        """
        if not self.left:
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"left": self.left, "at": clock.now()}

    def get_initial(self) -> dict[str, Any]:
        return {
            "to_year": max(self.year + 1, clock.today().year),
            "kind": ActKind.DGR.value,  # who reviews the residues
        }

    def perform(self, form: ShiftForm) -> YearShift:
        said = form.cleaned_data
        return actions.shift(
            call=self.call,
            from_year=self.year,
            to_year=said["to_year"],
            awards=said["awards"],
            read=form.read,
            reason=said["reason"],
            ground=form.ground,
            by=self.actor,
        )

    def _typed_again(self, form: Any, status: int) -> HttpResponse:
        """What stands now is what is read now: the next press confirms that."""
        form.data = form.data.copy()
        form.data["seen"] = seen(left_on(self.call, self.year))
        return super()._typed_again(form, status)

    def get_success_message(self) -> str:
        moved = self.result
        return _("Spostati %(amount)s dall'annualità %(from)s all'annualità %(to)s.") % {
            "amount": format_amount(moved.amount),
            "from": moved.from_year,
            "to": moved.to_year,
        }

    def get_success_url(self) -> str:
        return reverse("funding:years")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            call=self.call,
            year=self.year,
            amount=total(each.amount for each in self.left),
            **kwargs,
        )
