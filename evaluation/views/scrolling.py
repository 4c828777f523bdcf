"""The scroll of a definitive list on the desk: what moved, who would be next, the next version."""

from functools import cached_property
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from applicants.models import Submission
from evaluation.actions import departures, scrolls
from evaluation.engine.entries import EntryRefused
from evaluation.engine.ties import UnsettledTie
from evaluation.enums import DepartureKind
from evaluation.forms.departure import RevocationForm
from evaluation.labels import sentence
from evaluation.models import Departure, RankedList, RankedRow
from evaluation.queries import admissibility, scrolling
from evaluation.views.checks import CallDeskMixin
from wecare.core.web import ActionFormMixin, ActionView


class Scroll(CallDeskMixin, TemplateView):
    """Who left, what was answered, what money came; who would be next and with how much."""

    template_name = "evaluation/scroll.html"

    @cached_property
    def base(self) -> RankedList:
        return get_object_or_404(scrolling.last_definitive(self.call))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given = scrolling.scroll_input(self.base)
        problem, next_up, is_new = "", [], False
        try:
            is_new = given.is_new
            next_up = given.next_up if is_new else []
        except UnsettledTie as tie:
            problem = sentence(tie.fact)
        except EntryRefused as refusal:
            problem = " ".join(sentence(each) for each in refusal.facts)
        return super().get_context_data(
            call=self.call,
            base=self.base,
            is_new=is_new,
            next_up=next_up,
            problem=problem,
            more=[
                (lot.title, given.more[lot.code])
                for lot in self.base.rulebook.rules.lots
                if given.more.get(lot.code)
            ],
            departures=scrolling.departures_of(self.call),
            answers=scrolling.answers_of(self.base),
            granted=RankedRow.objects.filter(ranked_list=self.base, granted__gt=0)
            .select_related("submission")
            .order_by("sequence"),
            gone=set(
                scrolling.departures_of(self.call).order_by().values_list("submission", flat=True)
            ),
            **kwargs,
        )


class DrawScroll(CallDeskMixin, ActionView):
    """Draw the next version up."""

    permission_required = "evaluation.draw_up_list"
    success_message = _("La nuova versione è pronta da rivedere.")

    def perform(self) -> RankedList:
        return scrolls.draw_up(call=self.call, by=self.actor)

    def get_back_url(self) -> str:
        return reverse("evaluation:scroll", args=[self.call.code])

    def get_success_url(self) -> str:
        return reverse("evaluation:drawing", args=[self.call.code])


class Revocation(CallDeskMixin, ActionFormMixin, FormView):
    """Record the act by which a contribution is taken away."""

    permission_required = "evaluation.revoke"
    template_name = "evaluation/revocation.html"
    form_class = RevocationForm
    success_message = _("L'uscita è registrata: il beneficiario ha un messaggio.")

    @cached_property
    def submission(self) -> Submission:
        found = admissibility.by_protocol(
            self.call, number=self.kwargs["number"], year=self.kwargs["year"]
        )
        return get_object_or_404(found.select_related("application__call", "organisation"))

    def perform(self, form: RevocationForm) -> Departure:
        return departures.revoke(
            submission=self.submission,
            kind=DepartureKind(form.cleaned_data["kind"]),
            reason=form.cleaned_data["reason"],
            ground=form.ground,
            by=self.actor,
        )

    def get_success_url(self) -> str:
        return reverse("evaluation:scroll", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = scrolling.row_of(self.submission.application)
        if row is None or not row.granted:
            raise Http404
        return super().get_context_data(
            call=self.call, submission=self.submission, row=row, **kwargs
        )
