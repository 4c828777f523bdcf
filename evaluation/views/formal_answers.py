"""An applicant reads what the office asks, and answers: only what is named there can be written."""

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import (
    HttpRequest,
    HttpResponse,
)
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, View

from applicants.enums import Power
from applicants.forms import AttachmentForm
from applicants.forms.section import SectionForm, plain
from applicants.labels.files import file_mark
from applicants.queries.mandates import applications_of, holds_over
from calls.engine.asking import Section
from evaluation.actions import formal_answers
from evaluation.actions.formal_answers import SavedPoint
from evaluation.enums import PointKind, RequestKind
from evaluation.labels.formal import REQUEST_KINDS
from evaluation.models import FormalRequest, RequestAnswer, RequestPoint
from evaluation.policies.formal import MOST_FILES, AnswerRefused
from evaluation.queries import formal
from evaluation.queries.formal_content import before, question_of, said
from evaluation.views.people import ActorMixin
from evaluation.views.saving import FieldRefused, Sent, is_saved, not_saved, parted, sent_field
from wecare.core import clock, scanning
from wecare.core.errors import DomainError
from wecare.core.web import ActionFormMixin

LONGEST_KEY = 80
FORM = "risposta"  # the name of the form in the page


class AnswerMixin(ActorMixin, View):
    """Loads `self.made`, the request, through the person: others' requests do not exist."""

    permission_required = "evaluation.read_own_requests"
    power = Power.WRITES

    @cached_property
    def made(self) -> FormalRequest:
        mine = FormalRequest.objects.filter(
            submission__application__in=applications_of(self.actor, Power.READS)
        )
        found = mine.select_related(
            "submission__call",
            "submission__rulebook",
            "submission__organisation",
            "submission__application",
            "answer__sent_by",
            "answer__receipt__file",
        )
        return get_object_or_404(found, public_id=self.kwargs["public_id"])

    def may(self, power: Power) -> bool:
        """Whether the person may do so with the application it is about."""
        return holds_over(self.actor, self.made.submission.application_id, power)

    def check_may(self, power: Power) -> None:
        """:raises AnswerRefused: if the person's mandate does not allow it."""
        if not self.may(power):
            raise AnswerRefused(
                _("Il tuo incarico non permette di rispondere: chiedilo a chi amministra l'ente.")
            )

    @cached_property
    def points(self) -> list[RequestPoint]:
        found = list(formal.points_of(self.made))
        for each in found:
            each.request = self.made
        return found

    @property
    def page_url(self) -> str:
        return reverse("evaluation:request_answer", args=[self.made.public_id])

    def form_kwargs(self) -> dict[str, Any]:
        """The fields of what is answered in words, and no others."""
        rules = self.made.submission.rules
        written = [each for each in self.points if each.kind != PointKind.FILE.value]
        questions = tuple(question_of(rules, each) for each in written)
        return {
            "section": Section("request", "", questions=questions),
            "rules": rules,
            "answers": {
                f"p{each.number}": each.written for each in written if hasattr(each, "written")
            },
        }


class AnswerPage(AnswerMixin, ActionFormMixin, FormView):
    """What is asked, by when, what was there; one's answer, saved by itself, and the button that sends."""

    template_name = "evaluation/request_answer.html"
    form_class = SectionForm

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = {**super().get_form_kwargs(), **self.form_kwargs()}
        kwargs.pop("initial")
        return kwargs

    def get_form(self, form_class: type[Any] | None = None) -> SectionForm:
        """Its fields stand among the forms of the files: each names the form it belongs to."""
        form: SectionForm = super().get_form(form_class)
        for field in form.fields.values():
            field.widget.attrs["form"] = FORM
        return form

    def perform(self, form: SectionForm) -> RequestAnswer | None:
        self.check_may(Power.WRITES)
        texts = {int(code[1:]): what for code, what in form.written.items()}
        saved = formal_answers.save(request=self.made, texts=texts, actor=self.actor)
        both = [each for each in saved if each.conflict]
        for each in both:
            form.add_error(f"p{each.number}", self._parted(each))
            form.now_over(f"p{each.number}", each.version)
        if both:
            raise AnswerRefused(
                _("Un'altra persona ha cambiato le stesse risposte: rileggile e salva di nuovo.")
            )
        if "send" not in self.request.POST:
            return None
        self.check_may(Power.SENDS)
        return formal_answers.send(request=self.made, actor=self.actor)

    def _parted(self, saved: SavedPoint) -> str:
        told = {"person": saved.saved_by, "text": str(saved.value)}
        return _("%(person)s ha cambiato la stessa risposta in: «%(text)s»") % told

    def get_success_message(self) -> str:
        if self.result is None:
            return _("La risposta è salvata, ma non ancora inviata.")
        return _("La risposta è inviata: protocollo %(protocol)s.") % {
            "protocol": self.result.protocol
        }

    def get_success_url(self) -> str:
        return self.page_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self.get_form()
        made, at = self.made, clock.now()
        return super().get_context_data(
            form=form,
            made=made,
            kind=REQUEST_KINDS[RequestKind(made.kind)],
            submission=made.submission,
            application=made.submission.application,
            answer=getattr(made, "answer", None),
            points=[self._shown(each, form) for each in self.points],
            may_write=made.is_open and at < made.closes_at and self.may(Power.WRITES),
            may_send=self.may(Power.SENDS),
            is_overdue=made.is_open and at >= made.closes_at,
            autosave_url=reverse("evaluation:request_autosave", args=[made.public_id]),
            **kwargs,
        )

    def _shown(self, point: RequestPoint, form: SectionForm) -> dict[str, Any]:
        submission = self.made.submission
        is_file = point.kind == PointKind.FILE.value
        files = sorted(point.files.all(), key=lambda each: each.pk)
        scans = scanning.states_of(each.file_id for each in files)
        room = not files if is_file else len(files) < MOST_FILES
        return {
            "point": point,
            "before": before(submission, point),
            "after": said(submission.rules, point),
            "typed": "" if is_file or not form.is_bound else form[f"p{point.number}"].value(),
            "reading": getattr(point, "reading", None),
            "field": None if is_file else form[f"p{point.number}"],
            "version": None if is_file else form[f"p{point.number}__version"],
            "is_file": is_file,
            "files": [(each, file_mark(scans, each.file_id)) for each in files],
            "upload": AttachmentForm(
                initial={"requirement": str(point.number)},
                auto_id=f"file{point.number}_%s",
                title=point.label,
            )
            if point.kind != PointKind.ANSWER.value and (room or is_file)
            else None,
        }


class AnswerAutosave(AnswerMixin):
    """Saves one field; says at which version, or who wrote something else meanwhile."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        key = ""
        try:
            sent = sent_field(request, self.actor)
            key = sent.key[:LONGEST_KEY]
            saved = self._save(sent)
        except DomainError as refusal:
            return not_saved(key, refusal)
        if saved.conflict:
            return parted(key, version=saved.version, value=saved.value, by=saved.saved_by)
        return is_saved(key, saved.version)

    def _save(self, sent: Sent) -> SavedPoint:
        form = SectionForm(**self.form_kwargs())
        if sent.key not in {each.code for each in form.questions}:
            raise FieldRefused(
                _("La richiesta non riguarda questa parte della domanda: non si può cambiare.")
            )
        try:
            value = plain(form.fields[sent.key].clean(sent.value))
        except ValidationError as problem:
            raise FieldRefused(" ".join(problem.messages)) from problem
        self.check_may(Power.WRITES)
        texts = {int(sent.key[1:]): (value, sent.version)}
        (saved,) = formal_answers.save(request=self.made, texts=texts, actor=self.actor)
        return saved
