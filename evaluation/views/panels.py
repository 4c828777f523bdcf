"""The panel of a call: who sits on it and by which act; appointed once, after the deadline."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView

from evaluation.actions import panels as actions
from evaluation.forms import AppointmentForm
from evaluation.models import Panel
from evaluation.queries import panels
from evaluation.views.checks import CallDeskMixin
from wecare.acts.actions.external import record_external
from wecare.acts.enums import ActKind
from wecare.core.web import ActionFormMixin


class PanelPage(CallDeskMixin, ActionFormMixin, FormView):
    """The appointed panel, or the form that appoints it."""

    template_name = "evaluation/panel.html"
    form_class = AppointmentForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever writes here needs more than whoever reads."""
        if request.method == "POST":
            self.permission_required = "evaluation.appoint_panel"
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "assessors": list(panels.assessors())}

    @transaction.atomic
    def perform(self, form: AppointmentForm) -> Panel:
        people = {str(person.pk): person for person in panels.assessors()}
        act = record_external(
            kind=ActKind.DD,
            number_text=form.cleaned_data["number_text"],
            adopted_on=form.cleaned_data["adopted_on"],
            subject=_("Nomina del nucleo di valutazione del bando %(code)s")
            % {"code": self.call.code},
            by=self.actor,
        )
        return actions.appoint(
            call=self.call,
            chair=people[form.cleaned_data["chair"]],
            members=[people[key] for key in form.cleaned_data["members"]],
            act=act,
            by=self.actor,
        )

    def get_success_message(self) -> str:
        return _("Il nucleo è nominato: i componenti possono dichiarare i conflitti di interesse.")

    def get_success_url(self) -> str:
        return reverse("evaluation:panel", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        panel = panels.of_call(self.call)
        return super().get_context_data(
            call=self.call,
            panel=panel,
            members=[(each, panels.progress(each)) for each in panel.members.all()]
            if panel
            else [],
            may_appoint=self.request.user.has_perm("evaluation.appoint_panel"),
            **kwargs,
        )
