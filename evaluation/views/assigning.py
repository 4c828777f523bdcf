"""Who judges which application: the list, one application, the automatic assignment, a file."""

from functools import cached_property
from typing import Any

from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView

from applicants.models import Submission
from evaluation.actions import assigning, assignment_files
from evaluation.enums import AssignmentOrigin
from evaluation.forms.composition import AssigningForm, AssignmentFileForm, ReasonForm
from evaluation.labels.assigning import why_assigned
from evaluation.models import Assignment
from evaluation.queries import assignments, loads
from evaluation.queries.assignments import Bench
from evaluation.views.composition import PanelMixin, PanelStep
from wecare.core import store
from wecare.core.errors import DomainError
from wecare.core.models import StoredFile
from wecare.core.sheets import MEDIA_TYPES
from wecare.core.web import ActionFormMixin, ActionView

PAGE = 50
_SALT = "evaluation.assignment-file"
_MINUTES = 60


class DividedMixin(PanelMixin):
    """Only where the panel assigns; elsewhere the page does not exist."""

    @cached_property
    def bench(self) -> Bench:
        bench = assignments.bench(self.call)
        if bench is None or not bench.panel.by_assignment:
            raise Http404
        return bench


class Assignments(DividedMixin, TemplateView):
    """Every application with who judges it, and the load of each member."""

    template_name = "evaluation/assigning.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bench = self.bench
        rows = assignments.admissible(self.call).select_related("organisation").defer("content")
        page = Paginator(rows, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            call=self.call,
            page_obj=page,
            rows=[
                (submission, bench.of(submission.pk), bench.lacking(submission.pk))
                for submission in page
            ],
            loads=[(bench.members[key], load) for key, load in loads.loads(bench).items()],
            lacking=sum(bool(bench.lacking(key)) for key in bench.judges),
            may_assign=self.actor.has_perm("evaluation.appoint_panel"),
            **kwargs,
        )


class Automatic(DividedMixin, ActionView):
    """The button that balances."""

    permission_required = "evaluation.appoint_panel"

    def perform(self) -> list[Assignment]:
        made = assigning.assign_automatically(call=self.call, by=self.actor)
        self.success_message = ngettext(
            "%(n)d assegnazione in più. Quelle di prima non cambiano.",
            "%(n)d assegnazioni in più. Quelle di prima non cambiano.",
            len(made),
        ) % {"n": len(made)}
        return made

    def get_back_url(self) -> str:
        return reverse("evaluation:assigning", args=[self.call.code])


class AssigningPage(DividedMixin, ActionFormMixin, FormView):
    """One application: who judges it and why, and one more by hand."""

    permission_required = "evaluation.appoint_panel"
    template_name = "evaluation/assigning_one.html"
    form_class = AssigningForm
    success_message = gettext_lazy("Domanda assegnata.")

    @cached_property
    def submission(self) -> Submission:
        return get_object_or_404(
            assignments.admissible(self.call).select_related("organisation"),
            protocol_number=self.kwargs["number"],
            protocol_year=self.kwargs["year"],
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        judges = self.bench.judges[self.submission.pk]
        return {
            **super().get_form_kwargs(),
            "members": [
                (str(key), _("%(person)s: ne valuta %(n)d") % {"person": member.person, "n": load})
                for key, load in loads.loads(self.bench).items()
                for member in [self.bench.members[key]]
                if key not in judges and (key, self.submission.pk) not in self.bench.abstaining
            ],
        }

    def perform(self, form: AssigningForm) -> list[Assignment]:
        member = self.seat(form.cleaned_data["member"])
        return assigning.assign(call=self.call, pairs=[(self.submission, member)], by=self.actor)

    def get_success_url(self) -> str:
        return self.request.path

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        standing = (
            assignments.standing(self.panel)
            .filter(submission=self.submission)
            .select_related("member__person")
            .order_by("id")
        )
        return super().get_context_data(
            call=self.call,
            submission=self.submission,
            lacking=self.bench.lacking(self.submission.pk),
            assigned=[
                (each, why_assigned(AssignmentOrigin(each.origin), each.why)) for each in standing
            ],
            **kwargs,
        )


class TakeAway(PanelStep):
    """An application is taken from a member, with a reason."""

    form_class = ReasonForm
    button = gettext_lazy("Togli la domanda")
    lead = gettext_lazy("Chi l'ha in mano non la vede più. Se l'ha già firmata non si può.")
    success_message = gettext_lazy("Domanda tolta: resta da assegnare.")

    @cached_property
    def assignment(self) -> Assignment:
        return get_object_or_404(
            assignments.standing(self.panel).select_related("submission", "member__person"),
            pk=self.kwargs["pk"],
        )

    def perform(self, form: ReasonForm) -> Assignment:
        return assigning.take_away(
            assignment=self.assignment, reason=form.cleaned_data["reason"], by=self.actor
        )

    def get_success_url(self) -> str:
        return reverse("evaluation:assigning", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = {
            "protocol": self.assignment.submission.protocol,
            "person": self.assignment.member.person,
        }
        title = _("Togli prot. %(protocol)s a %(person)s") % names
        return super().get_context_data(title=title, **kwargs)


class FromFile(DividedMixin, ActionFormMixin, FormView):
    """A table of assignments: tried first, then recorded whole."""

    permission_required = "evaluation.appoint_panel"
    template_name = "evaluation/assigning_file.html"
    form_class = AssignmentFileForm

    def form_valid(self, form: Any) -> HttpResponse:
        """Without the mark of a trial this is the trial: it writes nothing."""
        if form.cleaned_data["tried"] and not form.cleaned_data["file"]:
            return super().form_valid(form)
        upload = form.cleaned_data["file"]
        content = upload.read()
        try:
            trial = assignment_files.try_out(call=self.call, content=content, filename=upload.name)
        except DomainError as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        mark = "" if trial.wrong else self._mark(content, upload.name)
        context = self.get_context_data(form=form, trial=trial, mark=mark)
        return self.render_to_response(context, status=422 if trial.wrong else 200)

    def perform(self, form: AssignmentFileForm) -> list[Assignment]:
        try:
            tried = signing.loads(form.cleaned_data["tried"], salt=_SALT, max_age=_MINUTES * 60)
        except signing.BadSignature as problem:
            raise Http404 from problem
        if tried["call"] != self.call.code:
            raise Http404
        made = assignment_files.record(
            call=self.call,
            content=store.read(StoredFile.objects.get(pk=tried["digest"])),
            filename=tried["filename"],
            by=self.actor,
        )
        self.success_message = ngettext(
            "Registrata %(n)d assegnazione.", "Registrate %(n)d assegnazioni.", len(made)
        ) % {"n": len(made)}
        return made

    def _mark(self, content: bytes, filename: str) -> str:
        media_type = MEDIA_TYPES[filename.rpartition(".")[2].lower()]
        stored = store.put(content, media_type=media_type)
        return signing.dumps(
            {"call": self.call.code, "digest": stored.pk, "filename": filename}, salt=_SALT
        )

    def get_success_url(self) -> str:
        return reverse("evaluation:assigning", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            call=self.call,
            columns=assignment_files.COLUMNS,
            **({"trial": None, "mark": ""} | kwargs),
        )
