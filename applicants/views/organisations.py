"""The organisations a person stands for, a new one, and what one says of itself."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, ListView

from applicants.actions import organisations
from applicants.actions.organisations import OrganisationExists
from applicants.forms import OrganisationForm, ParticularsForm
from applicants.forms.story import CodeForm
from applicants.labels.organisations import SOURCES
from applicants.models import Organisation
from applicants.queries.organisations import (
    by_code,
    names_of,
    open_requests,
    representatives,
    sizes_of,
    with_own_mandates,
)
from applicants.queries.registers import Consulted, consult
from applicants.views.base import PersonMixin
from applicants.views.organisation_base import OrganisationMixin
from applicants.views.people import described
from calls.enums import OrganisationSize
from calls.labels import ORGANISATION_SIZES
from wecare.core.web import ActionFormMixin


class OrganisationList(PersonMixin, ListView):
    """Those this person stands for, and those they asked to."""

    template_name = "applicants/organisations.html"
    context_object_name = "organisations"

    def get_queryset(self) -> QuerySet[Organisation]:
        return with_own_mandates(self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [
            {
                "organisation": each,
                "mandates": [described(own) for own in each.own_mandates],  # type: ignore[attr-defined]  # brought along by the query
                "former": [former.name for former in each.former_names.all()],
            }
            for each in self.object_list
        ]
        return super().get_context_data(rows=rows, asked=open_requests(self.person), **kwargs)


class OrganisationNew(PersonMixin, ActionFormMixin, FormView):
    """Enter an organisation that the portal does not know yet: first its fiscal code, by which
    registers fill what they know; one that is there already leads to whoever administers it.
    """

    template_name = "applicants/organisation_new.html"
    form_class = OrganisationForm
    success_url = reverse_lazy("applicants:organisations")
    success_message = _("L'ente è salvato: ora puoi fare domanda per suo conto.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """With a code that is known, on to the page that asks its administrators."""
        if self.code_form.is_bound and self.code_form.is_valid():
            known = by_code(self.code_form.cleaned_data["codice"])
            if known is not None:
                return self._to_join(known.fiscal_code)
        answer: HttpResponse = super().get(request, *args, **kwargs)
        if self.code_form.is_bound and not self.code_form.is_valid():
            answer.status_code = 422
        return answer

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form whole; a code entered meanwhile leads to whoever administers it."""
        try:
            return super().post(request, *args, **kwargs)
        except _Known as known:
            return self._to_join(known.fiscal_code)

    def perform(self, form: OrganisationForm) -> Organisation:
        codes = {name: form.cleaned_data[name] for name in ("fiscal_code", "vat_number", "name")}
        try:
            return organisations.create(
                **codes,
                particulars=form.particulars,
                enrolment=form.enrolment,
                actor=self.person,
            )
        except OrganisationExists as refusal:
            raise _Known(codes["fiscal_code"]) from refusal

    @cached_property
    def code_form(self) -> CodeForm:
        typed = self.request.GET if "codice" in self.request.GET else None
        return CodeForm(typed)

    @cached_property
    def consulted(self) -> Consulted | None:
        """What the registers say, once a fiscal code was given."""
        if self.request.method != "GET" or not self.code_form.is_bound:
            return None
        if not self.code_form.is_valid():
            return None
        return consult(self.code_form.cleaned_data["codice"])

    def get_initial(self) -> dict[str, Any]:
        if self.consulted is None:
            return {}
        return {"fiscal_code": self.code_form.cleaned_data["codice"], **self.consulted.values}

    def get_success_url(self) -> str:
        return _following(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        consulted = self.consulted
        return super().get_context_data(
            code_form=self.code_form,
            asks_code=self.request.method == "GET" and consulted is None,
            following=self.request.GET.get("poi", ""),
            consulted=consulted,
            found=[SOURCES[source] for source, each in consulted.entries.items() if each]
            if consulted
            else [],
            away=[SOURCES[source] for source in consulted.away] if consulted else [],
            **kwargs,
        )

    def _to_join(self, fiscal_code: str) -> HttpResponse:
        messages.info(
            self.request, _now("Questo ente c'è già. Chiedi l'accesso a chi lo amministra.")
        )
        return redirect("applicants:join", fiscal_code)


class _Known(Exception):
    """The organisation is there already."""

    def __init__(self, fiscal_code: str) -> None:
        super().__init__(fiscal_code)
        self.fiscal_code = fiscal_code


class OrganisationEdit(OrganisationMixin, ActionFormMixin, FormView):
    """What one of the person's organisations says of itself; another does not exist here."""

    template_name = "applicants/organisation.html"
    form_class = ParticularsForm
    success_message = _("I dati dell'ente sono salvati.")

    def get_initial(self) -> dict[str, Any]:
        return ParticularsForm.initial_of(self.organisation)

    def perform(self, form: ParticularsForm) -> Organisation:
        return organisations.describe(
            organisation=self.organisation,
            particulars=form.particulars,
            enrolment=form.enrolment,
            actor=self.person,
        )

    def get_success_url(self) -> str:
        return _following(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        return super().get_context_data(
            **{**kwargs, "form": form},
            representatives=representatives(self.organisation),
            names=names_of(self.organisation),
            sizes=[
                (ORGANISATION_SIZES[OrganisationSize(each.size)] if each.size else "", each)
                for each in sizes_of(self.organisation)
            ],
            said=[] if self.may_write else _said(form),
        )


def _said(form: ParticularsForm) -> list[tuple[Any, Any]]:
    """Label and value of each field, in words, for whoever only reads."""
    found = []
    for bound in form:
        value = bound.initial
        words = dict(getattr(bound.field, "choices", ()))
        if isinstance(value, list):
            value = ", ".join(str(words[each]) for each in value)
        found.append((bound.label, words.get(value, value)))
    return found


def _following(request: HttpRequest) -> str:
    """Back to the page the person came from, if it is one of ours."""
    following = request.GET.get("poi", "")
    if url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()}):
        return following
    return reverse("applicants:organisations")
