"""A section of questions: the page, and the address its fields save themselves to."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
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
from applicants.views.base import FillerMixin
from calls.engine.asking import Section
from calls.enums import QuestionKind
from wecare.core import clock
from wecare.core.errors import DomainError
from wecare.core.web import ActionFormMixin

LONGEST_BODY = 1_000_000  # bytes of one saved field
LONGEST_KEY = 80
NOT_READ = gettext_lazy("Il salvataggio non è leggibile: ricarica la pagina e scrivi di nuovo.")


class Unreadable(DomainError):
    """What was sent to be saved is not what the page sends."""

    http_status = 422


@dataclass(frozen=True, slots=True)
class Asked:
    """One field as typed, and the version it was written over."""

    key: str
    value: str
    version: int


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

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = {**super().get_form_kwargs(), **self.form_kwargs()}
        kwargs.pop("initial")
        return kwargs

    def perform(self, form: SectionForm) -> list[Saved]:
        saved = applications.save_answers(
            application=self.application,
            answers=form.written,
            actor=self.person,
            partner=self.partner,
        )
        conflicts = [item for item in saved if item.conflict]
        for item in conflicts:
            form.add_error(item.key, self._conflict_sentence(item))
            form.now_over(item.key, item.version)
        if conflicts:
            raise ApplicationChanged(
                _(
                    "Un'altra persona ha cambiato le stesse risposte. Quello che hai scritto è "
                    "ancora qui sotto: scegli quale testo tenere e salva di nuovo."
                )
            )
        return saved

    def _conflict_sentence(self, saved: Saved) -> str:
        question = self.rules.question(saved.key)
        return _("%(person)s ha cambiato la stessa risposta in: «%(text)s»") % {
            "person": saved.saved_by,
            "text": answer_text(question, saved.value),
        }

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
        if asked.key not in questions:
            sentence = _("Questa domanda non è nel bando.")
            return _said(422, field=asked.key[:LONGEST_KEY], message=sentence)
        form = SectionForm(**self.form_kwargs())
        try:
            value = plain(form.fields[asked.key].clean(asked.value))
        except ValidationError as problem:
            return _said(422, field=asked.key, message=" ".join(problem.messages))
        return self._save(request, asked.key, value, asked.version)

    def _save(self, request: HttpRequest, key: str, value: Any, version: int) -> HttpResponse:
        try:
            (saved,) = applications.save_answers(
                application=self.application,
                answers={key: (value, version)},
                actor=self.person,
                partner=self.partner,
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
    if not (isinstance(key, str) and isinstance(value, str) and type(version) is int):
        raise Unreadable(NOT_READ)
    return Asked(key, value, version)


def _said(status: int, **facts: Any) -> JsonResponse:
    return JsonResponse(facts, status=status)
