"""Numbers without holes, one register per sector and year."""

from datetime import date

from wecare.acts.engine.variables import reference
from wecare.acts.models import Act, Register


def number(*, act: Act, on: date) -> Act:
    """Give the act its number and its date; the caller saves it in the same transaction."""
    act.number = next_number(sector=act.sector, year=on.year)
    act.year = on.year
    act.adopted_on = on
    act.number_text = reference(kind=act.kind, number=act.number, sector=act.sector, year=act.year)
    return act


def next_number(*, sector: str, year: int) -> int:
    """Take the next number; whoever asks meanwhile waits for this transaction to end.

    A transaction that fails gives its number back, so that there is never a hole.
    """
    Register.objects.bulk_create([Register(sector=sector, year=year)], ignore_conflicts=True)
    register = Register.objects.select_for_update(of=("self",)).get(sector=sector, year=year)
    register.last_number += 1
    register.save(update_fields=["last_number"])
    return register.last_number
