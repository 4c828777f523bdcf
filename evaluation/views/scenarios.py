"""Scenarios of a call, side by side with its list; each page and file says that it is none."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View

from calls.resources.tables import endings
from evaluation.actions import scenarios as acting
from evaluation.forms.scenario import ScenarioForm
from evaluation.models import RankedList, Scenario
from evaluation.queries import scenarios
from evaluation.resources import written_rows
from evaluation.views.checks import CallDeskMixin
from wecare.core.web import ActionFormMixin


class Scenarios(CallDeskMixin, TemplateView):
    """Those made so far, the last ones beside the list."""

    template_name = "evaluation/scenarios.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ranked_list = scenarios.standing(self.call)
        return super().get_context_data(
            call=self.call,
            ranked_list=ranked_list,
            scenarios=scenarios.of_call(self.call).defer(
                "ranked_list__input", "ranked_list__data", "rules", "result"
            ),
            beside=list(scenarios.beside(ranked_list)) if ranked_list else [],
            **kwargs,
        )


class NewScenario(CallDeskMixin, ActionFormMixin, FormView):
    """The rules of the list as a form; what is written over is tried."""

    permission_required = "evaluation.try_scenarios"
    template_name = "evaluation/scenario_new.html"
    form_class = ScenarioForm
    success_message = _("La simulazione è pronta. La graduatoria non è cambiata.")

    @cached_property
    def ranked_list(self) -> RankedList:
        ranked_list = scenarios.standing(self.call)
        if ranked_list is None:
            raise Http404
        return ranked_list

    def get_form_kwargs(self) -> dict[str, Any]:
        _entries, rules = scenarios.input_of(self.ranked_list)
        return {**super().get_form_kwargs(), "rules": rules}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(call=self.call, ranked_list=self.ranked_list, **kwargs)

    def perform(self, form: ScenarioForm) -> Scenario:
        return acting.make(
            ranked_list=self.ranked_list,
            name=form.cleaned_data["name"],
            changes=form.changes,
            by=self.actor,
        )

    def get_success_url(self) -> str:
        return reverse("evaluation:scenario", args=[self.call.code, self.result.pk])


class ScenarioMixin(CallDeskMixin):
    """Loads `self.scenario` of this call; else 404."""

    @cached_property
    def scenario(self) -> Scenario:
        return get_object_or_404(scenarios.of_call(self.call), pk=self.kwargs["pk"])


class ScenarioPage(ScenarioMixin, TemplateView):
    """One scenario beside the list: who enters, who leaves, the money by lot, Distretto and kind."""

    template_name = "evaluation/scenario.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        result = self.scenario.result
        return super().get_context_data(
            call=self.call,
            scenario=self.scenario,
            is_current=self.scenario.input_digest == self.scenario.ranked_list.input_digest,
            moved=[line for line in result["lines"] if line["moves"]],
            **kwargs,
        )


class ScenarioData(ScenarioMixin, View):
    """The scenario as JSON, in a format that is no list's."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> JsonResponse:
        return JsonResponse(
            scenarios.document(self.scenario),
            json_dumps_params={"ensure_ascii": False, "indent": 1},
        )


class ScenarioSheet(ScenarioMixin, View):
    """The scenario as a table; each line says that it is a simulation."""

    def get(self, request: HttpRequest, *, ending: str, **_kwargs: Any) -> HttpResponse:
        if ending not in endings():
            raise Http404
        content, media_type = written_rows(
            scenarios.HEAD, scenarios.table(self.scenario), ending=ending
        )
        answer = HttpResponse(content, content_type=media_type)
        name = f"simulazione-{self.call.code}-{self.scenario.pk}.{ending}"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
