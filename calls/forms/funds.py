"""A fund of the programme, and who pays it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.forms.fields import CodeField, LineField, ShareField
from calls.models import Fund
from calls.queries.budgets import mark_of_fund

CODE_LENGTH = 12
SOURCE_LENGTH = 300


class FundForm(forms.Form):
    """The title and the shares; all three or none."""

    use_required_attribute = False

    title = LineField(label=gettext_lazy("Titolo del fondo"))
    eu = ShareField(label=gettext_lazy("Quota dell'Unione europea, in %"), required=False)
    state = ShareField(label=gettext_lazy("Quota dello Stato, in %"), required=False)
    region = ShareField(label=gettext_lazy("Quota della Regione, in %"), required=False)
    shares_source = LineField(
        label=gettext_lazy("Da dove vengono le quote"),
        help_text=gettext_lazy("L'atto o la pagina, e se sono da confermare."),
        max_length=SOURCE_LENGTH,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def clean(self) -> dict[str, Any]:
        """The shares are all there, or none is."""
        said = super().clean() or {}
        given = [said.get(name) for name in ("eu", "state", "region")]
        if not self.errors and None in given and any(each is not None for each in given):
            raise ValidationError(
                _("Scrivi tutte e tre le quote, oppure nessuna se non sono note."), code="shares"
            )
        return said

    @property
    def shares(self) -> tuple[Decimal, Decimal, Decimal] | None:
        """What the Union, the State and the Region pay; none if not known."""
        said = self.cleaned_data
        if said["eu"] is None:
            return None
        return (said["eu"], said["state"], said["region"])


class NewFundForm(FundForm):
    """The same, with the code that never changes."""

    code = CodeField(
        label=gettext_lazy("Codice"),
        help_text=gettext_lazy("Al massimo 12 caratteri, non cambia più. Per esempio FSC."),
        max_length=CODE_LENGTH,
    )
    field_order = ("code", "title", "eu", "state", "region", "shares_source")

    def clean_code(self) -> str:
        """The code is part of an address."""
        code: str = self.cleaned_data["code"]
        if "." in code:
            raise ValidationError(_("Nel codice del fondo il punto non si può usare."), code="code")
        return code


def initial_of(fund: Fund) -> dict[str, Any]:
    """What the form shows of a fund, with the mark of what it was when it was read."""
    return {
        "title": fund.title,
        "eu": fund.eu_share,
        "state": fund.state_share,
        "region": fund.region_share,
        "shares_source": fund.shares_source,
        "seen": mark_of_fund(fund),
    }
