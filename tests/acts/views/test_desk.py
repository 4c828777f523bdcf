"""The officer's and the manager's desk."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import PersonFactory
from tests.factories.acts import (
    VARIABLES,
    adopted,
    drafted,
    external,
    frozen,
    printed,
    published,
    rendered,
)
from wecare.accounts.enums import Role
from wecare.acts.documents import DETERMINATION
from wecare.acts.engine import templates
from wecare.acts.engine.templates import ActTemplate, Variable
from wecare.acts.enums import ActState, VariableKind
from wecare.acts.models import Act
from wecare.core.models import Document

pytestmark = pytest.mark.django_db

GETS = ("", "pdf/", "prova/pdf/", "adozione/")
POSTS = ("", "prova/", "riapertura/", "adozione/", "pubblicazione/", "stampa/")
MAY_GET = {
    "": {Role.OFFICER, Role.MANAGER, Role.AUDITOR},
    "pdf/": {Role.OFFICER, Role.MANAGER, Role.AUDITOR},
    "prova/pdf/": {Role.OFFICER, Role.MANAGER, Role.AUDITOR},
    "adozione/": {Role.MANAGER},
}
MAY_POST = {
    "": {Role.OFFICER},
    "prova/": {Role.OFFICER},
    "riapertura/": {Role.OFFICER, Role.MANAGER},
    "adozione/": {Role.MANAGER},
    "pubblicazione/": {Role.MANAGER},
    "stampa/": {Role.OFFICER, Role.MANAGER},
}


def logged_in(client: Client, *roles: Role) -> Client:
    client.force_login(PersonFactory(roles=list(roles)))
    return client


@pytest.fixture
def officer(client: Client) -> Client:
    return logged_in(client, Role.OFFICER)


@pytest.fixture
def manager(client: Client) -> Client:
    return logged_in(client, Role.MANAGER)


def typed(**given: str) -> dict[str, str]:
    """What the form of a determinazione sends."""
    values = {"subject": "Oggetto nuovo"} | {
        f"variable_{variable.name}": "" for variable in DETERMINATION.variables
    }
    return values | given


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("address", GETS)
def test_a_role_reads_what_the_table_says(client: Client, role: Role, address: str) -> None:
    act = adopted()
    printed(act.document)

    answer = logged_in(client, role).get(f"/ufficio/atti/{act.pk}/{address}")
    answer.close()

    assert answer.status_code == (200 if role in MAY_GET[address] else 403)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("address", POSTS)
def test_a_role_does_what_the_table_says(client: Client, role: Role, address: str) -> None:
    act = drafted()
    before = Act.objects.values().get(pk=act.pk)

    answer = logged_in(client, role).post(f"/ufficio/atti/{act.pk}/{address}", typed())

    if role not in MAY_POST[address]:
        assert answer.status_code == 403
        assert Act.objects.values().get(pk=act.pk) == before
    else:
        assert answer.status_code == 302


@pytest.mark.parametrize("address", ["", "nuovo/", "esterni/nuovo/", "1/", "1/adozione/", "1/pdf/"])
def test_whoever_is_not_logged_in_goes_to_the_login(client: Client, address: str) -> None:
    answer = client.get(f"/ufficio/atti/{address}")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accesso/")


@pytest.mark.parametrize("address", [f"999/{each}" for each in GETS])
def test_an_act_that_does_not_exist_is_not_found(client: Client, address: str) -> None:
    person = logged_in(client, Role.OFFICER, Role.MANAGER)

    assert person.get(f"/ufficio/atti/{address}").status_code == 404


@pytest.mark.parametrize("rows", [1, 20])
def test_the_desk_costs_the_same_queries_whatever_its_length(
    officer: Client, rows: int, django_assert_max_num_queries: object
) -> None:
    for number in range(rows):
        rendered() if number % 4 == 0 else external()
    officer.get("/ufficio/atti/")

    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert len(officer.get("/ufficio/atti/").context["rows"]) == rows


def test_the_desk_shows_the_acts_of_one_state(officer: Client) -> None:
    draft, _other = drafted(), external()

    answer = officer.get("/ufficio/atti/?stato=draft")

    assert [act for act, _mark, _step in answer.context["rows"]] == [draft]
    assert len(officer.get("/ufficio/atti/?stato=boh").context["rows"]) == 2


def test_the_pages_of_the_desk_join(officer: Client) -> None:
    made = [external(f"{number}-2") for number in range(60)]

    first = officer.get("/ufficio/atti/")
    second = officer.get(f"/ufficio/atti/{first.context['following']}")

    rows = first.context["rows"] + second.context["rows"]
    assert [act for act, _mark, _step in rows] == made[::-1]
    assert second.context["following"] == ""


def test_an_officer_begins_an_act(officer: Client) -> None:
    answer = officer.post(
        "/ufficio/atti/nuovo/",
        {"template": DETERMINATION.code, "subject": "Approvazione del bando"},
    )

    act = Act.objects.get()
    assert answer["Location"] == f"/ufficio/atti/{act.pk}/"
    assert (act.state, act.subject, act.kind) == (ActState.DRAFT, "Approvazione del bando", "DD")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"subject": ""}, "Scrivi l'oggetto dell'atto."),
        ({"subject": "a" * 1001}, "Hai scritto 1001 caratteri, il massimo è 1000. Togline 1."),
    ],
)
def test_an_act_that_cannot_begin_keeps_what_was_typed(
    officer: Client, given: dict[str, str], sentence: str
) -> None:
    answer = officer.post("/ufficio/atti/nuovo/", {"template": DETERMINATION.code} | given)

    assert answer.status_code == 422
    assert answer.context["form"].errors["subject"] == [sentence]
    assert answer.context["form"]["subject"].value() == given["subject"]
    assert not Act.objects.exists()


def test_the_form_of_a_draft_shows_what_is_written(officer: Client) -> None:
    act = drafted()

    form = officer.get(f"/ufficio/atti/{act.pk}/").context["form"]

    assert form.initial["variable_expense"] == Decimal("2900000.00")
    assert form["variable_decision"].value() == VARIABLES["decision"]
    assert 'value="2.900.000,00"' in str(form["variable_expense"])


def test_an_officer_writes_the_parts_of_a_draft(officer: Client) -> None:
    act = drafted(variables={})

    answer = officer.post(
        f"/ufficio/atti/{act.pk}/",
        typed(variable_expense="1.234,5", variable_decision="di <b>approvare</b>"),
    )

    act.refresh_from_db()
    assert answer["Location"] == f"/ufficio/atti/{act.pk}/"
    assert act.variables == {"expense": "1234.50", "decision": "di <b>approvare</b>"}
    assert act.subject == "Oggetto nuovo"


@pytest.mark.parametrize("amount", ["1e400", "NaN", "-0,01", "1,005", "dieci"])
def test_an_amount_that_cannot_be_read_gets_a_sentence_and_loses_nothing(
    officer: Client, amount: str
) -> None:
    act = drafted(variables={})

    answer = officer.post(
        f"/ufficio/atti/{act.pk}/", typed(variable_expense=amount, variable_noted="un fatto")
    )

    act.refresh_from_db()
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["variable_expense"]
    assert amount in answer.context["form"].errors["variable_expense"][0]
    assert answer.context["form"]["variable_expense"].value() == amount
    assert answer.context["form"]["variable_noted"].value() == "un fatto"
    assert act.variables == {}


def test_only_what_the_act_can_do_without_is_called_optional(officer: Client) -> None:
    act = drafted(variables={})

    form = officer.get(f"/ufficio/atti/{act.pk}/").context["form"]

    optional = {field.label for field in form if not field.field.required}
    assert optional == {
        variable.label for variable in DETERMINATION.variables if not variable.required
    }


def test_what_lacks_is_named_with_a_link_to_its_field(officer: Client) -> None:
    act = drafted(variables={"seen": "la L. 241/1990;"})

    answer = officer.get(f"/ufficio/atti/{act.pk}/")

    assert answer.context["lacks"] == [
        {"label": "Premesso che", "url": "#id_variable_premises"},
        {"label": "Determina", "url": "#id_variable_decision"},
    ]
    assert "Prepara la prova da rileggere" not in answer.content.decode()


def test_every_kind_of_variable_has_its_field(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    variables = tuple(Variable(kind, kind.title(), kind, required=False) for kind in VariableKind)
    form = ActTemplate(
        "t", "T", "documents/acts/determination.html", variables=variables, by_hand=True
    )
    monkeypatch.setattr(templates, "_templates", {"t": form})
    act = drafted(template="t", variables={"date": "2026-06-12"})

    sent = {
        "subject": "Oggetto",
        "variable_text": "Una riga",
        "variable_paragraphs": "Una\nDue",
        "variable_date": "13/06/2026",
        "variable_amount": "10",
        "variable_integer": "30",
        "variable_years": "2026 40\n2027 60",
    }
    officer.get(f"/ufficio/atti/{act.pk}/")
    officer.post(f"/ufficio/atti/{act.pk}/", sent)

    act.refresh_from_db()
    assert act.variables == {
        "text": "Una riga",
        "paragraphs": "Una\nDue",
        "date": "2026-06-13",
        "amount": "10.00",
        "integer": 30,
        "years": [[2026, "40"], [2027, "60"]],
    }
    assert "2026 40\n2027 60" in officer.get(f"/ufficio/atti/{act.pk}/").content.decode()


def test_an_act_goes_from_draft_to_publication_by_its_buttons(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    act = drafted()
    both = logged_in(client, Role.OFFICER, Role.MANAGER)
    home = f"/ufficio/atti/{act.pk}/"

    both.post(f"{home}prova/")
    act.refresh_from_db()
    assert "Vai all'adozione" not in text_of(both.get(home))
    printed(act.proof)
    assert "Vai all'adozione" in text_of(both.get(home))
    assert "Non si annulla: si corregge con un nuovo atto." in text_of(both.get(f"{home}adozione/"))

    both.post(f"{home}adozione/")
    act.refresh_from_db()
    assert "Pubblica l'atto" not in text_of(both.get(home))
    printed(act.document)
    assert "Pubblica l'atto" in text_of(both.get(home))

    both.post(f"{home}pubblicazione/")
    act.refresh_from_db()
    assert act.state == ActState.PUBLISHED
    assert client.get(f"/atti/{act.pk}/").status_code == 200


def text_of(answer: Any) -> str:
    return answer.content.decode().replace("&#x27;", "'")


@pytest.mark.parametrize(
    ("make", "address", "sentence"),
    [
        (published, "adozione/", "questo passo non è più possibile"),
        (drafted, "adozione/", "prima prepara la prova"),
        (frozen, "adozione/", "non è ancora pronta"),
        (frozen, "prova/", "questo passo non è più possibile"),
        (adopted, "riapertura/", "questo passo non è più possibile"),
        (adopted, "pubblicazione/", "non è ancora pronto"),
        (external, "riapertura/", "appartiene a una procedura"),
    ],
)
def test_a_step_that_is_not_possible_is_refused_with_a_sentence(
    client: Client, make: Any, address: str, sentence: str
) -> None:
    act = make()
    both = logged_in(client, Role.OFFICER, Role.MANAGER)

    answer = both.post(f"/ufficio/atti/{act.pk}/{address}", follow=True)

    assert answer.redirect_chain == [(f"/ufficio/atti/{act.pk}/", 302)]
    assert sentence in " ".join(str(message) for message in answer.context["messages"])


@pytest.mark.parametrize("address", ["prova/", "riapertura/", "adozione/", "pubblicazione/"])
def test_an_act_of_a_procedure_is_not_moved_from_here(
    client: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = ActTemplate("t", "T", "documents/acts/determination.html", (), route="acts:desk_act")
    monkeypatch.setitem(templates._templates, "t", form)
    act = drafted(template="t", variables={})
    both = logged_in(client, Role.OFFICER, Role.MANAGER)

    answer = both.post(f"/ufficio/atti/{act.pk}/{address}", follow=True)

    act.refresh_from_db()
    assert act.state == ActState.DRAFT
    assert "appartiene a una procedura" in " ".join(
        str(each) for each in answer.context["messages"]
    )


def test_an_officer_records_an_act_from_elsewhere(officer: Client) -> None:
    sent = {
        "kind": "DGR",
        "number_text": "22-5076",
        "adopted_on": "22/05/2017",
        "subject": "Approvazione dell'Atto di indirizzo",
    }

    answer = officer.post("/ufficio/atti/esterni/nuovo/", sent)

    act = Act.objects.get()
    assert answer["Location"] == f"/ufficio/atti/{act.pk}/"
    assert (str(act), act.state) == ("DGR 22-5076", ActState.PUBLISHED)
    assert officer.get(f"/ufficio/atti/{act.pk}/").status_code == 200


def test_a_date_that_is_none_gets_a_sentence(officer: Client) -> None:
    sent = {"kind": "DGR", "number_text": "1-1", "adopted_on": "31/02/2017", "subject": "x"}

    answer = officer.post("/ufficio/atti/esterni/nuovo/", sent)

    assert answer.status_code == 422
    assert answer.context["form"].errors["adopted_on"] == ["Scrivi la data come 23/11/2026."]


def test_a_pdf_that_failed_is_asked_for_again(officer: Client) -> None:
    act = frozen()
    Document.objects.filter(pk=act.proof.pk).update(state="failed", attempts=5)

    assert "Riprova" in text_of(officer.get(f"/ufficio/atti/{act.pk}/"))
    officer.post(f"/ufficio/atti/{act.pk}/stampa/")

    assert Document.objects.get(pk=act.proof.pk).state == "pending"
