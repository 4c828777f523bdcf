"""Awards that end or lose a part by act: each way whole, and what is claimed of what was paid."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from evaluation.models import Departure
from evaluation.policies.departures import DepartureRefused
from evaluation.queries.scrolling import scroll_input
from funding.actions import money
from funding.actions.exits import acknowledgments, closures, revocations, revoking
from funding.actions.exits import effects as exit_effects
from funding.enums import RevocationState
from funding.models import Award, Closure, Recovery
from funding.policies import ExitRefused
from funding.queries import verification
from funding.queries.awards.standing import on_desk, standing
from funding.queries.exits.procedures import conclude_by, next_in_line
from tests.factories.evaluation import manager, officer
from tests.factories.exits import (
    act_of_today,
    adopted_revocation,
    assessed,
    awarded,
    rendered_act,
    started,
)
from tests.factories.funding import adopted_decree, ground
from tests.factories.scrolls import renounced, scrolled
from wecare.acts.actions import acts
from wecare.acts.models import Act
from wecare.core import clock as the_clock
from wecare.ledger.queries import problems
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db

EUR = Decimal


def whole() -> list[str]:
    return [
        *verification.decrees(),
        *verification.awards(),
        *verification.money(),
        *verification.recoveries(),
        *verification.exits(),
        *problems(),
    ]


def again(award: Award) -> Award:
    return on_desk().get(pk=award.pk)


def test_adopting_the_act_of_a_total_revocation_ends_the_award_and_claims_what_was_paid(
    clock: Any,
) -> None:
    award, ranked_list, sent = awarded(paid=30_000)

    act = adopted_revocation(award, clock)

    award = again(award)
    assert (award.state, award.ended_act_id) == ("released", act.pk)
    claim = Recovery.objects.get()
    assert (claim.capital, claim.act_id, claim.since) == (EUR(30_000), act.pk, act.adopted_on)
    assert Departure.objects.get(submission=sent[0]).act_id == act.pk
    assert award.revocations.get().state == RevocationState.DONE
    given = next_in_line(award)
    assert given.is_due
    assert sum(more for _each, more in given.rows) == EUR(50_000)
    assert (act.variables["revoked"], act.variables["recovered"]) == ("80000.00", "30000.00")
    assert whole() == []
    told = Letter.objects.filter(person=sent[0].submitted_by).order_by("pk")
    assert [each.template for each in told if each.template.startswith("funding/")][-3:] == [
        "funding/revocation_started",
        "funding/recovery_opened",
        "funding/revocation_done",
    ]
    adopted_decree(scrolled(ranked_list))
    assert whole() == []


def test_a_partial_revocation_takes_its_part_and_claims_what_is_paid_above_the_rest(
    clock: Any,
) -> None:
    award, _list, _sent = awarded(paid=70_000)

    adopted_revocation(award, clock, amount=EUR(25_000))

    assert standing(again(award)).due == EUR(55_000)
    assert Recovery.objects.get().capital == EUR(15_000)
    assert whole() == []


def test_a_revocation_by_an_act_from_elsewhere(clock: Any) -> None:
    award, _list, _sent = awarded()
    found = assessed(award, clock)

    revoking.carry_out_by_act(revocation=found, ground=act_of_today(), by=officer())

    assert again(award).state == "released"
    assert not Recovery.objects.exists()
    assert whole() == []


def test_what_the_act_says_is_what_happens_or_it_is_not_adopted(clock: Any) -> None:
    award, _list, _sent = awarded(paid=10_000)
    found = assessed(award, clock)
    act = rendered_act(exit_effects.write_revocation(revocation=found, by=officer()))
    money.pay(award=award, amount=EUR(5_000), ground=ground("p2"), by=officer())

    with pytest.raises(ExitRefused, match=r"dice 10\.000,00.*ora sono 15\.000,00"):
        acts.adopt(act=act, by=manager())

    assert Act.objects.get(pk=act.pk).number is None
    acts.reopen(act=act, by=officer())
    act = rendered_act(exit_effects.write_revocation(revocation=found, by=officer()))
    acts.adopt(act=act, by=manager())
    assert Recovery.objects.get().capital == EUR(15_000)
    assert whole() == []


class Crash(BaseException):
    """The process dies."""


STEPS = (
    "wecare.acts.actions.registers.number",
    "wecare.core.printing.request_document",
    "evaluation.actions.departures.record",
    "funding.actions.money.end",
    "funding.actions.money._post",
    "funding.actions.exits.recoveries.claim",
    "funding.actions.exits.revoking.tell",
)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("after", [False, True])
def test_a_crash_in_the_middle_of_an_adoption_leaves_nothing(
    step: str, after: bool, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    award, _list, _sent = awarded(paid=30_000)
    found = assessed(award, clock)
    act = rendered_act(exit_effects.write_revocation(revocation=found, by=officer()))
    before = _state(act, award)
    with monkeypatch.context() as patched:
        patched.setattr(step, _dying(step, after=after))
        with pytest.raises(Crash):
            acts.adopt(act=act, by=manager())

    assert _state(act, award) == before
    assert whole() == []
    acts.adopt(act=Act.objects.get(pk=act.pk), by=manager())
    assert again(award).state == "released"
    assert whole() == []


def _dying(step: str, *, after: bool) -> Any:
    from django.utils.module_loading import import_string

    real = import_string(step)

    def run(*args: Any, **values: Any) -> Any:
        if after:
            real(*args, **values)
        raise Crash(step)

    return run


def _state(act: Act, award: Award) -> Any:
    act = Act.objects.get(pk=act.pk)
    return (
        act.state,
        act.number,
        again(award).state,
        standing(again(award)),
        Departure.objects.count(),
        Recovery.objects.count(),
        award.revocations.get().state,
    )


def test_silence_does_nothing_by_itself(clock: Any) -> None:
    award, _list, _sent = awarded()
    found = started(award)

    with pytest.raises(ExitRefused, match=r"può rispondere fino al"):
        revocations.assess(revocation=found, assessment="x", recovery_days=60, by=officer())
    with pytest.raises(ExitRefused, match=r"non può fare questo passo"):
        revoking.carry_out_by_act(revocation=found, ground=act_of_today(), by=officer())
    clock.set(the_clock.now() + timedelta(days=400))

    assert again(award).state == "granted"
    assert award.revocations.get().state == RevocationState.NOTICED


def test_observations_come_within_the_days_and_make_the_term_stand_still(clock: Any) -> None:
    award, _list, sent = awarded()
    found = started(award)
    without = conclude_by(found)
    clock.set(the_clock.now() + timedelta(days=8))

    revocations.observe(revocation=found, text="Siamo partiti.", by=sent[0].submitted_by)

    assert conclude_by(found) - without == timedelta(days=8)
    with pytest.raises(ExitRefused, match="non comprende lo scrivere"):
        revocations.observe(revocation=found, text="Io no.", by=officer())
    clock.set(the_clock.now() + timedelta(days=3))
    with pytest.raises(ExitRefused, match=r"non l'abbiamo registrata"):
        revocations.observe(revocation=found, text="Tardi.", by=sent[0].submitted_by)
    assert found.observations.count() == 1


def test_a_procedure_that_is_dropped_leaves_the_award_as_it_is() -> None:
    award, _list, _sent = awarded()
    found = started(award)
    with pytest.raises(ExitRefused, match="già un procedimento"):
        started(award)

    revocations.drop(revocation=found, reason="I lavori sono ripartiti.", by=officer())

    assert again(award).state == "granted"
    assert started(award).is_open


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"amount": EUR(80_000)}, r"meno di 80\.000,00.*revoca totale"),
        ({"answer_days": 9}, "almeno 10 giorni"),
        ({"conclude_days": 9}, "almeno altrettanti"),
        ({"reasons": " "}, "Scrivi i motivi"),
    ],
)
def test_a_notice_that_does_not_hold_is_refused(values: dict[str, Any], sentence: str) -> None:
    award, _list, _sent = awarded()
    given = {
        "amount": None,
        "reasons": "Perché.",
        "answer_days": 10,
        "conclude_days": 30,
        "protocol": "",
    }

    with pytest.raises(ExitRefused, match=sentence):
        revocations.start(award=award, by=officer(), **(given | values))

    assert not award.revocations.exists()


def test_the_act_of_a_renunciation_ends_the_award(clock: Any) -> None:
    award, ranked_list, sent = awarded(paid=20_000)
    renounced(sent[0])

    act = exit_effects.write_renunciation(
        award=award, protocol="6001/2026", recovery_days=60, by=officer()
    )
    acts.adopt(act=rendered_act(act), by=manager())

    assert again(award).ended_act_id == act.pk
    assert Recovery.objects.get().capital == EUR(20_000)
    assert act.variables["released"] == "60000.00"
    assert whole() == []
    adopted_decree(scrolled(ranked_list))
    assert whole() == []


def test_a_renunciation_ends_by_an_act_from_elsewhere_and_a_revocation_by_its_own(
    clock: Any,
) -> None:
    award, _list, sent = awarded()
    with pytest.raises(ExitRefused, match="ancora in graduatoria"):
        acknowledgments.end_by_act(
            award=award, recovery_days=60, ground=act_of_today(), by=officer()
        )
    renounced(sent[0])
    with pytest.raises(ExitRefused, match="indica quello"):
        acknowledgments.end_by_act(award=award, recovery_days=60, ground=None, by=officer())

    acknowledgments.end_by_act(award=award, recovery_days=60, ground=act_of_today(), by=officer())

    assert again(award).state == "released"
    with pytest.raises(ExitRefused, match="non è più in essere"):
        acknowledgments.end_by_act(
            award=award, recovery_days=60, ground=act_of_today("7"), by=officer()
        )
    assert whole() == []


def test_who_renounced_is_not_revoked(clock: Any) -> None:
    award, _list, sent = awarded()
    found = assessed(award, clock)
    act = rendered_act(exit_effects.write_revocation(revocation=found, by=officer()))
    renounced(sent[0])

    with pytest.raises(ExitRefused, match="uscita dalla graduatoria"):
        acts.adopt(act=act, by=manager())

    assert again(award).state == "granted"
    assert Act.objects.get(pk=act.pk).number is None


def test_a_closure_gives_back_what_is_not_paid_and_nothing_moves_afterwards() -> None:
    award, ranked_list, _sent = awarded(paid=65_000)

    closures.close(award=award, due=EUR(65_000), reason="Rendiconto finale.", by=manager())

    award = again(award)
    assert (standing(award).due, standing(award).committed) == (EUR(65_000), 0)
    assert sum(more for _each, more in scroll_input(ranked_list).next_up) == EUR(15_000)
    with pytest.raises(money.MoneyRefused, match="è chiuso dal"):
        money.pay(award=award, amount=EUR(1), ground=ground("p2"), by=officer())
    with pytest.raises(ExitRefused, match="è chiuso dal"):
        started(award)
    with pytest.raises(ExitRefused, match="è chiuso dal"):
        closures.close(award=award, due=EUR(1), reason="Ancora.", by=manager())
    assert Closure.objects.count() == 1
    assert whole() == []


def test_who_is_closed_does_not_leave_the_list() -> None:
    award, _list, sent = awarded(paid=65_000)
    closures.close(award=award, due=EUR(65_000), reason="Rendiconto finale.", by=manager())

    with pytest.raises(DepartureRefused, match="è chiuso dal"):
        renounced(sent[0])

    assert not Departure.objects.exists()


def test_a_closure_below_what_was_paid_claims_the_rest() -> None:
    award, _list, _sent = awarded(paid=65_000)

    closures.close(
        award=award,
        due=EUR(60_000),
        reason="Spese non ammesse.",
        ground=act_of_today(),
        by=manager(),
    )

    claim = Recovery.objects.get()
    assert (claim.capital, str(claim.act)) == (EUR(5_000), "DD 99/A2203A/2026")
    assert whole() == []


@pytest.mark.parametrize(
    ("due", "sentence"),
    [
        (EUR(70_000), r"restano da pagare 5\.000,00"),
        (EUR("80000.01"), r"da 0,00.*a 80\.000,00"),
        (EUR(-1), r"Hai scritto -1,00"),
    ],
)
def test_a_closure_that_does_not_add_up_is_refused(due: Decimal, sentence: str) -> None:
    award, _list, _sent = awarded(paid=65_000)

    with pytest.raises(ExitRefused, match=sentence):
        closures.close(award=award, due=due, reason="Rendiconto.", by=manager())

    assert not Closure.objects.exists()


def test_a_closure_waits_for_what_is_open(clock: Any) -> None:
    award, _list, sent = awarded(paid=65_000)
    found = started(award)
    with pytest.raises(ExitRefused, match="revoca aperto"):
        closures.close(award=award, due=EUR(65_000), reason="x", by=manager())
    revocations.drop(revocation=found, reason="No.", by=officer())
    renounced(sent[0])

    with pytest.raises(ExitRefused, match="presa d'atto"):
        closures.close(award=award, due=EUR(65_000), reason="x", by=manager())


def test_an_act_written_by_hand_about_no_procedure_moves_no_money() -> None:
    award, _list, sent = awarded()
    act = acts.draft(
        kind="DD",
        template="renunciation",
        subject="A mano",
        variables={
            "organisation": "Altri",
            "fiscal_code": "90009000010",
            "protocol": sent[0].protocol,
            "grant_act": "DD 1",
            "granted": "80000.00",
            "premises": "per posta;",
            "renounced_on": "2026-11-20",
            "renounced_protocol": "1/2026",
            "released": "80000.00",
        },
        by=officer(),
        key="by-hand",
    )

    acts.adopt(act=rendered_act(act), by=manager())

    assert again(award).state == "granted"
