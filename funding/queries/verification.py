"""What must hold of decrees and awards; each problem is a sentence."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import DecimalField, QuerySet, Sum
from django.db.models.functions import Coalesce

from evaluation.models import RankedRow, ReturnedMoney
from funding.enums import AcknowledgmentState, AwardState, RevocationState
from funding.models import (
    Acknowledgment,
    Award,
    Closure,
    Decree,
    Recovery,
    RecoveryPayment,
    Reduction,
    Revocation,
)
from funding.queries.awards.standing import grants_on, standings
from funding.queries.decrees import live_awards
from funding.queries.lot_money import due_passages, passed_in
from wecare.acts.models import IN_FORCE
from wecare.core.batches import batches
from wecare.core.money import ZERO, euro, total
from wecare.ledger.enums import AccountKind, MovementKind
from wecare.ledger.models import Posting


def decrees() -> list[str]:
    """Every adopted decree committed what it awarded and gave back what it ended; the awards of a call
    that stand are what its last decree's list says; lots brought each other what they leave.
    """
    problems: list[str] = []
    adopted = (
        Decree.objects.filter(act__state__in=IN_FORCE)
        .select_related("act", "ranked_list__rulebook", "ranked_list__call")
        .defer("ranked_list__input", "ranked_list__data")
    )
    last: dict[int, Decree] = {}
    for decree in adopted.order_by("pk"):
        last[decree.ranked_list.call_id] = decree
        problems.extend(_own_money(decree))
    for decree in last.values():
        by_own_act = Award.objects.filter(
            decree__ranked_list__call=decree.ranked_list.call_id, ended_act__isnull=False
        )
        rows = RankedRow.objects.filter(ranked_list=decree.ranked_list_id)
        listed = _sum(rows.exclude(submission__in=by_own_act.values("submission")), "granted")
        standing = _sum(live_awards(decree.ranked_list.call).order_by(), "amount")
        if listed != standing:
            problems.append(f"decree {decree.act}: list {listed}, awards that stand {standing}")
        problems.extend(_passages(decree))
    return problems


def _own_money(decree: Decree) -> Iterator[str]:
    carried = _sum(Award.objects.filter(decree=decree), "carried")
    awarded = _sum(Award.objects.filter(decree=decree), "amount") - carried
    ended = _sum(Award.objects.filter(ended_by=decree), "amount") - carried
    committed = _committed(f"decree/{decree.pk}/commit")
    released = -_committed(f"decree/{decree.pk}/release")
    if awarded != committed:
        yield f"decree {decree.act}: awards {awarded}, committed {committed}"
    if ended != released:
        yield f"decree {decree.act}: ended awards {ended}, released {released}"


def _committed(key: str) -> Decimal:
    """What the movement of this key did to committed money."""
    return _sum(
        Posting.objects.filter(movement__key=key, account__kind=AccountKind.COMMITTED), "amount"
    )


def awards() -> list[str]:
    """No award stands without its decree in force; what several funds pay of one is all of it."""
    loose = Award.objects.exclude(decree__act__state__in=IN_FORCE).order_by("pk")
    shared = Award.objects.exclude(parts={}).order_by("pk")
    return [
        *(f"award {award.pk}: its decree is not adopted" for award in loose),
        *(
            f"award {award.pk}: {award.amount}, its funds pay {paid}"
            for award in shared.iterator()
            if (paid := total(euro(part) for part in award.parts.values())) != award.amount
        ),
    ]


def money() -> list[str]:
    """What the ledger holds of every award, committed and paid, is what the award is still worth: what was
    granted, less what was freed while it stands, less what came back.
    """
    problems: list[str] = []
    for batch in batches(_with_accounts().order_by("pk")):
        standing = standings(batch)
        freed = dict(
            Reduction.objects.filter(award__in=list(standing))
            .values_list("award")
            .annotate(sum=Sum("freed"))
            .order_by("award")
        )
        back = _came_back(batch)
        for award in batch:
            if award.state != AwardState.GRANTED and award.ended_act_id is None:
                continue
            held = standing[award.pk].committed + standing[award.pk].paid
            due = award.amount - freed.get(award.pk, ZERO) - back.get(award.pk, ZERO)
            if award.state == AwardState.GRANTED and held != due:
                problems.append(f"award {award.pk}: it is worth {due}, the ledger holds {held}")
            if award.state != AwardState.GRANTED and standing[award.pk].committed:
                problems.append(
                    f"award {award.pk}: it ended, {standing[award.pk].committed} still committed"
                )
    return problems


def returned() -> list[str]:
    """What came back to a lot, and may be given out anew, came back in the ledger by the same movement."""
    told = ReturnedMoney.objects.filter(amount__gt=ZERO).order_by("pk")
    moved = dict(
        Posting.objects.filter(
            movement__key__in=told.order_by().values("key"),
            account__kind=AccountKind.RESERVED,
            amount__gt=ZERO,
        )
        .values_list("movement__key")
        .annotate(sum=Sum("amount"))
        .order_by("movement__key")
    )
    return [
        f"{each.key}: {each.amount} told to come back to lot {each.lot}, "
        f"moved {moved.get(each.key, ZERO)}"
        for each in told
        if moved.get(each.key, ZERO) != each.amount
    ]


def _with_accounts() -> QuerySet[Award]:
    """Awards with what names their accounts in the ledger, and nothing of what pages show."""
    return Award.objects.select_related("submission", "decree__ranked_list__rulebook").only(
        *("state", "amount", "lot", "parts", "ended_act"),
        *("submission__protocol_number", "submission__protocol_year"),
        *("decree__ranked_list__rulebook__digest",),
    )


def _came_back(awards: list[Award]) -> dict[int, Decimal]:
    """Award → what was paid of it and came back, to its lot or, repaid, to its line."""
    codes = {each.paid: award.pk for award in awards for each in grants_on(award).values()}
    back = (
        Posting.objects.filter(
            account__code__in=list(codes),
            movement__kind__in=[MovementKind.REVERSAL.value, MovementKind.REPAYMENT.value],
        )
        .values_list("account__code")
        .annotate(sum=Sum("amount"))
        .order_by("account__code")
    )
    found: dict[int, Decimal] = {}
    for code, amount in back:
        found[codes[code]] = found.get(codes[code], ZERO) - amount
    return found


def _passages(decree: Decree) -> Iterator[str]:
    """What does not hold of the money that lots leave to one another.

    A decree passes what its awards need beside what the lots have at its adoption: what comes back to a
    lot later changes nothing of it.
    """
    expected = {
        (passage.giver, passage.taker): passage.amount
        for passage in due_passages(decree.ranked_list, before=decree.act.adopted_at)
    }
    alone = {lot.code for lot in decree.ranked_list.rulebook.rules.lots if not lot.shares}
    posted = {
        pair: total(parts.values())
        for pair, parts in passed_in(decree.ranked_list.call).items()
        if alone.issuperset(pair)  # what several funds pay is looked at fund by fund
    }
    for pair in sorted({*expected, *posted}):
        due, found = expected.get(pair, ZERO), posted.get(pair, ZERO)
        if due != found:
            yield f"decree {decree.act}: lot {pair[0]} leaves {due} to lot {pair[1]}, moved {found}"


def _sum(rows: QuerySet, field: str) -> Decimal:
    found = rows.aggregate(sum=Sum(field))["sum"]
    return ZERO if found is None else found


def recoveries() -> list[str]:
    """Every award that ended by its own act and was paid has its claim; no claim got back more than its
    capital, nor is closed before all of it came; what came is in the ledger.
    """
    problems: list[str] = []
    ended = _with_accounts().filter(ended_act__isnull=False).order_by("pk")
    for batch in batches(ended):
        money_of, claims = standings(batch), _claimed(batch)
        problems += [
            f"award {award.pk}: it ended, {money_of[award.pk].paid} paid, {claimed} claimed"
            for award in batch
            if (claimed := claims.get(award.pk, ZERO)) != money_of[award.pk].paid
        ]
    rows = Recovery.objects.annotate(
        back=Coalesce(Sum("payments__capital"), ZERO, output_field=DecimalField())
    ).order_by("pk")
    for claim in rows.iterator():
        if claim.back > claim.capital:
            problems.append(f"claim {claim.pk}: {claim.capital}, came back {claim.back}")
        if (claim.back == claim.capital) == claim.is_open:
            problems.append(f"claim {claim.pk}: {claim.state}, came back {claim.back}")
    keys = {
        f"recovery-payment/{row.pk}": row.capital
        for row in RecoveryPayment.objects.exclude(capital=ZERO).order_by("pk")
    }
    moved = dict(
        Posting.objects.filter(movement__key__in=list(keys), account__kind=AccountKind.PAID)
        .values_list("movement__key")
        .annotate(sum=Sum("amount"))
        .order_by("movement__key")
    )
    return problems + [
        f"{key}: capital {capital}, moved {-moved.get(key, ZERO)}"
        for key, capital in keys.items()
        if -moved.get(key, ZERO) != capital
    ]


def exits() -> list[str]:
    """What was revoked, acknowledged or closed shows on its award; a closed one has nothing committed."""
    loose = Revocation.objects.filter(
        state=RevocationState.DONE.value, amount=None, award__ended_act=None
    )
    standing_still = Acknowledgment.objects.filter(
        state=AcknowledgmentState.DONE.value, award__ended_act=None
    )
    problems = [
        *(f"revocation {each.pk}: done, its award stands" for each in loose.order_by("pk")),
        *(
            f"acknowledgment {each.pk}: done, its award stands"
            for each in standing_still.order_by("pk")
        ),
    ]
    saved = dict(
        Reduction.objects.filter(key__startswith="closure/")
        .order_by("pk")
        .values_list("key", "amount")
    )
    problems += [
        f"closure {each.pk}: saved {each.saved}, taken {saved.get(f'closure/{each.award_id}', ZERO)}"
        for each in Closure.objects.order_by("pk")
        if saved.get(f"closure/{each.award_id}", ZERO) != each.saved
    ]
    for batch in batches(_with_accounts().filter(closure__isnull=False).order_by("pk")):
        money_of = standings(batch)
        problems += [
            f"award {award.pk}: it is closed, {money_of[award.pk].committed} still committed"
            for award in batch
            if money_of[award.pk].committed
        ]
    return problems


def _claimed(awards: list[Award]) -> dict[int, Decimal]:
    """Award → the capital that claims on it have still to bring back; nothing where there is no claim."""
    of_these = Recovery.objects.filter(award__in=awards).order_by("award").values_list("award")
    asked = dict(of_these.annotate(sum=Sum("capital")))
    paid = RecoveryPayment.objects.filter(recovery__award__in=awards)
    back = dict(
        paid.order_by("recovery__award").values_list("recovery__award").annotate(Sum("capital"))
    )
    return {award: capital - back.get(award, ZERO) for award, capital in asked.items()}
