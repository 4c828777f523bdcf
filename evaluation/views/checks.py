"""The office's formal checks: the queue, one application beside its checklist, its files."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from applicants.models import Submission
from applicants.views.signing import signature_context, signed_download
from calls.models import Call
from calls.queries.calls import on_desk
from evaluation.actions import admissibilities
from evaluation.enums import AdmissibilityOutcome
from evaluation.forms import AdmissibilityForm
from evaluation.models import Admissibility
from evaluation.permissions import may_have_to_judge
from evaluation.queries import admissibility, checks_queue, formal
from evaluation.queries.checks_queue import HANDS, WAITS
from evaluation.views.checklist import groups_of, officers
from evaluation.views.people import ActorMixin
from evaluation.views.reading import frozen_file, reading_of
from evaluation.views.shown_files import shown_file
from wecare.core import clock
from wecare.core.web import ActionFormMixin

PAGE = 50


JUDGES_BLIND = gettext_lazy(
    "Sei nel nucleo di questo bando e alcune risposte chi valuta non le legge: l'istruttoria e i suoi "
    "documenti toccano a chi non è nel nucleo."
)


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
        hands = _known(self.request.GET.get("carico", ""), HANDS)
        waits = _known(self.request.GET.get("stato", ""), WAITS)
        at = clock.now()
        counts = admissibility.counts(self.call)
        if hands or waits:
            found = checks_queue.filtered(
                admissibility.queue(self.call, outcome=outcome).defer("content"),
                hands=hands,
                waits=waits,
                person=self.actor,
                at=at,
            )
            pages = Paginator(found, PAGE)
        else:
            pages = admissibility.Pages(self.call, counted=counts, per_page=PAGE, outcome=outcome)
        page = pages.get_page(self.request.GET.get("page"))
        return super().get_context_data(
            call=self.call,
            page_obj=page,
            rows=checks_queue.rows(self.call, page.object_list, at),
            counts=counts,
            outcome=outcome,
            hands=hands,
            waits=waits,
            following=admissibility.next_undecided(self.call),
            **kwargs,
        )


def _known(asked: str, words: tuple[str, ...]) -> str:
    return asked if asked in words else ""


class SubmissionMixin(CallDeskMixin):
    """Loads `self.submission` by its protocol; only once the applications are opened."""

    @cached_property
    def submission(self) -> Submission:
        """:raises PermissionDenied: to who may judge it without its blind answers, which are here."""
        found = self._by_protocol()
        judges_blind = any(each.blind for each in found.rules.questions)
        if judges_blind and may_have_to_judge(self.actor, self.call):
            raise PermissionDenied(str(JUDGES_BLIND))
        return found

    def _by_protocol(self) -> Submission:
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
        decided, check = self._decided(), formal.of_submission(self.submission)
        read = {"read": check.decisions if check else 0}
        if decided is None:
            return read
        texts = ("outcome", "reasons", "conditions", "departure")
        return {**read, **{name: getattr(decided, name) for name in texts}}

    def perform(self, form: AdmissibilityForm) -> Admissibility:
        return admissibilities.decide(
            submission=self.submission,
            outcome=AdmissibilityOutcome(form.cleaned_data["outcome"]),
            reasons=form.cleaned_data["reasons"],
            conditions=form.cleaned_data["conditions"],
            departure=form.cleaned_data["departure"],
            read=form.cleaned_data["read"],
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
        submission = self.submission
        check = formal.of_submission(submission)
        requests = list(formal.requests_of(submission))
        return super().get_context_data(
            call=self.call,
            submission=submission,
            reading=reading_of(submission),
            **signature_context(submission),
            groups=groups_of(formal.lines_of(submission), formal.ticked(check)),
            check=check,
            is_mine=check is not None and check.officer_id == self.actor.pk,
            officers=officers(),
            requests=requests,
            waiting=next((each for each in requests if each.is_open), None),
            term=formal.term_of(submission, requests, clock.now()),
            gives_notice=submission.rules.terms.rejection_days is not None,
            may_write=self.request.user.has_perm("evaluation.check_applications"),
            shown=shown_file(submission, self.request.GET),
            decided=decided,
            history=admissibility.history(decided) if decided else [],
            **kwargs,
        )

    def _decided(self) -> Admissibility | None:
        return getattr(self.submission, "admissibility", None)


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

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        signed = signature_context(self.submission)["signed"]
        if signed is None:
            raise Http404
        return signed_download(request, signed, by_uploader=False, back_url=None)
