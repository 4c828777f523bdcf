"""What a project may cost, what is granted of it, how long it lasts, and its kinds of expense."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.forms.fields import CodeField, LineField, LinesField, ShareField, WholeField
from calls.forms.parts import PartForm
from calls.forms.rows import RowForm
from calls.forms.tables import article, explanation
from wecare.core.components import formats
from wecare.core.fields import AmountField, ItalianDateField
from wecare.core.money import CENT, format_amount

WHOLE = Decimal("99.99")  # an own share of everything leaves nothing to grant
MOST_MONTHS = 120
_PAIRS = (
    ("minimum_value", "maximum_value", format_amount),
    ("minimum_grant", "maximum_grant", format_amount),
    ("minimum_rate", "maximum_rate", formats.percent),
)


class AmountsForm(PartForm):
    """How much a project may cost, how much of it is granted, how much the applicant pays."""

    minimum_value = AmountField(label=gettext_lazy("Valore minimo del progetto"), required=False)
    maximum_value = AmountField(
        label=gettext_lazy("Valore massimo del progetto"),
        required=False,
        min_value=CENT,
    )
    minimum_grant = AmountField(
        label=gettext_lazy("Contributo minimo"), required=False, min_value=CENT
    )
    maximum_grant = AmountField(
        label=gettext_lazy("Contributo massimo"), required=False, min_value=CENT
    )
    minimum_rate = ShareField(
        label=gettext_lazy("Percentuale minima di contributo"),
        required=False,
        min_value=CENT,
        help_text=gettext_lazy("Sul valore del progetto, per esempio 40,00."),
    )
    maximum_rate = ShareField(
        label=gettext_lazy("Percentuale massima di contributo"),
        required=False,
        min_value=CENT,
        help_text=gettext_lazy("Sul valore del progetto, per esempio 80,00."),
    )
    minimum_own_share = ShareField(
        label=gettext_lazy("Quota propria minima"),
        required=False,
        max_value=WHOLE,
        help_text=gettext_lazy(
            "Sul valore del progetto, per esempio 20,00. Se cambia con il valore, lasciala vuota e "
            "scrivi gli scaglioni qui sotto."
        ),
    )
    maximum_in_kind = ShareField(
        label=gettext_lazy("Quota propria in natura, al massimo"),
        required=False,
        min_value=CENT,
        help_text=gettext_lazy(
            "Lavoro, beni o servizi valorizzati, in percentuale della quota propria. Vuoto: solo "
            "denaro; 100,00: anche tutta in natura."
        ),
    )
    article = article()

    def clean(self) -> dict[str, Any]:
        """No maximum is below its minimum."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for least, most, show in _PAIRS:
            low, high = cleaned.get(least), cleaned.get(most)
            if low is not None and high is not None and high < low:
                self.add_error(
                    most,
                    _("Il massimo (%(high)s) è sotto il minimo (%(low)s).")
                    % {"high": show(high), "low": show(low)},
                )
        return cleaned


class BracketRow(RowForm):
    """The own share of projects up to a value."""

    unique_field = "up_to"

    up_to = AmountField(
        label=gettext_lazy("Progetti fino a"),
        required=False,
        min_value=CENT,
        help_text=gettext_lazy("In euro, compreso. Solo l'ultimo scaglione resta vuoto."),
    )
    minimum_percent = ShareField(
        label=gettext_lazy("Quota propria minima"),
        max_value=WHOLE,
        help_text=gettext_lazy("Sul valore intero del progetto."),
    )


class DurationForm(PartForm):
    """How long a project may last, and when it may start."""

    minimum_months = WholeField(
        label=gettext_lazy("Durata minima in mesi"), maximum=MOST_MONTHS, required=False
    )
    maximum_months = WholeField(
        label=gettext_lazy("Durata massima in mesi"), maximum=MOST_MONTHS, required=False
    )
    starts_from = ItalianDateField(
        label=gettext_lazy("Inizio non prima del"),
        required=False,
        help_text=gettext_lazy("gg/mm/aaaa"),
    )
    starts_by = ItalianDateField(
        label=gettext_lazy("Inizio entro il"), required=False, help_text=gettext_lazy("gg/mm/aaaa")
    )
    article = article()

    def clean(self) -> dict[str, Any]:
        """Something lies between the bounds."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        low, high = cleaned.get("minimum_months"), cleaned.get("maximum_months")
        if low is not None and high is not None and high < low:
            sentence = _("Il massimo (%(high)s mesi) è sotto il minimo (%(low)s mesi).")
            self.add_error("maximum_months", sentence % {"high": high, "low": low})
        first, last = cleaned.get("starts_from"), cleaned.get("starts_by")
        if first is not None and last is not None and last < first:
            sentence = _("L'ultimo giorno viene prima del primo (%(first)s).")
            self.add_error("starts_by", sentence % {"first": formats.day(first)})
        return cleaned


def _share(label: Any) -> ShareField:
    return ShareField(
        label=label,
        required=False,
        help_text=gettext_lazy("In percentuale del valore del progetto."),
    )


class BoundedRow(RowForm):
    """A part of the expenses, bounded as a percentage of the value of the project."""

    def clean(self) -> dict[str, Any]:
        """The bounds leave something between them."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        low, high = cleaned.get("minimum_percent"), cleaned.get("maximum_percent")
        if low is not None and high is not None and high < low:
            show = ShareField.shown
            self.add_error(
                "maximum_percent",
                _("Il massimo (%(high)s) è sotto il minimo (%(low)s).")
                % {"high": show(high), "low": show(low)},
            )
        return cleaned


class CostGroupRow(BoundedRow):
    """A macro-item: kinds of expense that are bounded together."""

    code = CodeField(label=gettext_lazy("Codice"))
    title = LineField(label=gettext_lazy("Macrovoce"))
    help = explanation()
    minimum_percent = _share(gettext_lazy("Minimo di tutte le sue voci"))
    maximum_percent = _share(gettext_lazy("Massimo di tutte le sue voci"))
    article = article()


class CostRow(BoundedRow):
    """A kind of expense."""

    code = CodeField(label=gettext_lazy("Codice"))
    title = LineField(label=gettext_lazy("Voce di spesa"))
    group = CodeField(
        label=gettext_lazy("Macrovoce"),
        required=False,
        help_text=gettext_lazy("Il codice di una macrovoce scritta qui sopra. Vuoto: sta da sola."),
    )
    help = explanation()
    minimum_percent = _share(gettext_lazy("Minimo"))
    maximum_percent = _share(gettext_lazy("Massimo"))
    flat_rate = ShareField(
        label=gettext_lazy("Forfait, al massimo"),
        required=False,
        min_value=CENT,
        help_text=gettext_lazy(
            "Se la voce si paga a forfait: la percentuale delle voci scritte qui sotto."
        ),
    )
    flat_base = LinesField(
        label=gettext_lazy("Voci su cui si calcola il forfait"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("I loro codici, uno per riga."),
    )
    article = article()

    def clean(self) -> dict[str, Any]:
        """A flat rate has its base."""
        cleaned = super().clean()
        rate, base = cleaned.get("flat_rate"), cleaned.get("flat_base")
        if rate is not None and base == []:
            self.add_error("flat_base", _("Scrivi su quali voci si calcola il forfait."))
        if base and "flat_rate" in cleaned and rate is None:
            self.add_error("flat_rate", _("Scrivi la percentuale del forfait."))
        return cleaned
