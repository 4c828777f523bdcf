"""Giving up, answering an offer, scrolling: each on its page, refused with a sentence."""

from typing import Any

import pytest
from django.utils.timezone import localtime

from evaluation.models import Departure, OfferAnswer, RankedList
from tests.evaluation.views.conftest import browser_of
from tests.factories.evaluation import manager, officer
from tests.factories.scrolls import renounced, scrolled, short_list

pytestmark = pytest.mark.django_db


def page_of(submission: Any, what: str) -> str:
    return f"/area/esiti/{submission.application.public_id}/{what}/"


def test_who_gives_up_confirms_it_and_the_desk_reads_who_would_be_next() -> None:
    ranked_list, sent = short_list()
    own = browser_of(sent[0].submitted_by)

    without = own.post(page_of(sent[0], "rinuncia"), {"reason": "Non possiamo."})
    done = own.post(
        page_of(sent[0], "rinuncia"), {"reason": "Non possiamo.", "confirmed": "on"}, follow=True
    )

    assert without.status_code == 422
    assert "devi confermare" in without.content.decode()
    assert "uscita dalla graduatoria" in done.content.decode()
    assert Departure.objects.get().kind == "renounced"
    again = own.post(page_of(sent[0], "rinuncia"), {"reason": "Ancora.", "confirmed": "on"})
    assert again.status_code == 409
    desk = browser_of(officer())
    scroll = f"/ufficio/graduatorie/{ranked_list.call.code}/scorrimento/"
    words = desk.get(scroll).content.decode()
    assert "La graduatoria è da scorrere" in words
    assert f"prot. {sent[2].protocol}" in words
    drawing = f"/ufficio/graduatorie/{ranked_list.call.code}/"
    assert "da scorrere" in desk.get(drawing).content.decode()
    answer = desk.post(f"{scroll}proposta/", follow=True)
    assert "La nuova versione è pronta" in answer.content.decode()
    assert RankedList.objects.get(version=2).state == "draft"


def test_nothing_to_scroll_is_said_and_refused() -> None:
    ranked_list, _sent = short_list()
    desk = browser_of(officer())
    scroll = f"/ufficio/graduatorie/{ranked_list.call.code}/scorrimento/"

    assert "Nulla da scorrere" in desk.get(scroll).content.decode()
    refused = desk.post(f"{scroll}proposta/", follow=True).content.decode()

    assert "non è cambiato nulla" in refused


def test_an_offer_is_answered_on_its_page_and_nothing_typed_is_lost() -> None:
    _ranked_list, sent = short_list()
    own, offer = browser_of(sent[2].submitted_by), page_of(sent[2], "offerta")
    typed = {
        "reply": "reshaped",
        "amount": "50.000,00",
        "project_value": "60.000,00",
        "note": "Una sede sola.",
        "confirmed": "on",
    }

    too_much = own.post(offer, typed)
    done = own.post(offer, {**typed, "amount": "30.000,00"}, follow=True)

    assert too_much.status_code == 409
    assert "Una sede sola." in too_much.content.decode()
    assert "40.000,00" in too_much.content.decode()
    assert "La risposta all&#x27;offerta è registrata" in done.content.decode()
    assert OfferAnswer.objects.get().reply == "reshaped"
    assert "Una sede sola." in own.get(offer).content.decode()
    assert browser_of(sent[0].submitted_by).get(page_of(sent[0], "offerta")).status_code == 404
    assert browser_of(sent[0].submitted_by).get(offer).status_code == 404


def test_a_revocation_names_its_act(clock: Any) -> None:
    ranked_list, sent = short_list()
    address = (
        f"/ufficio/graduatorie/{ranked_list.call.code}/scorrimento/uscite/{sent[0].protocol_path}/"
    )
    typed = {
        "kind": "revoked",
        "reason": "Art. 15.",
        "number_text": "DD 90/A2203A/2026",
        "adopted_on": f"{localtime(ranked_list.published_at):%d/%m/%Y}",
    }

    answer = browser_of(manager()).post(address, typed, follow=True)

    assert "DD 90/A2203A/2026" in answer.content.decode()
    assert Departure.objects.get().act is not None


def test_the_page_of_a_scroll_says_who_left_and_what_changed() -> None:
    ranked_list, sent = short_list()
    renounced(sent[0])
    after = scrolled(ranked_list)

    words = browser_of(None).get(f"/graduatorie/{after.call.code}/2/").content.decode()

    assert "Che cosa cambia dalla versione 1" in words
    assert f"prot. {sent[0].protocol}: Rinuncia" in " ".join(words.split())
    assert "non c&#x27;è più" in words
    assert sent[4].protocol in words
