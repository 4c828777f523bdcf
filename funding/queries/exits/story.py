"""What the story of an award tells of changes, exits and recoveries, as the fields of its moments."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from funding.enums import ChangeKind, ChangeState, RevocationState
from funding.labels import CHANGE_KINDS, CHANGE_STATES, REVOCATION_STATES
from funding.queries.awards.reading import Reading
from wecare.core.money import format_amount

Told = dict[str, Any]


def _changes(of: Reading) -> Iterator[Told]:
    for each in reversed(of.changes):
        kind = str(CHANGE_KINDS[ChangeKind(each.kind)])
        yield {"at": each.asked_at, "what": f"{kind} n. {each.number}", "text": each.reason}
        if each.closed_at is not None:
            state = CHANGE_STATES[ChangeState(each.state)][0]
            yield {
                "at": each.closed_at,
                "what": f"{kind} n. {each.number}: {state}",
                "text": each.answer,
                "act": str(each.act) if each.act else "",
            }


def _revocations(of: Reading) -> Iterator[Told]:
    for each in reversed(of.revocations):
        yield {
            "at": each.started_at,
            "what": _("Avvio della revoca: comunicato al beneficiario"),
            "text": each.reasons,
        }
        for observation in each.observations.all():
            yield {"at": observation.filed_at, "what": _("Osservazioni del beneficiario")}
        if each.closed_at is not None:
            state = REVOCATION_STATES[RevocationState(each.state)][0]
            yield {
                "at": each.closed_at,
                "what": _("Revoca: %(state)s") % {"state": str(state).lower()},
                "act": str(each.act) if each.act else "",
            }


def _endings(of: Reading) -> Iterator[Told]:
    departure, closure = of.departure, of.closure
    if departure is not None:
        yield {
            "at": departure.recorded_at,
            "what": _("La domanda esce dalla graduatoria"),
            "text": departure.reason,
            "act": str(departure.act) if departure.act else "",
        }
    if closure is not None:
        yield {
            "at": closure.closed_at,
            "what": _("Contributo chiuso: %(due)s, economia %(saved)s")
            % {"due": format_amount(closure.due), "saved": format_amount(closure.saved)},
            "text": closure.reason,
            "act": str(closure.act) if closure.act else "",
        }


def _recoveries(of: Reading) -> Iterator[Told]:
    for each in reversed(of.recoveries):
        yield {
            "at": each.opened_at,
            "what": _("Chiesti indietro %(amount)s") % {"amount": format_amount(each.capital)},
            "text": each.reason,
            "act": str(each.act) if each.act else "",
        }
        for payment in each.payments.all():
            yield {
                "at": payment.recorded_at,
                "what": _("Tornati %(amount)s, di cui %(capital)s di capitale")
                % {
                    "amount": format_amount(payment.amount),
                    "capital": format_amount(payment.capital),
                },
            }
        if each.closed_at is not None:
            yield {"at": each.closed_at, "what": _("Restituzione conclusa")}


TOLD: tuple[Callable[[Reading], Iterable[Told]], ...] = (
    _changes,
    _revocations,
    _endings,
    _recoveries,
)
