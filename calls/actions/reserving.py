"""The money of a call's lots, set aside when the call is published."""

from django.utils.translation import gettext as _

from calls.engine.places import Place, parts_of_lot, places_of_lot
from calls.engine.rulebook import Lot, Rulebook
from calls.labels.budgets import place_words
from calls.models import Call
from wecare.accounts.models import Person
from wecare.acts.models import Act
from wecare.core.money import format_amount
from wecare.ledger.actions import InsufficientFunds, post


class LotUnpaid(InsufficientFunds):
    """The line has too little free money of a fund for one of the lots; the sentence names them."""

    def __init__(self, refusal: InsufficientFunds, *, lot: Lot, place: Place) -> None:
        super().__init__(code=refusal.code, left=refusal.left, needed=refusal.needed)
        said = _(
            "Lotto «%(lot)s»: sul fondo %(fund)s servono %(needed)s, la linea ne ha liberi %(left)s "
            "(%(place)s). Mancano %(missing)s: riduci il lotto o aumenta la dotazione con un atto. Non "
            "abbiamo registrato nulla."
        )
        self.args = (
            said
            % {
                "lot": lot.title,
                "fund": place.fund,
                "place": place_words(place.of_line),
                "left": format_amount(refusal.left),
                "needed": format_amount(refusal.needed),
                "missing": format_amount(refusal.needed - refusal.left),
            },
        )


def reserve_lots(call: Call, rules: Rulebook, *, act: Act, actor: Person) -> None:
    """One movement for each lot, from the free money of its line on each fund that pays it.

    :raises LotUnpaid: if a line has less of a fund than its lots ask.
    """
    for lot in rules.lots:
        places = places_of_lot(lot, rules)
        parts = parts_of_lot(lot)
        try:
            post(
                key=f"call/{call.code}/reserve/{lot.code}",
                kind="reservation",
                postings=[
                    posting
                    for fund, amount in parts.items()
                    for posting in (
                        (places[fund].of_line.account, -amount),
                        (places[fund].account, amount),
                    )
                ],
                cause=f"Prenotazione {call.code} lotto {lot.code}",
                reference=str(act),
                basis=act.key,
                effective_on=act.adopted_on,
                actor=actor,
            )
        except InsufficientFunds as refusal:
            place = next(e for e in places.values() if e.of_line.account == refusal.code)
            raise LotUnpaid(refusal, lot=lot, place=place) from refusal
