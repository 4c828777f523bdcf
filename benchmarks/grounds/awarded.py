"""A hundred thousand awards of ten calls, half of them paid in part, some ended, with their money."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from applicants.models import Application, Organisation, Submission
from benchmarks import bulk, called
from calls.engine.places import Place, places_of_lot
from calls.models import Call, Rulebook
from evaluation.enums import RankedListState
from evaluation.models import RankedList
from funding.engine.postings import Grant
from funding.models import Award, Decree, YearPosting
from tests.factories.accounts import PersonFactory
from tests.factories.acts import external
from wecare.accounts.models import Person
from wecare.acts.models import Act
from wecare.core import clock
from wecare.core.printing import request_document
from wecare.ledger.models import Account, Movement, Posting

FULL, SMALL = 100_000, 2000
CALLS = 10
NAMED = "Consorzio Introvabile"  # one organisation alone bears this name
AMOUNT, PAID = Decimal("8000.00"), Decimal("3000.00")
_PERSON_EVERY, _PAID_EVERY, _ENDED_EVERY = 50, 2, 20
_POSTINGS = 6  # of an award, at most


def size(*, full: bool) -> int:
    return FULL if full else SMALL


def load(*, full: bool) -> None:
    numbers = range(1, size(full=full) + 1)
    person, at, end = PersonFactory(), clock.now(), external()
    decided = [
        _Decided(called.the_call(code=f"concesso-{place}"), person, at) for place in range(CALLS)
    ]
    ground = _Awards(decided, person, at, end)
    with bulk.load():
        for model, columns, rows in (
            (Organisation, _ORGANISATION, ground.organisation),
            (Application, _APPLICATION, ground.application),
            (Submission, _SUBMISSION, ground.submission),
            (Award, _AWARD, ground.award),
        ):
            bulk.copy(model, columns, map(rows, numbers))
        bulk.copy(Account, _ACCOUNT, ground.accounts(numbers))
        bulk.copy(Movement, _MOVEMENT, ground.movements(numbers))
        bulk.copy(Posting, _POSTING, ground.postings(numbers))
        bulk.copy(YearPosting, _YEAR, ground.years(numbers))


_ORGANISATION = (
    *("id", "fiscal_code", "vat_number", "name", "kind", "seat_municipality"),
    *("seat_province", "email", "pec", "demonstration", "created_by", "created_at"),
)
_APPLICATION = (
    *("id", "public_id", "call", "organisation", "lot", "title", "own_funding", "state"),
    *("version", "saved_at", "created_by", "created_at"),
)
_SUBMISSION = (
    *("id", "application", "call", "phase", "version", "state", "received_at", "protocol_number"),
    *("protocol_year", "rulebook", "organisation", "lot", "title", "total_cost", "requested"),
    *("content", "content_digest", "idempotency_key", "submitted_by"),
)
_AWARD = (
    *("id", "decree", "submission", "organisation", "lot", "amount", "parts", "movement_key"),
    *("state", "granted_at", "ended_act", "ended_at"),
)
_ACCOUNT = ("id", "code", "kind", "balance")
_MOVEMENT = ("id", "key", "kind", "happened_at", "cause", "reference", "basis", "effective_on")
_POSTING = ("id", "movement", "account", "amount")
_YEAR = ("account", "posting", "year", "amount")


class _Decided:
    """A call with its published list and its decree, whose rows nothing here reads."""

    def __init__(self, call: Call, person: Person, at: datetime) -> None:
        self.call = call
        self.rulebook: Rulebook = call.rulebooks.get()
        rules = self.rulebook.rules
        self.places = {lot.code: places_of_lot(lot, rules)[lot.fund] for lot in rules.lots}
        by = {f"{verb}_by": person for verb in ("drawn_up", "approved", "published")}
        instants = {f"{verb}_at": at for verb in ("drawn_up", "approved", "published")}
        ranked_list = RankedList.objects.create(
            call=call,
            version=1,
            state=RankedListState.PUBLISHED.value,
            rulebook=self.rulebook,
            rulebook_digest=self.rulebook.digest,
            input={},
            input_digest="0" * 64,
            document=_document(call),
            **by,
            **instants,
        )
        self.decree = Decree.objects.create(
            act=external(), ranked_list=ranked_list, created_by=person, created_at=at
        )


def _document(call: Call) -> Any:
    return request_document(
        key=f"ranked-list/{call.code}",
        kind="ranked_list",
        title=f"Graduatoria del bando {call.code}",
        template="documents/evaluation/ranked_list.html",
        context={},
    )


@dataclass(slots=True)
class _Awards:
    """The rows of each table, by the number of the award; accounts and movements come in threes."""

    decided: list[_Decided]
    person: Person
    at: datetime
    end: Act
    first_account: int = field(init=False)
    first_movement: int = field(init=False)
    first_posting: int = field(init=False)
    lots: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.first_account = _last(Account) + 1
        self.first_movement = _last(Movement) + 1
        self.first_posting = _last(Posting) + 1
        self.lots = dict(Account.objects.values_list("code", "pk").order_by("pk"))

    def organisation(self, number: int) -> list[Any]:
        is_person = number % _PERSON_EVERY == 0
        code = f"RSSMRA{number:010d}" if is_person else called.fiscal_code(number)
        name = NAMED if number == 1 else f"Associazione {number}"
        seat = ("Torino", "TO", "", "", False)
        return [number, code, "", name, "ets_aps", *seat, self.person.pk, self.at]

    def application(self, number: int) -> list[Any]:
        public_id = f"00000000-0000-4000-8000-{number:012d}"
        heading = (called.lot(number), called.title(number), "2000.00", "submitted")
        key = [number, public_id, self._of(number).call.pk, number]
        return [*key, *heading, 1, self.at, self.person.pk, self.at]

    def submission(self, number: int) -> list[Any]:
        decided = self._of(number)
        organisation = {"name": f"Associazione {number}", "fiscal_code": called.fiscal_code(number)}
        content = called.content(number, organisation=organisation, files=[]) | {"months": 18}
        head = [number, number, decided.call.pk, 1, 1, "live", self._granted_at(number), number]
        body = [self.at.year, decided.rulebook.pk, number, called.lot(number)]
        return [
            *head,
            *body,
            *(called.title(number), "10000.00", AMOUNT, json.dumps(content), "0" * 64),
            *(f"benchmark-{number:010d}", self.person.pk),
        ]

    def award(self, number: int) -> list[Any]:
        ended = number % _ENDED_EVERY == 0
        decree = self._of(number).decree
        head = [number, decree.pk, number, number, called.lot(number), AMOUNT + number % 997]
        state = ["released" if ended else "granted", self._granted_at(number)]
        ends = [self.end.pk, self.at] if ended else [None, None]
        return [*head, "{}", f"decree/{decree.pk}/commit", *state, *ends]

    def accounts(self, numbers: range) -> Iterator[list[Any]]:
        """Two for each: committed and paid."""
        for number in numbers:
            grant, paid = self._grant(number), self._paid(number)
            left = Decimal(0) if self._is_ended(number) else grant.amount - paid
            yield [self._account(number), grant.committed, "committed", left]
            yield [self._account(number) + 1, grant.paid, "paid", paid]

    def movements(self, numbers: range) -> Iterator[list[Any]]:
        """Committed; paid in part; released where it ended."""
        for number in numbers:
            for step, kind in enumerate(("commitment", "payment", "release")):
                if self._moves(number, step):
                    key = self.first_movement + number * 3 + step
                    day = (self._granted_at(number) + timedelta(days=step)).date()
                    said = ["prova", "prova", "prova"]
                    yield [key, f"bench/{kind}/{number}", kind, self.at, *said, day]

    def postings(self, numbers: range) -> Iterator[list[Any]]:
        for number in numbers:
            grant, paid, account = self._grant(number), self._paid(number), self._account(number)
            key, lot = self.first_movement + number * 3, self.lots[grant.place.account]
            row = self._posting(number)
            yield [row, key, account, grant.amount]
            yield [row + 1, key, lot, -grant.amount]
            if self._moves(number, 1):
                yield [row + 2, key + 1, account, -paid]
                yield [row + 3, key + 1, account + 1, paid]
            if self._moves(number, 2):
                yield [row + 4, key + 2, account, paid - grant.amount]
                yield [row + 5, key + 2, lot, grant.amount - paid]

    def years(self, numbers: range) -> Iterator[list[Any]]:
        """Two in five parts of the grant on this year, of which it is paid, the rest on the next."""
        this = self.at.year
        for number in numbers:
            grant, paid, account = self._grant(number), self._paid(number), self._account(number)
            row, first = self._posting(number), grant.amount * 2 / 5
            yield [account, row, this, first]
            yield [account, row, this + 1, grant.amount - first]
            if self._moves(number, 1):
                yield [account, row + 2, this, -paid]
            if self._moves(number, 2):
                yield [account, row + 4, this, paid - first]
                yield [account, row + 4, this + 1, first - grant.amount]

    def _moves(self, number: int, step: int) -> bool:
        return (True, self._paid(number) > 0, self._is_ended(number))[step]

    def _paid(self, number: int) -> Decimal:
        return PAID if number % _PAID_EVERY else Decimal(0)

    def _is_ended(self, number: int) -> bool:
        return number % _ENDED_EVERY == 0

    def _posting(self, number: int) -> int:
        return self.first_posting + number * _POSTINGS

    def _account(self, number: int) -> int:
        return self.first_account + number * 2

    def _grant(self, number: int) -> Grant:
        place: Place = self._of(number).places[called.lot(number)]
        return Grant(f"{number}/{self.at.year}", place, AMOUNT + number % 997)

    def _of(self, number: int) -> _Decided:
        return self.decided[number % CALLS]

    def _granted_at(self, number: int) -> datetime:
        return self.at - timedelta(minutes=number % 500_000)


def _last(model: Any) -> int:
    found = model.objects.order_by("-pk").values_list("pk", flat=True).first()
    return int(found or 0)
