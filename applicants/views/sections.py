"""A section of questions: the page, and the address its fields save themselves to."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
)
from django.utils.translation import gettext as _
from django.views.generic import FormView

from applicants.actions import applications
from applicants.actions.applications import ApplicationChanged, Saved
from applicants.forms import SectionForm
from applicants.forms.section import plain
from applicants.labels import answer_text
from applicants.policies import WritingRefused
from applicants.queries.writing import open_comments
from applicants.views import saving
from applicants.views.base import FillerMixin
from calls.engine.asking import Section
from calls.enums import QuestionKind
from wecare.core import typed
from wecare.core.web import ActionFormMixin


@dataclass(frozen=True, slots=True)
class Parted:
    """An answer that two people wrote, with both texts as they would be typed."""

    key: str
    label: str
    mine: str
    theirs: str
    saved_by: str


class SectionMixin(FillerMixin):
    """Loads `self.section` by its code among those that are filled here; else 404."""

    @cached_property
    def section(self) -> Section:
        for section in self.sections:
            if section.code == self.kwargs["section"]:
                return section
        raise Http404

    def form_kwargs(self) -> dict[str, Any]:
        return {"section": self.section, "rules": self.rules, "answers": self.own_answers}


class SectionPage(SectionMixin, ActionFormMixin, FormView):
    """The questions of one section; saved whole here, field by field where there is a script."""

    template_name = "applicants/section.html"
    form_class = SectionForm
    parted: tuple[Parted, ...] = ()

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = {**super().get_form_kwargs(), **self.form_kwargs()}
        kwargs.pop("initial")
        if self.was_typed is not None:
            kwargs["data"] = self.was_typed
        return kwargs

    @cached_property
    def was_typed(self) -> QueryDict | None:
        """What the same page had sent when the session was over."""
        return None if self.request.method == "POST" else typed.taken_back(self.request)

    def handle_no_permission(self) -> HttpResponseRedirect:
        """Whoever pressed after the session was over finds the text again, having logged in."""
        typed.keep(self.request)
        return super().handle_no_permission()

    def perform(self, form: SectionForm) -> list[Saved]:
        saved = applications.save_answers(
            application=self.application,
            answers=form.written,
            actor=self.person,
            partner=self.partner,
            pen=form.data.get("pen", ""),
        )
        conflicts = [item for item in saved if item.conflict]
        for item in conflicts:
            form.add_error(item.key, self._conflict_sentence(item))
            form.now_over(item.key, item.version)
        if conflicts:
            self.parted = tuple(self._parted(item, form) for item in conflicts)
            raise ApplicationChanged(
                _(
                    "Un'altra persona ha cambiato le stesse risposte. Non è andato perso nulla: per "
                    "ogni risposta scegli quale testo tenere e salva di nuovo."
                )
            )
        return saved

    def _conflict_sentence(self, saved: Saved) -> str:
        text = answer_text(self.rules.question(saved.key), saved.value)
        said = {"person": saved.saved_by, "text": text}
        return _("%(person)s ha cambiato la stessa risposta in: «%(text)s»") % said

    def _parted(self, saved: Saved, form: SectionForm) -> Parted:
        question = self.rules.question(saved.key)
        mine = str(form.data.get(saved.key, ""))
        theirs = answer_text(question, saved.value)
        return Parted(saved.key, question.label, mine, theirs, saved.saved_by)

    def get_success_url(self) -> str:
        if "stay" in self.request.POST:
            return self.request.path
        return self.back_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        codes = [section.code for section in self.sections]
        return super().get_context_data(
            section=self.section,
            place=codes.index(self.section.code) + 1,
            of=len(codes),
            files=[
                {"title": each.label, "code": each.code}
                for each in self.section.questions
                if each.kind is QuestionKind.FILE and each.code in self.asked
            ],
            autosave_url=self.address("autosave", self.section.code),
            history_url=self.address("versions", self.section.code),
            comments_url=self.address("comments", self.section.code),
            comments_open=open_comments(self.application, self.partner, self.section.code),
            parted=self.parted,
            was_typed=self.was_typed is not None,
            **kwargs,
        )


class Autosave(SectionMixin):
    """Saves one field; says at which version, or who wrote something else meanwhile."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        questions = {
            question.code
            for question in self.section.questions
            if question.kind is not QuestionKind.FILE
        }
        try:
            asked = saving.asked(request)
        except saving.Unreadable as refusal:
            return saving.said(422, field="", message=str(refusal))
        if asked.is_of_another(self.person):
            return saving.said(
                403, field=asked.key[: saving.LONGEST_KEY], message=str(saving.SOMEBODY_ELSE)
            )
        if asked.key not in questions:
            sentence = _("Questa domanda non è nel bando.")
            return saving.said(422, field=asked.key[: saving.LONGEST_KEY], message=sentence)
        form = SectionForm(**self.form_kwargs())
        try:
            value = plain(form.fields[asked.key].clean(asked.value))
        except ValidationError as problem:
            return saving.said(422, field=asked.key, message=" ".join(problem.messages))
        return self._save(asked, value)

    def _save(self, asked: saving.Asked, value: Any) -> HttpResponse:
        key = asked.key
        try:
            (saved,) = applications.save_answers(
                application=self.application,
                answers={key: (value, asked.version)},
                actor=self.person,
                partner=self.partner,
                pen=asked.pen,
            )
        except WritingRefused as refusal:
            return saving.said(409, message=str(refusal), closed=True)
        if saved.conflict:
            theirs = answer_text(self.rules.question(key), saved.value)
            return saving.said(
                409, field=key, version=saved.version, value=theirs, saved_by=saved.saved_by
            )
        return saving.saved(key, saved.version)
