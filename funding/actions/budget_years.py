"""The budget years of committed money follow its movements; by act, what is not due yet changes year.

Whoever comes here holds the accounts since the movement was posted, so nobody else draws from their years.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions.phases import Ground
from calls.models import Call
from calls.queries.books import hold_lines, places_of
from funding.engine.budget_years import Years, divided, earliest, latest
from funding.models import YearPosting, YearShift
from funding.policies import written
from funding.policies.budget_years import check_as_read, check_years
from funding.queries.budget_years import held, left_on
from wecare.accounts.models import Person
from wecare.acts.actions.external import record_external
from wecare.acts.engine.years import YearShare
from wecare.core import clock, events
from wecare.core.digests import digest
from wecare.core.money import total
from wecare.ledger.engine.codes import parse
from wecare.ledger.enums import AccountKind, MovementKind
from wecare.ledger.models import Movement, Posting

_DRAWN_FROM: dict[str, Callable[[Years, Decimal], Years]] = {
    MovementKind.PAYMENT.value: earliest,
    MovementKind.RELEASE.value: latest,
}


def divide(movement: Movement, shares: tuple[YearShare, ...]) -> None:
    """Put what a decree committed on the years that it says, application by application, to the cent.

    :raises ValueError: if there are no shares, or the movement takes from committed money.
    """
    postings: defaultdict[str, dict[str, Posting]] = defaultdict(dict)
    for each in _committed(movement):
        code = parse(each.account.code)
        postings[code.protocol][code.fund] = each
    YearPosting.objects.bulk_create(
        _on(funds[fund], year, amount)
        for funds in postings.values()
        for fund, years in divided(
            {fund: each.amount for fund, each in funds.items()}, shares
        ).items()
        for year, amount in years.items()
    )


def draw(movement: Movement) -> None:
    """Take what a movement took from committed money off its years: what is paid from the first on, what
    is set free from the last back. A movement that took nothing from there leaves them alone.

    :raises YearsOverdrawn: if the years of an account hold less.
    """
    postings = _committed(movement) if movement.kind in _DRAWN_FROM else []
    if not postings:
        return
    stands = held(each.account_id for each in postings)
    drawn_from = _DRAWN_FROM[movement.kind]
    YearPosting.objects.bulk_create(
        _on(each, year, -amount)
        for each in postings
        for year, amount in drawn_from(stands.get(each.account_id, {}), -each.amount).items()
    )


@transaction.atomic
def shift(
    *,
    call: Call,
    from_year: int,
    to_year: int,
    awards: Collection[int],
    read: Decimal,
    reason: str,
    ground: Ground,
    by: Person,
) -> YearShift:
    """Move to another budget year all that still stands on one, of these awards (their keys), by an act.

    `read` is what stood there, in euro, when it was decided. Where the same act did so already and nothing
    came since, it gives what was done.

    :raises ActRefused: if the act is blank somewhere, to come, or recorded otherwise.
    :raises ExitRefused: if the reason is blank or too long.
    :raises ShiftRefused: naming years and amounts: the years are one, the other has passed, nothing is
        left, or what is left is not what was read.
    """
    check_years(from_year=from_year, to_year=to_year, this_year=clock.today().year)
    reason = written(reason, lacking=_("Scrivi perché si sposta l'annualità."))
    hold_lines(places_of(call))  # before the audit chain, which recording the act takes
    act = record_external(by=by, **ground)
    named = digest({"awards": sorted(awards), "from": from_year, "to": to_year})
    key = f"years/{call.code}/{act.pk}/{named[:16]}"
    done = list(YearShift.objects.filter(key__startswith=f"{key}/").order_by("pk"))
    found = [each for each in left_on(call, from_year) if each.award.pk in awards]
    amount = total(each.amount for each in found)
    if done and not amount:
        return done[-1]
    check_as_read(read=read, now=amount, year=from_year)
    moved = YearShift.objects.create(
        key=f"{key}/{len(done) + 1}",
        call=call,
        from_year=from_year,
        to_year=to_year,
        amount=amount,
        reason=reason,
        act=act,
        recorded_by=by,
        recorded_at=clock.now(),
    )
    YearPosting.objects.bulk_create(
        YearPosting(account_id=account, shift=moved, year=year, amount=sign * held_there)
        for each in found
        for account, held_there in each.accounts.items()
        for year, sign in ((from_year, -1), (to_year, 1))
    )
    events.record(
        "years.shifted",
        subject=moved,
        actor=by,
        call=call.code,
        act=str(act),
        from_year=from_year,
        to_year=to_year,
        amount=amount,
        awards=[[each.award.submission.protocol, each.amount] for each in found],
        reason=reason,
    )
    return moved


def _committed(movement: Movement) -> list[Posting]:
    return list(
        Posting.objects.filter(movement=movement, account__kind=AccountKind.COMMITTED)
        .select_related("account")
        .order_by("account__code")
    )


def _on(posting: Posting, year: int, amount: Decimal) -> YearPosting:
    return YearPosting(account_id=posting.account_id, posting=posting, year=year, amount=amount)
