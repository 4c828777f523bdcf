"""The office ends a phase: who goes on to the next, by which act, until when."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from applicants.actions import phases
from applicants.enums import PhaseOutcome
from applicants.forms.phases import AdmissionForm, MoreTimeForm, PassageForm
from applicants.models import Application, PhaseDecision, PhaseTerm
from applicants.queries.phases import Passage, passages
from calls.engine.phases import Phase
from calls.enums import CallState
from calls.models import Call
from calls.queries.calls import current_rulebook, on_desk
from wecare.core import clock
from wecare.core.web import ActionFormMixin, RoleRequiredMixin


class PhaseView(RoleRequiredMixin, ActionFormMixin, FormView):
    """Loads `self.call` and one of its phases that is not the last; else 404."""

    permission_required = "applicants.decide_phases"

    @cached_property
    def call(self) -> Call:
        return get_object_or_404(on_desk(), code=self.kwargs["code"])

    @cached_property
    def phases(self) -> tuple[Phase, ...]:
        rulebook = current_rulebook(self.call)
        found = rulebook.rules.phases if rulebook else ()
        if not 1 <= self.kwargs["phase"] < len(found):
            raise Http404
        return found

    @property
    def home_url(self) -> str:
        return reverse("applicants:admission", args=[self.call.code, self.kwargs["phase"]])

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"at": clock.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        number = self.kwargs["phase"]
        return super().get_context_data(
            call=self.call,
            phase=self.phases[number - 1],
            number=number,
            following=self.phases[number],
            at=clock.now(),
            **kwargs,
        )


class Admission(PhaseView):
    """Every application of the phase with its outcome; first what would happen, then it happens."""

    template_name = "applicants/admission.html"
    form_class = AdmissionForm

    @cached_property
    def passages(self) -> list[Passage]:
        return passages(self.call, self.kwargs["phase"])

    @cached_property
    def rows(self) -> list[PassageForm]:
        data = self.request.POST if self.request.method == "POST" else None
        return [PassageForm(data, passage=each) for each in self.passages if not each.decision]

    def get_initial(self) -> dict[str, Any]:
        following = self.phases[self.kwargs["phase"]]
        return {"opens_at": following.opens_at, "closes_at": following.closes_at}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = self.get_form()
        valid = all([form.is_valid(), *(row.is_valid() for row in self.rows)])
        if valid and not any(row.decided for row in self.rows):
            form.add_error(None, _("Scegli l'esito di almeno una domanda."))
            valid = False
        if not valid:
            return self.form_invalid(form)
        if "edit" in request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        if "confirm" not in request.POST:
            return self._previewed(form)
        return self.form_valid(form)

    def _previewed(self, form: AdmissionForm) -> HttpResponse:
        """What would happen, counted, before it does."""
        said = [row.decided for row in self.rows]
        counted = {
            outcome.value: sum(each is not None and each.outcome is outcome for each in said)
            for outcome in PhaseOutcome
        }
        left = said.count(None)
        context = self.get_context_data(form=form, counted=counted, left=left, is_preview=True)
        return self.render_to_response(context)

    def perform(self, form: AdmissionForm) -> list[PhaseDecision]:
        return phases.decide_by_act(
            call=self.call,
            phase=self.kwargs["phase"],
            decisions=[row.decided for row in self.rows if row.decided],
            opens_at=form.cleaned_data["opens_at"],
            closes_at=form.cleaned_data["closes_at"],
            ground=form.ground,
            actor=self.request.user,
        )

    def get_success_message(self) -> str:
        return _("Fatto: esiti registrati %(count)s. Ogni richiedente riceve un messaggio.") % {
            "count": len(self.result)
        }

    def get_success_url(self) -> str:
        return self.home_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            rows=self.rows,
            decided=[each for each in self.passages if each.decision],
            may_decide=self.call.state == CallState.EVALUATION.value,
            **kwargs,
        )


class MoreTime(PhaseView):
    """More time for one application, by act."""

    template_name = "applicants/more_time.html"
    form_class = MoreTimeForm
    success_message = gettext_lazy("La nuova scadenza vale da subito; chi scrive è avvisato.")

    @cached_property
    def application(self) -> Application:
        return get_object_or_404(
            Application.objects.select_related("call", "organisation").prefetch_related("terms"),
            call=self.call,
            public_id=self.kwargs["public_id"],
            phase=self.kwargs["phase"] + 1,
        )

    def perform(self, form: MoreTimeForm) -> PhaseTerm:
        return phases.give_time_by_act(
            application=self.application,
            closes_at=form.cleaned_data["closes_at"],
            reason=form.cleaned_data["reason"],
            ground=form.ground,
            actor=self.request.user,
        )

    def get_success_url(self) -> str:
        return self.home_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        terms = sorted(self.application.terms.all(), key=lambda each: each.sequence)
        return super().get_context_data(
            application=self.application, term=terms[-1], home_url=self.home_url, **kwargs
        )
