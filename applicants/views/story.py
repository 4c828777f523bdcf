"""Seats, former names, ends and successions of an organisation."""

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from applicants.actions import seats, successions
from applicants.enums import Power, SeatKind, SuccessionKind
from applicants.forms.story import (
    ButtonForm,
    DayForm,
    DeedForm,
    RenameForm,
    SeatForm,
    SuccessionForm,
)
from applicants.labels.organisations import SEAT_KINDS, SUCCESSION_KINDS
from applicants.models import Application, Organisation, Seat, Succession
from applicants.policies.organisations import OrganisationRefused
from applicants.queries.organisations import (
    by_code,
    inherited_drafts,
    may_pass,
    names_of,
    seats_of,
    successions_of,
)
from applicants.views.organisation_base import OrganisationFormPage, OrganisationMixin
from wecare.accounts.models import Person
from wecare.core import clock
from wecare.core.web import ActionFormMixin


class Seats(OrganisationMixin, ActionFormMixin, FormView):
    """Every seat, and one more."""

    template_name = "applicants/organisation_seats.html"
    tab = "organisation_seats"
    form_class = SeatForm
    success_message = _("La sede è nell'elenco.")

    def perform(self, form: SeatForm) -> Seat:
        return seats.open_seat(
            organisation=self.organisation, actor=self.person, **form.cleaned_data
        )

    def get_success_url(self) -> str:
        return self.address(self.tab)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            seats=[(SEAT_KINDS[SeatKind(each.kind)], each) for each in seats_of(self.organisation)],
            **kwargs,
        )


class SeatEnd(OrganisationFormPage):
    """A seat that is no longer there."""

    tab = "organisation_seats"
    form_class = DayForm
    heading = _("Chiudi la sede")
    button = _("Chiudi la sede")
    success_message = _("La sede è chiusa.")

    @cached_property
    def seat(self) -> Seat:
        return get_object_or_404(seats_of(self.organisation), pk=self.kwargs["seat"])

    def perform(self, form: DayForm) -> Seat:
        return seats.close_seat(seat=self.seat, on=form.cleaned_data["on"], actor=self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(subject=self.seat, **kwargs)


class Story(OrganisationMixin, TemplateView):
    """Names, successions, and the drafts that came with them."""

    template_name = "applicants/organisation_story.html"
    tab = "organisation_story"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = successions_of(self.organisation)
        drafts = inherited_drafts(self.organisation, on=clock.today())
        return super().get_context_data(
            names=names_of(self.organisation),
            successions=[(SUCCESSION_KINDS[SuccessionKind(each.kind)], each) for each in found],
            drafts=drafts if self.may_write else [],
            **kwargs,
        )


class _Recorded(OrganisationFormPage):
    """Something that happened to the organisation, with its day and deed."""

    tab = "organisation_story"
    needs = Power.ADMINISTERS


class Rename(_Recorded):
    """Another name."""

    form_class = RenameForm
    heading = _("Cambia nome")
    lead = _(
        "Le domande già inviate restano con il nome che l'ente aveva; le bozze prendono il nuovo."
    )
    button = _("Registra il nuovo nome")
    success_message = _("Il nuovo nome è registrato; quello di prima resta nella storia dell'ente.")

    def perform(self, form: RenameForm) -> Organisation:
        return successions.rename(
            organisation=self.organisation, actor=self.person, **form.cleaned_data
        )


class End(_Recorded):
    """The organisation no longer exists."""

    form_class = DeedForm
    heading = _("Registra la cessazione")
    lead = _(
        "Da quel giorno l'ente non inizia e non invia domande. Quelle inviate restano. Se un altro ente "
        "prende il suo posto, registra invece il subentro."
    )
    button = _("Registra la cessazione")
    is_danger = True
    success_message = _("La cessazione è registrata.")

    def perform(self, form: DeedForm) -> Organisation:
        return successions.end(
            organisation=self.organisation, actor=self.person, **form.cleaned_data
        )


class Succeed(_Recorded):
    """Another organisation takes its place."""

    form_class = SuccessionForm
    heading = _("Registra il subentro")
    lead = _(
        "Da quel giorno questo ente cessa, salvo che la scissione sia parziale. Chi opera per l'ente "
        "che subentra legge le sue domande e può continuare le bozze; quelle inviate restano sotto il "
        "nome che avevano."
    )
    button = _("Registra il subentro")
    is_danger = True
    success_message = _("Il subentro è registrato.")

    def perform(self, form: SuccessionForm) -> Succession:
        return followed(self.organisation, form, actor=self.person)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"applications": may_pass(self.organisation)}


def followed(organisation: Organisation, form: SuccessionForm, *, actor: Person) -> Succession:
    """The succession that the form tells.

    :raises OrganisationRefused: if the portal does not know the successor, or it cannot be.
    """
    typed = dict(form.cleaned_data)
    code = typed.pop("fiscal_code")
    successor = by_code(code)
    if successor is None:
        raise OrganisationRefused(
            _now("L'ente %(code)s non è ancora nel portale: prima qualcuno lo aggiunga.")
            % {"code": code}
        )
    return successions.succeed(organisation=organisation, successor=successor, actor=actor, **typed)


class TakeOver(OrganisationFormPage):
    """Go on with a draft of an organisation that ended."""

    tab = "organisation_story"
    form_class = ButtonForm
    heading = _("Continua la bozza")
    button = _("Continua a nome di questo ente")
    success_message = _("La bozza ora è di questo ente.")
    result: Application

    @cached_property
    def application(self) -> Application:
        drafts = inherited_drafts(self.organisation, on=clock.today())
        return get_object_or_404(drafts, public_id=self.kwargs["public_id"])

    def perform(self, form: ButtonForm) -> Application:
        return successions.take_over(
            application=self.application, successor=self.organisation, actor=self.person
        )

    def get_success_url(self) -> str:
        return reverse("applicants:application", args=[self.result.public_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        subject = f"{self.application.organisation}: {self.application}"
        return super().get_context_data(subject=subject, **kwargs)
