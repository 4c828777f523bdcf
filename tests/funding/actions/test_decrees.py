"""From a published list to a published decree: number, money, awards, letters."""

from decimal import Decimal
from typing import Any

import pytest

from calls.enums import CallState
from calls.models import Call
from evaluation.enums import AdmissibilityOutcome
from evaluation.models import RankedList
from funding.actions import decrees
from funding.models import Award, Decree
from funding.policies import DecreeRefused
from funding.queries import verification
from funding.queries.lot_money import effects
from tests.factories.accounts import PersonFactory
from tests.factories.acts import printed
from tests.factories.evaluation import (
    GOOD,
    POOR,
    call_under_evaluation,
    decided,
    judged,
    manager,
    officer,
    published_list,
    submitted,
)
from tests.factories.funding import (
    VARIABLES,
    adopted_decree,
    published_decree,
    rendered_decree,
    written_decree,
)
from tests.factories.mandates import a_mandate
from tests.factories.rules import rules
from wecare.acts.actions import acts
from wecare.acts.enums import ActState
from wecare.acts.models import Act
from wecare.acts.policies import ActRefused
from wecare.core import events
from wecare.core.models import Event
from wecare.ledger.actions import InsufficientFunds, post
from wecare.ledger.models import Movement
from wecare.ledger.queries import balance, balances, problems
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db


def lots(amount: str) -> list[dict[str, Any]]:
    return [{"code": "T", "title": "Territoriale", "amount": amount, "allocation": "offer_rest"}]


@pytest.fixture
def call() -> Call:
    """Three in place for 200 000 € (whole, in part, nothing), one below, one inadmissible."""
    call = call_under_evaluation(rules=rules(lots=lots("130000.00")), code="fse2-prova")
    best = {**GOOD, "A1": "20.00"}
    better = {**GOOD, "A1": "18.00"}
    rows = {
        submitted(call, name="Alfa"): best,
        submitted(call, name="Beta"): better,
        submitted(call, name="Gamma"): GOOD,
        submitted(call, name="Delta"): POOR,
    }
    out = submitted(call, name="Epsilon")
    decided(out, AdmissibilityOutcome.INADMISSIBLE)
    judged(call, rows)
    return call


@pytest.fixture
def ranked_list(call: Call) -> RankedList:
    return published_list(call)


def reserved(call: Call) -> str:
    return f"reserved/FSE/FSE2/unica/{call.code}/T"


def granted(decree: Decree) -> list[tuple[str, Decimal]]:
    awards = Award.objects.filter(decree=decree).order_by("-amount", "id")
    return [(award.organisation.name, award.amount) for award in awards]


def test_adopting_numbers_the_act_and_commits_what_the_list_grants(
    call: Call, ranked_list: RankedList
) -> None:
    decree = adopted_decree(ranked_list)

    assert decree.act.state == ActState.ADOPTED
    assert decree.act.number_text.startswith("DD 1/")
    assert granted(decree) == [("Alfa", Decimal("80000.00")), ("Beta", Decimal("50000.00"))]
    assert balance(reserved(call)) == Decimal("0.00")
    committed = balances(f"committed/FSE/FSE2/unica/{call.code}/T")
    assert sorted(committed.values()) == [Decimal("50000.00"), Decimal("80000.00")]
    assert Movement.objects.filter(kind="commitment").count() == 1
    assert (verification.decrees(), verification.awards(), problems()) == ([], [], [])
    assert events.verify_chain() == []


def test_the_frozen_decree_says_amounts_in_figures_and_words_and_who_gets_nothing(
    ranked_list: RankedList,
) -> None:
    decree = adopted_decree(ranked_list)

    facts = decree.act.context["facts"]
    assert (facts["amount"], facts["amount_words"]) == ("130000.00", "centotrentamila/00")
    assert [row["organisation"] for row in facts["granted"]] == ["Alfa", "Beta"]
    assert [row["organisation"] for row in facts["unfunded"]] == ["Gamma"]
    assert [row["organisation"] for row in facts["excluded"]] == ["Delta", "Epsilon"]
    assert facts["list"]["data_digest"] == ranked_list.data_digest
    assert facts["lots"][0]["left"] == "0.00"
    assert Event.objects.filter(digest=facts["audit_head"]).exists()
    assert "Manca lo statuto" not in str(decree.act.context)


def test_everyone_of_every_organisation_gets_a_letter_with_place_points_and_reasons(
    call: Call, ranked_list: RankedList
) -> None:
    second = PersonFactory()
    alfa = ranked_list.rows.get(organisation_name="Alfa").submission.organisation
    a_mandate(second, alfa)

    decree = rendered_decree(ranked_list)
    announced = effects(decree)
    decree = decrees.adopt(decree=decree, by=manager())

    letters = Letter.objects.filter(template="funding/outcome")
    assert (announced.letters, announced.awards, announced.amount) == (
        6,
        2,
        Decimal("130000.00"),
    )
    assert letters.count() == 6
    to_second = letters.get(person=second)
    assert "Finanziata" in to_second.subject
    assert "84,00" in to_second.body
    assert str(decree.act) in to_second.body
    refused = letters.get(body__contains="Manca lo statuto.")
    assert "Inammissibile" in refused.subject
    below = letters.get(body__contains="Delta")
    assert "Sotto la soglia: 30,00 punti, ne servono 60,00" in below.body


def test_publishing_the_decree_concludes_the_call(call: Call, ranked_list: RankedList) -> None:
    decree = published_decree(ranked_list)

    assert decree.act.state == ActState.PUBLISHED
    assert Call.objects.get(pk=call.pk).state == CallState.CONCLUDED
    names = list(
        Event.objects.filter(name__startswith="decree.")
        .order_by("seq")
        .values_list("name", flat=True)
    )
    assert names == ["decree.drafted", "decree.adopted", "decree.published"]


def test_a_decree_waits_for_its_pdf_before_it_is_published(ranked_list: RankedList) -> None:
    decree = adopted_decree(ranked_list)

    with pytest.raises(ActRefused, match="non è ancora pronto"):
        decrees.publish(decree=decree, by=manager())

    assert Call.objects.get(pk=ranked_list.call_id).state == CallState.EVALUATED


def test_a_list_has_one_decree(ranked_list: RankedList) -> None:
    first = decrees.draft(ranked_list=ranked_list, by=officer())

    assert decrees.draft(ranked_list=ranked_list, by=officer()) == first
    assert Act.objects.filter(template="concession").count() == 1


def test_a_list_that_is_not_published_has_no_decree(call: Call) -> None:
    from evaluation.actions import ranked_lists

    draft = ranked_lists.draw_up(call=call, by=officer())

    with pytest.raises(DecreeRefused, match="non è pubblicata"):
        decrees.draft(ranked_list=draft, by=officer())


def test_a_decree_is_adopted_once(ranked_list: RankedList) -> None:
    decree = adopted_decree(ranked_list)

    with pytest.raises(DecreeRefused, match="già adottato"):
        decrees.adopt(decree=decree, by=manager())

    assert Movement.objects.filter(kind="commitment").count() == 1


def test_nothing_is_adopted_before_the_proof_can_be_read(ranked_list: RankedList) -> None:
    decree = decrees.freeze(decree=written_decree(ranked_list), by=officer())

    with pytest.raises(ActRefused, match="prova"):
        decrees.adopt(decree=decree, by=manager())

    assert Award.objects.count() == 0


def test_a_proof_without_the_list_is_not_adopted(ranked_list: RankedList) -> None:
    decree = written_decree(ranked_list)
    act = acts.freeze(act=decree.act, facts={}, by=officer())
    printed(act.proof)

    with pytest.raises(DecreeRefused, match="non contiene la graduatoria"):
        decrees.adopt(decree=decree, by=manager())


def test_money_gone_meanwhile_leaves_everything_as_it_was(
    call: Call, ranked_list: RankedList
) -> None:
    decree = rendered_decree(ranked_list)
    place = f"FSE/FSE2/unica/{call.code}/T"
    post(
        key="test/taken",
        kind="transfer",
        postings=[
            (f"reserved/{place}", Decimal("-1.00")),
            ("available/FSE/FSE2/unica", Decimal("1.00")),
        ],
        cause="Prova",
        reference="Prova",
        actor=None,
    )

    with pytest.raises(DecreeRefused, match=r"restano 129\.999,00"):
        decrees.adopt(decree=decree, by=manager())

    assert Act.objects.get(pk=decree.act_id).number is None
    assert Award.objects.count() == 0
    assert Letter.objects.filter(template="funding/outcome").count() == 0


def test_the_ledger_refuses_too_and_nothing_is_registered(
    ranked_list: RankedList, monkeypatch: pytest.MonkeyPatch
) -> None:
    decree = rendered_decree(ranked_list)
    monkeypatch.setattr(decrees, "check_can_adopt", lambda _decree: None)
    post(
        key="test/taken",
        kind="transfer",
        postings=[
            (reserved(ranked_list.call), Decimal("-1.00")),
            ("available/FSE/FSE2/unica", Decimal("1.00")),
        ],
        cause="Prova",
        reference="Prova",
        actor=None,
    )

    with pytest.raises(InsufficientFunds, match="Non abbiamo registrato nulla"):
        decrees.adopt(decree=decree, by=manager())

    assert Act.objects.get(pk=decree.act_id).number is None
    assert Award.objects.count() == 0


def test_a_list_that_grants_nothing_is_adopted_without_a_movement() -> None:
    call = call_under_evaluation(rules=rules(lots=lots("130000.00")))
    judged(call, {submitted(call): POOR})

    decree = adopted_decree(published_list(call))

    assert decree.act.context["facts"]["amount_words"] == "zero/00"
    assert (Award.objects.count(), Movement.objects.filter(kind="commitment").count()) == (0, 0)
    assert verification.decrees() == []


def test_an_english_reader_freezes_an_italian_decree(ranked_list: RankedList) -> None:
    from django.utils.translation import override

    decree = written_decree(ranked_list)
    with override("en"):
        decree = decrees.freeze(decree=decree, by=officer())

    assert decree.act.context["facts"]["granted"][0]["outcome_label"] == "Finanziata"
    assert VARIABLES["chapter"] == decree.act.context["variables"]["chapter"]
