"""What the pages of one organisation share: it comes through the person, or does not exist."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from django.views.generic.base import ContextMixin, View

from applicants.enums import JoinState, Power
from applicants.models import JoinRequest, Organisation
from applicants.permissions import acts_for, administers
from applicants.policies.organisations import ended
from applicants.queries import mandates
from applicants.views.base import PersonMixin
from wecare.core import clock
from wecare.core.web import ActionFormMixin

ONLY_READS = _(
    "Puoi leggere i dati di questo ente ma non cambiarli: il tuo incarico non comprende la scrittura. "
    "Chi amministra le persone dell'ente può cambiarlo."
)
ONLY_ADMINISTRATORS = _(
    "Lo fa solo chi amministra le persone dell'ente, e il tuo incarico non lo comprende."
)
TABS = (
    ("organisation", _("Dati")),
    ("organisation_seats", _("Sedi")),
    ("organisation_story", _("Nomi e subentri")),
    ("organisation_people", _("Persone")),
    ("organisation_requests", _("Richieste")),
    ("organisation_registers", _("Registri")),
)


class OrganisationMixin(PersonMixin, ContextMixin, View):
    """Loads `self.organisation` among those the person stands for; else 404.

    `needs` says who may do what is not looking; `closed` that not even looking is for others.
    """

    needs: Power = Power.WRITES
    closed = False
    tab = "organisation"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """:raises PermissionDenied: with the sentence, if the person's mandate does not allow it."""
        if request.user.is_authenticated:
            changes = request.method not in ("GET", "HEAD", "OPTIONS")
            if (changes or self.closed) and not self.is_allowed:
                raise PermissionDenied(str(self.refusal))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def organisation(self) -> Organisation:
        return get_object_or_404(mandates.known_to(self.person), pk=self.kwargs["pk"])

    @cached_property
    def may_write(self) -> bool:
        return acts_for(self.person, self.organisation)

    @cached_property
    def may_administer(self) -> bool:
        return administers(self.person, self.organisation)

    @cached_property
    def reads_all(self) -> bool:
        """Whether the person's mandate is over the whole organisation."""
        return mandates.holds(self.person, self.organisation.pk, Power.READS)

    @property
    def is_allowed(self) -> bool:
        """Whether the person may do what the page does."""
        if self.needs is Power.READS:
            return bool(self.organisation)
        return self.may_administer if self.needs is Power.ADMINISTERS else self.may_write

    @property
    def refusal(self) -> str | Promise:
        return ONLY_ADMINISTRATORS if self.needs is Power.ADMINISTERS else ONLY_READS

    def address(self, route: str, *more: Any) -> str:
        """The address of a page of the organisation."""
        return reverse(f"applicants:{route}", args=[self.organisation.pk, *more])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = 0
        if self.may_administer:
            asked = JoinRequest.objects.filter(organisation=self.organisation)
            waiting = asked.filter(state=JoinState.OPEN.value).count()
        return super().get_context_data(
            organisation=self.organisation,
            tabs=[
                (self.address(route), words, route == self.tab)
                for route, words in TABS
                if route != "organisation_requests" or self.may_administer
            ],
            waiting=waiting,
            may_write=self.may_write,
            may_administer=self.may_administer,
            has_ended=ended(self.organisation, on=clock.today()),
            **kwargs,
        )


class OrganisationFormPage(OrganisationMixin, ActionFormMixin, FormView):
    """A form on a page of its own that leads back to a tab."""

    template_name = "applicants/organisation_form.html"
    closed = True
    heading: str | Promise = ""
    lead: str | Promise = ""
    button: str | Promise = ""
    is_danger = False

    def get_success_url(self) -> str:
        return self.address(self.tab)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            heading=self.heading,
            lead=self.lead,
            button=self.button,
            is_danger=self.is_danger,
            back_url=self.address(self.tab),
            **kwargs,
        )
