"""A partner's own people: their part, the whole text to read, the mark and the agreement."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from applicants.actions import parts
from applicants.engine.completeness import Requirement
from applicants.enums import RequirementSection
from applicants.labels import StateLabel
from applicants.labels.answers import files_said
from applicants.labels.changes import ChangeSaid, changes_said
from applicants.labels.costs import shares_said
from applicants.models import Partner, SignOff
from applicants.queries.budget import budget_of
from applicants.queries.consents import marks_of, part_digest
from applicants.views.base import FillerMixin
from applicants.views.matrix import spent_by
from applicants.views.summary import partners_summary, summary_of
from applicants.views.tasklist import Task, rows_of
from wecare.core.digests import digest
from wecare.core.money import format_amount
from wecare.core.web import ActionView


class OwnPartMixin(FillerMixin):
    """For whoever acts for the partner of the address, which accepted; for nobody else."""

    partner: Partner

    @property
    def home_url(self) -> str:
        return self.back_url

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """:raises Http404: for whoever does not act for the partner, the lead among them."""
        if request.user.is_authenticated and (self.own_part is None or self.partner is None):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def asks_sign_off(self) -> bool:
        return self.rules.partnership is not None and self.rules.partnership.sign_off

    def last_sign_off(self) -> SignOff | None:
        rows = SignOff.objects.filter(partner=self.partner).select_related("signed_by")
        return rows.order_by("-signed_at", "-id").first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, last = digest(self.text), self.last_sign_off()
        signed = SignOff.objects.filter(partner=self.partner, digest=now).exists()
        changed: list[ChangeSaid] = []
        if last is not None and not signed:
            changed = changes_said(last.content, self.text, self.rules)
        return super().get_context_data(
            asks_sign_off=self.asks_sign_off,
            text_digest=now,
            last_sign_off=last,
            is_signed=signed,
            changed=changed,
            **kwargs,
        )


NOTHING_SPENT: StateLabel = (gettext_lazy("Nessuna spesa scritta"), "todo", "it-clock")


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that the partner writes."""

    title: str
    url: str
    mark: StateLabel


class Part(OwnPartMixin, TemplateView):
    """The task list of the own part."""

    template_name = "applicants/part.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        code = self.partner.fiscal_code
        owed = [
            each
            for each in self.requirements
            if each.partner is not None and each.partner.fiscal_code == code and each.blocks
        ]
        mark = marks_of(self.application).get(self.partner.pk)
        return super().get_context_data(
            tasks=list(self._tasks(owed)),
            lacking=rows_of(self.application, owed),
            mark=mark,
            mark_stands=mark is not None and mark.digest == self._digest(),
            part_digest=self._digest(),
            text_url=self._url("text"),
            complete_url=self._url("partner_complete"),
            reopen_url=self._url("partner_reopen"),
            **kwargs,
        )

    def _digest(self) -> str:
        return part_digest(self.text, self.partner)

    def _url(self, route: str, *more: str) -> str:
        arguments = [self.application.public_id, self.partner.pk, *more]
        return reverse(f"applicants:{route}", args=arguments)

    def _tasks(self, owed: list[Requirement]) -> Iterator[Todo]:
        for section in self.sections:
            missing = sum(each.part == section.code for each in owed)
            url = self._url("partner_section", section.code)
            yield Todo(section.title, url, Task("", "", missing).mark)
        if self.rules.cost_categories:
            spent = spent_by(self.text, self.partner.fiscal_code)
            mark = (format_amount(spent), "done", "it-check") if spent else NOTHING_SPENT
            yield Todo(_("Spese e quota propria"), self._url("partner_costs"), mark)
        if self.uploads:
            files = RequirementSection.ATTACHMENTS
            missing = sum(each.section is files for each in owed)
            url = self._url("partner_attachments")
            yield Todo(_("Allegati"), url, Task("", "", missing).mark)


class Text(OwnPartMixin, TemplateView):
    """All that will be sent, to read; and the agreement to it where the call wants one."""

    template_name = "applicants/text.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            sections=summary_of(self.snapshot, self.rules),
            partners=partners_summary(self.snapshot, self.rules),
            districts=self.snapshot.districts,
            budget=budget_of(self.application, self.rules),
            shares=shares_said(self.text, self.rules),
            files=list(files_said(self.text, self.rules)),
            sign_url=reverse(
                "applicants:sign_off", args=[self.application.public_id, self.partner.pk]
            ),
            **kwargs,
        )


class SignOffText(OwnPartMixin, ActionView):  # type: ignore[misc]  # back to where the filler comes from
    """The agreement: a press of the button under the text that was read."""

    success_message = gettext_lazy("Hai confermato il testo.")

    def perform(self) -> SignOff:
        read = self.request.POST.get("read", "")
        return parts.sign_off(partner=self.partner, read=read, actor=self.person)

    def get_back_url(self) -> str:
        arguments = [self.application.public_id, self.partner.pk]
        return reverse("applicants:text", args=arguments)


class Complete(FillerMixin, ActionView):  # type: ignore[misc]  # back to where the filler comes from
    """The part is complete: the lead's own or, with a partner in the address, that partner's."""

    success_message = gettext_lazy("La parte è segnata come completa.")

    def perform(self) -> Any:
        return parts.mark_complete(
            application=self.application,
            partner=self.partner,
            read=self.request.POST.get("read", ""),
            actor=self.person,
        )

    def get_back_url(self) -> str:
        return self.back_url


class Reopen(FillerMixin, ActionView):  # type: ignore[misc]  # back to where the filler comes from
    """The part is not complete after all."""

    success_message = gettext_lazy("Il segno è tolto.")

    def perform(self) -> None:
        parts.reopen(application=self.application, partner=self.partner, actor=self.person)

    def get_back_url(self) -> str:
        return self.back_url
