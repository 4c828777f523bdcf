"""The partners that a lead adds, describes, replaces and takes out."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from applicants.actions import partnerships
from applicants.actions.applications import ApplicationChanged
from applicants.forms import PartnerForm, RemovalForm
from applicants.models import Partner
from applicants.queries.applications import attachments_of
from applicants.queries.participants import own_part_in
from applicants.views.group import OfPartnersMixin, PartnerMixin
from calls.engine.asking import Section
from wecare.core.web import ActionFormMixin


class PartnerNew(OfPartnersMixin, ActionFormMixin, FormView):
    """Add an organisation to the group."""

    template_name = "applicants/partner_new.html"
    form_class = PartnerForm
    success_message = _("Il partner è nel gruppo.")

    def perform(self, form: PartnerForm) -> Partner:
        return partnerships.add(
            application=self.application,
            fiscal_code=form.cleaned_data["fiscal_code"],
            name=form.cleaned_data["name"],
            particulars=form.particulars,
            actor=self.person,
        )


class PartnerEdit(PartnerMixin, ActionFormMixin, FormView):
    """What the lead says of a partner, and the parts that are the partner's own."""

    template_name = "applicants/partner.html"
    form_class = PartnerForm
    success_message = _("I dati del partner sono salvati.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever takes part for this partner goes to the own part."""
        if request.user.is_authenticated:
            own = own_part_in(self.person, self.kwargs["public_id"])
            if own is not None and own.pk == self.kwargs["partner"]:
                return redirect("applicants:part", self.kwargs["public_id"], own.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "partner": self.partner}

    def get_initial(self) -> dict[str, Any]:
        return PartnerForm.initial_of(self.partner)

    def perform(self, form: PartnerForm) -> Partner:
        try:
            return partnerships.describe(
                partner=self.partner,
                name=form.cleaned_data["name"],
                particulars=form.particulars,
                base_version=form.cleaned_data["version"] or 0,
                actor=self.person,
            )
        except ApplicationChanged:
            del self.partner
            typed: Any = form.data
            form.data = typed = typed.copy()
            typed["version"] = str(self.partner.version)
            raise

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sections: tuple[Section, ...] = self.rules.partner_sections
        return super().get_context_data(
            sections=sections, has_files=bool(self.rules.partner_uploads), **kwargs
        )


class PartnerReplacement(PartnerMixin, ActionFormMixin, FormView):
    """Put another organisation in a partner's place; the costs planned for it stay."""

    template_name = "applicants/partner_replacement.html"
    form_class = PartnerForm
    success_message = _("Il nuovo partner è nel gruppo al posto di quello di prima.")

    def perform(self, form: PartnerForm) -> Partner:
        return partnerships.replace(
            partner=self.partner,
            fiscal_code=form.cleaned_data["fiscal_code"],
            name=form.cleaned_data["name"],
            particulars=form.particulars,
            actor=self.person,
        )


class PartnerRemoval(PartnerMixin, ActionFormMixin, FormView):
    """Take a partner out of the group, after saying what goes with it."""

    template_name = "applicants/partner_removal.html"
    form_class = RemovalForm
    success_message = _("Il partner non è più nel gruppo.")

    def perform(self, form: RemovalForm) -> None:
        partnerships.remove(partner=self.partner, actor=self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            answers=self.partner.answers.count(),
            has_accepted=self.partner.has_accepted,
            files=list(attachments_of(self.application, self.partner).values()),
            **kwargs,
        )
