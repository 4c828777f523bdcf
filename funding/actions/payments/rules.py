"""Whether a payment is possible now: the limits of its amount, the account, the points of the checklist."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from stdnum import iban as ibans
from stdnum.exceptions import ValidationError as NotAnIban

from funding.engine.lifecycle import PAYMENT
from funding.engine.payments import by_kind, entitled
from funding.enums import AwardState, InstalmentKind, PaymentState
from funding.labels import INSTALMENT_KINDS, PAYMENT_STATES
from funding.models import Award, PaymentPlan, PaymentRequest
from funding.queries.awards.standing import standing
from funding.queries.expenses.accepted import accepted_expense
from funding.queries.payments.payable import what_stops
from funding.queries.payments.requests import (
    on_the_way,
    paid_or_on_the_way,
    plan_of,
    shares_of,
    surety_of,
)
from wecare.core import clock
from wecare.core.components.formats import day
from wecare.core.errors import DomainError
from wecare.core.lifecycle import StepRefused
from wecare.core.money import ZERO, format_amount, format_plain, percent_of


class PaymentRefused(DomainError):
    """A step of a payment that is not possible now."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One point of the checklist: whether it holds, in a sentence."""

    key: str
    ok: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound of what may be asked, in euro, with the sentence that explains it."""

    most: Decimal
    sentence: str


def check_step(payment: PaymentRequest, step: str) -> str:
    """The state that the step leads to.

    :raises PaymentRefused: if it does not start from where the request stands.
    """
    try:
        return PAYMENT.follow(step, PaymentState(payment.state)).value
    except StepRefused as refusal:
        state = PAYMENT_STATES[PaymentState(payment.state)][0]
        raise PaymentRefused(
            _("La richiesta n. %(number)s è nello stato «%(state)s»: questo passo non si può fare.")
            % {"number": payment.number, "state": state}
        ) from refusal


def check_stands(award: Award) -> None:
    """The award is in being.

    :raises PaymentRefused: if it ended or was replaced.
    """
    if award.state != AwardState.GRANTED:
        raise PaymentRefused(
            _(
                "Il contributo della domanda prot. %(protocol)s non è più in essere: su questo non si "
                "chiedono pagamenti."
            )
            % {"protocol": award.submission.protocol}
        )


def check_iban(typed: str) -> str:
    """The IBAN without spaces, if it is one (ISO 13616: country, length, check digits modulo 97).

    :raises PaymentRefused: if it is not, or its country is outside what the office pays to.
    """
    bare = "".join(typed.split()).upper()
    try:
        compact: str = ibans.validate(bare)
    except NotAnIban as refusal:
        raise PaymentRefused(
            _(
                "L'IBAN «%(iban)s» non è valido: le cifre di controllo (ISO 13616, modulo 97) non "
                "tornano o la lunghezza non è quella del Paese. Un IBAN italiano ha 27 caratteri, qui "
                "sono %(length)s."
            )
            % {"iban": bare[:34], "length": len(bare)}
        ) from refusal
    return compact


def plan_for(award: Award) -> PaymentPlan:
    """The plan of the award.

    :raises PaymentRefused: if nobody wrote it.
    """
    plan = plan_of(award)
    if plan is None:
        raise PaymentRefused(
            _("L'ufficio non ha ancora scritto il piano dei pagamenti di questo contributo.")
        )
    return plan


def limits_for(
    award: Award, kind: InstalmentKind, *, besides: PaymentRequest | None = None
) -> list[Limit]:
    """What bounds a request of this kind: the plan, what stands committed, the accepted expense.

    :raises PaymentRefused: if there is no plan, or it has no instalment of this kind.
    """
    plan = plan_for(award)
    shares = shares_of(plan)
    planned = by_kind(shares)
    if kind not in planned:
        raise PaymentRefused(
            _("Il piano dei pagamenti non prevede: %(kind)s.") % {"kind": INSTALMENT_KINDS[kind]}
        )
    used = paid_or_on_the_way(award, kind=kind, besides=besides)
    found = [
        Limit(
            max(planned[kind] - used, ZERO),
            _("piano: %(kind)s %(planned)s, già pagati o chiesti %(used)s")
            % {
                "kind": INSTALMENT_KINDS[kind],
                "planned": format_amount(planned[kind]),
                "used": format_amount(used),
            },
        )
    ]
    money = standing(award)
    waiting = on_the_way(award, besides=besides)
    at_hand = min(money.committed, money.due - money.given)
    found.append(
        Limit(
            max(at_hand - waiting, ZERO),
            _("impegnati e non ancora pagati %(left)s, in altre richieste %(waiting)s")
            % {"left": format_amount(max(at_hand, ZERO)), "waiting": format_amount(waiting)},
        )
    )
    if any(share.needs_report for share in shares if share.kind is kind):
        found.append(_by_expense(award, besides))
    return found


def _by_expense(award: Award, besides: PaymentRequest | None) -> Limit:
    accepted = accepted_expense(award)
    if accepted is None:
        return Limit(
            ZERO,
            _("nessun rendiconto è stato accettato: questa rata si paga sulla spesa riconosciuta"),
        )
    cost = award.submission.total_cost
    right = entitled(award.amount, accepted=accepted, cost=cost)
    used = standing(award).given + on_the_way(award, besides=besides)
    return Limit(
        max(right - used, ZERO),
        _(
            "spesa riconosciuta %(accepted)s × %(rate)s %% = %(right)s, già pagati o chiesti %(used)s"
        )
        % {
            "accepted": format_amount(accepted),
            "rate": format_plain(percent_of(award.amount, cost)),
            "right": format_amount(right),
            "used": format_amount(used),
        },
    )


def check_amount(
    award: Award,
    kind: InstalmentKind,
    amount: Decimal,
    *,
    besides: PaymentRequest | None = None,
) -> None:
    """The amount is above zero and within every limit of its kind.

    :raises PaymentRefused: naming the limit that is lowest, and the amount.
    """
    lowest = min(limits_for(award, kind, besides=besides), key=lambda limit: limit.most)
    if not ZERO < amount <= lowest.most:
        raise PaymentRefused(
            _("Si possono chiedere al più %(most)s (%(why)s). Qui sono %(asked)s.")
            % {
                "most": format_amount(lowest.most),
                "why": lowest.sentence,
                "asked": format_amount(amount),
            }
        )


def needs_surety(plan: PaymentPlan, kind: InstalmentKind) -> bool:
    """Whether what is asked wants a surety."""
    return plan.needs_surety and kind is InstalmentKind.ADVANCE


def findings(payment: PaymentRequest, award: Award, amount: Decimal) -> list[Finding]:
    """The checklist of a request for `amount` euro, computed from what is there now.

    :raises PaymentRefused: if there is no plan.
    """
    kind = InstalmentKind(payment.kind)
    found = [*_of_surety(payment, award, amount)]
    stops = what_stops(award)
    found.extend(Finding("conditions", ok=False, sentence=each) for each in stops)
    if not stops:
        found.append(
            Finding(
                "conditions", ok=True, sentence=_("Niente impedisce il pagamento del contributo.")
            )
        )
    try:
        check_iban(payment.iban)
    except PaymentRefused as refusal:
        found.append(Finding("iban", ok=False, sentence=str(refusal)))
    else:
        found.append(
            Finding("iban", ok=True, sentence=_("Le cifre di controllo dell'IBAN tornano."))
        )
    for limit in limits_for(award, kind, besides=payment):
        found.append(
            Finding(
                "amount",
                ok=amount <= limit.most,
                sentence=_("Al più %(most)s: %(why)s. Qui sono %(amount)s.")
                % {
                    "most": format_amount(limit.most),
                    "why": limit.sentence,
                    "amount": format_amount(amount),
                },
            )
        )
    return found


def _of_surety(payment: PaymentRequest, award: Award, amount: Decimal) -> list[Finding]:
    plan = plan_for(award)
    if not needs_surety(plan, InstalmentKind(payment.kind)):
        return []
    surety = surety_of(payment)
    if surety is None:
        return [Finding("surety", ok=False, sentence=_("Manca la fideiussione."))]
    needed = clock.today() + timedelta(days=plan.surety_days)
    return [
        Finding(
            "surety",
            ok=surety.amount >= amount,
            sentence=_("La fideiussione copre %(covered)s, ne servono %(amount)s.")
            % {"covered": format_amount(surety.amount), "amount": format_amount(amount)},
        ),
        Finding(
            "surety",
            ok=surety.expires_on >= needed,
            sentence=_(
                "La fideiussione scade il %(expires)s: deve durare almeno fino al %(needed)s."
            )
            % {"expires": day(surety.expires_on), "needed": day(needed)},
        ),
    ]


def check_findings(found: list[Finding]) -> None:
    """Every point holds.

    :raises PaymentRefused: saying which do not.
    """
    if wrong := [each.sentence for each in found if not each.ok]:
        raise PaymentRefused(" ".join(wrong))
