"""Days of the procedure, stamp duty, signature, State aid: what a call says of its own course."""

from dataclasses import dataclass
from decimal import Decimal

from calls.engine.codec import since
from calls.enums import AidRegime, OrganisationKind, SignaturePolicy


@dataclass(frozen=True, slots=True)
class Terms:
    """What is empty the call does not say.

    `rejection_days` are those to answer a notice of rejection (art. 10-bis L. 241/1990); without
    them the call gives no such notice. `checking_days` are those of the formal check, from the opening.
    `observation_days` are those after a provisional list, without which a list is definitive at once;
    `offer_days` those to answer an offer in part.
    `sealed`: of no phase does the office read what was sent until two of its people open it, after
    the deadline; without it one opens the first phase, and later ones are read as they arrive.
    """

    clarification_days: int | None = None
    clarification_article: str = ""
    rejection_days: int | None = None
    rejection_article: str = ""
    observation_days: int | None = None
    observation_article: str = ""
    stamp_duty: Decimal | None = None
    stamp_exempt: tuple[OrganisationKind, ...] = ()
    stamp_article: str = ""
    signature: SignaturePolicy | None = None
    signature_article: str = ""
    aid_regime: AidRegime | None = None
    aid_basis: str = ""
    aid_article: str = ""
    sealed: bool = since(5, False)
    sealed_article: str = since(5, "")
    checking_days: int | None = since(5, None)
    checking_article: str = since(5, "")
    offer_days: int | None = since(5, None)
    offer_article: str = since(5, "")

    def stamp_due(self, kind: OrganisationKind) -> Decimal | None:
        """The stamp duty such an organisation pays, zero if it is exempt; None if not said."""
        if self.stamp_duty is None:
            return None
        return Decimal("0.00") if kind in self.stamp_exempt else self.stamp_duty
