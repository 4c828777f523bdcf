"""Templates to fill: the office keeps them, everybody takes them from the published rules."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import FormView

from calls.actions import templates
from calls.engine.asking import AttachmentRule
from calls.engine.portions import DocumentTemplate
from calls.forms.templates import TemplateForm
from calls.models import Call
from calls.queries.calls import current_rulebook, published
from calls.views.base import CallMixin
from wecare.core import scanning
from wecare.core.downloads import given_out
from wecare.core.models import StoredFile
from wecare.core.web import ActionFormMixin, ActionView, refused


class Templates(CallMixin, ActionFormMixin, FormView):
    """The documents of the draft, each with its template and a place for another."""

    permission_required = "calls.edit_call"
    template_name = "calls/templates.html"
    form_class = TemplateForm
    success_message = gettext_lazy("Il modello è nella bozza.")

    def perform(self, form: TemplateForm) -> Call:
        upload = form.cleaned_data["file"]
        return templates.put(
            call=self.call,
            document=form.cleaned_data["document"],
            filename=upload.name or "",
            content=form.content,
            base_version=form.cleaned_data["version"],
            actor=self.actor,
            seen=form.cleaned_data["seen"],
        )

    def get_success_url(self) -> str:
        return reverse("calls:templates", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None)
        typed = form if form is not None and form.is_bound else None
        places = [self._place(row, typed) for row in self.call.draft.get("attachments") or []]
        stray = typed if all(place["form"] is not typed for place in places) else None
        return super().get_context_data(form=form, places=places, stray=stray, **kwargs)

    def _place(self, row: dict[str, Any], typed: TemplateForm | None) -> dict[str, Any]:
        code = str(row.get("code", ""))
        seen = DocumentTemplate(code=code).mark(self.call.draft)
        initial = {"document": code, "version": self.call.draft_version, "seen": seen}
        asked = typed is not None and typed.data.get("document") == code
        return {
            "code": code,
            "title": row.get("title", ""),
            "name": row.get("template_name", ""),
            "form": typed if asked else TemplateForm(initial=initial, auto_id=f"{code}_%s"),
        }


class TemplateRemoval(CallMixin, ActionView):
    """Take a template away."""

    permission_required = "calls.edit_call"
    success_message = gettext_lazy("Il modello non è più nella bozza.")

    def perform(self) -> Call:
        return templates.drop(
            call=self.call,
            document=self.kwargs["document"],
            base_version=self.call.draft_version,
            actor=self.actor,
        )

    def get_back_url(self) -> str:
        return reverse("calls:templates", args=[self.call.code])


@require_safe
def template(request: HttpRequest, code: str, document: str) -> HttpResponseBase:
    """The template of a document in the rules in force, or why it is closed."""
    rulebook = current_rulebook(get_object_or_404(published(), code=code))
    rule = _found(rulebook.rules.attachments if rulebook else (), document)
    stored = get_object_or_404(StoredFile, pk=rule.template)
    try:
        scanning.check_can_be_opened(stored, by_uploader=False)
    except scanning.FileClosed as refusal:
        return refused(request, refusal, None)
    return given_out(stored, rule.template_name)


def _found(rules: tuple[AttachmentRule, ...], document: str) -> AttachmentRule:
    for rule in rules:
        if rule.code == document and rule.template:
            return rule
    raise Http404
