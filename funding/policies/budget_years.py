"""Whether committed money can change its budget year, with the sentence that says why not."""

from decimal import Decimal

from django.utils.translation import gettext as _

from wecare.acts.engine.years import LAST_YEAR
from wecare.core.errors import DomainError
from wecare.core.money import format_amount


class ShiftRefused(DomainError):
    """Money that cannot change its budget year so."""


def check_years(*, from_year: int, to_year: int, this_year: int) -> None:
    """The years differ, and the one that receives has not passed.

    :raises ShiftRefused: otherwise.
    """
    if from_year == to_year:
        raise ShiftRefused(
            _("L'annualità di partenza e quella di arrivo sono la stessa: %(year)s.")
            % {"year": to_year}
        )
    if not this_year <= to_year <= LAST_YEAR:
        raise ShiftRefused(
            _(
                "L'annualità di arrivo sta tra il %(first)s, l'anno in corso, e il %(last)s. "
                "Qui è il %(year)s."
            )
            % {"first": this_year, "last": LAST_YEAR, "year": to_year}
        )


def check_as_read(*, read: Decimal, now: Decimal, year: int) -> None:
    """What is about to change year is what was read before deciding, and it is something.

    :raises ShiftRefused: otherwise.
    """
    if not now:
        raise ShiftRefused(
            _("Sull'annualità %(year)s dei contributi scelti non resta nulla da spostare.")
            % {"year": year}
        )
    if read != now:
        raise ShiftRefused(
            _(
                "Intanto l'annualità %(year)s si è mossa: dei contributi scelti restavano %(read)s, ora "
                "restano %(now)s. Rileggi l'elenco e conferma."
            )
            % {"year": year, "read": format_amount(read), "now": format_amount(now)}
        )
