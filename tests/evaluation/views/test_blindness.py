"""What an assessor may see: nothing before declaring, no conflict's trace, no other's word too soon."""

import pytest
from django.test import Client

from evaluation.actions import assessments
from evaluation.models import Assessment
from tests.evaluation.views.conftest import World, browser_of, status_of
from tests.evaluation.views.walking import without_instants
from tests.factories.evaluation import GOOD, POOR, declared, signed, written

pytestmark = pytest.mark.django_db


def own_pages(world: World) -> tuple[str, ...]:
    return tuple(
        map(
            world.address,
            (
                "/nucleo/",
                "/nucleo/{call}/conflitti/",
                "/nucleo/{call}/valutazioni/",
                "/nucleo/{call}/valutazioni/{prot}/",
            ),
        )
    )


def text_of(client: Client, *addresses: str) -> str:
    return without_instants("".join(client.get(address).content.decode() for address in addresses))


def test_before_declaring_every_page_leads_to_the_declaration(world: World) -> None:
    client = browser_of(world.seats[2].person)
    declaration = world.address("/nucleo/{call}/conflitti/")

    for address in (
        "/nucleo/{call}/valutazioni/",
        "/nucleo/{call}/valutazioni/{prot}/",
        "/nucleo/{call}/valutazioni/{prot}/allegati/deed/",
    ):
        answer = client.get(world.address(address))
        assert (answer.status_code, answer["Location"]) == (302, declaration)
    for address in (
        "/nucleo/{call}/valutazioni/{prot}/",
        "/nucleo/{call}/valutazioni/{prot}/firma/",
    ):
        assert client.post(world.address(address))["Location"] == declaration
    assert world.readable.title not in text_of(client, "/nucleo/", declaration)


def test_the_application_of_a_conflicting_organisation_does_not_exist(world: World) -> None:
    client = world.browser("assessor")
    page = f"/nucleo/{world.call.code}/valutazioni/{world.conflicted.protocol_path}/"

    answers = [
        client.get(page),
        client.get(f"{page}allegati/deed/"),
        client.post(page, {}),
        client.post(f"{page}firma/"),
    ]

    assert [status_of(answer) for answer in answers] == [404, 404, 404, 404]
    queue = text_of(client, world.address("/nucleo/{call}/valutazioni/"))
    assert world.readable.title in queue
    assert world.conflicted.title not in queue
    assert "Cooperativa Parente" not in queue


def test_no_byte_of_anothers_judgement_is_shown_before_signing_ones_own(world: World) -> None:
    written(world.seats[1], world.readable, {"A1": "11.00", "B1": "13.00", "B2": "7.00"})
    another = world.seats[0].person

    shown = text_of(world.browser("assessor"), *own_pages(world))

    assert "Motivo di A1 scritto da" in shown  # one's own
    for secret in (str(another), another.family_name + "</h4>", "16,00", "24,00", f"da {another}"):
        assert secret not in shown


def test_whoever_signed_reads_what_the_others_signed_and_no_draft(world: World) -> None:
    first, second, third = world.seats
    declared(third)
    written(third, world.readable, {"A1": "1.11", "B1": "2.22", "B2": "3.33"})
    signed(second, world.readable, POOR)

    shown = text_of(world.browser("assessor"), world.address("/nucleo/{call}/valutazioni/{prot}/"))

    assert f"Motivo di A1 scritto da {first.person}" in shown
    assert "16,00" in shown
    assert str(third.person) not in shown
    assert "1,11" not in shown


def test_the_office_reads_no_assessment(world: World) -> None:
    pages = ("/ufficio/nuclei/{call}/", "/ufficio/graduatorie/{call}/")
    pages += ("/ufficio/istruttorie/{call}/{prot}/", "/ufficio/istruttorie/{call}/")

    shown = text_of(world.browser("officer"), *map(world.address, pages))

    assert str(world.seats[0].person) in shown  # who sits and how far they are, not what they wrote
    assert "1 su 2" in shown
    assert "Motivo di" not in shown
    assert "24,00" not in shown


def test_a_draft_saved_elsewhere_is_shown_beside_what_was_typed_and_can_be_saved(
    world: World,
) -> None:
    client, member = world.browser("assessor"), world.seats[1]
    page = world.address("/nucleo/{call}/valutazioni/{prot}/")
    written(member, world.readable, {"A1": "3.00"})
    typed = {"points_A1": "4,00", "reason_A1": "Scritto in questa finestra"}

    refused = client.post(page, typed)

    body = refused.content.decode()
    assert refused.status_code == 409
    assert "da un&#x27;altra finestra" in body
    assert "Scritto in questa finestra" in body
    assert f"Motivo di A1 scritto da {member.person}" in body
    assert 'name="points_A1__version" value="1"' in body
    over = {"points_A1__version": "1", "reason_A1__version": "1"}
    again = client.post(page, {**typed, **over})
    assert again.status_code == 302


def test_signing_with_something_missing_says_what_and_saves_nothing(world: World) -> None:
    client = world.browser("assessor")
    page = world.address("/nucleo/{call}/valutazioni/{prot}/")
    typed = {"points_A1": "4", "reason_A1": "Un motivo", "sign": "1"}

    answer = client.post(page, typed)

    body = answer.content.decode()
    assert answer.status_code == 422
    assert "B1 Bisogno: mancano i punti" in body
    assert "B2 Novità: mancano i punti" in body
    assert "Un motivo" in body
    assert client.post(page, {**typed, "points_B1": "5"}).status_code == 422
    assert not Assessment.objects.filter(member=world.seats[1]).exists()


def test_a_signed_assessment_refuses_changes_with_a_sentence(world: World) -> None:
    client, member = world.browser("assessor"), world.seats[1]
    page = world.address("/nucleo/{call}/valutazioni/{prot}/")
    written(member, world.readable, GOOD)
    assessments.sign(submission=world.readable, member=member, by=member.person)

    answer = client.post(page, {"points_A1": "1"})

    assert answer.status_code == 409
    assert "firmata" in answer.content.decode()
    assert "16,00" in answer.content.decode()
