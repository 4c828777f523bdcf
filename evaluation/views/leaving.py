"""A beneficiary gives up what the list granted, or answers an offer in part."""

from functools import cached_property
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from applicants.models import Application
from applicants.queries.applications import visible_to
from evaluation.actions import departures, offers
from evaluation.enums import Outcome
from evaluation.forms.departure import OfferForm, RenunciationForm
from evaluation.models import Departure, OfferAnswer, RankedRow
from evaluation.policies.departures import (
    check_can_leave,
    check_may_decide,
    check_offer_is_open,
)
from evaluation.queries import scrolling
from evaluation.views.people import person_of
from wecare.accounts.models import Person
from wecare.core import clock
from wecare.core.errors import DomainError
from wecare.core.money import ZERO
from wecare.core.web import ActionFormMixin


class OwnRowMixin(LoginRequiredMixin, ActionFormMixin, FormView):
    """One's own row in the last definitive list; 404 where it has no money and had none."""

    @cached_property
    def person(self) -> Person:
        return person_of(self.request)

    @cached_property
    def application(self) -> Application:
        return get_object_or_404(
            visible_to(self.person).select_related("call"), public_id=self.kwargs["public_id"]
        )

    @cached_property
    def row(self) -> RankedRow | None:
        return scrolling.row_of(self.application)

    def refusal(self) -> str:
        """Why it is not possible now; empty when it is."""
        try:
            check_may_decide(self.application, self.person)
            self.check()
        except DomainError as refusal:
            return str(refusal)
        return ""

    def check(self) -> None:
        """:raises DomainError: with the sentence that says why not."""
        raise NotImplementedError

    def get_success_url(self) -> str:
        return reverse("evaluation:outcome", args=[self.application.public_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        departure = scrolling.departure_of(self.application)
        if departure is None and (self.row is None or self.row.granted == ZERO):
            raise Http404
        return super().get_context_data(
            application=self.application,
            row=self.row,
            departure=departure,
            refusal=self.refusal(),
            **kwargs,
        )


class OwnRenunciation(OwnRowMixin):
    """Give up the contribution, with a confirmation."""

    template_name = "evaluation/renunciation.html"
    form_class = RenunciationForm
    success_message = _("La rinuncia è registrata: hai un messaggio che la conferma.")

    def check(self) -> None:
        """:raises DepartureRefused: if there is nothing to give up."""
        check_can_leave(self.row, reason=".")

    def perform(self, form: RenunciationForm) -> Departure:
        return departures.renounce(
            application=self.application, reason=form.cleaned_data["reason"], by=self.person
        )


class OwnOffer(OwnRowMixin):
    """Answer an offer in part."""

    template_name = "evaluation/offer.html"
    form_class = OfferForm
    success_message = _("La risposta all'offerta è registrata.")

    def check(self) -> None:
        """:raises OfferRefused: if there is no open offer."""
        until = scrolling.offer_until(self.row) if self.row else None
        check_offer_is_open(self.row, until=until, at=clock.now())

    def perform(self, form: OfferForm) -> OfferAnswer:
        return offers.answer(application=self.application, reply=form.said, by=self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answer = scrolling.answer_of(self.row) if self.row else None
        is_offer = self.row is not None and self.row.outcome == Outcome.PARTLY_FUNDED.value
        if answer is None and not is_offer:
            raise Http404
        return super().get_context_data(
            answer=answer,
            until=scrolling.offer_until(self.row) if self.row else None,
            **kwargs,
        )
