"""The assessor's desk: panels, the queue, what changed since the phase before, files, the signature."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from applicants.labels.comparing import compared
from applicants.models import Submission
from applicants.queries.phases import of_submission, sent_before
from evaluation.actions import assessments
from evaluation.models import Assessment
from evaluation.queries import panels
from evaluation.views.conflicts import SeatMixin
from evaluation.views.people import ActorMixin
from evaluation.views.reading import frozen_file
from wecare.core.web import ActionView


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
            reads_agreement=panels.is_chair(self.member),
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
        return address_of(self.call.code, self.submission)


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


def address_of(code: str, submission: Submission) -> str:
    """The page on which a member judges the submission."""
    return reverse(
        "evaluation:assessment", args=[code, submission.protocol_number, submission.protocol_year]
    )
