"""The accounts of the ledger as decrees name them."""

from funding.queries.lot_money import LotMoney
from wecare.core.money import format_amount


def accounts_said(lot: LotMoney) -> str:
    """The account of a lot; where several funds pay it, each with what is committed out of it."""
    several = (f"{each.place.account} ({format_amount(each.granted)})" for each in lot.shown)
    return "; ".join(several) or lot.account
