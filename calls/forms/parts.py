"""The parts of a call that are one form: title and office, window."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.forms.fields import LineField
from calls.forms.tables import article
from wecare.core.fields import ItalianDateTimeField, PlainTextField


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

    def clean(self) -> dict[str, Any]:
        """The deadline comes after the opening."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("La scadenza deve venire dopo l'apertura."))
        return cleaned
