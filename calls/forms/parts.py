"""The parts of a call that are one form: title and office, window."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.enums import Procedure
from calls.forms.fields import LineField, NumberField
from calls.forms.rows import RowForm
from calls.forms.tables import CHOOSE, article
from calls.labels.groups import PROCEDURES
from wecare.core.fields import ItalianDateTimeField, PlainTextField
from wecare.core.money import CENT

MOST_REQUESTED = Decimal("1000.00")  # per cent of a lot's money, before its desk stops


class PartForm(forms.Form):
    """A part of the editor; the browser leaves the sentences to us."""

    use_required_attribute = False


class IdentityForm(PartForm):
    """What the call is called and who answers for it."""

    title = LineField(label=gettext_lazy("Titolo del bando"))
    summary = PlainTextField(
        label=gettext_lazy("In breve"),
        help_text=gettext_lazy(
            "Due o tre frasi: per chi è, che cosa finanzia. Massimo 120 parole."
        ),
        max_words=120,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    responsible_office = LineField(label=gettext_lazy("Ufficio responsabile"))
    contact = LineField(
        label=gettext_lazy("Chi aiuta chi partecipa"),
        help_text=gettext_lazy("Indirizzo email, telefono, orari."),
        max_length=300,
    )


class WindowForm(PartForm):
    """When applications are received."""

    opens_at = ItalianDateTimeField(
        label=gettext_lazy("Apertura"),
        help_text=gettext_lazy("gg/mm/aaaa hh:mm, ora italiana. Per esempio 02/11/2026 09:00."),
    )
    closes_at = ItalianDateTimeField(
        label=gettext_lazy("Scadenza"),
        help_text=gettext_lazy("gg/mm/aaaa hh:mm, ora italiana. Vale l'ora del server."),
    )
    article = article()
    procedure = forms.ChoiceField(
        label=gettext_lazy("Come si scelgono le domande"),
        choices=[(each.value, name) for each, name in PROCEDURES.items()],
        initial=Procedure.RANKED.value,
        required=False,
        error_messages=CHOOSE,
    )
    stop_percent = NumberField(
        label=gettext_lazy("Lo sportello si ferma quando le domande chiedono"),
        required=False,
        min_value=CENT,
        max_value=MOST_REQUESTED,
        help_text=gettext_lazy(
            "In percentuale dei soldi del lotto: 100,00 li esaurisce, di più accetta domande di "
            "riserva. Vuoto: 100,00. Serve solo allo sportello."
        ),
    )
    desk_article = LineField(
        label=gettext_lazy("Articolo sullo sportello"), max_length=60, required=False
    )

    def clean(self) -> dict[str, Any]:
        """The deadline comes after the opening."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        _check_order(self, cleaned)
        return cleaned


class WindowRow(RowForm):
    """Another time in which applications are received."""

    unique_field = ""

    opens_at = ItalianDateTimeField(label=gettext_lazy("Apertura"))
    closes_at = ItalianDateTimeField(
        label=gettext_lazy("Scadenza"),
        help_text=gettext_lazy("gg/mm/aaaa hh:mm, ora italiana, dopo la finestra precedente."),
    )

    def clean(self) -> dict[str, Any]:
        """The deadline comes after the opening."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        _check_order(self, cleaned)
        return cleaned


def _check_order(form: forms.Form, cleaned: dict[str, Any]) -> None:
    opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
    if opens and closes and closes <= opens:
        form.add_error("closes_at", _("La scadenza deve venire dopo l'apertura."))
