"""A desk in order of arrival: it counts what is requested, stops by itself, and is opened by act."""

import threading
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applicants.actions import submissions
from applicants.models import Application, RefusedAttempt, Submission
from applicants.policies import WritingRefused
from applicants.policies.participation import DeskIsStopped
from applicants.queries.verification import desks as problems_of_desks
from calls.actions import calls, desks
from calls.actions.budgets import move
from calls.actions.publication import reopen_desk_by_act
from calls.engine.budgets import Change
from calls.engine.compile import RulebookRefused
from calls.engine.places import Place
from calls.enums import BudgetKind
from calls.labels import sentence
from calls.models import Call, DeskLot
from calls.policies import CallRefused
from calls.queries.desks import desks_of
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, complete, resumed, sent, withdrawn
from tests.factories.calls import a_complete_draft, an_act, published_call
from tests.factories.rules import rules
from tests.fixtures.racing import race
from wecare.core.models import Event
from wecare.ledger.queries import balance

LOTS = [
    {"code": "T", "title": "Linea B", "amount": "200000.00"},
    {"code": "R", "title": "Linea A", "amount": "160000.00"},
]
TIES = [{"kind": "smaller_request"}, {"kind": "earlier_protocol", "article": "art. 9"}]


def a_desk(**window: Any) -> Call:
    draft = a_complete_draft(lots=LOTS, ties=TIES)
    draft["window"] |= {"procedure": "desk", "desk_article": "art. 7", **window}
    return published_call(draft=draft)


def kept(call: Call, lot: str = "T") -> DeskLot:
    return DeskLot.objects.get(call=call, lot=lot)


@pytest.mark.django_db
def test_each_send_is_counted_and_the_one_that_reaches_the_limit_stops_the_desk() -> None:
    call = a_desk()
    requests = [sent(complete(call)).requested for _n in range(3)]

    desk = kept(call)

    assert requests == [Decimal("80000.00")] * 3
    assert (desk.requested, desk.stopped_on) == (Decimal("240000.00"), Decimal("240000.00"))
    assert desk.stopped_at == Submission.objects.order_by("-protocol_number")[0].received_at
    (event,) = Event.objects.filter(name="desk.stopped")
    assert event.facts["lot"] == "T"
    assert not kept(call, "R").is_stopped


@pytest.mark.django_db
def test_a_stopped_desk_refuses_with_rule_limit_and_figures_and_keeps_the_evidence() -> None:
    call = a_desk()
    late = complete(call)
    for _n in range(3):
        sent(complete(call))

    with pytest.raises(DeskIsStopped) as refusal:
        sent(late)

    said = str(refusal.value).replace("\xa0", " ")
    assert said.startswith("Lo sportello «Linea B» si è fermato da solo il ")
    assert said.endswith(
        "le domande inviate chiedono 240.000,00 €, il limite è 200.000,00 € su 200.000,00 € del lotto "
        "(art. 7). La bozza resta: se lo sportello riapre lo scriviamo qui."
    )
    assert RefusedAttempt.objects.get().application == late
    assert Application.objects.get(pk=late.pk).state == "draft"
    assert sent(complete(call, lot="R")).lot == "R"


@pytest.mark.django_db
def test_verify_finds_a_desk_that_counted_something_else() -> None:
    call = a_desk()
    sent(complete(call))
    assert problems_of_desks() == []

    DeskLot.objects.filter(call=call, lot="T").update(requested=Decimal("79999.99"))

    assert problems_of_desks() == [
        f"desk {call.code}/T: it counted 79999.99, 80000.00 is asked for"
    ]


@pytest.mark.django_db
def test_what_is_withdrawn_gives_back_what_it_asked_for_and_loses_its_place() -> None:
    call = a_desk()
    first, second = sent(complete(call)), sent(complete(call))

    withdrawn(first)
    assert kept(call).requested == second.requested
    again = sent(resumed(first.application))

    assert again.received_at > second.received_at
    assert kept(call).requested == second.requested + again.requested
    assert problems_of_desks() == []


@pytest.mark.django_db
def test_a_withdrawal_does_not_open_a_desk_that_has_stopped() -> None:
    call = a_desk()
    submissions_sent = [sent(complete(call)) for _n in range(3)]

    withdrawn(submissions_sent[0])

    assert (kept(call).is_stopped, kept(call).requested) == (True, Decimal("160000.00"))
    with pytest.raises(DeskIsStopped):
        sent(resumed(submissions_sent[0].application))


@pytest.mark.django_db
def test_a_desk_may_take_applications_in_reserve() -> None:
    call = a_desk(stop_percent="130.00")

    for _n in range(3):
        sent(complete(call))
    assert not kept(call).is_stopped
    sent(complete(call))

    assert kept(call).stopped_on == Decimal("320000.00")


@pytest.mark.django_db
def test_once_every_desk_has_stopped_nobody_begins_and_the_office_may_close_before_the_deadline() -> (
    None
):
    call = a_desk()
    with pytest.raises(CallRefused, match="prima non si può chiudere"):
        calls.close(call=call, actor=call.created_by)
    for lot, times in (("T", 3), ("R", 2)):
        for _n in range(times):
            sent(complete(call, lot=lot))

    with pytest.raises(WritingRefused, match="Lo sportello si è fermato in ogni lotto"):
        a_draft(Call.objects.get(pk=call.pk))
    assert calls.close(call=call, actor=call.created_by).state == "closed"


@pytest.mark.django_db
def test_a_desk_is_opened_again_by_act_only_where_there_is_money() -> None:
    call = a_desk()
    for _n in range(3):
        sent(complete(call))
    act = {
        "kind": "DD",
        "number_text": "DD 77/A2203A/2026",
        "adopted_on": call.created_at.date() - timedelta(days=1),
        "subject": "Riapertura dello sportello",
        "actor": call.created_by,
    }
    with pytest.raises(CallRefused) as refusal:
        reopen_desk_by_act(call=call, lot="T", **act)
    assert (
        str(refusal.value)
        .replace("\xa0", " ")
        .startswith("Le domande che contano chiedono 240.000,00 € e il limite è 200.000,00 €")
    )

    into = Place("FSE2", "unica", "FSE", call=call.code, lot="T")
    increase = Change(BudgetKind.INCREASE, Decimal("100000.00"), into=into)
    move(change=increase, act=an_act("DGR 9-9999"), actor=call.created_by)
    desk = reopen_desk_by_act(call=call, lot="T", **act)

    assert not desk.is_stopped
    assert desk.reopened_by_act is not None
    view = next(each for each in desks_of(Call.objects.get(pk=call.pk)) if each.lot.code == "T")
    assert (view.money, view.left) == (Decimal("300000.00"), Decimal("60000.00"))
    assert balance(into.account) == Decimal("300000.00")
    sent(complete(call))
    assert kept(call).is_stopped


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["public", "applicant"])
def test_the_pages_say_that_the_desk_has_stopped(client: Client, role: str) -> None:
    call, person = a_desk(), PersonFactory()
    draft = complete(call, actor=person)
    for _n in range(3):
        sent(complete(call))
    client.force_login(person, backend="wecare.accounts.backends.PasswordBackend")

    if role == "public":
        page = client.get(reverse("calls:call", args=[call.code])).content.decode()
        said = "Fermo: fondi esauriti"
    else:
        page = client.get(
            reverse("applicants:application", args=[draft.public_id])
        ).content.decode()
        said = "Lo sportello «Linea B» si è fermato da solo"

    assert said in page


@pytest.mark.django_db
def test_a_stopped_lot_is_not_offered_to_whoever_begins(client: Client) -> None:
    call, person = a_desk(), PersonFactory()
    application = complete(call, actor=person)
    for _n in range(3):
        sent(complete(call))
    client.force_login(person, backend="wecare.accounts.backends.PasswordBackend")

    page = client.get(reverse("applicants:start", args=[call.code])).content.decode()
    typed = client.post(
        reverse("applicants:start", args=[call.code]),
        {"organisation": application.organisation.pk, "title": "Una casa", "lot": "T"},
    )

    assert 'value="R"' in page
    assert 'value="T"' not in page
    assert typed.status_code == 422


@pytest.mark.parametrize(
    ("ties", "said"),
    [
        (
            [{"kind": "smaller_request"}],
            (
                "Allo sportello due domande possono arrivare nello stesso istante: l'ultima regola per "
                "la parità deve decidere sempre. Aggiungi «protocollo precedente» o il sorteggio."
            ),
        )
    ],
)
def test_a_desk_says_who_comes_first_at_one_instant(ties: list[Any], said: str) -> None:
    window = {
        "opens_at": "2026-09-01T09:00:00+02:00",
        "closes_at": "2026-11-23T12:00:00+01:00",
        "procedure": "desk",
    }

    with pytest.raises(RulebookRefused) as refusal:
        rules(window=window, ties=ties)

    assert [sentence(each) for each in refusal.value.missing] == [said]
    assert rules(window=window, ties=TIES).desk is not None
    assert rules(ties=ties).desk is None


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_many_who_send_at_once_stop_the_desk_at_its_limit_in_order_of_arrival() -> None:
    call = a_desk()
    waiting = [complete(call) for _n in range(8)]

    outcomes = race(8, lambda runner: sent(waiting[runner]))

    taken = list(Submission.objects.order_by("protocol_number"))
    assert len(taken) == 3
    assert sum(isinstance(each, DeskIsStopped) for each in outcomes) == 5
    arrivals = [each.received_at for each in taken]
    assert arrivals == sorted(arrivals)
    assert kept(call).requested == sum(each.requested for each in taken)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_holding_the_desk_the_same_race_takes_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The race above proves something."""
    call = a_desk()
    waiting = [complete(call) for _n in range(8)]
    looked = threading.Barrier(8)
    check = submissions.check_desk

    def slowly(*arguments: Any) -> None:
        check(*arguments)
        looked.wait(timeout=20)

    monkeypatch.setattr(
        desks, "hold", lambda call, lot: DeskLot.objects.filter(call=call, lot=lot).first()
    )
    monkeypatch.setattr(submissions, "check_desk", slowly)

    race(8, lambda runner: sent(waiting[runner]))

    assert Submission.objects.count() > 3
