"""A new call, and the act that publishes it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.forms.fields import CodeField, LineField
from calls.forms.tables import CHOOSE
from calls.models import Call
from calls.queries.programme import Purse
from wecare.acts.enums import ActKind
from wecare.acts.labels import ACT_KIND
from wecare.core.fields import ItalianDateField, ItalianDateTimeField, PlainTextField
from wecare.core.money import format_amount

RESERVED_CODES = frozenset({"nuovo"})  # an address of the desk
NUMBER_LENGTH = 60
SUBJECT_LENGTH = 2000
REASON_LENGTH = 2000


class CallForm(forms.Form):
    """The code, the title and the money of a new call."""

    use_required_attribute = False

    code = CodeField(
        label=gettext_lazy("Codice"),
        help_text=gettext_lazy(
            "Sta nell'indirizzo della pagina e non cambia più. Per esempio FSE2-2026."
        ),
    )
    title = LineField(label=gettext_lazy("Titolo del bando"))
    purse = forms.ChoiceField(
        label=gettext_lazy("Linea e fondo"),
        help_text=gettext_lazy("Accanto, i soldi ancora liberi."),
        error_messages=CHOOSE,
    )

    def __init__(self, *args: Any, purses: Sequence[Purse], **options: Any) -> None:
        super().__init__(*args, **options)
        self._purses = {purse.key: purse for purse in purses}
        self.fields["purse"].choices = [  # type: ignore[attr-defined]
            ("", _("Scegli")),
            *((purse.key, _purse_label(purse)) for purse in purses),
        ]

    def clean_code(self) -> str:
        """The address is free."""
        code: str = self.cleaned_data["code"]
        if "." in code:
            raise ValidationError(_("Nel codice del bando il punto non si può usare."), code="code")
        if code.lower() in RESERVED_CODES or Call.objects.filter(code__iexact=code).exists():
            raise ValidationError(
                _('Il codice "%(code)s" è già preso. Scegline un altro.') % {"code": code},
                code="taken",
            )
        return code

    def clean_purse(self) -> Purse:
        """The line and the fund that were chosen."""
        return self._purses[self.cleaned_data["purse"]]


def _purse_label(purse: Purse) -> str:
    return _("%(line)s, fondo %(fund)s: liberi %(free)s") % {
        "line": f"{purse.line} {purse.line.title}",
        "fund": purse.fund,
        "free": format_amount(purse.free),
    }


class PublicationForm(forms.Form):
    """The act that approves the call, already adopted by the office."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=gettext_lazy("Tipo di atto"),
        choices=[(kind.value, label) for kind, label in ACT_KIND.items()],
        initial=ActKind.DD.value,
        error_messages=CHOOSE,
    )
    number_text = LineField(
        label=gettext_lazy("Numero dell'atto"),
        help_text=gettext_lazy("Come si cita, per esempio DD 12/A2203A/2026."),
        max_length=NUMBER_LENGTH,
    )
    adopted_on = ItalianDateField(
        label=gettext_lazy("Data di adozione"), help_text=gettext_lazy("gg/mm/aaaa")
    )
    subject = PlainTextField(
        label=gettext_lazy("Oggetto dell'atto"),
        max_length=SUBJECT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, at: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._today = localdate(at)

    def clean_adopted_on(self) -> Any:
        """An act that publishes now was adopted before."""
        day = self.cleaned_data["adopted_on"]
        if day > self._today:
            raise ValidationError(
                _("L'atto non può essere adottato nel futuro: oggi è il %(today)s.")
                % {"today": self._today.strftime("%d/%m/%Y")},
                code="future",
            )
        return day


class VersionForm(PublicationForm):
    """The act of a new version of the rules, and why it is needed; `base` is the version read."""

    reason = PlainTextField(
        label=gettext_lazy("Perché"),
        help_text=gettext_lazy("Lo leggono tutti, accanto a che cosa cambia."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class CorrectionForm(VersionForm):
    """The correction as it was read: `draft_version` says how far it had been written."""

    draft_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class ExtensionForm(VersionForm):
    """More time for everyone."""

    closes_at = ItalianDateTimeField(
        label=gettext_lazy("Nuova scadenza"),
        help_text=gettext_lazy("gg/mm/aaaa hh:mm, ora italiana. Vale l'ora del server."),
    )
    field_order = ("closes_at",)


class ClosingForm(forms.Form):
    """Nothing to write: the page says what closing does."""
