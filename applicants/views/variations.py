"""A change of partners after sending: for the lead who asks, and for who comes in."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from django.views.generic.base import View

from applicants.actions import variations
from applicants.actions.brought import brought
from applicants.forms.variations import AnswerForm, VariationForm
from applicants.labels.variations import change_said
from applicants.models import Entrant, Submission, Variation, VariationFile
from applicants.permissions import acts_for, sends
from applicants.policies.variations import OPENED, VariationRefused, check_can_ask
from applicants.queries.applications import visible_to
from applicants.queries.phases import sent_in
from applicants.queries.variations import (
    entrant_for,
    group_in_force,
    variations_in,
    variations_of,
)
from applicants.views.base import OwnApplicationMixin, PersonMixin
from wecare.core import clock, scanning
from wecare.core.downloads import given_out
from wecare.core.errors import DomainError
from wecare.core.web import ActionFormMixin, ActionView, refused


def shown(variation: Variation) -> dict[str, Any]:
    """The variation with what it changes, as its templates show it."""
    submission = variation.submission
    said = change_said(
        submission.content, submission.rules, before=variation.before, after=variation.after
    )
    return {"variation": variation, "said": said}


class VariationsMixin(OwnApplicationMixin):
    """The lead's pages: whoever sends may ask."""

    refusal = gettext_lazy(
        "Puoi leggere questa domanda ma non chiedere variazioni: il tuo incarico per l'ente non "
        "comprende l'invio. Chi amministra le persone dell'ente può cambiarlo."
    )

    @property
    def may_change(self) -> bool:
        """Who sends changes the group of what was sent."""
        return sends(self.person, self.application)

    @cached_property
    def submission(self) -> Submission:
        """What was sent and counts.

        :raises Http404: if nothing was.
        """
        found = sent_in(self.application, self.application.phase)
        if found is None:
            raise Http404
        return found

    @property
    def list_url(self) -> str:
        return reverse("applicants:variations", args=[self.application.public_id])

    @property
    def why_not(self) -> str:
        """Why no change can be asked for now; empty where it can."""
        try:
            check_can_ask(self.application, self.submission, at=clock.now())
        except VariationRefused as refusal:
            return str(refusal)
        return ""


class Variations(VariationsMixin, TemplateView):
    """The group in force, with everything that was asked for."""

    template_name = "applicants/variations.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = list(variations_of(self.application))
        return super().get_context_data(
            submission=self.submission,
            group=group_in_force(self.submission),
            rows=[shown(each) for each in found],
            waiting=[each for each in found if each.state == "open"],
            why_not=self.why_not,
            may_ask=self.may_change,
            **kwargs,
        )


class VariationNew(VariationsMixin, ActionFormMixin, FormView):
    """The request: looked at without asking, then asked."""

    template_name = "applicants/variation_new.html"
    form_class = VariationForm
    success_message = gettext_lazy(
        "La variazione è chiesta: chi entra riceve un messaggio, poi decide l'ufficio."
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        group = group_in_force(self.submission)
        return super().get_form_kwargs() | {"group": group, "rules": self.submission.rules}

    def form_valid(self, form: Any) -> HttpResponse:
        """Show what would change, or ask for it."""
        if "ask" in self.request.POST:
            return super().form_valid(form)
        try:
            submission, after = variations.proposed(self.application, form.change)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(
                self.get_context_data(form=form), status=refusal.http_status
            )
        said = change_said(
            submission.content,
            submission.rules,
            before=group_in_force(submission),
            after=after,  # type: ignore[arg-type]  # plain values of JSON
        )
        return self.render_to_response(self.get_context_data(form=form, said=said))

    def perform(self, form: VariationForm) -> Variation:
        owner = [str(self.person.pk), str(self.application.pk)]
        with brought(owner, form.uploads) as files:
            return variations.ask(
                application=self.application,
                change=form.change,
                reason=form.cleaned_data["reason"],
                files=files,
                actor=self.person,
            )

    def get_success_url(self) -> str:
        return self.list_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("said", None)
        return super().get_context_data(
            submission=self.submission, why_not=self.why_not, list_url=self.list_url, **kwargs
        )


class VariationWithdrawal(VariationsMixin, ActionView):
    """The lead takes it back."""

    success_message = gettext_lazy("La variazione è ritirata: il gruppo resta com'era.")

    def perform(self) -> Variation:
        variation = get_object_or_404(
            variations_of(self.application), public_id=self.kwargs["variation"]
        )
        return variations.withdraw(variation=variation, actor=self.person)

    def get_back_url(self) -> str:
        return self.list_url


class VariationPage(PersonMixin, ActionFormMixin, FormView):
    """The change as who comes in reads and answers it."""

    template_name = "applicants/variation.html"
    form_class = AnswerForm

    @cached_property
    def entrant(self) -> Entrant:
        found = entrant_for(self.person, self.kwargs["variation"])
        if found is None:
            raise Http404
        return found

    def perform(self, form: AnswerForm) -> Entrant:
        return variations.answer(
            entrant=self.entrant,
            accepted=self.request.POST.get("answer") == "accept",
            reason=form.cleaned_data["reason"],
            actor=self.person,
        )

    def get_success_message(self) -> str:
        said = gettext_lazy("La risposta è registrata: il capofila riceve un messaggio.")
        return str(said)

    def get_success_url(self) -> str:
        return self.request.path

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entrant = self.entrant
        variation = variations_of(entrant.variation.application).get(pk=entrant.variation_id)
        return super().get_context_data(
            entrant=entrant,
            application=variation.application,
            call=entrant.variation.application.call,
            can_answer=entrant.accepted is None
            and variation.state == "open"
            and acts_for(self.person, entrant.organisation),
            **shown(variation),
            **kwargs,
        )


class VariationAttachment(PersonMixin, View):
    """A file of a variation, for the lead, for who comes in, for the office."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        found = get_object_or_404(
            VariationFile.objects.select_related("file", "variation__application__call"),
            pk=self.kwargs["pk"],
        )
        variation = found.variation
        if not (
            self._reads_for_the_office(variation)
            or visible_to(self.person).filter(pk=variation.application_id).exists()
            or entrant_for(self.person, variation.public_id) is not None
        ):
            raise Http404
        try:
            scanning.check_can_be_opened(
                found.file, by_uploader=variation.asked_by_id == self.person.pk
            )
        except scanning.FileClosed as refusal:
            return refused(request, refusal, None)
        return given_out(found.file, found.filename)

    def _reads_for_the_office(self, variation: Variation) -> bool:
        """The office reads no file of what is still closed."""
        call = variation.application.call
        return (
            self.person.has_perm("applicants.read_applications")
            and call.state in OPENED
            and variations_in(call).filter(pk=variation.pk).exists()
        )
