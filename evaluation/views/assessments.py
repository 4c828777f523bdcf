"""The assessor's desk: panels, the queue, one application beside the grid, the signature."""

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.db import transaction
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from applicants.labels.comparing import compared
from applicants.models import Submission
from applicants.queries.phases import of_submission, sent_before
from evaluation.actions import assessments
from evaluation.engine.entries import RankingRules
from evaluation.engine.scoring import score
from evaluation.forms import AssessmentForm
from evaluation.models import Assessment
from evaluation.queries import blind, panels
from evaluation.views.conflicts import SeatMixin
from evaluation.views.people import ActorMixin
from evaluation.views.reading import frozen_file, reading_of
from wecare.core.web import ActionFormMixin, ActionView


class PanelDesk(ActorMixin, TemplateView):
    """Every panel on which the person sits, and how far they are."""

    permission_required = "evaluation.sits_on_panel"
    template_name = "evaluation/panel_desk.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seats = [
            {
                "member": member,
                "call": member.panel.call,
                "declared": hasattr(member, "declaration"),
                "progress": panels.progress(member),
            }
            for member in panels.seats_of(self.actor)[:20]
        ]
        return super().get_context_data(seats=seats, **kwargs)


class DeclaredMixin(SeatMixin):
    """Whoever has not declared yet declares first."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not panels.has_declared(self.member):
            return redirect("evaluation:conflicts", self.call.code)
        return super().dispatch(request, *args, **kwargs)


class Queue(DeclaredMixin, TemplateView):
    """What the member judges, with the state of their own assessments only."""

    template_name = "evaluation/assessments.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            call=self.call,
            member=self.member,
            rows=panels.desk(self.member),
            progress=panels.progress(self.member),
            following=panels.next_to_sign(self.member),
            **kwargs,
        )


class OwnSubmissionMixin(DeclaredMixin):
    """Loads `self.submission` among those the member may read; else 404."""

    @cached_property
    def submission(self) -> Submission:
        return get_object_or_404(
            panels.readable(self.member),
            protocol_number=self.kwargs["number"],
            protocol_year=self.kwargs["year"],
        )

    @property
    def address(self) -> str:
        return _address(self.call.code, self.submission)


class AssessmentPage(OwnSubmissionMixin, ActionFormMixin, FormView):
    """The project beside the grid."""

    template_name = "evaluation/assessment.html"
    form_class = AssessmentForm
    was_saved_elsewhere = False

    @cached_property
    def assessment(self) -> Assessment | None:
        return blind.own(self.member, self.submission)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs.pop("initial")
        return {
            **kwargs,
            "rules": self.submission.rules,
            "scores": blind.scores_of(self.assessment),
            "version": self.assessment.version if self.assessment else 0,
        }

    @transaction.atomic  # a refused signature leaves the page's version as it was
    def perform(self, form: AssessmentForm) -> Assessment:
        saved = assessments.save(
            submission=self.submission,
            member=self.member,
            scores=form.scores,
            by=self.actor,
            base_version=form.cleaned_data["version"],
        )
        if "sign" in self.request.POST:
            return assessments.sign(submission=self.submission, member=self.member, by=self.actor)
        return saved

    def _typed_again(self, form: BaseForm, status: int) -> HttpResponse:
        """Beside what was typed stands what is saved; saving again then starts from there."""
        stored = self.assessment.version if self.assessment else 0
        self.was_saved_elsewhere = form.data.get("version") != str(stored)
        form.data = {name: form.data[name] for name in form.data} | {"version": str(stored)}
        return super()._typed_again(form, status)

    def get_success_message(self) -> str:
        if "sign" in self.request.POST:
            return _("Hai firmato la valutazione. Per cambiarla serve una riapertura con motivo.")
        return _("Bozza salvata.")

    def get_success_url(self) -> str:
        if "next" in self.request.POST or "sign" in self.request.POST:
            following = panels.next_to_sign(self.member, after=self.submission)
            if following is not None and following.pk != self.submission.pk:
                return _address(self.call.code, following)
            return reverse("evaluation:assessments", args=[self.call.code])
        return self.address

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            call=self.call,
            member=self.member,
            submission=self.submission,
            assessment=self.assessment,
            reading=reading_of(self.submission, blind=True),
            is_later=self.submission.phase > 1,
            progress=panels.progress(self.member),
            others=blind.others(self.member, self.submission),
            totals=self._totals(),
            was_saved_elsewhere=self.was_saved_elsewhere,
            **kwargs,
        )

    def _totals(self) -> Any:
        """The provisional total of what one judges, once every such criterion has points."""
        scores = blind.scores_of(self.assessment)
        rules = RankingRules.of(self.submission.rules)
        rules = replace(rules, criteria=rules.judged)
        points = {code: each.points for code, each in scores.items() if each.points is not None}
        return score(points, rules) if len(points) == len(rules.criteria) else None


class Comparison(OwnSubmissionMixin, TemplateView):
    """What changed since the phase before, without what those who judge do not read."""

    template_name = "evaluation/comparison.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """:raises Http404: in the first phase, after which nothing has changed yet."""
        before = sent_before(self.submission)
        if before is None:
            raise Http404
        return super().get_context_data(
            call=self.call,
            before=before,
            after=self.submission,
            groups=compared(of_submission(before), of_submission(self.submission), blind=True),
            **kwargs,
        )


class Signature(OwnSubmissionMixin, ActionView):
    """Sign what is saved."""

    success_message = gettext_lazy(
        "Hai firmato la valutazione. Per cambiarla serve una riapertura con motivo."
    )

    def perform(self) -> Assessment:
        return assessments.sign(submission=self.submission, member=self.member, by=self.actor)

    def get_back_url(self) -> str:
        return self.address


class AssessmentFile(OwnSubmissionMixin):
    """A file as it was sent."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        return frozen_file(
            request,
            self.submission,
            self.kwargs["requirement"],
            partner=request.GET.get("partner", ""),
            blind=True,
        )


def _address(code: str, submission: Submission) -> str:
    return reverse(
        "evaluation:assessment", args=[code, submission.protocol_number, submission.protocol_year]
    )
