"""The money of the programme at the desk: the tree, the forms of an administrator, before and after."""

import re
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from calls.models import BudgetMovement
from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.budgets import FSE2, FSE2_FSC, FSE3, disposed, programme, reduction, transfer
from tests.factories.calls import published_call
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.acts.models import Act
from wecare.core import store
from wecare.ledger.queries import balance
from wecare.portal.demonstration.bodies import sheet

pytestmark = pytest.mark.django_db

BACKEND = "wecare.accounts.backends.PasswordBackend"
PATHS = ["dotazione", "aumento", "spostamento", "riduzione"]
ACT = {
    "kind": "DGR",
    "number_text": "50-2397",
    "adopted_on": "27/11/2020",
    "subject": "Passaggio al FSC 2014-2020",
    "link": "https://www.regione.piemonte.it/atto",
}
MOVE = {
    "out_of": str(FSE2),
    "into": str(FSE2_FSC),
    "amount": "400,00",
    "reason": "CIPE 41/2020",
    **ACT,
}


def address(path: str) -> str:
    return reverse("calls:budget_new", args=[path])


@pytest.fixture
def admin(db: None) -> Person:
    return PersonFactory(roles=[Role.ADMIN])


@pytest.fixture
def desk(client: Client, admin: Person) -> Client:
    programme()
    client.force_login(admin, backend=BACKEND)
    return client


def hidden(response: Any) -> dict[str, str]:
    """The fields that the page which confirms carries on."""
    return {
        name: response.context["form"].data.get(name, "")
        for name, _value in response.context["form"].as_typed()
    } | {"seen": response.context["seen"], "kept": response.context["kept"]}


def confirm(client: Client, path: str, page: Any, **other: str) -> Any:
    return client.post(address(path), hidden(page) | {"step": "confirm"} | other)


def test_the_tree_adds_up_from_lot_to_fund(desk: Client) -> None:
    call = published_call()
    disposed(transfer("300.00"))

    response = desk.get(reverse("calls:desk_programme"))

    rows = {(branch.level, branch.title): branch.figures for branch in response.context["branches"]}
    whole = rows[0, "FSE – Fondo sociale europeo"]
    assert whole.allocated == Decimal("7201000.00")
    assert whole.reserved == Decimal("3600000.00")
    assert rows[3, f"Bando {call.code}, lotto T"].reserved == Decimal("2900000.00")
    assert [branch.level for branch in response.context["branches"]] == [0, 1, 2, 3, 3, 1, 2]
    assert response.context["whole"] == whole
    assert "Registra che cosa dispone un atto" in text_of(response)


def test_a_movement_is_read_before_and_after_and_then_confirmed(
    desk: Client, admin: Person
) -> None:
    page = desk.post(address("spostamento"), MOVE | {"step": "preview"})
    before = balance(FSE2.account)
    response = confirm(desk, "spostamento", page)

    text = text_of(page)
    assert (page.status_code, before) == (200, Decimal("1000.00"))
    for said in ("Linea FSE2/unica, fondo FSC", "1.000,00", "600,00", "CIPE 41/2020", "50-2397"):
        assert said in text
    assert response["Location"] == reverse("calls:desk_programme")
    assert (balance(FSE2.account), balance(FSE2_FSC.account)) == (
        Decimal("600.00"),
        Decimal("400.00"),
    )
    act = Act.objects.get(number_text="50-2397")
    assert (act.link, act.created_by) == ("https://www.regione.piemonte.it/atto", admin)


def test_pressing_twice_moves_the_money_once(desk: Client) -> None:
    page = desk.post(address("spostamento"), MOVE | {"step": "preview"})

    for _press in range(2):
        assert confirm(desk, "spostamento", page).status_code == 302

    assert balance(FSE2.account) == Decimal("600.00")


def test_figures_that_moved_meanwhile_are_shown_anew_and_nothing_is_lost(desk: Client) -> None:
    page = desk.post(address("spostamento"), MOVE | {"step": "preview"})
    disposed(reduction("500.00"), number="DGR 1-1")

    refused = confirm(desk, "spostamento", page)

    assert refused.status_code == 409
    assert "I conti sono cambiati mentre leggevi" in text_of(refused)
    assert "ora sono liberi 500,00" in text_of(refused)
    assert balance(FSE2.account) == Decimal("500.00")
    assert confirm(desk, "spostamento", refused).status_code == 302
    assert balance(FSE2.account) == Decimal("100.00")


def test_a_confirmation_that_saw_nothing_is_refused(desk: Client) -> None:
    response = desk.post(address("spostamento"), MOVE | {"step": "confirm"})

    assert response.status_code == 409
    assert balance(FSE2.account) == Decimal("1000.00")


def test_what_is_not_free_is_refused_before_the_confirmation_with_the_form_as_typed(
    desk: Client,
) -> None:
    response = desk.post(address("riduzione"), {**MOVE, "amount": "1.000,01", "step": "preview"})

    assert response.status_code == 409
    assert "Restano liberi 1.000,00\xa0€" in text_of(response)
    assert 'value="1.000,01"' in text_of(response)
    assert 'value="50-2397"' in text_of(response)


def test_going_back_to_change_keeps_what_was_typed(desk: Client) -> None:
    page = desk.post(address("spostamento"), MOVE | {"step": "preview"})

    form = desk.post(address("spostamento"), hidden(page) | {"step": "edit"})

    assert form.status_code == 200
    assert 'value="400,00"' in text_of(form)
    assert 'value="CIPE 41/2020"' in text_of(form)


def test_the_file_of_the_act_is_given_once_and_can_be_read_by_everyone(desk: Client) -> None:
    content = sheet()
    upload = SimpleUploadedFile("dgr-50-2397.pdf", content, content_type="application/pdf")
    page = desk.post(address("spostamento"), MOVE | {"step": "preview", "file": upload})
    edited = desk.post(address("spostamento"), hidden(page) | {"step": "edit"})
    again = desk.post(
        address("spostamento"), hidden(page) | {"step": "preview", "amount": "300,00"}
    )

    confirm(desk, "spostamento", again)

    act = Act.objects.get(number_text="50-2397")
    public = Client().get(reverse("acts:act", args=[act.pk]))
    file = Client().get(reverse("acts:act_pdf", args=[act.pk]))
    assert "Il file è già caricato" in text_of(edited)
    assert act.file is not None
    assert store.read(act.file) == content
    assert "https://www.regione.piemonte.it/atto" in text_of(public)
    assert b"".join(file.streaming_content) == content
    assert "dgr-50-2397.pdf" in file["Content-Disposition"]


def test_the_file_of_another_person_is_not_taken(desk: Client) -> None:
    upload = SimpleUploadedFile("dgr.pdf", sheet(), content_type="application/pdf")
    page = desk.post(address("spostamento"), MOVE | {"step": "preview", "file": upload})
    other = Client()
    other.force_login(PersonFactory(roles=[Role.ADMIN]), backend=BACKEND)

    response = confirm(other, "spostamento", page)

    assert response.status_code == 422
    assert "caricalo di nuovo" in text_of(response)
    assert balance(FSE2.account) == Decimal("1000.00")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"amount": "0"}, "Il minimo è 0,01\xa0€", id="nothing"),
        pytest.param({"amount": "dieci"}, "Scrivi un numero come 1.250,00", id="words"),
        pytest.param({"out_of": "FSE9/unica/FSE"}, "Scegli una voce", id="no such place"),
        pytest.param({"into": str(FSE2)}, "nello stesso posto", id="the same place"),
        pytest.param({"number_text": ""}, "Scrivi qui il testo.", id="no number"),
        pytest.param({"adopted_on": "31/02/2020"}, "Scrivi la data come", id="no day"),
        pytest.param({"link": "javascript:alert(1)"}, "Scrivi un indirizzo come", id="no address"),
        pytest.param({"kind": "LR"}, "Scegli una voce", id="no such act"),
        pytest.param({"reason": "\x00"}, "caratter", id="no text"),
    ],
)
@pytest.mark.parametrize("step", ["preview", "confirm"])
def test_what_does_not_hold_is_refused_at_the_field(
    desk: Client, typed: dict[str, str], sentence: str, step: str
) -> None:
    response = desk.post(address("spostamento"), MOVE | typed | {"step": step})

    assert response.status_code in {409, 422}
    assert sentence in text_of(response)
    assert BudgetMovement.objects.count() == 1


def test_a_file_that_is_no_act_is_refused(desk: Client) -> None:
    upload = SimpleUploadedFile("atto.pdf", BytesIO(b"MZ").read(), content_type="application/pdf")

    response = desk.post(address("spostamento"), MOVE | {"step": "preview", "file": upload})

    assert response.status_code == 422
    assert "Il nome dice PDF, il contenuto no" in text_of(response)


def test_an_act_that_is_to_come_is_refused_with_its_date(desk: Client) -> None:
    typed = MOVE | {"adopted_on": "01/01/2199"}
    page = desk.post(address("spostamento"), typed | {"step": "preview"})

    response = confirm(desk, "spostamento", page)

    assert response.status_code == 409
    assert "deve ancora venire" in text_of(response)
    assert balance(FSE2.account) == Decimal("1000.00")


@pytest.mark.parametrize("path", PATHS)
def test_each_form_asks_for_the_places_that_suit_it(desk: Client, path: str) -> None:
    published_call()

    response = desk.get(address(path))

    fields = response.context["form"].fields
    assert ("out_of" in fields) == (path in {"spostamento", "riduzione"})
    assert ("into" in fields) == (path != "riduzione")
    offered = re.findall(r'<option value="([^"]+)"', response.content.decode())
    assert any("/T" in each for each in offered) == (path != "dotazione")
    assert (str(FSE3) in offered) == (path != "riduzione")


@pytest.mark.parametrize(
    ("roles", "reads", "moves"),
    [
        (None, 302, 302),
        ([], 403, 403),
        ([Role.ASSESSOR], 403, 403),
        ([Role.OFFICER], 200, 403),
        ([Role.MANAGER], 200, 403),
        ([Role.AUDITOR], 200, 403),
        ([Role.ADMIN], 200, 200),
    ],
    ids=["nobody", "applicant", "panel", "officer", "manager", "auditor", "admin"],
)
def test_who_reads_the_programme_and_who_moves_its_money(
    client: Client, roles: Any, reads: int, moves: int
) -> None:
    programme()
    if roles is not None:
        client.force_login(PersonFactory(roles=roles), backend=BACKEND)

    assert client.get(reverse("calls:desk_programme")).status_code == reads
    for path in PATHS:
        assert client.get(address(path)).status_code == moves
        posted = client.post(address(path), MOVE | {"step": "confirm"})
        assert posted.status_code == (409 if moves == 200 else moves) or path != "spostamento"
    assert balance(FSE2.account) == Decimal("1000.00")


def test_a_movement_of_no_kind_is_not_found(desk: Client) -> None:
    assert desk.get(address("furto")).status_code == 404


def test_an_officer_is_not_offered_what_only_an_administrator_does(client: Client) -> None:
    programme()
    client.force_login(PersonFactory(roles=[Role.OFFICER]), backend=BACKEND)

    page = text_of(client.get(reverse("calls:desk_programme")))

    assert "Registra che cosa dispone un atto" not in page


@pytest.mark.parametrize("how_many", [20, 200])
def test_the_desk_of_the_programme_costs_the_same_queries_however_many_movements(
    desk: Client, django_assert_num_queries: Any, how_many: int
) -> None:
    for number in range(how_many):
        disposed(reduction("0.01"), number=f"DGR 9-{number}")

    # session, person, roles, ledger twice, lines, funds twice, movements, letters
    with django_assert_num_queries(10):
        desk.get(reverse("calls:desk_programme"))
