"""The office keeps the register of organisations: their story, and the first who administers one."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from django.views.generic.base import ContextMixin, View

from applicants.actions import first_mandates, successions
from applicants.enums import SuccessionKind
from applicants.forms.bodies import FirstMandateForm, NewBodyForm
from applicants.forms.story import RenameForm, SuccessionForm
from applicants.labels.organisations import SUCCESSION_KINDS
from applicants.models import FirstMandate, Mandate, Organisation, Succession
from applicants.policies.organisations import MandateRefused
from applicants.queries.mandates import administrators_waiting
from applicants.queries.organisations import (
    entered_like,
    first_mandates_of,
    may_pass,
    names_of,
    person_called,
    successions_of,
)
from applicants.views.story import followed
from wecare.accounts.models import Person
from wecare.core import scanning
from wecare.core.downloads import given_out
from wecare.core.web import ActionFormMixin, RoleRequiredMixin, refused

PAGE = 20
LONGEST_SEARCH = 100


class DeskMixin(RoleRequiredMixin, ContextMixin, View):
    """For who reads applications for the office; `may_keep` says who writes in the register."""

    permission_required = "applicants.read_applications"

    @property
    def may_keep(self) -> bool:
        return bool(self.request.user.has_perm("applicants.keep_registers"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_keep=self.may_keep, **kwargs)


class Bodies(DeskMixin, TemplateView):
    """All of them by name, or those that are looked for."""

    template_name = "applicants/bodies.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text = self.request.GET.get("cerca", "").strip()[:LONGEST_SEARCH]
        pages = Paginator(entered_like(text), PAGE)
        page = pages.get_page(self.request.GET.get("pagina"))
        return super().get_context_data(
            text=text,
            bodies=page.object_list,
            shown=_now("%(first)d–%(last)d di %(count)d")
            % {"first": page.start_index(), "last": page.end_index(), "count": pages.count},
            previous=_address(text, page.previous_page_number()) if page.has_previous() else "",
            following=_address(text, page.next_page_number()) if page.has_next() else "",
            **kwargs,
        )


class BodyMixin(DeskMixin):
    """Loads `self.organisation`."""

    @cached_property
    def organisation(self) -> Organisation:
        return get_object_or_404(Organisation, pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return reverse("applicants:body", args=[self.organisation.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(organisation=self.organisation, **kwargs)


class Body(BodyMixin, TemplateView):
    """One of them: who administers it, what it was called, whom it follows."""

    template_name = "applicants/body.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = successions_of(self.organisation)
        return super().get_context_data(
            names=names_of(self.organisation),
            successions=[(SUCCESSION_KINDS[SuccessionKind(each.kind)], each) for each in found],
            administrators=administrators_waiting(self.organisation),
            first_mandates=first_mandates_of(self.organisation),
            **kwargs,
        )


class KeepMixin(DeskMixin, ActionFormMixin, FormView):
    """A form by which the office writes in the register."""

    template_name = "applicants/body_form.html"
    permission_required = "applicants.keep_registers"
    heading: str | Promise = ""
    lead: str | Promise = ""
    is_danger = False

    @property
    def actor(self) -> Person:
        person: Person = self.request.user
        return person

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            heading=self.heading,
            lead=self.lead,
            is_danger=self.is_danger,
            back_url=self.get_back_url(),
            **kwargs,
        )

    def get_back_url(self) -> str:
        """Where who does not go on returns."""
        return self.get_success_url()


class BodyRename(KeepMixin, BodyMixin):  # type: ignore[misc]  # both say where it goes on
    """Another name, by its deed."""

    form_class = RenameForm
    heading = _("Registra il cambio di nome")
    lead = _(
        "Le domande già inviate restano con il nome che l'ente aveva; le bozze prendono il nuovo."
    )
    success_message = _("Il nuovo nome è registrato; quello di prima resta nella storia dell'ente.")

    def perform(self, form: RenameForm) -> Organisation:
        return successions.rename(
            organisation=self.organisation, actor=self.actor, **form.cleaned_data
        )

    def get_success_url(self) -> str:
        return BodyMixin.get_success_url(self)


class BodySuccession(KeepMixin, BodyMixin):  # type: ignore[misc]  # both say where it goes on
    """Another organisation takes its place, or a part of it, by its deed."""

    form_class = SuccessionForm
    heading = _("Registra il subentro")
    lead = _(
        "Da quel giorno questo ente cessa, salvo che la scissione sia parziale. Chi opera per l'ente "
        "che subentra legge le sue domande e può continuare le bozze; quelle inviate restano sotto il "
        "nome che avevano. Chi operava per questo ente continua a leggerle."
    )
    is_danger = True
    success_message = _("Il subentro è registrato.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"applications": may_pass(self.organisation)}

    def perform(self, form: SuccessionForm) -> Succession:
        return followed(self.organisation, form, actor=self.actor)

    def get_success_url(self) -> str:
        return BodyMixin.get_success_url(self)


class FirstMandateNew(KeepMixin, BodyMixin):  # type: ignore[misc]  # both say where it goes on
    """The first who administers it, where nobody does."""

    form_class = FirstMandateForm
    heading = _("Dai il primo incarico")
    lead = _(
        "Serve quando nessuno amministra l'ente nel portale e i registri non dicono chi lo rappresenta. "
        "La persona amministra l'ente da subito, riceve un messaggio e dà gli altri incarichi."
    )
    success_message = _("Il primo incarico è dato: la persona riceve un messaggio.")

    def perform(self, form: FirstMandateForm) -> Mandate:
        return first_mandates.give(
            organisation=self.organisation, person=_called(form), actor=self.actor, **form.given
        )

    def get_success_url(self) -> str:
        return BodyMixin.get_success_url(self)


class BodyNew(KeepMixin):
    """An organisation that the portal does not know, with the first who administers it."""

    form_class = NewBodyForm
    heading = _("Aggiungi un ente e dai il primo incarico")
    lead = _(
        "Serve quando chi opera per l'ente non può aggiungerlo da sé. La persona lo amministra da subito "
        "e riceve un messaggio."
    )
    success_message = _("L'ente è nel portale e il primo incarico è dato.")
    result: Mandate

    def perform(self, form: NewBodyForm) -> Mandate:
        return first_mandates.enter(
            **form.body, person=_called(form), actor=self.actor, **form.given
        )

    def get_success_url(self) -> str:
        return reverse("applicants:body", args=[self.result.organisation_id])

    def get_back_url(self) -> str:
        return reverse("applicants:bodies")


class FirstDocument(BodyMixin):
    """The document on which a first mandate stands, for the office."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """:raises PermissionDenied: for who only reads applications."""
        if not self.may_keep:
            raise PermissionDenied
        rows = first_mandates_of(self.organisation)
        found: FirstMandate = get_object_or_404(rows, mandate=self.kwargs["mandate"])
        file = found.mandate.proxy
        assert file is not None  # noqa: S101 -- a first mandate has its document (trigger)
        try:
            scanning.check_can_be_opened(file, by_uploader=found.recorded_by_id == request.user.pk)
        except scanning.FileClosed as closed:
            return refused(request, closed, self.get_success_url())
        return given_out(file, found.mandate.proxy_name)


def _called(form: FirstMandateForm) -> Person:
    person = person_called(form.cleaned_data["email"], form.cleaned_data["family_name"])
    if person is None:
        raise MandateRefused(
            _now(
                "Nessuna persona è registrata con questa email e questo cognome: prima deve "
                "registrarsi al portale."
            )
        )
    return person


def _address(text: str, page: int) -> str:
    query = QueryDict(mutable=True)
    query["pagina"] = str(page)
    if text:
        query["cerca"] = text
    return f"?{query.urlencode()}"
