"""Observations on a provisional list: the applicant files them, the office answers."""

from functools import cached_property
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, ListView, View

from applicants.actions.brought import brought
from applicants.models import Application
from applicants.queries.applications import visible_to
from evaluation.actions import observations
from evaluation.enums import ObservationAnswer
from evaluation.forms.observation import ObservationAnswerForm, ObservationForm
from evaluation.models import Observation, ObservationFile
from evaluation.policies.observations import (
    ObservationRefused,
    check_can_file,
    check_may_file,
)
from evaluation.queries import observations as queries
from evaluation.views.checks import CallDeskMixin
from evaluation.views.people import person_of
from wecare.accounts.models import Person
from wecare.core import clock, scanning
from wecare.core.downloads import given_out
from wecare.core.web import ActionFormMixin, refused

PAGE = 25


class OwnObservations(LoginRequiredMixin, ActionFormMixin, FormView):
    """What one's organisation observed, the answers, and the form while the days run."""

    template_name = "evaluation/observations.html"
    form_class = ObservationForm
    success_message = _("L'osservazione è registrata: ti risponderemo qui e con un messaggio.")

    @cached_property
    def person(self) -> Person:
        return person_of(self.request)

    @cached_property
    def application(self) -> Application:
        return get_object_or_404(
            visible_to(self.person).select_related("call"), public_id=self.kwargs["public_id"]
        )

    def perform(self, form: ObservationForm) -> Observation:
        """The files lie on the disk meanwhile, never whole in memory."""
        owner = [str(self.person.pk), str(self.application.pk)]
        with brought(owner, form.uploads) as files:
            return observations.file(
                application=self.application,
                text=form.cleaned_data["text"],
                files=files,
                by=self.person,
            )

    def get_success_url(self) -> str:
        return self.request.path

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = queries.row_to_observe(self.application)
        filed = list(queries.of_application(self.application))
        if row is None and not filed:
            raise Http404
        return super().get_context_data(
            application=self.application,
            row=row,
            ranked_list=row.ranked_list if row else None,
            filed=filed,
            refusal=self._refusal(row),
            **kwargs,
        )

    def _refusal(self, row: Any) -> str:
        """Why nothing can be filed now; empty when it can."""
        try:
            check_may_file(self.application, self.person)
            check_can_file(row.ranked_list if row else None, row, at=clock.now())
        except ObservationRefused as refusal:
            return str(refusal)
        return ""


class OwnObservationFile(LoginRequiredMixin, View):
    """A file of one's own organisation's observation."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        person = person_of(request)
        application = get_object_or_404(visible_to(person), public_id=self.kwargs["public_id"])
        found = get_object_or_404(
            ObservationFile.objects.select_related("file", "observation"),
            observation__submission__application=application,
            pk=self.kwargs["pk"],
        )
        return _given(request, found, is_own=found.observation.filed_by_id == person.pk)


class DeskObservations(CallDeskMixin, ListView):
    """The observations on the lists of a call, those without an answer first."""

    template_name = "evaluation/desk_observations.html"
    context_object_name = "observations"
    paginate_by = PAGE

    def get_queryset(self) -> Any:
        return queries.on_desk(self.call)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            call=self.call, points=queries.open_points(self.call), **kwargs
        )


class DeskObservation(CallDeskMixin, ActionFormMixin, FormView):
    """One observation with its files; the office's answer."""

    template_name = "evaluation/desk_observation.html"
    form_class = ObservationAnswerForm
    success_message = _("La risposta è registrata: chi ha presentato l'osservazione la legge già.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever answers needs more than whoever reads."""
        if request.method == "POST":
            self.permission_required = "evaluation.answer_observations"
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def observation(self) -> Observation:
        return get_object_or_404(queries.on_desk(self.call), pk=self.kwargs["pk"])

    def perform(self, form: ObservationAnswerForm) -> Observation:
        return observations.answer(
            observation=self.observation,
            said=ObservationAnswer(form.cleaned_data["answer"]),
            reasons=form.cleaned_data["reasons"],
            by=self.actor,
        )

    def get_success_url(self) -> str:
        return reverse("evaluation:desk_observations", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(call=self.call, observation=self.observation, **kwargs)


class DeskObservationFile(CallDeskMixin, View):
    """A file of an observation, for the office."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        found = get_object_or_404(
            ObservationFile.objects.select_related("file", "observation"),
            observation__ranked_list__call=self.call,
            pk=self.kwargs["pk"],
        )
        return _given(request, found, is_own=False)


def _given(request: HttpRequest, found: ObservationFile, *, is_own: bool) -> HttpResponseBase:
    try:
        scanning.check_can_be_opened(found.file, by_uploader=is_own)
    except scanning.FileClosed as refusal:
        answer: HttpResponse = refused(request, refusal, None)
        return answer
    return given_out(found.file, found.filename)
