"""Two officers decide one change of partners, or one decides while the lead takes it back; with controls."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from applicants.actions import variations
from applicants.models import Application, Organisation, Variation
from applicants.policies.variations import VariationRefused
from tests.factories.accounts import PersonFactory
from tests.factories.calls import an_act
from tests.factories.variations import a_change, a_newcomer, a_sent_group, answers, asked
from tests.fixtures.database import Clock
from tests.fixtures.racing import meeting, race
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.acts.models import Act
from wecare.core import clock as the_clock
from wecare.core.events import verify_chain
from wecare.core.models import Event
from wecare.notices.models import Letter

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
TRIGGERS = "ALTER TABLE applicants_variation {} TRIGGER USER"


@pytest.fixture
def newcomer(clock: Clock) -> Organisation:
    """The organisation that would come in, and has said yes."""
    application, _joined = a_sent_group(clock)
    new = a_newcomer(name="Gamma APS")
    answers(asked(application, a_change(enters=[new])), new)
    return new.organisation


@pytest.fixture
def officers(db: None) -> list[Person]:
    return [PersonFactory(roles=[Role.OFFICER]) for _n in range(2)]


def decided(actor: Person, number: int, *, approved: bool) -> Variation:
    """By an act of its own."""
    return variations.decide_by_act(
        variation=Variation.objects.select_related("application__call").get(),
        approved=approved,
        reason="" if approved else "Manca l'adesione.",
        ground={
            "kind": "DD",
            "number_text": f"{900 + number}",
            "adopted_on": the_clock.today(),
            "subject": "Variazione",
        },
        actor=actor,
    )


def decided_by_known_act(act: Act, actor: Person, *, approved: bool) -> Variation:
    """By an act that was recorded before: recording one holds the audit chain, and would hide the race."""
    return variations.decide(
        variation=Variation.objects.select_related("application__call").get(),
        approved=approved,
        reason="" if approved else "Manca l'adesione.",
        act=act,
        actor=actor,
    )


def both_decide_by_known_acts(officers: list[Person]) -> list[Any]:
    """The same, without the audit chain between them."""
    acts = [an_act(f"DD {900 + n}", kind="DD", subject="Variazione") for n in range(2)]
    return race(
        2,
        lambda runner: decided_by_known_act(acts[runner], officers[runner], approved=not runner),
    )


def one_approves_by_a_known_act_and_the_lead_withdraws(officers: list[Person]) -> list[Any]:
    """The same, without the audit chain between them."""
    lead, act = Application.objects.get().created_by, an_act("DD 900", kind="DD", subject="V.")
    moves: list[Callable[[], Any]] = [
        lambda: decided_by_known_act(act, officers[0], approved=True),
        lambda: variations.withdraw(variation=Variation.objects.get(), actor=lead),
    ]
    return race(2, lambda runner: moves[runner]())


def both_decide(officers: list[Person]) -> list[Any]:
    """One approves, the other does not."""
    return race(2, lambda runner: decided(officers[runner], runner, approved=not runner))


def one_approves_and_the_lead_withdraws(officers: list[Person]) -> list[Any]:
    lead = Application.objects.get().created_by
    moves: list[Callable[[], Any]] = [
        lambda: decided(officers[0], 0, approved=True),
        lambda: variations.withdraw(variation=Variation.objects.get(), actor=lead),
    ]
    return race(2, lambda runner: moves[runner]())


def closings() -> list[str]:
    names = ("variation.decided", "variation.withdrawn")
    return sorted(Event.objects.filter(name__in=names).values_list("name", flat=True))


def is_in(newcomer: Organisation) -> bool:
    partners = Application.objects.get().partners
    return partners.filter(fiscal_code=newcomer.fiscal_code).exists()


def refused(outcomes: list[Any]) -> list[type[Exception]]:
    return [type(each) for each in outcomes if isinstance(each, Exception)]


UNCHAINED = [both_decide_by_known_acts, one_approves_by_a_known_act_and_the_lead_withdraws]


@pytest.mark.parametrize("moves", UNCHAINED)
def test_the_locks_alone_tell_the_second_in_a_sentence(
    newcomer: Organisation,
    officers: list[Person],
    moves: Callable[[list[Person]], list[Any]],
) -> None:
    outcomes = moves(officers)

    assert refused(outcomes) == [VariationRefused]
    assert is_in(newcomer) is (Variation.objects.get().state == "approved")
    assert len(closings()) == 1


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody holds the call, the application, or the variation."""
    both_read_it = meeting(2)

    def unlocked(variation: Variation) -> Variation:
        rows = Variation.objects.select_related(
            "application__call",
            "application__organisation",
            "submission__rulebook",
            "submission__call",
        )
        found = rows.get(pk=variation.pk)
        both_read_it()
        return found

    monkeypatch.setattr(variations, "locked_call", lambda call: call)
    monkeypatch.setattr(variations, "_locked", unlocked)


@pytest.fixture
def without_triggers(transactional_db: None) -> Iterator[None]:
    """What is decided may be written over."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS.format("DISABLE"))
    yield
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS.format("ENABLE"))


def test_of_two_officers_who_decide_at_once_one_is_told_and_the_group_is_as_decided(
    newcomer: Organisation, officers: list[Person]
) -> None:
    acts = Act.objects.count()

    outcomes = both_decide(officers)

    assert refused(outcomes) == [VariationRefused]
    variation = Variation.objects.get()
    assert is_in(newcomer) is (variation.state == "approved")
    assert variation.closed_by == officers[0 if variation.state == "approved" else 1]
    assert closings() == ["variation.decided"]
    assert Act.objects.count() == acts + 1
    told = Letter.objects.filter(template="applicants/variation_decided")
    assert len({each.body for each in told if each.person == variation.asked_by}) == 1
    assert verify_chain() == []


def test_of_an_officer_who_approves_and_a_lead_who_withdraws_at_once_one_is_told(
    newcomer: Organisation, officers: list[Person]
) -> None:
    outcomes = one_approves_and_the_lead_withdraws(officers)

    assert refused(outcomes) == [VariationRefused]
    variation = Variation.objects.get()
    assert is_in(newcomer) is (variation.state == "approved")
    assert len(closings()) == 1
    assert verify_chain() == []


@pytest.mark.parametrize("moves", UNCHAINED)
def test_without_the_locks_only_the_database_stops_the_second(
    newcomer: Organisation,
    officers: list[Person],
    without_locks: None,
    moves: Callable[[list[Person]], list[Any]],
) -> None:
    """The races above prove something: nobody is told in a sentence any more."""
    outcomes = moves(officers)

    assert len(refused(outcomes)) == 1
    assert VariationRefused not in refused(outcomes)
    assert len(closings()) == 1


@pytest.mark.parametrize("moves", UNCHAINED)
def test_without_the_triggers_too_both_are_recorded(
    newcomer: Organisation,
    officers: list[Person],
    without_locks: None,
    without_triggers: None,
    moves: Callable[[list[Person]], list[Any]],
) -> None:
    """The triggers prove something: one change of partners would have two outcomes."""
    outcomes = moves(officers)

    assert refused(outcomes) == []
    assert len(closings()) == 2
