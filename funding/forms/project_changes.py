"""A change of a project as the beneficiary asks for it, and as the office answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from calls.engine.spending import CostCategory
from funding.actions.exits.project_changes import Wanted
from funding.engine.budgets import Budget
from funding.enums import ChangeKind
from funding.forms.bare import BareForm, WithActForm, WithFilesForm, text_field
from wecare.core.fields import AmountField, ItalianDateField
from wecare.core.money import ZERO


@dataclass(frozen=True, slots=True)
class Block:
    """The amounts of one organisation."""

    name: str
    fields: list[forms.BoundField]


class ChangeForm(WithFilesForm):
    """The budget of each organisation, what changes of the activities, why; and how it is told."""

    kind = forms.ChoiceField(
        label=_("Che cosa fai"),
        choices=[
            (ChangeKind.MINOR.value, _("Comunico una variazione: vale da subito")),
            (ChangeKind.SUBSTANTIAL.value, _("Chiedo una variazione: vale quando è approvata")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli se comunichi o chiedi.")},
    )
    activities = text_field(
        _("Che cosa cambia nelle attività"),
        help_text=_("Se cambiano: serve l'approvazione."),
        required=False,
    )
    reason = text_field(_("Perché"), help_text=_("Lo legge l'ufficio."))

    def __init__(
        self, *args: Any, budget: Budget, categories: tuple[CostCategory, ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._budget, self._categories = budget, categories
        for share in budget.shares:
            for each in categories:
                self.fields[self._name(share.fiscal_code, each.code)] = AmountField(
                    label=each.title,
                    required=False,
                    min_value=ZERO,
                    initial=share.of(each.code),
                )

    @property
    def blocks(self) -> Iterator[Block]:
        """The amounts, organisation by organisation."""
        for share in self._budget.shares:
            names = [self._name(share.fiscal_code, each.code) for each in self._categories]
            yield Block(share.name, [self[name] for name in names])

    @property
    def words(self) -> list[forms.BoundField]:
        """The fields that are no amounts."""
        return [self[name] for name in ("kind", "activities", "reason", "documents")]

    @property
    def wanted(self) -> Wanted:
        """What is asked for, once the form is valid."""
        costs = {
            share.fiscal_code: {
                each.code: self.cleaned_data[self._name(share.fiscal_code, each.code)] or ZERO
                for each in self._categories
            }
            for share in self._budget.shares
        }
        return Wanted(costs, self.cleaned_data["activities"])

    @staticmethod
    def _name(fiscal_code: str, category: str) -> str:
        return f"costs-{fiscal_code}-{category}"


class ExtensionForm(WithFilesForm):
    """A later end of the project, and why."""

    ends_on = ItalianDateField(label=_("Nuova fine del progetto"), help_text=_("gg/mm/aaaa"))
    reason = text_field(_("Perché"), help_text=_("Lo legge l'ufficio."))

    field_order = ("ends_on", "reason", "documents")


class NoticeForm(BareForm):
    """Taking note, or objecting with the reason."""

    step = forms.ChoiceField(
        label=_("Esito"),
        choices=[
            ("take_note", _("Prendo atto: resta in vigore")),
            ("object", _("Non è ammessa: torna il piano di prima")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli l'esito.")},
    )
    answer = text_field(
        _("Motivo"), help_text=_("Serve se non la ammetti: lo legge l'ente."), required=False
    )

    ground = None


class DecisionForm(WithActForm):
    """Approving, or not with the reason; by act where there is one."""

    step = forms.ChoiceField(
        label=_("Esito"),
        choices=[("approve", _("Approvata")), ("refuse", _("Non approvata"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli l'esito.")},
    )
    answer = text_field(
        _("Motivo"), help_text=_("Serve se non la approvi: lo legge l'ente."), required=False
    )

    field_order = ("step", "answer")
