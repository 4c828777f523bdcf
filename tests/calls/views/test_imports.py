"""Files of movements at the desk: brought, read, confirmed; who may, and what is refused."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
import tablib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calls.enums import ImportState
from calls.models import BudgetImport
from calls.resources import MOST_ROWS
from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.budgets import FSE2, FSE2_FSC, FSE3, disposed, programme, reduction, transfer
from tests.factories.calls import an_act
from tests.factories.imports import (
    HEADINGS,
    bringing,
    carried_on,
    confirmed,
    file_of,
    recorded,
    row,
    taking,
    tried,
)
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.ledger.queries import balance

pytestmark = pytest.mark.django_db

BACKEND = "wecare.accounts.backends.PasswordBackend"
NEW = "/ufficio/programma/importazioni/nuova/"


@pytest.fixture
def admin(db: None) -> Person:
    return PersonFactory(roles=[Role.ADMIN])


@pytest.fixture
def desk(client: Client, admin: Person) -> Client:
    programme()
    client.force_login(admin, backend=BACKEND)
    return client


def bring(client: Client, content: bytes, ending: str = "csv") -> Any:
    return client.post(NEW, {"file": SimpleUploadedFile(f"movimenti.{ending}", content)})


def page(client: Client, job: BudgetImport, address: str = "") -> Any:
    return client.get(reverse("calls:budget_import", args=[job.pk]) + address)


def confirm(client: Client, job: BudgetImport, **other: str) -> Any:
    said = {"file": job.file_id, "seen": job.seen} | other
    return client.post(reverse("calls:budget_import_confirmation", args=[job.pk]), said)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_a_file_goes_from_the_desk_to_the_ledger(desk: Client, admin: Person, ending: str) -> None:
    answer = bring(desk, file_of([row(), bringing("50,00")], ending), ending)
    job = BudgetImport.objects.get()
    waiting = text_of(page(desk, job))
    carried_on(job)
    found = text_of(page(desk, job))
    asked = desk.get(reverse("calls:budget_import_confirmation", args=[job.pk]))
    job.refresh_from_db()
    pressed = confirm(desk, job)
    carried_on(job)
    done = text_of(page(desk, job))

    assert answer["Location"] == reverse("calls:budget_import", args=[job.pk])
    assert (job.started_by, job.rows) == (admin, 2)
    assert "Proviamo «movimenti" in waiting
    assert "Fatti 0 di 2." in waiting
    assert "Puoi chiudere la pagina" in waiting
    assert "Prova: 2 righe valide," in found
    assert "0 con errori. Non abbiamo registrato nulla." in " ".join(found.split())
    for said in ("Registra 2 movimenti", "Linea FSE3/unica, fondo FSE", "950,00"):
        assert said in text_of(asked)
    assert pressed["Location"] == reverse("calls:budget_import", args=[job.pk])
    assert "Registrati 2 movimenti, con i loro atti" in done
    assert balance(FSE2.account) == Decimal("950.00")


def test_the_trial_says_row_by_row_what_is_wrong(desk: Client) -> None:
    job = tried([row(), taking("2.000,00"), row(importo="x", atto_numero="9")])

    found = " ".join(text_of(page(desk, job)).split())

    assert "Prova: 1 riga valida, 2 con errori. Non abbiamo registrato nulla." in found
    assert "Restano liberi 900,00" in found
    assert "Il file si registra solo per intero" in found
    assert "Rileggi e conferma" not in found
    assert desk.get(reverse("calls:budget_import_confirmation", args=[job.pk])).status_code == 302
    assert confirm(desk, job).status_code == 409


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_what_the_export_writes_the_import_reads_and_knows(desk: Client, ending: str) -> None:
    disposed(transfer("300.50", into=FSE2_FSC), reason="=CIPE 41/2020")
    an_act("+39-1", subject="@Oggetto, con; segni\" 'e accenti è", link="https://a.example/b?c=1")
    disposed(reduction("1.00"), number="+39-1")
    exported = desk.get(reverse("calls:programme_export", args=["movimenti", ending])).content

    bring(desk, exported, ending)
    job = carried_on(BudgetImport.objects.get())

    assert (job.new_rows, job.known_rows, job.wrong_rows) == (0, 3, 0)
    assert "Non c'è niente da registrare" in text_of(page(desk, job))


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_the_template_has_the_headings_and_is_read_once_filled(desk: Client, ending: str) -> None:
    answer = desk.get(reverse("calls:budget_import_template", args=[ending]))

    assert f'filename="modello-movimenti.{ending}"' in answer["Content-Disposition"]
    content: Any = answer.content
    if ending == "csv":
        content = content.decode("utf-8-sig")
    elif ending == "ods":
        content = BytesIO(content)
    table = tablib.Dataset().load(content, format=ending)
    assert (table.headers, len(table)) == (HEADINGS, 0)
    refused = bring(desk, answer.content, ending)
    assert refused.status_code == 422
    assert "Il file non ha righe sotto le intestazioni" in text_of(refused)


def test_the_page_explains_every_column(desk: Client) -> None:
    found = text_of(desk.get(NEW))

    assert [name for name in HEADINGS if f">{name}</code>" not in found] == []


def without(name: str) -> bytes:
    return file_of([row()], headings=[each for each in HEADINGS if each != name])


@pytest.mark.parametrize(
    ("content", "ending", "sentence"),
    [
        (lambda: b"", "csv", "Il file è vuoto"),
        (lambda: b"\n\n", "csv", "mancano le colonne"),
        (lambda: without("importo"), "csv", "mancano le colonne: «importo»"),
        (
            lambda: file_of([row()], headings=[*HEADINGS, "note"]),
            "csv",
            "colonne che non conosciamo: «note»",
        ),
        (
            lambda: file_of([row()], headings=[*HEADINGS, "importo"]),
            "csv",
            "due volte le colonne: «importo»",
        ),
        (lambda: file_of([], "xlsx"), "xlsx", "non ha righe sotto le intestazioni"),
        (
            lambda: file_of(row(atto_numero=str(n)) for n in range(MOST_ROWS + 1)),
            "csv",
            "più di 10.000 righe",
        ),
        (
            lambda: file_of([row(causale="a\x00b")]),
            "csv",
            "Riga 2, colonna E: c'è un carattere nullo",
        ),
        (
            lambda: file_of([row(causale="perché")]).decode().encode("cp1252"),
            "csv",
            "non è in UTF-8",
        ),
        (
            lambda: file_of([row(importo="=1+1")], "xlsx"),
            "xlsx",
            "Riga 2, colonna B: c'è una formula",
        ),
        (lambda: b"PK\x03\x04rotto", "xlsx", "è rovinato e non si apre"),
        (lambda: b"%PDF-1.7", "pdf", "Accettiamo solo tabelle"),
        (lambda: file_of([row()], "xlsx"), "csv", "Il nome dice CSV, il contenuto no"),
    ],
    ids=lambda value: str(value)[:25] if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(
    desk: Client, content: Any, ending: str, sentence: str
) -> None:
    answer = bring(desk, content(), ending)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not BudgetImport.objects.exists()


def test_no_file_and_a_file_that_is_too_large_are_refused(desk: Client, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 1024

    nothing, large = desk.post(NEW, {}), bring(desk, b"x" * 1025)

    assert (nothing.status_code, large.status_code) == (422, 422)
    assert "Scegli il file dei movimenti." in text_of(nothing)
    assert "Il file pesa" in text_of(large)


def test_columns_come_in_any_order_and_those_that_may_lack_do(desk: Client) -> None:
    headings = [each for each in reversed(HEADINGS) if each not in {"causale", "atto_indirizzo"}]

    bring(desk, file_of([row()], headings=headings).replace(b"atto_data", b" Atto Data "))

    assert carried_on(BudgetImport.objects.get()).new_rows == 1


def test_an_amount_that_a_comma_splits_is_said_to_be_so(desk: Client) -> None:
    cells = [cell or "x" for cell in row(importo="1.234,56").values()]

    bring(desk, f"{','.join(HEADINGS)}\n{','.join(cells)}".encode())

    job = carried_on(BudgetImport.objects.get())
    (remark,) = job.remarks.all()
    assert (remark.row, remark.column) == (2, "")
    assert "La riga ha 11 celle e le colonne sono 10" in remark.text


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1.234,56", "1234.56"),
        ("1234.56", "1234.56"),
        ("1234,5", "1234.50"),
        ("1.234", "1234.00"),
        ("1 234,00 €", "1234.00"),
        ("1234.5", "1234.50"),
    ],
)
def test_amounts_are_read_as_people_and_machines_write_them(
    desk: Client, typed: str, amount: str
) -> None:
    job = recorded([bringing(typed)])

    assert [str(each.amount) for each in job.movements.all()] == [amount]


@pytest.mark.parametrize("typed", ["27/11/2020", "2020-11-27", "27.11.2020"])
def test_days_are_read_as_people_and_machines_write_them(desk: Client, typed: str) -> None:
    job = recorded([bringing("1,00", atto_data=typed)])

    assert [each.act.adopted_on.isoformat() for each in job.movements.all()] == ["2020-11-27"]


def test_figures_that_moved_are_said_at_the_confirmation_with_the_way_out(desk: Client) -> None:
    job = tried([row()])
    disposed(reduction("1.00"), number="DGR 2-2")

    answer = confirm(desk, job)

    assert answer.status_code == 409
    found = text_of(answer)
    assert "I conti sono cambiati dopo la prova" in found
    assert "Ripeti la prova" in found
    again = desk.post(reverse("calls:budget_import_again", args=[job.pk]))
    assert again.status_code == 302
    assert carried_on(job).state == ImportState.CHECKED
    job.refresh_from_db()
    assert confirm(desk, job).status_code == 302


def test_a_confirmation_without_the_figures_that_were_read_is_refused(desk: Client) -> None:
    job = tried([row()])

    assert confirm(desk, job, seen="").status_code == 409
    assert confirm(desk, job, file="x").status_code == 409
    assert confirm(desk, job, seen="x" * 65).status_code == 422
    assert BudgetImport.objects.get().state == ImportState.CHECKED


def test_a_file_that_stopped_says_why_and_how_to_go_on(desk: Client) -> None:
    job = confirmed(tried([row()]))
    disposed(reduction("1.00"), number="DGR 2-2")
    carried_on(job)

    found = text_of(page(desk, job))

    assert "Non abbiamo registrato nulla" in found
    assert "ora sono liberi 999,00" in found
    assert "Ripeti la prova" in found


def test_many_errors_come_a_page_at_a_time(desk: Client) -> None:
    job = tried([row(importo="x", atto_numero=str(number)) for number in range(120)])

    first = page(desk, job)
    second = page(desk, job, first.context["wrong_next"].partition("#")[0])
    third = page(desk, job, second.context["wrong_next"].partition("#")[0])

    shown = [[each.row for each in answer.context["wrong"]] for answer in (first, second, third)]
    assert shown == [list(range(2, 52)), list(range(52, 102)), list(range(102, 122))]
    assert third.context["wrong_next"] == ""


def test_the_list_shows_the_last_files_first_and_the_others_below(desk: Client) -> None:
    empty = text_of(desk.get(reverse("calls:budget_imports")))
    assert "Nessun file" in empty
    jobs = [tried([bringing("1,00", number)]) for number in range(51)]

    first = desk.get(reverse("calls:budget_imports"))
    rest = desk.get(reverse("calls:budget_imports") + first.context["following"])

    assert [job.pk for job, _mark in first.context["rows"]] == [
        job.pk for job in reversed(jobs[1:])
    ]
    assert [job.pk for job, _mark in rest.context["rows"]] == [jobs[0].pk]


def test_the_file_comes_back_as_it_was_and_always_as_a_download(desk: Client) -> None:
    content = file_of([row()])
    bring(desk, content)
    job = BudgetImport.objects.get()

    answer = desk.get(reverse("calls:budget_import_file", args=[job.pk]))

    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "address",
    [
        "/ufficio/programma/importazioni/9999999/",
        f"/ufficio/programma/importazioni/{'9' * 40}/",
        "/ufficio/programma/importazioni/9999999/conferma/",
        "/ufficio/programma/importazioni/9999999/file/",
        "/ufficio/programma/importazioni/modello.pdf",
        "/ufficio/programma/importazioni/?prima=x",
    ],
)
def test_what_is_not_there_is_not_found(desk: Client, address: str) -> None:
    assert desk.get(address).status_code == 404


@pytest.mark.parametrize("query", ["?errori=x", "?errori=1", "?note=-1-2", f"?errori={'9' * 30}-1"])
def test_a_page_of_rows_that_is_none_is_not_found(desk: Client, query: str) -> None:
    assert page(desk, tried([row()]), query).status_code == 404


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
def test_who_reads_the_files_and_who_brings_them(
    client: Client, roles: Any, reads: int, moves: int
) -> None:
    programme()
    job = tried([row()])
    if roles is not None:
        client.force_login(PersonFactory(roles=roles), backend=BACKEND)

    for name, args in (("budget_imports", []), ("budget_import", [job.pk])):
        assert client.get(reverse(f"calls:{name}", args=args)).status_code == reads
    download = client.get(reverse("calls:budget_import_file", args=[job.pk]))
    b"".join(download)  # a file that is not read to its end stays open
    assert download.status_code == reads
    for name, args in (
        ("budget_import_new", []),
        ("budget_import_confirmation", [job.pk]),
        ("budget_import_template", ["csv"]),
    ):
        assert client.get(reverse(f"calls:{name}", args=args)).status_code == moves
    again = client.post(reverse("calls:budget_import_again", args=[job.pk]))
    pressed = confirm(client, job)
    brought = bring(client, file_of([row()]))
    if moves == 200:
        assert (again.status_code, pressed.status_code, brought.status_code) == (302, 409, 302)
    else:
        assert {again.status_code, pressed.status_code, brought.status_code} == {moves}
        assert BudgetImport.objects.get().state == ImportState.CHECKED


def test_who_may_only_read_is_offered_nothing_to_press(client: Client) -> None:
    programme()
    client.force_login(PersonFactory(roles=[Role.AUDITOR]), backend=BACKEND)

    found = text_of(page(client, tried([row()])))

    assert "Rileggi e conferma" not in found
    assert "Ripeti la prova" not in found


def test_the_pages_cost_the_same_queries_for_20_and_for_200_rows(desk: Client) -> None:
    costs = []
    for prefix, how_many in (("a", 20), ("b", 200)):
        wrong = [row(importo="x", atto_numero=f"{prefix}{each}") for each in range(how_many)]
        job = tried([bringing("1,00", f"{prefix}{each}") for each in range(how_many)] + wrong)
        with CaptureQueriesContext(connection) as asked:
            assert page(desk, job).status_code == 200
            assert desk.get(reverse("calls:budget_imports")).status_code == 200
        costs.append(len(asked))

    assert costs[0] == costs[1]


def test_hostile_text_is_only_text(desk: Client) -> None:
    job = tried([row(tipo="<script>alert(1)</script>", a=str(FSE3))])

    answer = page(desk, job).content.decode()

    assert "<script>alert" not in answer
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer
