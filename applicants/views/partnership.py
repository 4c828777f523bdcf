"""The group of an application: who takes part, what each still owes, the Distretti it covers."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from applicants.actions import partnerships
from applicants.enums import InvitationState, RequirementSection
from applicants.forms import DistrictsForm
from applicants.labels import StateLabel
from applicants.labels.changes import ChangeSaid, changes_said
from applicants.models import Application, Invitation, Partner, SignOff
from applicants.models.organisation import Described
from applicants.queries.consents import marks_of, sign_offs_of
from applicants.queries.participants import invitations_of
from applicants.queries.partnership import districts_of, partners_of
from applicants.views.group import GroupMixin
from applicants.views.invitation_marks import can_be_answered, mark_of
from applicants.views.matrix import Standing, matrix_of
from applicants.views.tasklist import Row, rows_of
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
        found = districts_on(clock.today())
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
