"""The office's formal checks: the queue, one application beside its checklist, its files."""

from functools import cached_property
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from applicants.engine.completeness import requirements
from applicants.engine.snapshot import Snapshot
from applicants.labels import sentence
from applicants.models import Submission
from applicants.views.signing import signature_context, signed_download
from calls.models import Call
from calls.queries.calls import on_desk
from evaluation.actions import admissibilities
from evaluation.enums import AdmissibilityOutcome
from evaluation.forms import AdmissibilityForm
from evaluation.models import Admissibility
from evaluation.queries import admissibility
from evaluation.views.people import ActorMixin
from evaluation.views.reading import frozen_file, reading_of
from wecare.core.web import ActionFormMixin

PAGE = 50


class CallDeskMixin(ActorMixin, View):
    """Loads `self.call` by its code; else 404."""

    permission_required = "evaluation.view_desk"

    @cached_property
    def call(self) -> Call:
        return get_object_or_404(on_desk(), code=self.kwargs["code"])


class Queue(CallDeskMixin, TemplateView):
    """What was received and how it stands; filters are in the address."""

    template_name = "evaluation/checks.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("esito", "")
        known = {"undecided", *(each.value for each in AdmissibilityOutcome)}
        outcome = asked if asked in known else ""
        counts = admissibility.counts(self.call)
        pages = admissibility.Pages(self.call, counted=counts, per_page=PAGE, outcome=outcome)
        return super().get_context_data(
            call=self.call,
            page_obj=pages.get_page(self.request.GET.get("page")),
            counts=counts,
            outcome=outcome,
            following=admissibility.next_undecided(self.call),
            **kwargs,
        )


class SubmissionMixin(CallDeskMixin):
    """Loads `self.submission` by its protocol; only once the applications are opened."""

    @cached_property
    def submission(self) -> Submission:
        found = admissibility.by_protocol(
            self.call, number=self.kwargs["number"], year=self.kwargs["year"]
        )
        return get_object_or_404(
            found.filter(call__opened_at__isnull=False).select_related(
                "organisation",
                "application",
                "rulebook",
                "admissibility__decided_by",
                "signature__signed_file__file",
            )
        )


class Check(SubmissionMixin, ActionFormMixin, FormView):
    """Answers and files on one side, the checklist and the outcome on the other."""

    template_name = "evaluation/check.html"
    form_class = AdmissibilityForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever writes here needs more than whoever reads."""
        if request.method == "POST":
            self.permission_required = "evaluation.check_applications"
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        decided = self._decided()
        return {"outcome": decided.outcome, "reasons": decided.reasons} if decided else {}

    def perform(self, form: AdmissibilityForm) -> Admissibility:
        return admissibilities.decide(
            submission=self.submission,
            outcome=AdmissibilityOutcome(form.cleaned_data["outcome"]),
            reasons=form.cleaned_data["reasons"],
            by=self.actor,
        )

    def get_success_message(self) -> str:
        return _("Esito registrato per la domanda prot. %(protocol)s.") % {
            "protocol": self.submission.protocol
        }

    def get_success_url(self) -> str:
        following = admissibility.next_undecided(self.call, after=self.submission)
        if "next" in self.request.POST and following is not None:
            return reverse(
                "evaluation:check",
                args=[self.call.code, following.protocol_number, following.protocol_year],
            )
        return reverse("evaluation:checks", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        decided = self._decided()
        return super().get_context_data(
            call=self.call,
            submission=self.submission,
            reading=reading_of(self.submission),
            **signature_context(self.submission),
            rows=self._checklist(),
            decided=decided,
            history=admissibility.history(decided) if decided else [],
            **kwargs,
        )

    def _decided(self) -> Admissibility | None:
        return getattr(self.submission, "admissibility", None)

    def _checklist(self) -> list[dict[str, Any]]:
        found = requirements(self.submission.rules, Snapshot.of_content(self.submission.content))
        return [
            {
                "sentence": sentence(each.fact) or each.title or each.code,
                "state": each.state.value,
                "article": each.article,
            }
            for each in found
            if each.title or each.fact
        ]


class CheckFile(SubmissionMixin):
    """A file as it was sent."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        return frozen_file(
            request,
            self.submission,
            self.kwargs["requirement"],
            partner=request.GET.get("partner", ""),
        )


class CheckSignedFile(SubmissionMixin):
    """The signed file with which it was sent."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> FileResponse:
        signed = signature_context(self.submission)["signed"]
        if signed is None:
            raise Http404
        return signed_download(signed)
