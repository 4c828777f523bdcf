"""The editor saves by itself: the answer says what became of what was typed, and nothing else."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calls.actions.calls import save_section
from calls.enums import EditorSection
from calls.models import Call
from tests.calls.views.typed import part, rows, text_of
from tests.factories.accounts import PersonFactory
from tests.factories.calls import CallFactory, past_call, published_call
from wecare.accounts.enums import Role
from wecare.core.models import Event

pytestmark = pytest.mark.django_db
LOT = {"code": "T", "title": "Territoriale", "amount": "2.900.000,00", "allocation": "offer_rest"}
THEIRS = [{"code": "X", "title": "Il lotto di Luca", "amount": "5.00"}]


@pytest.fixture
def call(db: None) -> Call:
    return CallFactory(code="bando")


def opened(office: Client, section: str = "lots") -> dict[str, str]:
    """What the page carries of the draft it was made from."""
    page = text_of(office.get(f"/ufficio/bandi/bando/sezioni/{section}/"))
    found = dict(re.findall(r'name="(version|seen)" value="([^"]*)"', page))
    assert set(found) == {"version", "seen"}
    return found


def autosave(office: Client, typed: dict[str, Any], section: str = "lots") -> Any:
    return office.post(f"/ufficio/bandi/bando/salvataggi/{section}/", typed)


def stored(section: str = "lots") -> Any:
    return Call.objects.get(code="bando").draft[section]


def somebody_else_saves(section: EditorSection = EditorSection.LOTS, value: Any = THEIRS) -> None:
    call = Call.objects.get(code="bando")
    save_section(
        call=call,
        section=section,
        value=value,
        base_version=call.draft_version,
        actor=PersonFactory(),
    )


def test_what_holds_is_saved_and_the_answer_says_when(office: Client, call: Call) -> None:
    page = opened(office)

    response = autosave(office, page | rows("lots", LOT))

    answer = response.json()
    assert response.status_code == 200
    assert re.fullmatch(r"\d\d:\d\d:\d\d", answer["saved_at"])
    assert [lot["code"] for lot in stored()] == ["T"]
    assert answer["hidden"]["version"] == "2"
    assert answer["hidden"] == opened(office)
    assert Event.objects.filter(name="call.section_saved").count() == 1


def test_a_page_goes_on_saving_over_its_own_saves(office: Client, call: Call) -> None:
    page = opened(office)

    for title in ("Uno", "Due", "Tre"):
        response = autosave(office, page | rows("lots", LOT | {"title": title}))
        page |= response.json()["hidden"]

    assert [lot["title"] for lot in stored()] == ["Tre"]
    assert Call.objects.get(code="bando").draft_version == 4


def test_what_does_not_hold_is_not_stored_and_is_counted(office: Client, call: Call) -> None:
    before = stored()
    typed = rows("lots", LOT | {"amount": "non so", "title": ""}, {"code": "R"})

    response = autosave(office, opened(office) | typed)

    assert response.status_code == 422
    assert response.json() == {"fields": "5 campi"}
    assert stored() == before


def test_somebody_elses_change_is_told_and_nothing_is_overwritten(
    office: Client, call: Call
) -> None:
    page = opened(office)
    somebody_else_saves()

    response = autosave(office, page | rows("lots", LOT))
    half = autosave(office, page | rows("lots", {"code": "half"}))

    assert (response.status_code, half.status_code) == (409, 409)
    assert "closed" not in response.json() | half.json()
    assert stored() == THEIRS


def test_somebody_elses_change_of_another_part_does_not_matter(office: Client, call: Call) -> None:
    page = opened(office)
    somebody_else_saves(EditorSection.COSTS, [])

    assert autosave(office, page | rows("lots", LOT)).status_code == 200
    assert (stored("costs"), [lot["code"] for lot in stored()]) == ([], ["T"])


def test_comparing_shows_both_texts_and_waits_for_a_choice(office: Client, call: Call) -> None:
    page = opened(office)
    somebody_else_saves()
    address = reverse("calls:editor", args=["bando", "lots"])

    response = office.post(address, page | {"compare": "1"} | rows("lots", LOT | {"amount": "?"}))

    shown = text_of(response)
    assert response.status_code == 409
    assert "Nome del lotto: Il lotto di Luca" in shown
    assert 'value="Territoriale"' in shown
    assert 'value="?"' in shown  # as it was typed, even if it does not hold
    assert 'name="held" value="1"' in shown
    assert "Tieni la versione salvata e lascia la tua" in shown
    assert stored() == THEIRS


def test_a_choice_that_waits_goes_on_waiting_while_rows_are_moved(
    office: Client, call: Call
) -> None:
    page = opened(office) | {"held": "1", "rows": "lots:add"}
    address = reverse("calls:editor", args=["bando", "lots"])

    shown = text_of(office.post(address, page | rows("lots", LOT)))

    assert 'name="held" value="1"' in shown
    assert "ci sono due versioni. Scegli quale tenere." in shown


def test_a_section_that_is_renamed_keeps_its_questions_save_after_save(
    office: Client, call: Call
) -> None:
    questions = stored("sections")[0]["questions"]
    page = opened(office, "sections")
    typed = {"code": "idea", "title": "L'idea", "was": "project"}

    first = autosave(office, page | rows("sections", typed), "sections").json()["hidden"]
    typed = typed | {"was": first.pop("sections-0-was"), "title": "Un'idea"}
    autosave(office, page | first | rows("sections", typed), "sections")

    kept = [(row["code"], row["title"], row["questions"]) for row in stored("sections")]
    assert kept == [("idea", "Un'idea", questions)]


def test_the_questions_of_a_section_save_themselves_too(office: Client, call: Call) -> None:
    page = opened(office, "sections/project")
    question = {"code": "need", "label": "Bisogno", "kind": "text", "required": "yes"}

    response = autosave(office, page | rows("questions", question), "sections/project")

    assert response.status_code == 200
    assert [each["code"] for each in stored("sections")[0]["questions"]] == ["need"]
    assert response.json()["hidden"] == opened(office, "sections/project")


def test_a_section_that_somebody_took_away_is_told(office: Client, call: Call) -> None:
    page = opened(office, "sections/project")
    somebody_else_saves(EditorSection.SECTIONS, [])

    response = autosave(office, page | rows("questions"), "sections/project")

    assert response.status_code == 409
    assert response.json()["closed"] is True
    assert "Questa sezione del modulo non c'è più" in response.json()["message"]


def test_past_the_deadline_nothing_is_saved_and_the_reason_is_said(office: Client) -> None:
    past_call(code="bando")

    response = autosave(office, {"version": "1"} | rows("lots", LOT))

    assert response.status_code == 409
    assert response.json()["closed"] is True
    assert "si pubblicano prima della scadenza" in response.json()["message"]


def test_the_correction_of_a_published_call_saves_itself_and_the_rules_stay(
    office: Client,
) -> None:
    call = published_call(code="bando")
    digest = call.rulebooks.get().digest

    response = autosave(office, opened(office, "identity") | _identity(), "identity")

    assert response.status_code == 200
    assert Call.objects.get(code="bando").has_correction
    assert call.rulebooks.get().digest == digest


def _identity() -> dict[str, Any]:
    names = ("title", "summary", "responsible_office", "contact")
    return part(**dict.fromkeys(names, "Testo"))


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMIN])
def test_only_those_who_prepare_calls_save(client: Client, call: Call, role: Role) -> None:
    person = PersonFactory(roles=[role])
    client.force_login(person, backend="wecare.accounts.backends.PasswordBackend")

    assert autosave(client, rows("lots", LOT)).status_code == 403
    client.logout()
    assert autosave(client, rows("lots", LOT)).status_code == 302
    assert stored() == call.draft["lots"]


@pytest.mark.parametrize(
    ("address", "status"),
    [("bando/salvataggi/nowhere/", 404), ("assente/salvataggi/lots/", 404)],
)
def test_what_does_not_exist_is_not_found(
    office: Client, call: Call, address: str, status: int
) -> None:
    assert office.post(f"/ufficio/bandi/{address}", {}).status_code == status
    assert office.get("/ufficio/bandi/bando/salvataggi/lots/").status_code == 405


@pytest.mark.parametrize("seen", ["", "x" * 1_000_000, "\x00", "à"])
@pytest.mark.parametrize("version", ["", "-1", "1e9", "9" * 5000, "\x00"])
def test_marks_that_are_none_never_let_anything_be_overwritten(
    office: Client, call: Call, seen: str, version: str
) -> None:
    somebody_else_saves()

    response = autosave(office, {"version": version, "seen": seen} | rows("lots", LOT))

    assert response.status_code in (400, 409)
    assert stored() == THEIRS
