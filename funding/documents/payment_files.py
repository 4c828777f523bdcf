"""The files of an order to the bank: the XML that it reads, and the same rows for a spreadsheet."""

import csv
from collections.abc import Sequence
from io import StringIO

from defusedcsv import csv as defused
from django.utils.translation import gettext as _
from django.utils.translation import override

from funding.engine import sepa
from funding.models import PaymentOrder, Transfer
from wecare.core.documents import LANGUAGE
from wecare.core.money import format_plain

MESSAGE = "WCR-{number}"


def xml_of(order: PaymentOrder, transfers: Sequence[Transfer], *, number: int, bic: str) -> bytes:
    """The order as pain.001.001.09; `number` names the message, which never changes."""
    return sepa.pain001(
        message=MESSAGE.format(number=number),
        made_at=order.made_at,
        on=order.on,
        debtor=sepa.Party(order.debtor_name, order.debtor_iban, bic),
        transfers=[
            sepa.Transfer(
                each.end_to_end,
                sepa.Party(each.holder, each.iban),
                each.amount,
                each.remittance,
            )
            for each in transfers
        ],
    )


@override(LANGUAGE)
def csv_of(transfers: Sequence[Transfer]) -> bytes:
    """The rows for a spreadsheet, in UTF-8; cells that it would run are neutralised."""
    text = StringIO()
    writer = defused.writer(text, delimiter=";", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(
        [
            _("codice"),
            _("intestatario"),
            _("codice fiscale"),
            _("IBAN"),
            _("importo"),
            _("causale"),
        ]
    )
    for each in transfers:
        writer.writerow(
            [
                each.end_to_end,
                each.holder,
                each.fiscal_code,
                each.iban,
                format_plain(each.amount),
                each.remittance,
            ]
        )
    return ("\ufeff" + text.getvalue()).encode()
