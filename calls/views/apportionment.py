"""The calculator that fills the table of the Distretti of a draft: seen first, then written."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView

from calls.actions.calls import save_section
from calls.engine.apportionment import ApportionmentRefused, apportion
from calls.enums import EditorSection
from calls.forms.apportionment import ApportionmentForm
from calls.labels import sentence
from calls.models import District
from calls.queries.territory import districts
from calls.views.base import CallMixin
from wecare.core.errors import DomainError
from wecare.core.money import ZERO, total
from wecare.core.web import UNPROCESSABLE


@dataclass(frozen=True, slots=True)
class Share:
    """What a Distretto would have."""

    district: District
    amount: Decimal
    is_capped: bool


class Apportionment(CallMixin, FormView):
    """How the money would be shared out; one more press writes it in the draft."""

    permission_required = "calls.edit_call"
    template_name = "calls/apportionment.html"
    form_class = ApportionmentForm

    @cached_property
    def known(self) -> list[District]:
        return list(districts())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "districts": self.known}

    def get_initial(self) -> dict[str, Any]:
        held = self.call.draft.get(EditorSection.DISTRICTS.value) or {}
        tabled = {row.get("code") for row in held.get("grants") or []}
        lots = self.call.draft.get(EditorSection.LOTS.value) or []
        return {
            "amount": total(Decimal(lot["amount"]) for lot in lots if lot.get("amount")) or None,
            "districts": [each.code for each in self.known if not tabled or each.code in tabled],
            "version": self.call.draft_version,
        }

    def form_valid(self, form: ApportionmentForm) -> HttpResponse:
        said = form.cleaned_data
        chosen = [each for each in self.known if each.code in said["districts"]]
        try:
            found = apportion(
                said["amount"],
                {each.code: each.inhabitants or 0 for each in chosen},
                fixed_percent=said["fixed_percent"],
                cap=said["cap"],
            )
        except ApportionmentRefused as refusal:
            form.add_error(None, sentence(refusal.fact))
            return self.form_invalid(form)
        if "write" in self.request.POST:
            return self._written(form, chosen, found)
        shares = [Share(each, found[each.code], found[each.code] == said["cap"]) for each in chosen]
        return self._page(form, shares=shares, sum=total(found.values()))

    def _written(
        self, form: ApportionmentForm, chosen: list[District], found: dict[str, Decimal]
    ) -> HttpResponse:
        held = self.call.draft.get(EditorSection.DISTRICTS.value) or {}
        table = [
            {"code": each.code, "title": each.name, "amount": str(found[each.code])}
            for each in chosen
            if found[each.code] > ZERO
        ]
        try:
            save_section(
                call=self.call,
                section=EditorSection.DISTRICTS,
                value={**held, "asked": True, "grants": table},
                base_version=form.cleaned_data["version"],
                actor=self.actor,
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return self._page(form, status=refusal.http_status)
        messages.success(self.request, _("La tabella di riparto è nella bozza: rileggila."))
        return redirect("calls:editor", self.call.code, EditorSection.DISTRICTS.value)

    def form_invalid(self, form: ApportionmentForm) -> HttpResponse:
        return self._page(form, status=UNPROCESSABLE)

    def _page(self, form: ApportionmentForm, *, status: int = 200, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, **context), status=status)
