"""Results of projects: asked by officers, written by beneficiaries, confirmed, shown to everybody."""

from functools import cached_property
from typing import Any, cast

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView, TemplateView

from applicants.permissions import writes
from calls.models import Call
from funding.actions import results
from funding.engine.results import HalfYear, between
from funding.forms.results import IndicatorForm, ResultsForm
from funding.models import Award, Indicator
from funding.queries.awards.project_ends import project_start
from funding.queries.seeing import results as queries
from funding.views.awards.pages import AwardMixin
from funding.views.expenses.base import OwnExpensesMixin
from wecare.accounts.models import Person
from wecare.core import clock
from wecare.core.web import ActionFormMixin, ActionView, RoleRequiredMixin

PAGE = 50
EDITS = "funding.edit_indicators"


class CallMixin(RoleRequiredMixin):
    """Loads `self.call` for the office."""

    permission_required = EDITS

    @cached_property
    def call(self) -> Call:
        return get_object_or_404(Call.objects.defer("draft"), code=self.kwargs["code"])

    @property
    def actor(self) -> Person:
        return cast("Person", self.request.user)


class Indicators(CallMixin, ActionFormMixin, FormView):
    """What the projects of a call are asked for, and the form for more."""

    template_name = "funding/results/indicators.html"
    form_class = IndicatorForm
    success_message = gettext_lazy("Indicatore aggiunto.")

    def perform(self, form: IndicatorForm) -> Indicator:
        return results.add_indicator(call=self.call, by=self.actor, **form.cleaned_data)

    def get_success_url(self) -> str:
        return reverse("funding:indicators", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            call=self.call, indicators=list(queries.indicators_of(self.call)), **kwargs
        )


class IndicatorRemoval(CallMixin, ActionView):
    """Ask for it no longer."""

    success_message = gettext_lazy("Indicatore tolto.")

    def perform(self) -> None:
        rows = queries.indicators_of(self.call).select_related("call").defer("call__draft")
        indicator = get_object_or_404(rows, pk=self.kwargs["indicator"])
        results.remove_indicator(indicator=indicator, by=self.actor)

    def get_back_url(self) -> str:
        return reverse("funding:indicators", args=[self.call.code])


def halves_of(award: Award) -> tuple[HalfYear, ...]:
    """The half-years that may be written of a project, the last first."""
    return between(project_start(award), clock.today())


def half_year_of(text: str, award: Award) -> HalfYear:
    """The half-year an address names, among those of the project and those that are written.

    :raises Http404: if it is none of them.
    """
    known = {str(each): each for each in (*halves_of(award), *queries.values_of(award))}
    if text not in known:
        raise Http404
    return known[text]


def table_of(award: Award) -> dict[str, Any]:
    """The indicators, and what is written of each half-year, the last first."""
    indicators = list(queries.indicators_of(award.decree.ranked_list.call))
    rows = []
    for half_year, values in queries.values_of(award).items():
        cells = [(each, values.get(each.pk)) for each in indicators]
        is_confirmed = any(value is not None and value.confirmed_at for _each, value in cells)
        rows.append((half_year, cells, is_confirmed))
    return {"indicators": indicators, "rows": rows}


class OwnResults(OwnExpensesMixin, TemplateView):
    """What a project reached so far; each half-year leads to its form."""

    template_name = "funding/results/own.html"

    @cached_property
    def award(self) -> Award:
        """The award of an application the person reads: partners have no page of it."""
        award: Award = super().award
        if self.seen is not None:
            raise Http404
        return award

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **table_of(self.award),
            halves=halves_of(self.award),
            may_write=writes(self.person, self.award.submission.application),
            **kwargs,
        )


class OwnHalfYear(OwnExpensesMixin, ActionFormMixin, FormView):
    """The values of one half-year."""

    template_name = "funding/results/half_year.html"
    form_class = ResultsForm
    success_message = gettext_lazy("Valori salvati. L'ufficio li conferma.")

    @property
    def may_change(self) -> bool:
        return self.is_lead

    @cached_property
    def half_year(self) -> HalfYear:
        if self.seen is not None:
            raise Http404
        return half_year_of(self.kwargs["half"], self.award)

    @cached_property
    def indicators(self) -> list[Indicator]:
        return list(queries.indicators_of(self.award.decree.ranked_list.call))

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"indicators": self.indicators}

    def get_initial(self) -> dict[str, Any]:
        values = queries.values_of(self.award).get(self.half_year, {})
        return {f"i{pk}": each.value for pk, each in values.items()}

    def perform(self, form: ResultsForm) -> None:
        results.save(
            award=self.award, half_year=self.half_year, values=form.values, actor=self.person
        )

    def get_success_url(self) -> str:
        return reverse("funding:own_results", args=[self.award.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            half_year=self.half_year, indicators=self.indicators, **kwargs
        )


class Results(AwardMixin, TemplateView):
    """What a project wrote, for the office that confirms it."""

    template_name = "funding/results/desk.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            award=self.award,
            call=self.award.decree.ranked_list.call,
            **table_of(self.award),
            may_confirm=self.actor.has_perm(EDITS),
            **kwargs,
        )


class Confirmation(AwardMixin, ActionView):
    """Confirm a half-year: it is public from now on."""

    permission_required = EDITS
    success_message = gettext_lazy("Valori confermati: sono sulla pagina pubblica del bando.")

    def perform(self) -> int:
        return results.confirm(
            award=self.award, half_year=half_year_of(self.kwargs["half"], self.award), by=self.actor
        )

    def get_back_url(self) -> str:
        return reverse("funding:results", args=[self.award.pk])


class PublicResults(ListView):
    """What the projects of a call reached, as everybody reads it."""

    template_name = "funding/results/public.html"
    context_object_name = "awards"
    paginate_by = PAGE

    @cached_property
    def call(self) -> Call:
        """The call, once it has awards.

        :raises Http404: before.
        """
        call = get_object_or_404(
            Call.objects.defer("draft").select_related("line__measure"), code=self.kwargs["code"]
        )
        if not queries.projects_of(call).exists():
            raise Http404
        return call

    def get_queryset(self) -> QuerySet[Award]:
        return queries.projects_of(self.call)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        said = queries.published(self.call)
        indicators = list(queries.indicators_of(self.call))
        return {
            **context,
            "call": self.call,
            "indicators": indicators,
            "totals": [(each, said[each.pk]) for each in indicators],
            "rows": [
                (award, queries.name_for_all(award), queries.cells(award, indicators, said))
                for award in context["awards"]
            ],
        }
