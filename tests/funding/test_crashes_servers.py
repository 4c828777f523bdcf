"""PostgreSQL is killed while somebody adopts or brings the bank's file: nothing is half done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial

import pytest
from django.db import DatabaseError, connections

from funding.actions import decrees
from funding.actions.payments import outcomes as payment_outcomes
from funding.models import Award, Decree, OutcomeImport
from funding.policies import DecreeRefused
from tests.factories.evaluation import manager, officer
from tests.factories.funding import published_decree, rendered_decree
from tests.factories.payments import approved, asked, bank_says, checked, ordered, planned
from tests.factories.scrolls import short_list
from tests.fixtures import faults
from tests.fixtures.mortal_servers import MortalPostgres
from wecare.acts.models import Act
from wecare.ledger.models import Movement

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
DEATHS = (MortalPostgres.kill, MortalPostgres.stop_at_once, MortalPostgres.kill_backend)


@contextmanager
def struck(until: faults.Until, blow: Callable[[], None]) -> Iterator[None]:
    """The blow falls at this point of what the block does, once."""
    passed: list[str] = []

    def at(name: str) -> None:
        passed.append(name)
        if until(passed):
            blow()

    with faults.points(at):
        yield


def test_postgres_dies_in_an_adoption_and_leaves_nothing_or_all(
    mortal_postgres: MortalPostgres,
) -> None:
    ranked_list, _sent = short_list()
    decree, by = rendered_decree(ranked_list), manager()
    before = faults.everything()

    for death in DEATHS:
        for until in (faults.write_of("ledger_posting"), faults.commit()):
            with (
                struck(until, partial(death, mortal_postgres)),
                pytest.raises(DatabaseError),
            ):
                decrees.adopt(decree=decree, by=by)
            _again(mortal_postgres)
            assert faults.everything() == before, death
    with struck(faults.committed(), mortal_postgres.kill), suppress(DatabaseError):
        decrees.adopt(decree=decree, by=by)
    _again(mortal_postgres)

    _adopted_once(decree)
    with pytest.raises(DecreeRefused):
        decrees.adopt(decree=decree, by=by)


def _again(server: MortalPostgres) -> None:
    connections.close_all()
    server.answers_again()


def _adopted_once(decree: Decree) -> None:
    assert Act.objects.get(pk=decree.act_id).number == 1
    assert Award.objects.filter(decree=decree).count() == 3
    assert Movement.objects.filter(key__startswith=f"decree/{decree.pk}/").count() == 1
    assert faults.whole() == []


def test_postgres_dies_while_the_banks_file_is_taken(mortal_postgres: MortalPostgres) -> None:
    ranked_list, sent = short_list()
    award = Award.objects.get(decree=published_decree(ranked_list), submission=sent[0])
    planned(award)
    content, by = bank_says(ordered(approved(checked(asked(award))))), officer()
    before = faults.everything()

    def take() -> None:
        payment_outcomes.take(content=content, filename="esiti.csv", by=by)

    for death in DEATHS:
        with (
            struck(faults.write_of("ledger_posting"), partial(death, mortal_postgres)),
            pytest.raises(DatabaseError),
        ):
            take()
        _again(mortal_postgres)
        assert faults.everything() == before, death
    with struck(faults.committed(), mortal_postgres.kill), suppress(DatabaseError):
        take()
    _again(mortal_postgres)
    take()

    assert [each.executed for each in OutcomeImport.objects.order_by("pk")] == [1, 0]
    assert Movement.objects.filter(kind="payment").count() == 1
    assert faults.whole() == []
