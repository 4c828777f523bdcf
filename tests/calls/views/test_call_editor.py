"""The editor of a call: what is typed is kept, read in Italian, and saved once."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calls.actions.calls import save_section
from calls.engine.missing import missing_for_publication
from calls.enums import EditorSection
from calls.models import Call
from tests.calls.views.typed import part, rows, save, text_of
from tests.factories.accounts import PersonFactory
from tests.factories.calls import CallFactory, past_call

LOT = {"code": "T", "title": "Territoriale", "amount": "2.900.000,00", "allocation": "offer_rest"}
REGIONAL = {"code": "R", "title": "Regionale", "amount": "700000", "allocation": "stop"}


@pytest.fixture
def call(db: None) -> Call:
    return CallFactory(empty=True)


def editor(call: Call, section: str) -> str:
    return reverse("calls:editor", args=[call.code, section])


def stored(call: Call, section: str) -> Any:
    return Call.objects.get(pk=call.pk).draft[section]


def test_the_parts_written_one_after_the_other_make_a_call_that_can_be_published(
    office: Client, call: Call
) -> None:
    written = {
        "identity": part(
            title="Case che aiutano",
            summary="Contributi a progetti.",
            responsible_office="Settore A2203A",
            contact="wecare@regione.piemonte.it",
        ),
        "window": part(opens_at="02/11/2026 09:00", closes_at="23/11/2026 12:00") | rows("more"),
        "lots": rows("lots", LOT, REGIONAL),
        "eligibility": part(
            eligible_kinds=["ets_odv", "ets_aps"], article="art. 3", nonprofit="no"
        ),
        "amounts": part(minimum_value="85.000", maximum_rate="80", minimum_own_share="20,00")
        | rows("own_share_brackets", {"up_to": "", "minimum_percent": ""}),
        "sections": rows("sections", {"code": "project", "title": "Progetto", "was": ""}),
        "attachments": rows(
            "attachments",
            {"code": "deed", "title": "Atto costitutivo", "obligation": "exclusion"},
        ),
        "costs": rows("costs", {"code": "work", "title": "Realizzazione", "minimum_percent": "70"}),
        "criteria": part(total_threshold="60,00", assessors="3", aggregation="mean")
        | rows("classes", {"code": "A", "title": "Proposta", "threshold": ""})
        | rows(
            "criteria",
            {"code": "A1", "class_code": "A", "title": "Bisogno", "maximum": "100", "weight": ""},
        ),
        "ties": rows("ties", {"kind": "criterion", "reference": "A1"}, {"kind": "earlier_instant"}),
    }

    for version, (section, typed) in enumerate(written.items(), start=1):
        response = save(office, editor(call, section), typed, version=version)
        assert response.status_code == 302, (section, text_of(response))
    questions = reverse("calls:editor_questions", args=[call.code, "project"])
    question = {"code": "need", "label": "Bisogno", "kind": "text", "required": "yes"}
    save(office, questions, rows("questions", question | {"max_words": "300"}), version=11)

    call.refresh_from_db()
    assert missing_for_publication(call.draft) == ()
    assert call.title == "Case che aiutano"
    assert call.draft["lots"][0]["amount"] == "2900000.00"
    assert call.draft["sections"][0]["questions"][0]["max_words"] == 300


def test_the_hour_that_is_typed_is_the_italian_one(office: Client, call: Call) -> None:
    save(
        office,
        editor(call, "window"),
        part(opens_at="01/09/2026 09:00", closes_at="23/11/2026 12:00") | rows("more"),
    )

    window = stored(call, "window")
    assert datetime.fromisoformat(window["opens_at"]) == datetime(2026, 9, 1, 7, tzinfo=UTC)
    assert datetime.fromisoformat(window["closes_at"]) == datetime(2026, 11, 23, 11, tzinfo=UTC)
    assert 'value="23/11/2026 12:00"' in text_of(office.get(editor(call, "window")))


def test_a_page_that_opens_shows_what_is_stored(office: Client) -> None:
    call = CallFactory()

    for section in EditorSection:
        response = office.get(editor(call, section.value))
        assert response.status_code == 200, section

    page = text_of(office.get(editor(call, "lots")))
    assert 'value="2.900.000,00"' in page
    assert 'value="Regionale"' in page


@pytest.mark.parametrize(
    ("order", "codes"),
    [
        pytest.param("lots:add", ["T", "R", ""], id="add"),
        pytest.param("lots:up:1", ["R", "T"], id="up"),
        pytest.param("lots:down:0", ["R", "T"], id="down"),
        pytest.param("lots:remove:0", ["R"], id="remove"),
        pytest.param("lots:up:0", ["T", "R"], id="already first"),
        pytest.param("lots:down:9999999999", ["T", "R"], id="no such row"),
        pytest.param("lots:burn:0", ["T", "R"], id="no such order"),
        pytest.param("costs:add", ["T", "R"], id="another table"),
    ],
)
def test_a_button_rearranges_the_rows_and_saves_nothing(
    office: Client, call: Call, order: str, codes: list[str]
) -> None:
    typed = rows("lots", LOT | {"amount": "non so"}, REGIONAL)

    response = office.post(editor(call, "lots"), {"version": 1, "rows": order, **typed})

    assert response.status_code == 200
    shown = response.context["form"].first
    assert [form["code"].value() or "" for form in shown.forms] == codes
    assert "lots" not in Call.objects.get(pk=call.pk).draft
    if "T" in codes:
        assert 'value="non so"' in text_of(response)


def test_questions_follow_their_section_when_it_is_renamed_and_moved(
    office: Client,
) -> None:
    call = CallFactory()
    questions = call.draft["sections"][0]["questions"]
    new = {"code": "first", "title": "Chi siete", "was": ""}
    renamed = {"code": "idea", "title": "L'idea", "was": "project"}

    save(office, editor(call, "sections"), rows("sections", new, renamed))

    first, second = stored(call, "sections")
    assert (first["code"], first["questions"]) == ("first", [])
    assert (second["code"], second["questions"]) == ("idea", questions)


def test_a_row_left_blank_is_no_row(office: Client, call: Call) -> None:
    blank = {"code": "", "title": "", "amount": "", "allocation": "offer_rest", "article": ""}

    save(office, editor(call, "lots"), rows("lots", LOT, blank))

    assert [lot["code"] for lot in stored(call, "lots")] == ["T"]


def test_somebody_elses_save_is_shown_beside_what_was_typed(office: Client, call: Call) -> None:
    save_section(
        call=call,
        section=EditorSection.LOTS,
        value=[{"code": "X", "title": "Il lotto di Luca", "amount": "5.00"}],
        base_version=1,
        actor=PersonFactory(),
    )

    response = save(office, editor(call, "lots"), rows("lots", LOT), version=1)

    page = text_of(response)
    assert response.status_code == 409
    assert "Un'altra persona ha salvato il bando mentre scrivevi" in page
    assert 'value="Territoriale"' in page
    assert "Nome del lotto: Il lotto di Luca" in page
    assert [lot["code"] for lot in stored(call, "lots")] == ["X"]

    again = save(office, editor(call, "lots"), rows("lots", LOT), version=2)
    assert again.status_code == 302
    assert [lot["code"] for lot in stored(call, "lots")] == ["T"]


def test_past_its_deadline_a_published_call_is_not_edited(office: Client) -> None:
    call = past_call()

    response = save(office, editor(call, "lots"), rows("lots", LOT), version=call.draft_version)
    opened = office.get(editor(call, "lots"))

    assert response.status_code == 409
    assert "Proroghe e correzioni si pubblicano prima della scadenza" in text_of(response)
    assert opened.status_code == 302
    assert opened["Location"] == reverse("calls:desk_call", args=[call.code])


@pytest.mark.parametrize(
    ("section", "typed", "sentence"),
    [
        pytest.param(
            "lots",
            rows("lots", LOT, REGIONAL | {"code": "T"}),
            'Il codice "T" c\'è già. Danne uno diverso.',
            id="a code twice",
        ),
        pytest.param(
            "window",
            part(opens_at="23/11/2026 12:00", closes_at="02/11/2026 09:00") | rows("more"),
            "La scadenza deve venire dopo l'apertura.",
            id="a window turned round",
        ),
        pytest.param(
            "window",
            part(opens_at="31/02/2026 09:00", closes_at="2 novembre") | rows("more"),
            "Scrivi data e ora come 23/11/2026 12:00.",
            id="no such day",
        ),
        pytest.param(
            "eligibility",
            part(eligible_kinds=["unicorn"]),
            "Scegli una voce dell'elenco.",
            id="a kind that does not exist",
        ),
        pytest.param(
            "eligibility",
            part(article="art. 3"),
            "Scegli almeno un tipo di organizzazione.",
            id="nobody",
        ),
        pytest.param(
            "amounts",
            part(minimum_value="85.000,00", maximum_value="60.000,00"),
            "Il massimo (60.000,00\xa0€) è sotto il minimo (85.000,00\xa0€).",
            id="a maximum below the minimum",
        ),
        pytest.param(
            "amounts",
            part(maximum_rate="130"),
            "Il massimo è 100,00\xa0%. Hai scritto 130,00\xa0%.",
            id="more than everything",
        ),
        pytest.param(
            "costs",
            rows(
                "costs",
                {"code": "a", "title": "A", "minimum_percent": "70", "maximum_percent": "10"},
            ),
            "Il massimo (10,00\xa0%) è sotto il minimo (70,00\xa0%).",
            id="percents turned round",
        ),
        pytest.param(
            "criteria",
            part(assessors="0", aggregation="mean") | rows("classes") | rows("criteria"),
            "Scrivi un numero intero da 1 a 15.",
            id="nobody assesses",
        ),
        pytest.param(
            "criteria",
            part(assessors="3", aggregation="mean")
            | rows("classes", {"code": "A", "title": "A"})
            | rows(
                "criteria",
                {"code": "B1", "class_code": "B", "title": "B", "maximum": "10", "threshold": ""},
            ),
            'La classe "B" non c\'è. Le classi sono: A.',
            id="a class that does not exist",
        ),
        pytest.param(
            "criteria",
            part(assessors="3", aggregation="mean")
            | rows("classes", {"code": "A", "title": "A"})
            | rows(
                "criteria",
                {"code": "A1", "class_code": "A", "title": "B", "maximum": "10", "threshold": "11"},
            ),
            "La soglia (11,00) supera i punti massimi (10,00).",
            id="a threshold out of reach",
        ),
        pytest.param(
            "ties",
            rows("ties", {"kind": "criterion", "reference": ""}),
            "Scegli il criterio o la classe i cui punti decidono.",
            id="points of nothing",
        ),
    ],
)
def test_what_does_not_hold_is_said_at_the_field(
    office: Client, section: str, typed: dict[str, Any], sentence: str
) -> None:
    call = CallFactory()

    response = save(office, editor(call, section), typed)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert Call.objects.get(pk=call.pk).draft == call.draft


def test_a_question_whose_code_another_section_uses_is_refused(office: Client) -> None:
    call = CallFactory()
    call.draft["sections"].append({"code": "other", "title": "Altro", "questions": []})
    call.save()
    address = reverse("calls:editor_questions", args=[call.code, "other"])
    question = {"code": "need", "label": "Ancora", "kind": "text", "required": "yes"}

    response = save(office, address, rows("questions", question))

    assert response.status_code == 422
    assert 'Il codice "need" c\'è già nella sezione "Descrizione".' in text_of(response)


@pytest.mark.parametrize("choices", ["", "una sola"], ids=["none", "one"])
def test_a_choice_between_fewer_than_two_is_refused(office: Client, choices: str) -> None:
    call = CallFactory()
    address = reverse("calls:editor_questions", args=[call.code, "project"])
    question = {"code": "q", "label": "Scegli", "kind": "choice", "required": "no"}

    response = save(office, address, rows("questions", question | {"choices": choices}))

    assert response.status_code == 422
    assert "Scrivi almeno due scelte, una per riga." in text_of(response)


@pytest.mark.parametrize("section", ["nowhere", "sections/ghost"])
def test_a_part_that_does_not_exist_is_not_found(office: Client, call: Call, section: str) -> None:
    address = f"/ufficio/bandi/{call.code}/sezioni/{section}/"

    assert office.get(address).status_code == 404
    assert office.post(address, {"version": 1}).status_code == 404
