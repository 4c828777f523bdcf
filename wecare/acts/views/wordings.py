"""The words of the acts: who changes them, on what they are tried, what changed and why."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from wecare.accounts.queries import the_person
from wecare.acts import documents, queries
from wecare.acts.actions import wordings
from wecare.acts.engine.blocks import PARTS
from wecare.acts.engine.comparing import changes
from wecare.acts.engine.templates import (
    ActTemplate,
    UnknownTemplate,
    template_of,
    templates_in_words,
)
from wecare.acts.forms import WordingForm, WordingPublicationForm
from wecare.acts.labels import WORDING_PASSAGES
from wecare.acts.models import Act, ApprovalChain, WordingVersion
from wecare.acts.policies import WordingChanged, WordingRefused, check_wording
from wecare.acts.queries.chain import chain_in_force
from wecare.core.components.formats import instant_short
from wecare.core.digests import digest
from wecare.core.web import UNPROCESSABLE, ActionFormMixin, ActionView, RoleRequiredMixin

EXAMPLE = "esempio"
CONFLICT = 409


class Wordings(RoleRequiredMixin, TemplateView):
    """Every kind of act the portal writes, and whose words it has."""

    permission_required = "acts.view_wordings"
    template_name = "acts/wordings.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kept = queries.wordings_by_template()
        rows = []
        for template in templates_in_words():
            versions = kept.get(template.code, [])
            rows.append(
                {
                    "template": template,
                    "version": next((each for each in versions if not each.is_draft), None),
                    "draft": next((each for each in versions if each.is_draft), None),
                }
            )
        return super().get_context_data(rows=rows, **kwargs)


class WordingMixin(RoleRequiredMixin):
    """Knows the template of the address, its words and its draft; others do not exist."""

    permission_required = "acts.view_wordings"

    @cached_property
    def template(self) -> ActTemplate:
        try:
            template = template_of(self.kwargs["code"])
        except UnknownTemplate:
            raise Http404 from None
        if not template.wording:
            raise Http404
        return template

    @cached_property
    def in_force(self) -> WordingVersion | None:
        return queries.wording_in_force(self.template.code)

    @cached_property
    def draft(self) -> WordingVersion | None:
        return queries.wording_draft(self.template.code)

    @property
    def parts_in_force(self) -> dict[str, str]:
        """The published words, or those that come with the portal if no act was written yet."""
        return self.in_force.parts if self.in_force else dict(self.template.wording)

    @property
    def newest(self) -> dict[str, str]:
        """The words of the draft, or else those in force."""
        return self.draft.parts if self.draft else self.parts_in_force

    @property
    def address(self) -> str:
        return reverse("acts:wording", args=[self.template.code])

    def differences(self) -> Any:
        """From the words in force to those of the draft."""
        return changes(self.parts_in_force, self.draft.parts) if self.draft else ()


class WordingPage(WordingMixin, TemplateView):
    """The words in force, part by part, the draft, the versions, who did what."""

    template_name = "acts/wording.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            template=self.template,
            parts=[(part, self.parts_in_force.get(part.code, "")) for part in PARTS],
            in_force=self.in_force,
            draft=self.draft,
            versions=[
                each for each in queries.wording_versions(self.template.code) if not each.is_draft
            ],
            may_write=self.request.user.has_perm("acts.write_wordings"),
            chain=chain_in_force(self.template.code) or ApprovalChain(),
            may_set_chain=self.request.user.has_perm("acts.set_chain"),
            passages=[
                {
                    "what": _passage(event.name, event.facts),
                    "when": instant_short(event.happened_at),
                    "who": who,
                }
                for event, who in queries.wording_passages(self.template.code)
            ],
            **kwargs,
        )


class WordingVersionPage(WordingMixin, TemplateView):
    """A published version: its words, and what changed from another."""

    template_name = "acts/wording_version.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = {
            each.number: each
            for each in queries.wording_versions(self.template.code)
            if not each.is_draft
        }
        version = versions.get(self.kwargs["number"])
        if version is None:
            raise Http404
        wanted = self.request.GET.get("da", "")
        from_number = int(wanted) if wanted.isdecimal() and len(wanted) < 6 else version.number - 1  # noqa: PLR2004 -- digits
        before = versions.get(from_number)
        return super().get_context_data(
            template=self.template,
            version=version,
            parts=[(part, version.parts.get(part.code, "")) for part in PARTS],
            before=before,
            others=sorted(set(versions) - {version.number}),
            differences=changes(before.parts, version.parts) if before else (),
            **kwargs,
        )


class WordingEditor(WordingMixin, FormView):
    """The words of the next version. *Prova* shows them on an act and keeps nothing."""

    permission_required = "acts.write_wordings"
    template_name = "acts/wording_draft.html"
    form_class = WordingForm

    @cached_property
    def acts(self) -> dict[str, Act]:
        """The acts to try words on: of who does not read the desk, only those that are public."""
        only = not self.request.user.has_perm("acts.view_desk_acts")
        found = queries.frozen_acts(self.template.code, published_only=only)
        return {str(act.pk): act for act in found}

    def get_form_kwargs(self) -> dict[str, Any]:
        examples = [(EXAMPLE, gettext("un esempio con valori inventati"))]
        examples += [(pk, f"{act} – {act.subject[:80]}") for pk, act in self.acts.items()]
        return super().get_form_kwargs() | {"examples": examples}

    def get_initial(self) -> dict[str, Any]:
        return {**self.newest, "base": digest(self.newest), "on": EXAMPLE}

    def form_valid(self, form: WordingForm) -> HttpResponse:
        try:
            if "prova" in self.request.POST:
                return self.render_to_response(
                    self.get_context_data(form=form, trial=self.trial(form))
                )
            wordings.write(
                template=self.template.code,
                parts=form.parts(),
                base=form.cleaned_data["base"],
                by=the_person(self.request.user),
            )
        except WordingRefused as refusal:
            for part, sentences in refusal.sentences.items():
                for sentence in sentences:
                    form.add_error(part, sentence)
            return self.form_invalid(form)
        except WordingChanged as refusal:
            return self.changed(form, str(refusal))
        messages.success(self.request, gettext("Bozza salvata. Vale solo quando la pubblichi."))
        return super().form_valid(form)

    def form_invalid(self, form: WordingForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)

    def changed(self, form: WordingForm, sentence: str) -> HttpResponse:
        """Both texts are kept: what was typed in the form, what changed meanwhile beside it."""
        theirs = changes(self.newest, form.parts())
        typed = self.request.POST.copy()
        typed["base"] = digest(self.newest)
        form.data = typed
        form.add_error(None, sentence)
        context = self.get_context_data(form=form, theirs=theirs)
        return self.render_to_response(context, status=CONFLICT)

    def trial(self, form: WordingForm) -> dict[str, Any]:
        """What the words make of the act that was chosen, or of the example."""
        wording = wordings.tidy(form.parts())
        check_wording(self.template.code, wording)
        act = self.acts.get(form.cleaned_data["on"])
        context = (
            dict(act.context) if act and act.context else documents.example_context(self.template)
        )
        text = documents.written(self.template, dict(wording), context)
        subject = documents.proposed_subject(self.template, dict(wording), context["facts"])
        return {"act": act, "subject": subject, "text": documents.twin_of(context | text)}

    def get_success_url(self) -> str:
        return self.address

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("trial", None)
        kwargs.setdefault("theirs", ())
        return super().get_context_data(
            template=self.template,
            draft=self.draft,
            catalogue=documents.catalogue_of(self.template),
            **kwargs,
        )


class WordingPublication(WordingMixin, ActionFormMixin, FormView):
    """What publishing changes, the reason, the button."""

    permission_required = "acts.write_wordings"
    template_name = "acts/wording_publication.html"
    form_class = WordingPublicationForm
    success_message = _("Nuova versione pubblicata: vale per gli atti fissati da adesso.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.draft is None:
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"base": self.draft.digest if self.draft else ""}

    def perform(self, form: WordingPublicationForm) -> WordingVersion:
        return wordings.publish(
            template=self.template.code,
            by=the_person(self.request.user),
            **form.cleaned_data,
        )

    def get_success_url(self) -> str:
        return self.address

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            template=self.template, draft=self.draft, differences=self.differences(), **kwargs
        )


class WordingDiscarding(WordingMixin, ActionView):
    """Throw the draft away."""

    permission_required = "acts.write_wordings"
    success_message = _("La bozza è eliminata: restano le parole in vigore.")

    def perform(self) -> None:
        base = self.request.POST.get("base", "")[:64]
        wordings.discard(template=self.template.code, base=base, by=the_person(self.request.user))

    def get_back_url(self) -> str:
        return self.address


def _passage(name: str, facts: dict[str, Any]) -> str:
    said = str(WORDING_PASSAGES.get(name, name))
    where = gettext("versione %(number)s") % {"number": facts["number"]}
    reason = f": {facts['reason']}" if facts.get("reason") else ""
    return f"{said}, {where}{reason}"
