"""Fields for what is named outside the portal: the fiscal code of a body, the page of an act."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.exceptions import ValidationError as NotACode
from stdnum.it import iva

from calls.forms.fields import LineField

CODE_LENGTH = 11  # digits
LINK_LENGTH = 500


class BodyCodeField(LineField):
    """The fiscal code of a body: eleven digits, the last of which checks the others; or nothing."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("Codice fiscale"))
        options.setdefault(
            "help_text", gettext_lazy("Undici cifre. Se non lo sai, lascialo vuoto.")
        )
        options.setdefault("required", False)
        super().__init__(max_length=CODE_LENGTH, **options)

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        if not typed:
            return ""
        try:
            return str(iva.validate(typed))
        except NotACode as refusal:
            raise ValidationError(
                _(
                    '"%(code)s" non è il codice fiscale di un ente: sono undici cifre, e l\'ultima '
                    "controlla le altre."
                )
                % {"code": typed},
                code="fiscal_code",
            ) from refusal


class ActLinkField(forms.URLField):
    """Where an act adopted elsewhere is read; or nothing."""

    def __init__(self, **options: Any) -> None:
        known: dict[str, Any] = {
            "label": gettext_lazy("Dove si legge l'atto"),
            "help_text": gettext_lazy(
                "L'indirizzo della pagina, per esempio sul Bollettino ufficiale."
            ),
            "max_length": LINK_LENGTH,
            "required": False,
            "assume_scheme": "https",
            "error_messages": {
                "invalid": gettext_lazy(
                    "Scrivi un indirizzo come https://www.regione.piemonte.it/."
                )
            },
            "widget": forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        }
        super().__init__(**known | options)
