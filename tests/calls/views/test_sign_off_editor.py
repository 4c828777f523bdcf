"""The agreement of the partners as an officer writes it, as people read it, and as a version changes it."""

import dataclasses
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calls.engine.codec import FormatRefused
from calls.engine.differences import differences
from calls.engine.rulebook import Rulebook
from calls.labels.differences import told
from calls.models import Call
from tests.calls.views.typed import part, rows, save, text_of
from tests.factories.calls import CallFactory
from tests.factories.partners import a_group_call
from tests.factories.rules import rules

RULE = "Prima dell'invio ogni partner conferma il testo della domanda nel portale."
GROUP = {"groups": True, "sign_off": True, "sign_off_article": "art. 7"}


@pytest.fixture
def call(db: None) -> Call:
    return CallFactory(empty=True)


def stored(call: Call) -> Any:
    return Call.objects.get(pk=call.pk).draft["partnership"]


def test_the_rule_is_stored_and_shown_again(office: Client, call: Call) -> None:
    url = reverse("calls:editor", args=[call.code, "partnership"])
    none: dict[str, Any] = rows("compulsory") | rows("caps") | rows("conditions")

    answer = save(
        office,
        url,
        part(groups="yes", nonprofit="no", sign_off="yes", sign_off_article="art. 7") | none,
    )

    assert answer.status_code == 302, text_of(answer)
    assert (stored(call)["sign_off"], stored(call)["sign_off_article"]) == (True, "art. 7")
    page = text_of(office.get(url))
    assert "senza conferma la domanda non parte" in page
    assert 'value="art. 7"' in page


def test_who_reads_the_rules_is_told(client: Client, db: None) -> None:
    with_rule, without = a_group_call(sign_off=True), a_group_call()

    pages = [
        text_of(client.get(reverse("calls:rules", args=[each.code])))
        for each in (with_rule, without)
    ]

    assert [RULE in page for page in pages] == [True, False]
    assert "art. 7" in pages[0]


def test_a_version_that_asks_for_it_says_so() -> None:
    before = rules(partnership={"groups": True})
    after = rules(partnership=GROUP)

    said = [str(told(each).sentence) for each in differences(before, after)]

    assert any("Se i partner confermano il testo, da «no» a «sì»" in each for each in said)


def test_an_earlier_format_knows_no_agreement() -> None:
    book = dataclasses.replace(rules(partnership=GROUP), format=3)
    body = book.to_json()

    assert "sign_off" not in body["partnership"]
    assert Rulebook.from_json(body).partnership == dataclasses.replace(
        rules(partnership=GROUP).partnership, sign_off=False, sign_off_article=""
    )
    body["partnership"]["sign_off"] = True
    with pytest.raises(FormatRefused, match="sign_off"):
        Rulebook.from_json(body)
