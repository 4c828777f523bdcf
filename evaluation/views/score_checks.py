"""The second check of points: which applications, what to look at, and the word of another officer."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from calls.models import Call
from calls.queries.calls import current_rulebook, on_desk
from evaluation.actions import score_checks
from evaluation.engine.scoring import weighted
from evaluation.forms.agreement import ScoreCheckForm
from evaluation.models import ScoreCheck
from evaluation.policies.agreement import is_open
from evaluation.queries import admissibility, agreement, scoring_gate
from evaluation.queries.agreement import Judged
from evaluation.views.people import ActorMixin
from wecare.core.web import ActionFormMixin


class ScoreCheckMixin(ActorMixin, View):
    """Loads `self.call` by its code; else 404."""

    permission_required = "evaluation.read_score_checks"

    @cached_property
    def call(self) -> Call:
        return get_object_or_404(on_desk(), code=self.kwargs["code"])

    def get_permission_object(self) -> Any:
        return self.call


class ScoreChecks(ScoreCheckMixin, TemplateView):
    """The applications that are checked a second time, and how far the office is."""

    template_name = "evaluation/score_checks.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rulebook = current_rulebook(self.call)
        rows = agreement.judged(self.call)
        drawn = scoring_gate.to_check(rows, rulebook) if rulebook else frozenset()
        asked = [each for each in rows if each.submission.protocol in drawn]
        return super().get_context_data(
            call=self.call,
            rows=[(each, self._url(each)) for each in asked],
            percent=rulebook.rules.judging.checked_percent if rulebook else None,
            article=rulebook.rules.judging.checked_article if rulebook else "",
            total=len(rows),
            done=sum(each.check is not None and each.check.is_confirmed for each in asked),
            **kwargs,
        )

    def _url(self, judged: Judged) -> str:
        of = judged.submission
        return reverse(
            "evaluation:score_check", args=[self.call.code, of.protocol_number, of.protocol_year]
        )


class ScoreCheckPage(ScoreCheckMixin, ActionFormMixin, FormView):
    """Every figure from which the points come, side by side."""

    template_name = "evaluation/score_check.html"
    form_class = ScoreCheckForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever writes here needs more than whoever reads."""
        if request.method == "POST":
            self.permission_required = "evaluation.check_scores"
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def judged(self) -> Judged:
        """The application; what somebody has still to sign is not there yet."""
        found = admissibility.by_protocol(
            self.call, number=self.kwargs["number"], year=self.kwargs["year"]
        )
        rows = found.select_related("organisation", "call", "admissibility")
        judged = agreement.judged_one(get_object_or_404(rows))
        if judged is None or not judged.is_signed:
            raise Http404
        return judged

    def perform(self, form: ScoreCheckForm) -> ScoreCheck:
        return score_checks.check(
            submission=self.judged.submission,
            is_confirmed=form.is_confirmed,
            note=form.cleaned_data["note"],
            by=self.actor,
        )

    def get_success_message(self) -> str:
        return _("Secondo controllo registrato per la domanda prot. %(protocol)s.") % {
            "protocol": self.judged.submission.protocol
        }

    def get_success_url(self) -> str:
        return reverse("evaluation:score_checks", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        judged = self.judged
        points = judged.points
        return super().get_context_data(
            call=self.call,
            judged=judged,
            submission=judged.submission,
            is_settled=points is not None,
            lines=[
                {
                    "criterion": each,
                    "given": [
                        (signed.points[each.code], signed.reasons[each.code])
                        for signed in judged.signed
                    ],
                    "points": points[each.code] if points else None,
                    "weighted": weighted(points[each.code], each.weight) if points else None,
                }
                for each in judged.rules.judged
            ],
            may_check=self.actor.has_perm("evaluation.check_scores", self.call)
            and is_open(self.call),
            **kwargs,
        )
