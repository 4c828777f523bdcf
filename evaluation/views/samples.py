"""The sample for the second officer's check: drawn, shown with its seed, looked at again."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from evaluation.actions import formal_samples
from evaluation.enums import SecondView
from evaluation.forms.sample import SampleForm, SecondViewForm
from evaluation.models import CheckSample, SampledCheck
from evaluation.queries import samples
from evaluation.views.checks import CallDeskMixin
from wecare.core.web import ActionFormMixin

WRITES = "evaluation.check_applications"


class SamplePage(CallDeskMixin, ActionFormMixin, FormView):
    """Every draw with what it drew; and the form for another."""

    template_name = "evaluation/sample.html"
    form_class = SampleForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever draws needs more than whoever reads."""
        if request.method == "POST":
            self.permission_required = WRITES
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form: SampleForm) -> CheckSample:
        return formal_samples.draw(call=self.call, share=form.cleaned_data["share"], by=self.actor)

    def get_success_message(self) -> str:
        return _("Campione n. %(n)s sorteggiato.") % {"n": self.result.number}

    def get_success_url(self) -> str:
        return reverse("evaluation:sample", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            call=self.call,
            samples=[(each, samples.checks_of(each)) for each in samples.samples_of(self.call)],
            may_write=self.request.user.has_perm(WRITES),
            drawable=len(samples.drawable(self.call)),
            **kwargs,
        )


class SecondLook(CallDeskMixin, ActionFormMixin, FormView):
    """One drawn check, for somebody who did not decide it."""

    permission_required = WRITES
    template_name = "evaluation/second_look.html"
    form_class = SecondViewForm
    success_message = gettext_lazy("Il secondo controllo è registrato.")

    @cached_property
    def sampled(self) -> SampledCheck:
        return get_object_or_404(
            SampledCheck.objects.select_related(
                "sample", "submission__organisation", "submission__admissibility", "first", "second"
            ),
            sample__call=self.call,
            sample__number=self.kwargs["sample"],
            place=self.kwargs["place"],
        )

    def perform(self, form: SecondViewForm) -> SampledCheck:
        return formal_samples.look_again(
            sampled=self.sampled,
            view=SecondView(form.cleaned_data["view"]),
            reason=form.cleaned_data["reason"],
            by=self.actor,
        )

    def get_success_url(self) -> str:
        return reverse("evaluation:sample", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            call=self.call,
            sampled=self.sampled,
            submission=self.sampled.submission,
            is_own=self.actor.pk == self.sampled.first_id,
            **kwargs,
        )
