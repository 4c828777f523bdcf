"""The second check: by another officer, over what stands now, before the list."""

import pytest
from django.db import IntegrityError, transaction

from calls.models import Call
from evaluation.actions import ranked_lists, reopenings, score_checks
from evaluation.models import Assessment, ScoreCheck
from evaluation.policies.agreement import AgreementRefused
from evaluation.policies.refusals import ListNotReady
from evaluation.queries import agreement, gate, scoring_gate
from tests.factories.evaluation import GOOD, manager, officer, signed
from tests.factories.scoring import judged_call, only, seats

pytestmark = pytest.mark.django_db


def check(call: Call, *, is_confirmed: bool = True, note: str = "") -> ScoreCheck:
    return score_checks.check(
        submission=only(call), is_confirmed=is_confirmed, note=note, by=officer()
    )


@pytest.fixture
def call() -> Call:
    return judged_call(GOOD, GOOD, GOOD, checked_percent="100.00")


def said(call: Call) -> str:
    return " ".join(each.sentence for each in gate.open_points(call))


def test_the_list_waits_for_the_second_check(call: Call) -> None:
    with pytest.raises(ListNotReady, match="manca il secondo controllo"):
        ranked_lists.draw_up(call=call, by=officer())
    check(call)

    assert ranked_lists.draw_up(call=call, by=officer()).rows.count() == 1


def test_what_was_found_holds_the_list_until_it_is_checked_again(call: Call) -> None:
    check(call, is_confirmed=False, note="Il totale non torna")

    assert "ha trovato qualcosa" in said(call)
    check(call)
    assert said(call) == ""
    assert ScoreCheck.objects.count() == 2


def test_what_is_found_is_said(call: Call) -> None:
    with pytest.raises(AgreementRefused, match="Scrivi che cosa hai trovato"):
        check(call, is_confirmed=False)


def test_whoever_decided_the_formal_check_does_not_check_the_points(call: Call) -> None:
    by = only(call).admissibility.decided_by

    with pytest.raises(AgreementRefused, match="l'istruttoria l'hai fatta tu"):
        score_checks.check(submission=only(call), is_confirmed=True, note="", by=by)


def test_a_check_stands_on_the_points_of_then(call: Call) -> None:
    check(call)
    assessment = Assessment.objects.get(member=seats(call)[0])
    reopenings.reopen(assessment=assessment, reason="Rilettura", by=manager())

    with pytest.raises(AgreementRefused, match="mancano le firme"):
        check(call)
    signed(seats(call)[0], only(call), GOOD)  # the same points, signed again

    assert "i punti sono cambiati" in said(call)


def test_a_sample_is_checked_and_the_rest_is_not(call: Call) -> None:
    sampled = judged_call(GOOD, GOOD, GOOD, count=5, checked_percent="30.00")
    rows = agreement.judged(sampled)

    drawn = scoring_gate.to_check(rows, sampled.rulebooks.get())

    assert len(drawn) == 2
    assert len([each for each in gate.open_points(sampled) if each.code == "unchecked"]) == 2


def test_a_check_is_only_added(call: Call) -> None:
    check(call)

    for change in (
        lambda: ScoreCheck.objects.update(is_confirmed=False, note="x"),
        lambda: ScoreCheck.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
