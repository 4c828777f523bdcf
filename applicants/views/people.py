"""The people of an organisation: who stands for it, as what, over what, until when."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from applicants.actions import mandates as actions
from applicants.engine.mandates import OF_ADMINISTRATORS, POWERS
from applicants.enums import MandateKind, Power
from applicants.forms.mandate import GrantForm, MandateForm
from applicants.forms.story import ButtonForm
from applicants.labels.organisations import MANDATE_KINDS, POWERS_SAID
from applicants.models import Mandate
from applicants.policies.organisations import MandateRefused
from applicants.queries.organisations import (
    live_mandates,
    past_mandates,
    person_called,
    scopes_of,
)
from applicants.views.organisation_base import OrganisationFormPage, OrganisationMixin
from calls.labels import Words
from wecare.core import clock, scanning
from wecare.core.downloads import given_out
from wecare.core.web import refused


@dataclass(frozen=True, slots=True)
class Described:
    """A mandate on a page."""

    mandate: Mandate
    kind: Words

    @property
    def is_over_all(self) -> bool:
        return self.mandate.call_id is None and self.mandate.application_id is None


def described(mandate: Mandate) -> Described:
    """The mandate with the name of its kind."""
    return Described(mandate, MANDATE_KINDS[MandateKind(mandate.kind)])


def powers_table() -> list[tuple[Words, list[bool]]]:
    """Each kind, and whoever administers besides, with what it allows, in the order of the powers."""
    rows: list[tuple[Words, list[bool]]] = [
        (MANDATE_KINDS[kind], [power in allowed for power in Power])
        for kind, allowed in POWERS.items()
    ]
    rows.append((_("In più, se amministra"), [power in OF_ADMINISTRATORS for power in Power]))
    return rows


class People(OrganisationMixin, TemplateView):
    """Everyone who stands for the organisation, or only oneself where one's mandate is narrower."""

    template_name = "applicants/organisation_people.html"
    tab = "organisation_people"
    needs = Power.READS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = clock.now()
        live = live_mandates(self.organisation)
        past = past_mandates(self.organisation)
        if not self.reads_all:
            live, past = live.filter(person=self.person), past.filter(person=self.person)
        return super().get_context_data(
            live=[described(each) for each in live],
            past=[described(each) for each in past[:50]],
            reads_all=self.reads_all,
            powers=list(POWERS_SAID.values()),
            table=powers_table(),
            now=now,
            **kwargs,
        )


class TermsForm(OrganisationFormPage):
    """A form with the terms of a mandate."""

    tab = "organisation_people"
    needs = Power.ADMINISTERS
    form_class: Any = MandateForm

    def get_form_kwargs(self) -> dict[str, Any]:
        calls, applications = scopes_of(self.organisation)
        today = clock.today()
        return super().get_form_kwargs() | {
            "calls": calls,
            "applications": applications,
            "today": today,
        }


class MandateNew(TermsForm):
    """A mandate for somebody who is registered."""

    form_class = GrantForm
    heading = _("Dai un incarico")
    button = _("Dai l'incarico")
    success_message = _("L'incarico è dato: la persona riceve un messaggio.")

    def perform(self, form: GrantForm) -> Mandate:
        person = person_called(form.cleaned_data["email"], form.cleaned_data["family_name"])
        if person is None:
            raise MandateRefused(
                _now(
                    "Nessuna persona è registrata con questa email e questo cognome. Controllali, o "
                    "falle chiedere l'accesso con il codice fiscale dell'ente."
                )
            )
        return actions.grant(
            organisation=self.organisation, person=person, terms=form.terms, actor=self.person
        )


class _OfMandate(OrganisationMixin):
    """A page about a mandate of the organisation that goes on."""

    tab = "organisation_people"

    @cached_property
    def mandate(self) -> Mandate:
        return get_object_or_404(live_mandates(self.organisation), pk=self.kwargs["mandate"])


class MandateChange(_OfMandate, TermsForm):
    """Other terms for the same person."""

    heading = _("Cambia l'incarico")
    button = _("Cambia l'incarico")
    success_message = _("L'incarico è cambiato da adesso.")

    def get_initial(self) -> dict[str, Any]:
        return MandateForm.initial_of(self.mandate)

    def perform(self, form: MandateForm) -> Mandate:
        return actions.change(mandate=self.mandate, terms=form.terms, actor=self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(subject=self.mandate.person, **kwargs)


class MandateEnd(_OfMandate, OrganisationFormPage):
    """Take a mandate away, or leave one's own."""

    form_class = ButtonForm
    is_danger = True
    success_message = _("L'incarico è finito, da adesso.")

    @property
    def is_allowed(self) -> bool:
        return self.may_administer or self.mandate.person_id == self.person.pk

    @property
    def refusal(self) -> Any:
        return _("Puoi lasciare il tuo incarico; quelli degli altri li toglie chi amministra.")

    @property
    def heading(self) -> Any:  # type: ignore[override]  # depends on whose it is
        own = self.mandate.person_id == self.person.pk
        return _("Lascia l'incarico") if own else _("Togli l'incarico")

    @property
    def button(self) -> Any:  # type: ignore[override]  # depends on whose it is
        return self.heading

    lead = _(
        "Vale subito: da quel momento la persona non vede più le domande che vedeva per questo incarico. "
        "Quello che ha scritto resta."
    )

    def perform(self, form: ButtonForm) -> Mandate:
        return actions.end(mandate=self.mandate, actor=self.person)

    def get_success_url(self) -> str:
        own = self.mandate.person_id == self.person.pk
        return reverse("applicants:organisations") if own else self.address(self.tab)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(subject=self.mandate.person, **kwargs)


class ProxyFile(_OfMandate):
    """The document of a proxy, for whoever administers and for the delegate."""

    http_method_names = ["get"]
    closed = True

    @cached_property
    def mandate(self) -> Mandate:
        found = Mandate.objects.filter(organisation=self.organisation).select_related("proxy")
        return get_object_or_404(found, pk=self.kwargs["mandate"])

    @property
    def is_allowed(self) -> bool:
        return self.may_administer or self.mandate.person_id == self.person.pk

    @property
    def refusal(self) -> Any:
        return _("La delega la leggono chi amministra le persone dell'ente e chi la ha.")

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        if self.mandate.proxy is None:
            raise Http404
        mine = self.mandate.granted_by_id == self.person.pk
        try:
            scanning.check_can_be_opened(self.mandate.proxy, by_uploader=mine)
        except scanning.FileClosed as closed:
            return refused(request, closed, None)
        return given_out(self.mandate.proxy, self.mandate.proxy_name)
