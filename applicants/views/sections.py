"""A section of questions: the page, and the address its fields save themselves to."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from applicants.actions import applications
from applicants.actions.applications import ApplicationChanged, Saved
from applicants.forms import SectionForm
from applicants.forms.section import plain
from applicants.labels import answer_text
from applicants.policies import WritingRefused
from applicants.queries.writing import open_comments
from applicants.views.base import FillerMixin
from calls.engine.asking import Section
from calls.enums import QuestionKind
from wecare.core import clock, typed
from wecare.core.errors import DomainError
from wecare.core.web import ActionFormMixin

LONGEST_BODY = 1_000_000  # bytes of one saved field
LONGEST_KEY = 80
NOT_READ = gettext_lazy("Il salvataggio non è leggibile: ricarica la pagina e scrivi di nuovo.")

SOMEBODY_ELSE = gettext_lazy(
    "In questo browser è entrata un'altra persona: accedi come chi ha scritto il testo."
)


class Unreadable(DomainError):
    """What was sent to be saved is not what the page sends."""

    http_status = 422


@dataclass(frozen=True, slots=True)
class Parted:
    """An answer that two people wrote, with both texts as they would be typed."""

    key: str
    label: str
    mine: str
    theirs: str
    saved_by: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One field as typed, the version it was written over, and which page of whom wrote it."""

    key: str
    value: str
    version: int
    pen: str = ""
    person: str = ""


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
            asked = _asked(request)
        except Unreadable as refusal:
            return _said(422, field="", message=str(refusal))
        if asked.person and asked.person != str(self.person.pk):
            return _said(403, field=asked.key[:LONGEST_KEY], message=str(SOMEBODY_ELSE))
        if asked.key not in questions:
            sentence = _("Questa domanda non è nel bando.")
            return _said(422, field=asked.key[:LONGEST_KEY], message=sentence)
        form = SectionForm(**self.form_kwargs())
        try:
            value = plain(form.fields[asked.key].clean(asked.value))
        except ValidationError as problem:
            return _said(422, field=asked.key, message=" ".join(problem.messages))
        return self._save(asked, value)

    def _save(self, asked: Asked, value: Any) -> HttpResponse:
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
            return _said(409, message=str(refusal), closed=True)
        if saved.conflict:
            theirs = answer_text(self.rules.question(key), saved.value)
            return _said(
                409, field=key, version=saved.version, value=theirs, saved_by=saved.saved_by
            )
        at = f"{localtime(clock.now()):%H:%M:%S}"
        return _said(200, field=key, version=saved.version, saved_at=at)


def _asked(request: HttpRequest) -> Asked:
    if len(request.body) > LONGEST_BODY:
        raise Unreadable(_("Il testo è troppo lungo per essere salvato. Accorcialo."))
    try:
        asked = json.loads(request.body)
        key, value, version = asked["field"], asked["value"], asked["version"]
    except (ValueError, LookupError, TypeError, RecursionError) as problem:
        raise Unreadable(NOT_READ) from problem
    pen, person = asked.get("pen", ""), asked.get("person", "")
    texts = all(isinstance(each, str) for each in (key, value, pen, person))
    if not (texts and type(version) is int and pen.isascii() and pen.isprintable()):
        raise Unreadable(NOT_READ)
    return Asked(key, value, version, pen, person)


def _said(status: int, **facts: Any) -> JsonResponse:
    return JsonResponse(facts, status=status)
