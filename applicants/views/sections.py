"""A section of questions: the page, and the address its fields save themselves to."""

import json
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.generic import FormView

from applicants.actions import applications
from applicants.actions.applications import ApplicationChanged, Saved
from applicants.forms import SectionForm
from applicants.forms.section import plain
from applicants.queries.applications import answers_of
from applicants.views.base import OwnApplicationMixin
from calls.engine.rulebook import Section
from wecare.core import clock
from wecare.core.errors import DomainError
from wecare.core.web import ActionFormMixin

LONGEST_BODY = 1_000_000  # bytes of one saved field


class SectionMixin(OwnApplicationMixin):
    """Loads `self.section` by its code; else 404."""

    @cached_property
    def section(self) -> Section:
        try:
            section: Section = self.rules.section(self.kwargs["section"])
        except KeyError as problem:
            raise Http404 from problem
        return section

    def form_kwargs(self) -> dict[str, Any]:
        return {"section": self.section, "answers": answers_of(self.application)}


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
            application=self.application, answers=form.written, actor=self.request.user
        )
        conflicts = [item for item in saved if item.conflict]
        for item in conflicts:
            form.add_error(item.key, _conflict_sentence(item))
        if conflicts:
            raise ApplicationChanged(
                _("Un'altra persona ha cambiato le stesse risposte: scegli quale testo tenere.")
            )
        return saved

    def get_success_url(self) -> str:
        if "stay" in self.request.POST:
            return self.request.path
        return self.home_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        codes = [section.code for section in self.rules.sections]
        return super().get_context_data(
            section=self.section,
            place=codes.index(self.section.code) + 1,
            of=len(codes),
            autosave_url=reverse(
                "applicants:autosave", args=[self.application.public_id, self.section.code]
            ),
            **kwargs,
        )


class Autosave(SectionMixin):
    """Saves one field; says at which version, or who wrote something else meanwhile."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        key, value, version = self._asked(request)
        form = SectionForm(**self.form_kwargs())
        if key not in form.fields or key not in {item.code for item in self.section.questions}:
            return _said(422, errors=[_("Questa domanda non è nel bando.")])
        try:
            value = plain(form.fields[key].clean(value))
        except ValidationError as problem:
            return _said(422, errors=problem.messages)
        return self._save(request, key, value, version)

    def _asked(self, request: HttpRequest) -> tuple[str, Any, int]:
        if len(request.body) > LONGEST_BODY:
            return "", "", 0
        try:
            asked = json.loads(request.body)
            return str(asked["field"]), asked["value"], int(asked["version"])
        except (ValueError, KeyError, TypeError, RecursionError):
            return "", "", 0

    def _save(self, request: HttpRequest, key: str, value: Any, version: int) -> HttpResponse:
        try:
            (saved,) = applications.save_answers(
                application=self.application, answers={key: (value, version)}, actor=request.user
            )
        except DomainError as refusal:
            return _said(422, errors=[str(refusal)])
        if saved.conflict:
            return _said(409, version=saved.version, value=saved.value, by=saved.saved_by)
        at = localtime(clock.now()).isoformat(timespec="seconds")
        return _said(200, version=saved.version, saved_at=at)


def _said(status: int, **facts: Any) -> JsonResponse:
    return JsonResponse(facts, status=status)


def _conflict_sentence(saved: Saved) -> str:
    return _("%(person)s ha cambiato la stessa risposta in: «%(text)s»") % {
        "person": saved.saved_by,
        "text": saved.value,
    }
