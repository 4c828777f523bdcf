"""What must hold of payments and of the orders to the bank; each problem is a sentence."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import F, Q, Sum

from funding.enums import PaymentOutcome, PaymentState
from funding.models import Award, PaymentOrder, PaymentRequest, Transfer
from wecare.core.money import ZERO
from wecare.ledger.enums import AccountKind
from wecare.ledger.models import Movement, Posting

PREFIX = "payment/"


def payments() -> list[str]:
    """Every paid request moved what it proposes, once, by its executed transfer; every movement that pays
    has its request; no project was paid by requests above what was granted to it.
    """
    moved = dict(
        Posting.objects.filter(
            movement__key__startswith=PREFIX, account__kind=AccountKind.PAID.value
        )
        .values_list("movement__key")
        .annotate(sum=Sum("amount"))
        .order_by("movement__key")
    )
    executed = dict(
        Transfer.objects.filter(outcome=PaymentOutcome.EXECUTED.value)
        .order_by("pk")
        .values_list("payment_id", "amount")
    )
    problems: list[str] = []
    paid: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
    rows = PaymentRequest.objects.filter(state=PaymentState.PAID.value).select_related("award")
    for row in rows.order_by("pk").iterator(chunk_size=2000):
        out = moved.pop(row.movement_key, None)
        paid[row.award.submission_id] += row.proposed or ZERO
        if not row.proposed == out == executed.get(row.pk):
            problems.append(
                f"payment {row.pk}: proposed {row.proposed}, ordered {executed.get(row.pk)}, moved {out}"
            )
    problems.extend(f"movement {key}: no request was paid by it" for key in sorted(moved))
    granted: dict[int, Decimal] = {}
    for submission, amount in (
        Award.objects.filter(submission__in=list(paid))
        .order_by("pk")
        .values_list("submission_id", "amount")
    ):
        granted[submission] = max(granted.get(submission, ZERO), amount)
    problems.extend(
        f"submission {submission}: granted {granted[submission]}, paid {amount}"
        for submission, amount in sorted(paid.items())
        if amount > granted[submission]
    )
    return problems


def orders() -> list[str]:
    """Every order is the sum of its transfers; what it says of a payment is what was approved; who approved
    had not checked it; a payment waits for the bank in one order alone.
    """
    problems = [
        f"payment order {order.pk}: {order.total}, its transfers {order.sum}"
        for order in PaymentOrder.objects.annotate(sum=Sum("transfers__amount"))
        .exclude(sum=F("total"))
        .order_by("pk")
    ]
    live = Transfer.objects.filter(Q(outcome=None) | Q(outcome=PaymentOutcome.EXECUTED.value))
    other = live.exclude(amount=F("payment__proposed"), iban=F("payment__iban")).order_by("pk")
    problems.extend(f"transfer {row.end_to_end}: it is not what was approved" for row in other)
    states = [PaymentState.ORDERED.value, PaymentState.PAID.value]
    without = PaymentRequest.objects.filter(state__in=states).exclude(
        pk__in=live.order_by().values("payment")
    )
    problems.extend(f"payment {row.pk}: it is in no order" for row in without.order_by("pk"))
    once = Movement.objects.filter(key__startswith=PREFIX, basis="").order_by("pk")
    problems.extend(f"movement {row.key}: no request is behind it" for row in once)
    return problems
