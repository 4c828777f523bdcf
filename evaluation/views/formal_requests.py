"""The office asks, waits, gives more time, reads what came beside what was there, closes."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from evaluation.actions import formal_requests
from evaluation.engine.formal_terms import bounds_of_days
from evaluation.enums import RequestKind, RequestState
from evaluation.forms.formal import (
    ClarificationForm,
    ClosingForm,
    ExtensionForm,
    ReadingsForm,
    RejectionForm,
)
from evaluation.models import FormalRequest, PointFile, RequestPoint, TermExtension
from evaluation.queries import formal
from evaluation.queries.formal_content import before, nameables, said
from evaluation.views.checks import SubmissionMixin
from evaluation.views.formal_checks import check_url
from evaluation.views.shown_files import pages_of
from wecare.core import clock, scanning
from wecare.core.downloads import given_out
from wecare.core.web import ActionFormMixin, refused

WRITES = "evaluation.check_applications"


def points_shown(request: FormalRequest, points: list[RequestPoint]) -> list[dict[str, Any]]:
    """Each point with what was asked, what was there before, and what came."""
    submission = request.submission
    rules = submission.rules
    return [
        {
            "point": each,
            "before": before(submission, each),
            "after": said(rules, each),
            "files": sorted(each.files.all(), key=lambda file: file.pk),
            "reading": getattr(each, "reading", None),
        }
        for each in points
    ]


class Asking(SubmissionMixin, ActionFormMixin, FormView):
    """A clarification request, or a notice of rejection: first read, then sent by the second button."""

    permission_required = WRITES
    template_name = "evaluation/request_new.html"

    @cached_property
    def kind(self) -> RequestKind:
        return RequestKind(self.kwargs["kind"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A call that gives no notice of rejection has no page for one."""
        if request.user.is_authenticated and request.user.has_perm(WRITES):
            terms = self.submission.rules.terms
            if self.kind is RequestKind.REJECTION and terms.rejection_days is None:
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[ClarificationForm | RejectionForm]:
        return ClarificationForm if self.kind is RequestKind.CLARIFICATION else RejectionForm

    def get_form_kwargs(self) -> dict[str, Any]:
        terms = self.submission.rules.terms
        if self.kind is RequestKind.REJECTION:
            return {**super().get_form_kwargs(), "days": terms.rejection_days}
        return {
            **super().get_form_kwargs(),
            "nameables": nameables(self.submission),
            "days": bounds_of_days(terms.clarification_days),
        }

    def perform(self, form: Any) -> FormalRequest:
        return formal_requests.ask(
            submission=self.submission,
            kind=self.kind,
            points=form.points,
            reason=form.cleaned_data["reason"],
            days=form.cleaned_data.get("days"),
            by=self.actor,
        )

    def get_success_message(self) -> str:
        return _("La richiesta è partita: chi ha presentato la domanda riceve una lettera.")

    def get_success_url(self) -> str:
        return check_url(self.submission)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            call=self.call,
            submission=self.submission,
            is_rejection=self.kind is RequestKind.REJECTION,
            check_address=check_url(self.submission),
            **kwargs,
        )


class RequestMixin(SubmissionMixin):
    """Loads `self.request_made` by its number; else 404."""

    @cached_property
    def request_made(self) -> FormalRequest:
        found = get_object_or_404(formal.requests_of(self.submission), number=self.kwargs["which"])
        found.submission = self.submission
        return found

    @property
    def request_url(self) -> str:
        submission = self.submission
        return reverse(
            "evaluation:request",
            args=[
                self.call.code,
                submission.protocol_number,
                submission.protocol_year,
                self.request_made.number,
            ],
        )


class RequestPage(RequestMixin, ActionFormMixin, FormView):
    """What was asked, what was there, what came; and what the office says of it."""

    template_name = "evaluation/request.html"
    form_class = ReadingsForm
    success_message = gettext_lazy("La lettura della risposta è salvata.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever writes here needs more than whoever reads."""
        if request.method == "POST":
            self.permission_required = WRITES
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def points(self) -> list[RequestPoint]:
        return list(formal.points_of(self.request_made))

    def _shown(self) -> dict[str, Any] | None:
        """The file that the address asks to read, once it was sent."""
        asked = self.request.GET.get("leggi", "")
        if self.request_made.state != RequestState.ANSWERED.value:
            return None
        for point in self.points:
            for file in point.files.all():
                if str(file.pk) == asked:
                    return self._pages(file)
        return None

    def _pages(self, file: PointFile) -> dict[str, Any]:
        submission = self.submission
        args = [self.call.code, submission.protocol_number, submission.protocol_year]

        def address(page: int) -> str:
            place = [*args, self.request_made.number, file.pk, page]
            return reverse("evaluation:request_file_page", args=place)

        said = {"key": file.pk, "title": file.point.label, "filename": file.filename}
        return {**said, **pages_of(file.file, address)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "points": self.points,
            "kind": self.request_made.kind,
        }

    def perform(self, form: ReadingsForm) -> None:
        formal_requests.read_points(
            request=self.request_made, readings=form.readings, by=self.actor
        )

    def get_success_url(self) -> str:
        return check_url(self.submission)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        made = self.request_made
        return super().get_context_data(
            call=self.call,
            submission=self.submission,
            made=made,
            answer=getattr(made, "answer", None),
            points=points_shown(made, self.points),
            extensions=made.extensions.select_related("given_by").order_by("pk"),
            shown=self._shown(),
            may_write=self.request.user.has_perm(WRITES),
            is_answered=made.state == RequestState.ANSWERED.value,
            is_overdue=made.is_open and made.closes_at <= clock.now(),
            check_address=check_url(self.submission),
            **kwargs,
        )


class StepView(RequestMixin, ActionFormMixin, FormView):
    """A step of the office with a request, with its reason."""

    permission_required = WRITES
    template_name = "evaluation/request_step.html"
    title: Any = ""

    def get_success_url(self) -> str:
        return self.request_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            call=self.call,
            submission=self.submission,
            made=self.request_made,
            title=self.title,
            back=self.request_url,
            is_overdue=self.request_made.is_open and self.request_made.closes_at <= clock.now(),
            **kwargs,
        )


class Extension(StepView):
    """More days, with a reason."""

    form_class = ExtensionForm
    success_message = gettext_lazy("Il nuovo termine vale da subito; il richiedente è avvisato.")
    title = gettext_lazy("Dai più tempo")

    def perform(self, form: ExtensionForm) -> TermExtension:
        return formal_requests.give_more_time(
            request=self.request_made,
            days=form.cleaned_data["days"],
            reason=form.cleaned_data["reason"],
            by=self.actor,
        )


class Closing(StepView):
    """Closed by a person: after the term because nobody answered, before it because it is taken back."""

    form_class = ClosingForm
    success_message = gettext_lazy("La richiesta è chiusa; il richiedente è avvisato.")
    title = gettext_lazy("Chiudi la richiesta")

    def perform(self, form: ClosingForm) -> FormalRequest:
        made = self.request_made
        step = formal_requests.lapse if made.closes_at <= clock.now() else formal_requests.cancel
        return step(request=made, reason=form.cleaned_data["reason"], by=self.actor)


class RequestFile(RequestMixin):
    """A file that came with an answer; what was not sent nobody of the office reads."""

    http_method_names = ["get"]

    @cached_property
    def placed(self) -> PointFile:
        if self.request_made.state != RequestState.ANSWERED.value:
            raise Http404
        return get_object_or_404(
            PointFile.objects.select_related("file"),
            point__request=self.request_made,
            pk=self.kwargs["file"],
        )

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        try:
            scanning.check_can_be_opened(self.placed.file, by_uploader=False)
        except scanning.FileClosed as refusal:
            return refused(request, refusal, None)
        return given_out(self.placed.file, self.placed.filename)
