"""What the acts of renunciation and of revocation say, filled from the data of the award."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from funding.models import Acknowledgment, Award, Revocation
from funding.queries.awards.standing import standing
from funding.queries.exits.recoveries import claimed
from wecare.acts.engine.variables import day_in_words
from wecare.core.money import ZERO

RENUNCIATION, REVOCATION = "renunciation", "revocation"


def revoked(revocation: Revocation) -> Decimal:
    """How much is revoked, in euro."""
    return revocation.amount if revocation.amount is not None else standing(revocation.award).due


def to_recover(revocation: Revocation) -> Decimal:
    """How much of what was paid the revocation makes too much, beyond what is claimed already."""
    award = revocation.award
    now = standing(award)
    left = ZERO if revocation.is_total else now.due - revoked(revocation)
    return max(now.paid - left, ZERO) - claimed(award)


def revocation_variables(revocation: Revocation) -> dict[str, Any]:
    """The blanks of the act of a revocation."""
    recovered = to_recover(revocation)
    observed = [each.text for each in revocation.observations.order_by("pk")]
    started = day_in_words(localdate(revocation.started_at))
    until = day_in_words(localdate(revocation.answer_until - timedelta(seconds=1)))
    said = {
        **_of_award(revocation.award),
        "premises": f"il termine per rispondere alla comunicazione di avvio è scaduto il {until};",
        "reasons": _lines(revocation.assessment),
        "notice": (
            f"prot. {revocation.protocol} del {started}"
            if revocation.protocol
            else f"comunicazione nel portale del {started}"
        ),
        "observations": "\n".join(_lines(each) for each in observed),
        "revoked": str(revoked(revocation)),
    }
    if recovered > ZERO:
        said |= {"recovered": str(recovered), "recovery_days": revocation.recovery_days}
    return said


def renunciation_variables(acknowledgment: Acknowledgment, *, protocol: str) -> dict[str, Any]:
    """The blanks of the act that takes note of a renunciation."""
    award = acknowledgment.award
    return {
        **_of_award(award),
        "premises": _lines(acknowledgment.departure.reason),
        "renounced_on": localdate(acknowledgment.departure.recorded_at).isoformat(),
        "renounced_protocol": protocol,
        "released": str(standing(award).committed),
    }


def subject_of_revocation(revocation: Revocation) -> str:
    """The object of the act."""
    award = revocation.award
    kind = "Revoca totale" if revocation.is_total else "Revoca parziale"
    name, protocol = award.organisation.name, award.submission.protocol
    return f"{kind} del contributo a {name}, domanda prot. {protocol}"


def subject_of_renunciation(award: Award) -> str:
    """The object of the act."""
    name, protocol = award.organisation.name, award.submission.protocol
    return f"Presa d'atto della rinuncia di {name}, domanda prot. {protocol}"


def _of_award(award: Award) -> dict[str, Any]:
    act = award.decree.act
    adopted = f" del {day_in_words(act.adopted_on)}" if act.adopted_on else ""
    return {
        "organisation": award.organisation.name,
        "fiscal_code": award.organisation.fiscal_code,
        "protocol": award.submission.protocol,
        "grant_act": f"{act}{adopted}",
        "granted": str(award.amount),
    }


def _lines(text: str) -> str:
    """Each line as a point of an act ends."""
    points = (line.strip().rstrip(".;") for line in text.splitlines())
    return "\n".join(f"{each};" for each in points if each)
