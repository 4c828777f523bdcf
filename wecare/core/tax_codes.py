"""The field of a fiscal code or a VAT number, of whoever it is."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum.it import codicefiscale, iva

from wecare.core.fields import PlainTextField

LONGEST = 16  # signs
_BODY = 11  # digits


class TaxCodeField(PlainTextField):
    """The fiscal code, or the VAT number, of somebody; of others than Italians as it is."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST, multiline=False, **options)

    def to_python(self, value: Any) -> str:
        """The code without spaces, in capitals.

        :raises ValidationError: if it looks Italian and its last sign is wrong.
        """
        code = "".join(super().to_python(value).split()).upper().removeprefix("IT")
        if code.isdigit() and len(code) == _BODY and not iva.is_valid(code):
            raise ValidationError(
                _("Il codice %(code)s non è giusto: controlla le cifre.") % {"code": code}
            )
        if len(code) == LONGEST and not code.isdigit() and not codicefiscale.is_valid(code):
            raise ValidationError(
                _("Il codice fiscale %(code)s non è giusto: controllalo.") % {"code": code}
            )
        return code
