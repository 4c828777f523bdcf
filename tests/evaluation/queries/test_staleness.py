"""What moved under a list since it was drawn up, application by application."""

import pytest

from evaluation.actions import ranked_lists
from evaluation.models import RankedList
from evaluation.queries.staleness import moved_since
from tests.evaluation.views.conftest import browser_of
from tests.factories.evaluation import GOOD, call_under_evaluation, judged, officer, submitted

pytestmark = pytest.mark.django_db


def test_nothing_moved_under_a_fresh_draft_and_each_change_is_named() -> None:
    call = call_under_evaluation()
    sent = [submitted(call) for _n in range(3)]
    judged(call, dict.fromkeys(sent, GOOD))
    ranked_list = ranked_lists.draw_up(call=call, by=officer())
    assert moved_since(ranked_list) == ()
    address = f"/ufficio/graduatorie/{call.code}/"
    assert "da aggiornare" not in browser_of(officer()).get(address).content.decode()

    given = ranked_list.input
    first, second, third = given["entries"]
    unknown = f"9999/{sent[0].protocol.partition('/')[2]}"
    first["points"]["A1"] = "1.00"
    second["outcome"], second["points"] = "inadmissible", {}
    given["entries"] = [first, second, {**third, "protocol": unknown}]
    given["rules"]["total_threshold"] = "1.00"
    RankedList.objects.filter(pk=ranked_list.pk).update(input=given)
    moved = moved_since(RankedList.objects.get(pk=ranked_list.pk))

    assert [each.code for each in moved] == ["rules", "points", "admissibility", "entry", "entry"]
    assert [each.protocol for each in moved][1:] == [
        *(each.protocol for each in sent),
        unknown,
    ]
    page = browser_of(officer()).get(address).content.decode()
    assert "La graduatoria è da aggiornare" in page
    assert f"Prot. {sent[0].protocol}: sono cambiati i punti." in page
