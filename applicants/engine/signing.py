"""Whether the signature of a draft counts: pure functions over the report of its verification."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from applicants.enums import SigningState


def signature_stands(report: Mapping[str, Any], *, signers: Collection[str], at: datetime) -> bool:
    """What was verified before still holds at the instant: certificates are valid, and somebody may sign.

    `report` is that of an accepted file, `signers` the fiscal codes of those who may sign at `at`.
    """
    signatures = report["signatures"]
    in_force = all(
        datetime.fromisoformat(each["not_before"])
        <= at
        <= datetime.fromisoformat(each["not_after"])
        for each in signatures
    )
    return in_force and any(each["fiscal_code"] in signers for each in signatures)


def signing_state(*, same_content: bool, signed: bool, stands: bool) -> SigningState:
    """How far a printed copy has come."""
    if not same_content:
        return SigningState.CHANGED
    if not signed:
        return SigningState.TO_SIGN
    return SigningState.SIGNED if stands else SigningState.LAPSED
