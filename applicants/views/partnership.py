"""The group of an application: who takes part, what each still owes, the Distretti it covers."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from applicants.actions import partnerships
from applicants.actions.applications import ApplicationChanged
from applicants.enums import InvitationState, RequirementSection
from applicants.forms import DistrictsForm, PartnerForm, RemovalForm
from applicants.labels import StateLabel
from applicants.labels.changes import ChangeSaid, changes_said
from applicants.models import Application, Invitation, Partner, SignOff
from applicants.models.organisation import Described
from applicants.queries.applications import attachments_of
from applicants.queries.consents import marks_of, sign_offs_of
from applicants.queries.participants import invitations_of, own_part_in
from applicants.queries.partnership import districts_of, partners_of
from applicants.views.base import OwnApplicationMixin
from applicants.views.invitation_marks import can_be_answered, mark_of
from applicants.views.matrix import Standing, matrix_of
from applicants.views.tasklist import Row, rows_of
from calls.engine.asking import Section
from calls.labels import ORGANISATION_KINDS, Words
from calls.models import District
from calls.queries.territory import districts_on
from wecare.core import clock
from wecare.core.digests import digest
from wecare.core.web import ActionFormMixin

OPEN = InvitationState.OPEN.value
MOST_INVITATIONS = 200  # shown, the last first


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation on the page of the group."""

    invitation: Invitation
    mark: StateLabel
    is_open: bool


@dataclass(frozen=True, slots=True)
class Outdated:
    """A partner that agreed to another text than the one there is now."""

    name: str
    signed_at: datetime
    changes: list[ChangeSaid]


@dataclass(frozen=True, slots=True)
class Shown:
    """A partner on the page of the group, with what it owes."""

    partner: Partner
    kind: Words
    lacking: list[Row]


class GroupMixin(OwnApplicationMixin):
    """For calls that admit groups or ask for the Distretti; else there is no such page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """:raises Http404: if the call knows neither groups nor Distretti."""
        if request.user.is_authenticated and not self.asks:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def asks(self) -> bool:
        """Whether the call asks for what the page is about."""
        return self.rules.partnership is not None or self.rules.districts is not None

    @property
    def group_url(self) -> str:
        return reverse("applicants:partnership", args=[self.application.public_id])

    def get_success_url(self) -> str:
        return self.group_url


class Partnership(GroupMixin, TemplateView):
    """Lead and partners, green and red, and what the call asks of the group."""

    template_name = "applicants/partnership.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        of_group, lacking = self._rows()
        partners = list(partners_of(self.application))
        standing = self._standing(partners)
        answerable = can_be_answered(self.application)
        return super().get_context_data(
            matrix=matrix_of(standing) if self.rules.partnership is not None else None,
            changed=self._changed(standing),
            invitations=[
                Asked(each, mark_of(each, answerable=answerable), each.state == OPEN)
                for each in invitations_of(self.application)[:MOST_INVITATIONS]
            ],
            group=self.rules.partnership,
            asks_districts=self.rules.districts is not None,
            rows=of_group,
            partners=[
                Shown(each, _kind_of(each.record), lacking.get(each.fiscal_code, []))
                for each in partners
            ],
            districts=list(districts_of(self.application, at=clock.now()))
            if self.rules.districts is not None
            else [],
            **kwargs,
        )

    def _standing(self, partners: list[Partner]) -> Standing:
        content = self.text
        return Standing(
            self.application,
            self.rules,
            content,
            digest(content),
            partners,
            marks_of(self.application),
            sign_offs_of(self.application),
            self.requirements,
        )

    def _changed(self, standing: Standing) -> list[Outdated]:
        """The partners whose agreement stands no more, with what changed since."""
        last = {
            pk: each[-1].pk
            for pk, each in standing.sign_offs.items()
            if all(one.digest != standing.text for one in each)
        }
        agreed = SignOff.objects.filter(pk__in=last.values()).select_related(
            "partner__organisation"
        )
        return [
            Outdated(
                each.partner.record.name,
                each.signed_at,
                changes_said(each.content, standing.content, self.rules),
            )
            for each in agreed.order_by("partner_id")
        ]

    def _rows(self) -> tuple[list[Row], dict[str, list[Row]]]:
        """What is asked of the group, and by fiscal code what each partner still owes."""
        listed = [
            each
            for each in self.requirements
            if (each.partner is None and each.section is RequirementSection.PARTNERSHIP)
            or (each.partner is not None and each.blocks)
        ]
        of_group: list[Row] = []
        lacking: dict[str, list[Row]] = defaultdict(list)
        for each, row in zip(listed, rows_of(self.application, listed), strict=True):
            kept = of_group if each.partner is None else lacking[each.partner.fiscal_code]
            kept.append(row)
        return of_group, lacking


class OfPartnersMixin(GroupMixin):
    """For calls that admit groups."""

    @property
    def asks(self) -> bool:
        return self.rules.partnership is not None


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


class PartnerMixin(OfPartnersMixin):
    """Loads `self.partner` among those of the application; else 404."""

    @cached_property
    def partner(self) -> Partner:
        found = partners_of(self.application).filter(pk=self.kwargs["partner"]).first()
        if found is None:
            raise Http404
        found.application = self.application
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(partner=self.partner, **kwargs)


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


class ProjectDistricts(GroupMixin, ActionFormMixin, FormView):
    """The Distretti that the project covers."""

    template_name = "applicants/districts.html"
    form_class = DistrictsForm
    success_message = _("I Distretti del progetto sono salvati.")

    @property
    def asks(self) -> bool:
        return self.rules.districts is not None

    @cached_property
    def offered(self) -> list[District]:
        """The Distretti of the table where there is one, else all."""
        asked = self.rules.districts
        found = districts_on(localdate(clock.now()))
        if asked is not None and asked.grants:
            found = found.filter(code__in=[each.code for each in asked.grants])
        return list(found)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "districts": self.offered}

    def get_initial(self) -> dict[str, Any]:
        chosen = self.application.project_districts.values_list("district__code", flat=True)
        return {"districts": list(chosen.order_by("district__code"))}

    def perform(self, form: DistrictsForm) -> Application:
        return partnerships.choose_districts(
            application=self.application,
            codes=form.cleaned_data["districts"],
            actor=self.person,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            districts=self.offered, asked=self.rules.districts, **kwargs
        )


def _kind_of(record: Described) -> Words:
    return {kind.value: name for kind, name in ORGANISATION_KINDS.items()}[record.kind]
