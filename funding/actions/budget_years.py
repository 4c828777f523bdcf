"""The budget years of committed money follow its movements; by act, what is not due yet changes year.

Whoever comes here holds the accounts since the movement was posted, so nobody else draws from their years.
"""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal

from funding.engine.budget_years import Years, divided, earliest, latest
from funding.models import YearPosting
from funding.queries.budget_years import held
from wecare.acts.engine.years import YearShare
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


def _committed(movement: Movement) -> list[Posting]:
    return list(
        Posting.objects.filter(movement=movement, account__kind=AccountKind.COMMITTED)
        .select_related("account")
        .order_by("account__code")
    )


def _on(posting: Posting, year: int, amount: Decimal) -> YearPosting:
    return YearPosting(account_id=posting.account_id, posting=posting, year=year, amount=amount)
