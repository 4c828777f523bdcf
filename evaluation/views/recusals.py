"""Abstaining: from one application, or from everything of an organisation, when it comes up later."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from evaluation.actions import conflicts, recusals
from evaluation.forms.composition import LaterConflictForm, ReasonForm
from evaluation.models import Conflict, Recusal
from evaluation.queries import panels
from evaluation.views.assessments import DeclaredMixin, OwnSubmissionMixin
from wecare.core.web import ActionFormMixin


class Recuse(OwnSubmissionMixin, ActionFormMixin, FormView):
    """The member abstains from one application."""

    template_name = "evaluation/own_step.html"
    form_class = ReasonForm
    success_message = gettext_lazy("Ti sei astenuto o astenuta: questa domanda non la vedi più.")

    def perform(self, form: ReasonForm) -> Recusal:
        return recusals.recuse(
            member=self.member,
            submission=self.submission,
            reason=form.cleaned_data["reason"],
            by=self.actor,
        )

    def get_success_url(self) -> str:
        return reverse("evaluation:assessments", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            call=self.call,
            title=_("Astieniti da prot. %(protocol)s") % {"protocol": self.submission.protocol},
            lead=_(
                "Quello che hai scritto in bozza su questa domanda si cancella e non conta. "
                "Non si torna indietro."
            ),
            button=_("Mi astengo"),
            **kwargs,
        )


class LaterConflict(DeclaredMixin, ActionFormMixin, FormView):
    """A conflict with an organisation, after the declaration."""

    template_name = "evaluation/own_step.html"
    form_class = LaterConflictForm
    success_message = gettext_lazy("Conflitto dichiarato: delle sue domande non vedi più nulla.")

    def get_form_kwargs(self) -> dict[str, Any]:
        known = {each.fiscal_code for each in panels.conflicts_of(self.member)}
        return {
            **super().get_form_kwargs(),
            "parties": [
                (party.fiscal_code, party.name)
                for party in panels.parties_of(self.call)
                if party.fiscal_code not in known
            ],
        }

    def perform(self, form: LaterConflictForm) -> Conflict:
        return conflicts.add(
            member=self.member,
            fiscal_code=form.cleaned_data["party"],
            reason=form.cleaned_data["reason"],
            by=self.actor,
        )

    def get_success_url(self) -> str:
        return reverse("evaluation:conflicts", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            call=self.call,
            title=_("Dichiara un altro conflitto"),
            lead=_(
                "Vale per tutte le domande in cui l'ente è capofila o partner. Le tue bozze su "
                "quelle domande si cancellano."
            ),
            button=_("Dichiara il conflitto"),
            **kwargs,
        )
