"""How awards of a call are paid, and the plan of one."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.engine.payments import MOST_INTERIM, Habit, Share
from funding.enums import InstalmentKind
from funding.labels import INSTALMENT_KINDS
from wecare.core.fields import AmountField
from wecare.core.money import ZERO


class HabitForm(forms.Form):
    """How the awards of a call are paid."""

    use_required_attribute = False

    advance = AmountField(
        label=gettext_lazy("Anticipo, in percentuale"), min_value=ZERO, max_value=Decimal(100)
    )
    interim = AmountField(
        label=gettext_lazy("Acconto, in percentuale"), min_value=ZERO, max_value=Decimal(100)
    )
    needs_report = forms.BooleanField(
        label=gettext_lazy("Acconto e saldo si pagano sulla spesa riconosciuta"), required=False
    )
    surety_days = forms.IntegerField(
        label=gettext_lazy("Durata della fideiussione"),
        help_text=gettext_lazy("Il minimo, in giorni da quando si controlla."),
        min_value=0,
        max_value=3650,
    )

    @property
    def habit(self) -> Habit:
        """What was typed, once the form is valid."""
        said = self.cleaned_data
        return Habit(said["advance"], said["interim"], said["needs_report"], said["surety_days"])


class PlanForm(forms.Form):
    """The instalments: each as a per cent or as euro; the balance is the rest."""

    use_required_attribute = False

    surety = forms.BooleanField(
        label=gettext_lazy("L'anticipo vuole una fideiussione"), required=False
    )
    surety_days = forms.IntegerField(
        label=gettext_lazy("Durata della fideiussione"),
        help_text=gettext_lazy("Il minimo, in giorni da quando si controlla."),
        min_value=0,
        max_value=3650,
    )
    balance_report = forms.BooleanField(
        label=gettext_lazy("Il saldo si paga sulla spesa riconosciuta"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in self._rows():
            self.fields[f"{row}-percent"] = AmountField(
                label=_("Percentuale"), min_value=ZERO, max_value=Decimal(100), required=False
            )
            self.fields[f"{row}-amount"] = AmountField(
                label=_("oppure importo"), min_value=ZERO, required=False
            )
            if row != InstalmentKind.ADVANCE:
                self.fields[f"{row}-report"] = forms.BooleanField(
                    label=_("Si paga sulla spesa riconosciuta"), required=False
                )

    @staticmethod
    def _rows() -> list[str]:
        interim = [f"{InstalmentKind.INTERIM.value}{n}" for n in range(1, MOST_INTERIM + 1)]
        return [InstalmentKind.ADVANCE.value, *interim]

    @property
    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each instalment with its fields."""
        found = []
        for row in self._rows():
            kind = InstalmentKind(row.rstrip("0123456789"))
            number = row.removeprefix(kind.value)
            title = f"{INSTALMENT_KINDS[kind]} {number}".strip()
            fields = [self[name] for name in self.fields if name.startswith(f"{row}-")]
            found.append((title, fields))
        return found

    def clean(self) -> dict[str, Any]:
        """:raises ValidationError: where an instalment says both a per cent and euro."""
        said = super().clean() or self.cleaned_data
        for row in self._rows():
            if said.get(f"{row}-percent") and said.get(f"{row}-amount"):
                self.add_error(
                    f"{row}-amount", _("Scrivi la percentuale o l'importo, non tutti e due.")
                )
        return said

    @property
    def shares(self) -> list[Share]:
        """What was typed, once the form is valid; the balance has no euro yet."""
        said, found = self.cleaned_data, []
        for row in self._rows():
            percent, amount = said[f"{row}-percent"] or None, said[f"{row}-amount"] or ZERO
            if percent is None and not amount:
                continue
            kind = InstalmentKind(row.rstrip("0123456789"))
            found.append(Share(kind, amount, percent, said.get(f"{row}-report", False)))
        found.append(Share(InstalmentKind.BALANCE, ZERO, None, said["balance_report"]))
        return found

    @classmethod
    def typed(cls, shares: tuple[Share, ...], **said: Any) -> dict[str, Any]:
        """The initial values that show these instalments."""
        numbers = iter(range(1, MOST_INTERIM + 1))
        for share in shares:
            if share.kind is InstalmentKind.BALANCE:
                said["balance_report"] = share.needs_report
                continue
            row = share.kind.value
            if share.kind is InstalmentKind.INTERIM:
                row = f"{row}{next(numbers)}"
            if share.percent is not None:
                said[f"{row}-percent"] = share.percent
            else:
                said[f"{row}-amount"] = share.amount
            said[f"{row}-report"] = share.needs_report
        return said
