"""Approved payments go to the bank together, each in one order alone."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from calls.queries.books import hold_lines, places_of
from funding.actions.payments.checks import people_needed
from funding.actions.payments.rules import (
    PaymentRefused,
    check_findings,
    check_iban,
    check_stands,
    check_step,
    findings,
)
from funding.documents.payment_files import csv_of, xml_of
from funding.engine.sepa import LARGEST, LONGEST_REMITTANCE, latin
from funding.enums import InstalmentKind, PaymentState
from funding.labels import INSTALMENT_KINDS
from funding.models import Award, PaymentOrder, PaymentRequest, Transfer
from funding.queries.awards.standing import on_desk
from funding.queries.payments.requests import approvals_of, last_check, on_payment_desk
from wecare.accounts.models import Person
from wecare.core import clock, events, store
from wecare.core.components.formats import day
from wecare.core.money import format_amount, total

MOST_ROWS = 1000  # transfers of one order


def hold_awards(keys: Iterable[int]) -> dict[int, Award]:
    """The awards as they stand, held until the commit; their lines before, so nobody waits in a circle."""
    wanted = sorted(set(keys))
    found = list(on_desk().filter(pk__in=wanted))
    calls = {each.decree.ranked_list.call_id: each.decree.ranked_list.call for each in found}
    hold_lines([place for call in calls.values() for place in places_of(call)])
    list(Award.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk"))
    return {each.pk: each for each in on_desk().filter(pk__in=wanted)}


@transaction.atomic
def issue(*, payments: Iterable[int], on: date, by: Person) -> PaymentOrder:
    """Make the order of these approved requests; the bank is asked to pay on that day.

    :raises PaymentRefused: if one is not approved any more or does not hold, naming it; if the day is
        past, or the office has no account to pay from.
    """
    keys = sorted(set(payments))
    _check_order(keys, on)
    awards = hold_awards(
        PaymentRequest.objects.filter(pk__in=keys).order_by("pk").values_list("award_id", flat=True)
    )
    rows = _held_rows(keys)
    told = [_told(row, awards[row.award_id]) for row in rows]
    at, number = clock.now(), _next_number()
    order = PaymentOrder(
        pk=number,
        on=on,
        total=total(each.amount for each in told),
        count=len(told),
        debtor_name=settings.PAYER_NAME,
        debtor_iban=check_iban(settings.PAYER_IBAN),
        made_by=by,
        made_at=at,
    )
    xml = xml_of(order, told, number=number, bic=settings.PAYER_BIC)
    order.xml = store.put(xml, media_type="application/xml")
    order.csv = store.put(csv_of(told), media_type="text/csv")
    order.save(force_insert=True)
    for each in told:
        each.order = order
    Transfer.objects.bulk_create(told)
    PaymentRequest.objects.filter(pk__in=keys).update(state=PaymentState.ORDERED.value)
    events.record(
        "payment_order.made",
        subject=order,
        actor=by,
        on=on,
        total=order.total,
        count=order.count,
        xml=order.xml_id,
        payments=keys,
    )
    return order


def _check_order(keys: list[int], on: date) -> None:
    if not keys:
        raise PaymentRefused(_("Scegli almeno un pagamento da mettere nell'ordine."))
    if len(keys) > MOST_ROWS:
        raise PaymentRefused(
            _("Un ordine ha al più %(most)s pagamenti. Qui sono %(count)s.")
            % {"most": MOST_ROWS, "count": len(keys)}
        )
    today = clock.today()
    if on < today:
        raise PaymentRefused(
            _("La banca paga da oggi, %(today)s, in poi. Hai scritto %(on)s.")
            % {"today": day(today), "on": day(on)}
        )
    if not settings.PAYER_IBAN:
        raise PaymentRefused(
            _("Non è impostato il conto da cui si paga (PAYER_IBAN): senza, l'ordine non si fa.")
        )


def _held_rows(keys: list[int]) -> list[PaymentRequest]:
    locked = PaymentRequest.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    if len(locked) != len(keys):
        raise PaymentRefused(_("Una delle richieste scelte non c'è: ricarica la pagina."))
    rows = list(on_payment_desk().filter(pk__in=keys).order_by("pk"))
    for row in rows:
        check_step(row, "order")
    return rows


def _told(row: PaymentRequest, award: Award) -> Transfer:
    """The transfer of a request that still holds.

    :raises PaymentRefused: naming the request and what does not hold.
    """
    made, amount = last_check(row), row.proposed
    if made is None or amount is None:
        raise PaymentRefused(_("Manca il controllo di questa richiesta."))
    yes = [each for each in approvals_of(made) if each.approved and each.amount == amount]
    try:
        _check_holds(row, award, amount, {each.decided_by_id for each in yes})
    except PaymentRefused as refusal:
        name = award.organisation.name
        raise PaymentRefused(f"{name}, prot. {award.submission.protocol}: {refusal}") from refusal
    tries = row.transfers.count() + 1
    kind = INSTALMENT_KINDS[InstalmentKind(row.kind)]
    call = award.decree.ranked_list.call.code
    about = f"{kind} n. {row.number}, prot. {award.submission.protocol}, {call}, {award.decree.act}"
    return Transfer(
        payment=row,
        end_to_end=f"WCR-{row.pk}-{tries}",
        amount=amount,
        holder=row.holder,
        iban=row.iban,
        fiscal_code=award.organisation.fiscal_code,
        remittance=latin(about, LONGEST_REMITTANCE),
    )


def _check_holds(row: PaymentRequest, award: Award, amount: Decimal, people: set[int]) -> None:
    check_stands(award)
    check_findings(findings(row, award, amount))
    if len(people) < people_needed(row):
        raise PaymentRefused(_("Mancano delle approvazioni."))
    if amount > LARGEST:
        raise PaymentRefused(
            _("Un bonifico SEPA è al più di %(most)s. Qui sono %(amount)s.")
            % {"most": format_amount(LARGEST), "amount": format_amount(amount)}
        )


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('funding_paymentorder', 'id'))")
        number: int = cursor.fetchone()[0]
    return number
