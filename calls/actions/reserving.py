"""The money of a call's lots, set aside when the call is published."""

from calls.engine.places import place_of_lot
from calls.engine.rulebook import Rulebook
from calls.models import Call
from wecare.accounts.models import Person
from wecare.acts.models import Act
from wecare.ledger.actions import post


def reserve_lots(call: Call, rules: Rulebook, *, act: Act, actor: Person) -> None:
    """One movement for each lot, from the free money of its line and fund.

    :raises InsufficientFunds: if a line has less than its lots ask.
    """
    for lot in rules.lots:
        place = place_of_lot(lot, rules)
        post(
            key=f"call/{call.code}/reserve/{lot.code}",
            kind="reservation",
            postings=[
                (place.of_line.account, -lot.amount),
                (place.account, lot.amount),
            ],
            cause=f"Prenotazione {call.code} lotto {lot.code}",
            reference=str(act),
            basis=act.key,
            effective_on=act.adopted_on,
            actor=actor,
        )
