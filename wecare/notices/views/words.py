"""The office writes the portal's letters in its own words: list, editor with example, history."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from wecare.accounts.queries import the_person
from wecare.core.errors import DomainError
from wecare.core.web import UNPROCESSABLE, ActionFormMixin, ActionView, RoleRequiredMixin
from wecare.notices import documents
from wecare.notices.actions import words
from wecare.notices.engine import catalogue
from wecare.notices.engine.catalogue import COMMON, LetterType
from wecare.notices.forms import TemplateForm
from wecare.notices.labels import LETTER_KINDS
from wecare.notices.models import TemplateVersion
from wecare.notices.queries import words as kept


class TemplatesView(RoleRequiredMixin, TemplateView):
    """Every letter the portal writes, and whose words it has in each language."""

    permission_required = "notices.view_outbox"
    template_name = "notices/templates.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        last = kept.last_versions()
        rows = [
            {
                "letter": letter,
                "kind": LETTER_KINDS[letter.kind],
                "languages": [
                    {
                        "name": name,
                        "version": last.get((letter.name, code)),
                        "url": _url(letter, code),
                    }
                    for code, name in settings.LANGUAGES
                ],
            }
            for letter in catalogue.letter_types()
            if letter.name != COMMON
        ]
        return super().get_context_data(rows=rows, **context)


def _url(letter: LetterType, language: str) -> str:
    app, _slash, name = letter.name.partition("/")
    return reverse("notices:template", args=[app, name, language])


class TemplateMixin(RoleRequiredMixin):
    """Knows the letter and the language of the address; others do not exist."""

    permission_required = "notices.rewrite_templates"

    @property
    def letter(self) -> LetterType:
        name = f"{self.kwargs['app']}/{self.kwargs['name']}"
        if not catalogue.is_registered(name) or name == COMMON:
            raise Http404
        return catalogue.letter_type(name)

    @property
    def language(self) -> str:
        if self.kwargs["language"] not in dict(settings.LANGUAGES):
            raise Http404
        return str(self.kwargs["language"])

    def history(self) -> list[TemplateVersion]:
        return kept.history(self.letter.name, self.language)


class TemplateEditView(TemplateMixin, ActionFormMixin, FormView):
    """The words of one letter in one language. *Prova* shows the example and keeps nothing."""

    form_class = TemplateForm
    template_name = "notices/template.html"
    success_message = _("Le nuove parole valgono per le lettere scritte da adesso.")

    def get_initial(self) -> dict[str, Any]:
        history = self.history()
        last = history[0] if history else None
        return {
            "base": last.version if last else 0,
            "subject": last.subject if last else "",
            "body": last.body if last else "",
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "prova" not in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        typed = form.cleaned_data
        try:
            known = words.known_placeholders(self.letter.name)
            words.check_placeholders(typed["subject"], typed["body"], known)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            context = self.get_context_data(form=form)
            return self.render_to_response(context, status=UNPROCESSABLE)
        example = documents.example_of(
            self.letter, subject=typed["subject"], body=typed["body"], language=self.language
        )
        return render(
            request, self.template_name, self.get_context_data(form=form, example=example)
        )

    def perform(self, form: TemplateForm) -> TemplateVersion:
        return words.rewrite(
            template=self.letter.name,
            language=self.language,
            by=the_person(self.request.user),
            **form.cleaned_data,
        )

    def get_success_url(self) -> str:
        return self.request.path

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        history = self.history()
        base = history[0].version if history else 0
        context.setdefault("example", None)
        return super().get_context_data(
            letter=self.letter,
            language_name=dict(settings.LANGUAGES)[self.language],
            language=self.language,
            placeholders=self.letter.placeholders,
            shipped=documents.shipped_example(self.letter, language=self.language),
            history=history,
            is_own=bool(history) and not history[0].is_shipped,
            shipped_url=reverse(
                "notices:template_shipped",
                args=[self.kwargs["app"], self.kwargs["name"], self.language, base],
            ),
            **context,
        )


class TemplateShippedView(TemplateMixin, ActionView):
    """Let the portal's own words stand again."""

    success_message = _("Valgono di nuovo le parole del portale.")

    def perform(self) -> TemplateVersion:
        return words.give_way(
            template=self.letter.name,
            language=self.language,
            base=self.kwargs["base"],
            by=the_person(self.request.user),
        )

    def get_back_url(self) -> str:
        arguments = [self.kwargs["app"], self.kwargs["name"], self.language]
        return reverse("notices:template", args=arguments)
