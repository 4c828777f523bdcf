"""The panel of a call: who sits on it and by which act, how far they are, what changed."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView

from evaluation.actions import panels as actions
from evaluation.forms import AppointmentForm
from evaluation.models import Panel, PanelMember
from evaluation.queries import assignments, panels, substitutions
from evaluation.queries.assignments import Bench
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
        return {
            **super().get_form_kwargs(),
            "assessors": list(panels.assessors()),
            "secretaries": list(panels.secretaries()),
        }

    @transaction.atomic
    def perform(self, form: AppointmentForm) -> Panel:
        people = {str(person.pk): person for person in (*panels.assessors(), *panels.secretaries())}
        chosen = form.cleaned_data
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
            chair=people[chosen["chair"]],
            members=[people[key] for key in chosen["members"]],
            substitutes=[people[key] for key in chosen["substitutes"]],
            secretary=people.get(chosen["secretary"]),
            quorum=chosen["quorum"],
            act=act,
            by=self.actor,
        )

    def get_success_message(self) -> str:
        return _("Il nucleo è nominato: i componenti possono dichiarare i conflitti di interesse.")

    def get_success_url(self) -> str:
        return reverse("evaluation:panel", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bench = assignments.bench(self.call)
        may_appoint = self.request.user.has_perm("evaluation.appoint_panel")
        return super().get_context_data(
            call=self.call,
            panel=bench and bench.panel,
            bench=bench,
            members=progress_of(bench) if bench else [],
            vacancies=substitutions.vacancies(bench) if bench else [],
            absences=substitutions.absences(bench) if bench else [],
            stand_ins=substitutions.stand_ins(bench.panel) if bench else [],
            changes=substitutions.history(bench.panel) if bench else [],
            may_appoint=may_appoint,
            **kwargs,
        )


def progress_of(bench: Bench) -> list[tuple[PanelMember, panels.Progress]]:
    """Each member with how many of the assessments they must give are signed."""
    signed = assignments.signed_pairs(bench)
    return [
        (
            member,
            panels.Progress(
                signed=sum((key, submission) in signed for submission in theirs),
                total=len(theirs),
            ),
        )
        for key, member in bench.members.items()
        for theirs in [[sub for sub, judges in bench.judges.items() if key in judges]]
    ]
