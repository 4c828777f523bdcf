"""A change of partners as the lead asks for it, as who comes in answers it, as the office decides it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applicants.actions.variations import Change
from applicants.engine.variation import Group, Part
from applicants.forms.accompaniments import ManyFilesField
from applicants.forms.phases import LONGEST_TEXT, GroundForm
from calls.engine.rulebook import Rulebook
from wecare.core.fields import AmountField, PlainTextField
from wecare.core.money import ZERO, euro

MOST_ENTERING = 3  # in one request; more come in with another
_OWN, _IN_KIND = "own", "kind"


@dataclass(frozen=True, slots=True)
class Block:
    """The fields of one organisation."""

    title: str
    first: forms.BoundField
    amounts: list[forms.BoundField]


class VariationForm(forms.Form):
    """Who leaves, who comes in, the part of each, why, with which documents."""

    use_required_attribute = False

    reason = PlainTextField(
        label=gettext_lazy("Perché"),
        help_text=gettext_lazy("Lo leggono l'ufficio, chi entra e chi valuta."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    documents = ManyFilesField(
        label=gettext_lazy("Documenti"),
        help_text=gettext_lazy(
            "Recesso di chi esce, adesione di chi entra, e ciò che il bando chiede ai partner. Al "
            "massimo cinque, PDF o P7M, 20 MB ciascuno."
        ),
        required=False,
    )

    def __init__(self, *args: Any, group: Group, rules: Rulebook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._group, self._rules = group, rules
        for each in group:
            self.fields[f"leaves_{each['fiscal_code']}"] = forms.BooleanField(
                label=_("Esce dal gruppo"), required=False
            )
            self._amounts(each["fiscal_code"], each)
        for number in range(1, MOST_ENTERING + 1):
            self.fields[f"enters_{number}"] = PlainTextField(
                label=_("Codice fiscale di chi entra"),
                help_text=_("Dev'essere un ente già registrato sul portale."),
                max_length=32,
                multiline=False,
                required=False,
            )
            self._amounts(f"new{number}", {})

    def _amounts(self, key: str, had: Mapping[str, Any]) -> None:
        costs = had.get("costs", {})
        rows = [
            (each.code, each.title, costs.get(each.code)) for each in self._rules.cost_categories
        ]
        rows.append((_OWN, _("Quota propria"), had.get("own_funding")))
        rows.append((_IN_KIND, _("di cui in natura"), had.get("own_in_kind")))
        for code, title, amount in rows if self._rules.cost_categories else ():
            self.fields[f"{key}-{code}"] = AmountField(
                label=title,
                required=False,
                min_value=ZERO,
                initial=euro(amount) if amount is not None else None,
            )

    @property
    def staying(self) -> Iterator[Block]:
        """The fields of each partner that there is."""
        for each in self._group:
            code = each["fiscal_code"]
            yield Block(f"{each['name']} – {code}", self[f"leaves_{code}"], self._of(code))

    @property
    def entering(self) -> Iterator[Block]:
        """The fields of who may come in."""
        for number in range(1, MOST_ENTERING + 1):
            title = _("Ente che entra, %(number)d") % {"number": number}
            yield Block(title, self[f"enters_{number}"], self._of(f"new{number}"))

    def _of(self, key: str) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(f"{key}-")]

    @property
    def change(self) -> Change:
        """What is asked for, once the form is valid."""
        said = self.cleaned_data
        codes = [each["fiscal_code"] for each in self._group]
        leaving = frozenset(code for code in codes if said[f"leaves_{code}"])
        parts = {code: self._part(code) for code in codes if code not in leaving}
        entering = []
        for number in range(1, MOST_ENTERING + 1):
            if code := "".join(said[f"enters_{number}"].split()).upper():
                entering.append(code)
                parts[code] = self._part(f"new{number}")
        return Change(leaving, tuple(entering), parts if self._rules.cost_categories else {})

    def _part(self, key: str) -> Part:
        def amount(code: str) -> Decimal:
            found: Decimal | None = self.cleaned_data.get(f"{key}-{code}")
            return found if found is not None else ZERO

        costs = {each.code: amount(each.code) for each in self._rules.cost_categories}
        return Part(costs, amount(_OWN), amount(_IN_KIND))

    @property
    def uploads(self) -> list[UploadedFile]:
        """What was brought with it."""
        return list(self.cleaned_data["documents"])


class AnswerForm(forms.Form):
    """The yes of who comes in, or its no with the reason."""

    use_required_attribute = False

    reason = PlainTextField(
        label=gettext_lazy("Motivo, se rifiuti"),
        help_text=gettext_lazy("Lo legge il capofila."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecisionForm(GroundForm):
    """The act, and what it decides."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Esito"),
        choices=[
            ("approved", gettext_lazy("La variazione è approvata")),
            ("refused", gettext_lazy("La variazione non è approvata")),
        ],
        widget=forms.RadioSelect,
    )
    reason = PlainTextField(
        label=gettext_lazy("Motivo"),
        help_text=gettext_lazy("Necessario per un no. Lo legge il capofila, parola per parola."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("outcome", "reason")
