"""Files of movements: what a trial says row by row, what a recording does, once and whole."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from calls.actions import imports
from calls.actions.imports import work
from calls.enums import ImportState
from calls.models import BudgetImport, BudgetMovement
from calls.policies.imports import ImportRefused
from calls.queries import imports as queries
from calls.queries import verification
from tests.factories.accounts import PersonFactory
from tests.factories.budgets import FSE2, FSE3, disposed, programme, reduction, transfer
from tests.factories.calls import an_act, published_call
from tests.factories.imports import (
    bringing,
    brought,
    carried_on,
    confirmed,
    file_of,
    recorded,
    row,
    taking,
    tried,
)
from tests.fixtures.locks import first_locks
from wecare.accounts.enums import Role
from wecare.acts.models import Act
from wecare.core import events
from wecare.core.models import Event
from wecare.ledger.models import Movement
from wecare.ledger.queries import balance, problems, total_under
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _programme(db: None) -> None:
    programme()


def remarks(job: BudgetImport) -> list[tuple[int, str, str]]:
    found = job.remarks.order_by("row", "pk")
    return [(each.row, each.column, each.text.replace("\xa0", " ")) for each in found]


def whole() -> list[str]:
    return [*verification.budgets(), *queries.problems(), *problems(), *events.verify_chain()]


def test_a_trial_counts_the_rows_and_moves_nothing() -> None:
    job = tried([row(), row(importo="x", atto_numero="50-2398")])

    assert (job.state, job.new_rows, job.wrong_rows) == (ImportState.CHECKED, 1, 1)
    assert remarks(job) == [(3, "importo", 'Scrivi un numero come 1.250,00. Abbiamo letto "x".')]
    assert balance(FSE2.account) == Decimal("1000.00")
    assert not Act.objects.filter(number_text="50-2397").exists()


def test_a_confirmed_file_is_recorded_with_its_acts() -> None:
    job = recorded([row(), bringing("50,00"), taking("20.5")])

    assert (job.state, job.error) == (ImportState.RECORDED, "")
    assert (balance(FSE2.account), balance(FSE3.account)) == (Decimal("929.50"), Decimal("100.00"))
    assert total_under("") == Decimal("0.00")
    first = job.movements.order_by("pk").first()
    assert first is not None
    assert (first.reason, first.act.subject) == ("Minori adesioni", "Riparto delle risorse")
    assert (first.act.adopted_on, first.act.created_by) == (date(2020, 11, 27), job.confirmed_by)
    movement = Movement.objects.get(key=first.movement_key)
    assert (movement.basis, movement.effective_on) == (first.act.key, date(2020, 11, 27))
    assert movement.cause == "Spostamento FSE2/unica/FSE → FSE3/unica/FSE: Minori adesioni"
    assert whole() == []


def test_by_hand_and_by_file_the_same_movement_is_the_same_record() -> None:
    recorded([row()])
    by_file = BudgetMovement.objects.latest("pk")

    by_hand = disposed(transfer("100.00"), number="50-2398", reason="Minori adesioni")

    assert as_told(by_file) == as_told(by_hand)


def as_told(movement: BudgetMovement) -> tuple[Any, ...]:
    """What the record and the ledger say, but for the act, the key and the file."""
    own = {"id", "act", "movement_key", "brought_by"}
    values = {
        field.name: getattr(movement, field.attname)
        for field in BudgetMovement._meta.concrete_fields
        if field.name not in own
    }
    posted = Movement.objects.get(key=movement.movement_key)
    lines = posted.postings.order_by("account__code").values_list("account__code", "amount")
    return values, posted.kind, posted.cause, list(lines)


def test_one_event_tells_of_all_with_their_digest() -> None:
    job = recorded([row(), bringing("50,00")])

    (event,) = Event.objects.about(job).filter(name="budget.imported")
    assert event.actor_id == job.confirmed_by_id
    assert (event.facts["file"], event.facts["movements"], event.facts["acts"]) == (
        job.file_id,
        2,
        2,
    )
    assert event.facts["amounts"] == {"increase": "50.00", "transfer": "100.00"}
    assert not Event.objects.filter(name__in=["act.recorded", "budget.increased"]).filter(
        happened_at__gte=job.confirmed_at
    )


def test_a_row_is_judged_on_what_the_rows_before_it_leave() -> None:
    job = tried([taking("1000,00"), taking("0,01", 2), bringing("5,00"), taking("5,00", 3)])

    ((number, column, text),) = remarks(job)
    assert (number, column) == (3, "importo")
    assert text == (
        "Linea FSE2/unica, fondo FSE: 0,00 € assegnati, di cui 0,00 € prenotati dai bandi, 0,00 € "
        "impegnati, 0,00 € pagati. Restano liberi 0,00 €: non se ne possono togliere 0,01 €, ne mancano "
        "0,01 €."
    )
    assert (job.new_rows, job.wrong_rows) == (3, 1)


def test_the_figures_before_and_after_are_those_of_the_whole_file() -> None:
    job = tried([bringing("500,00"), row(importo="1.200,00"), taking("300,00")])

    found = {str(each.place): each for each in queries.effects_of(job)}
    assert {
        name: (each.before.available, each.after.available) for name, each in found.items()
    } == {
        str(FSE2): (Decimal("1000.00"), Decimal("0.00")),
        str(FSE3): (Decimal("0.00"), Decimal("1200.00")),
    }


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"tipo": "furto"}, "tipo", "Scrivi dotazione, aumento, spostamento o riduzione."),
        ({"importo": "0,00"}, "importo", "Il minimo è 0,01 €. Hai scritto 0,00 €."),
        ({"importo": "-5,00"}, "importo", "L'importo non può essere negativo."),
        ({"importo": "1e400"}, "importo", "Scrivi un numero come 1.250,00."),
        ({"importo": "9" * 60}, "importo", "L'importo è troppo grande"),
        ({"importo": ""}, "importo", "Scrivi l'importo."),
        ({"da": "FSE2"}, "da", "Scrivi misura/linea/fondo"),
        ({"da": ""}, "da", "uno spostamento o una riduzione toglie i soldi da una linea"),
        ({"a": ""}, "a", "uno spostamento dà i soldi a una linea"),
        ({"a": str(FSE2)}, "a", "I soldi partono e arrivano nello stesso posto"),
        ({"a": "FSE9/unica/FSE"}, "a", "La linea «FSE9/unica» non c'è nel programma."),
        ({"da": "FSE2/unica/XXX"}, "da", "Il fondo «XXX» non c'è nel programma."),
        ({"a": "FSE2/unica/FSE/niente/T"}, "a", "non ha un lotto «T»"),
        ({"causale": "x" * 201}, "causale", "Hai scritto 201 caratteri, il massimo è 200."),
        ({"causale": "a\x07b"}, "causale", "carattere di controllo (U+0007)"),
        ({"atto_tipo": "LR"}, "atto_tipo", "Scrivi DGR o DD. Abbiamo letto «LR»."),
        ({"atto_numero": ""}, "atto_numero", "Scrivi il numero."),
        ({"atto_numero": "x" * 61}, "atto_numero", "il massimo è 60"),
        ({"atto_data": "31/02/2020"}, "atto_data", "Scrivi la data come 23/11/2026."),
        ({"atto_data": "01/01/2199"}, "atto_data", "deve ancora venire"),
        ({"atto_oggetto": ""}, "atto_oggetto", "Scrivi l'oggetto dell'atto."),
        ({"atto_indirizzo": "javascript:x"}, "atto_indirizzo", "Scrivi un indirizzo come"),
        ({"importo": "1.000,01"}, "importo", "non se ne possono togliere 1.000,01 €"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_wrong_is_said_at_its_column(
    cells: dict[str, str], column: str, sentence: str
) -> None:
    job = tried([row(**cells)])

    found = remarks(job)
    assert [(number, where) for number, where, _text in found] == [(2, column)]
    assert sentence in found[0][2]
    assert job.new_rows == 0


def test_each_column_that_is_wrong_has_its_own_sentence() -> None:
    job = tried([row(importo="x", atto_data="ieri", a="?")])

    assert sorted(column for _row, column, _text in remarks(job)) == ["a", "atto_data", "importo"]
    assert job.wrong_rows == 1


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"importo": "200,00"}, "importo", "ha già disposto questo movimento per 100,00 €"),
        ({"atto_data": "28/11/2020"}, "atto_data", "già registrato, con la data 27/11/2020"),
        ({"atto_indirizzo": "https://x.example/"}, "atto_indirizzo", "con un altro indirizzo"),
    ],
)
@pytest.mark.parametrize("earlier", ["recorded", "in the file"])
def test_an_act_says_one_thing(
    cells: dict[str, str], column: str, sentence: str, earlier: str
) -> None:
    if earlier == "recorded":
        recorded([row()])
    rows = [row(**cells)] if earlier == "recorded" else [row(), row(**cells)]

    job = tried(rows)

    ((_number, where, text),) = remarks(job)
    assert (where, sentence in text) == (column, True)


def test_the_same_file_twice_moves_no_money_twice() -> None:
    rows = [row(), bringing("50,00")]
    recorded(rows)

    again = tried([*rows, taking("1,00"), taking("1,00")])

    assert (again.new_rows, again.known_rows, again.wrong_rows) == (1, 3, 0)
    assert remarks(again) == [
        (2, "", "Già registrato con DGR 50-2397: non muove altri soldi."),
        (3, "", "Già registrato con DGR 1-1: non muove altri soldi."),
        (5, "", "È la stessa della riga 4: un atto muove gli stessi soldi una volta sola."),
    ]
    done = carried_on(confirmed(again))
    assert (done.state, balance(FSE2.account)) == (ImportState.RECORDED, Decimal("949.00"))
    assert whole() == []


def test_a_file_whose_rows_are_all_recorded_cannot_be_confirmed() -> None:
    recorded([row()])

    with pytest.raises(ImportRefused, match="Tutte le righe del file sono già registrate"):
        confirmed(tried([row()]))


def test_a_file_with_errors_cannot_be_confirmed() -> None:
    job = tried([row(), row(importo="x", atto_numero="9-9")])

    with pytest.raises(ImportRefused, match="Il file ha 1 riga con errori"):
        confirmed(job)
    assert carried_on(job).state == ImportState.CHECKED


@pytest.mark.parametrize("other", ["file", "seen"])
def test_the_confirmation_bears_the_file_and_the_figures_that_were_read(other: str) -> None:
    job = tried([row()])
    said = {"file": job.file_id, "seen": job.seen, other: "0" * 64}

    with pytest.raises(ImportRefused, match="La prova è stata ripetuta mentre leggevi"):
        imports.confirm(job=job, actor=job.started_by, **said)


def test_figures_that_moved_since_the_trial_stop_the_confirmation_with_the_new_ones() -> None:
    job = tried([row()])
    disposed(reduction("1.00"), number="DGR 2-2")

    with pytest.raises(ImportRefused, match="I conti sono cambiati dopo la prova") as refusal:
        confirmed(job)

    assert "Linea FSE2/unica, fondo FSE: ora sono liberi 999,00" in str(refusal.value)


def test_figures_that_moved_since_the_confirmation_stop_the_recording() -> None:
    job = confirmed(tried([row()]))
    disposed(reduction("1.00"), number="DGR 2-2")

    done = carried_on(job)

    assert done.state == ImportState.REFUSED
    assert "ora sono liberi 999,00" in done.error
    assert "Non abbiamo registrato nulla" in done.error
    assert balance(FSE3.account) == Decimal("0.00")
    assert not Act.objects.filter(number_text="50-2397").exists()
    assert whole() == []


def test_a_row_recorded_by_hand_meanwhile_stops_the_recording_though_the_figures_are_the_same() -> (
    None
):
    job = confirmed(tried([row(atto_numero="DGR 50-2397", atto_data="22/05/2017")]))
    disposed(transfer("100.00"))
    disposed(transfer("100.00", out_of=FSE3, into=FSE2), number="DGR 3-3")

    done = carried_on(job)

    assert done.state == ImportState.REFUSED
    assert "è stato registrato da altri" in done.error


def test_an_act_recorded_otherwise_meanwhile_stops_the_recording() -> None:
    job = confirmed(tried([row()]))
    an_act("50-2397", adopted_on=date(2020, 1, 1))

    done = carried_on(job)

    assert done.state == ImportState.REFUSED
    assert balance(FSE3.account) == Decimal("0.00")


def test_a_refused_file_is_tried_again_on_the_new_figures() -> None:
    job = confirmed(tried([row()]))
    disposed(reduction("1.00"), number="DGR 2-2")
    refused = carried_on(job)

    again = imports.check_again(job=refused, actor=refused.started_by)
    done = carried_on(confirmed(carried_on(again)))

    assert (done.state, done.turn) == (ImportState.RECORDED, 2)
    assert balance(FSE2.account) == Decimal("899.00")


def test_pressing_twice_confirms_and_records_once() -> None:
    job = tried([row()])

    for _press in range(2):
        confirmed(job)
    for _message in range(2):
        carried_on(job)
    confirmed(job)

    assert balance(FSE3.account) == Decimal("100.00")
    assert Event.objects.about(job).filter(name="budget_import.confirmed").count() == 1
    assert Event.objects.about(job).filter(name="budget.imported").count() == 1


@pytest.mark.parametrize("prepare", [brought, recorded, lambda rows: confirmed(tried(rows))])
def test_what_is_recorded_or_under_way_is_not_tried_again(prepare: Any) -> None:
    job = prepare([row()])

    with pytest.raises(ImportRefused):
        imports.check_again(job=job, actor=job.started_by)


def test_a_lot_of_a_published_call_may_receive_and_not_give() -> None:
    call = published_call()
    lot = f"{FSE2}/{call.code}/T"

    job = tried(
        [
            row(tipo="aumento", importo="10,00", da="", a=lot),
            row(tipo="riduzione", importo="10,00", da=lot, a="", atto_numero="2-2"),
            row(importo="5,00", da=str(FSE3), a=lot, atto_numero="3-3"),
        ]
    )

    found = remarks(job)
    assert [(number, column) for number, column, _text in found] == [(3, "da"), (4, "a")]
    assert "promette questi soldi a chi ha fatto domanda" in found[0][2]
    assert "Un lotto scambia soldi solo con la sua linea" in found[1][2]
    assert [str(each.place) for each in queries.effects_of(job)] == [str(FSE2), lot]


def test_the_recording_takes_lines_then_accounts_and_the_chain_at_the_very_end() -> None:
    job = confirmed(tried([row()]))

    with CaptureQueriesContext(connection) as asked:
        carried_on(job)

    statements = asked.captured_queries
    assert first_locks(statements) == ["line", "account", "chain"]
    chain = next(at for at, each in enumerate(statements) if "wecare_end_of_chain" in each["sql"])
    after = [each["sql"] for each in statements[chain:] if each["sql"].startswith("INSERT")]
    assert {each.split('"')[1] for each in after} == {"core_event", "notices_letter"}


def test_people_are_told_by_letter_what_was_found_and_what_was_done() -> None:
    job = recorded([row()])

    tried_letter, done = Letter.objects.order_by("pk")
    assert (tried_letter.person, done.person) == (job.started_by, job.confirmed_by)
    assert tried_letter.subject == "La prova di «movimenti.csv» è pronta"
    assert "Righe da registrare: 1" in tried_letter.body
    assert f"/ufficio/programma/importazioni/{job.pk}/" in done.body


def test_a_broken_attempt_leaves_a_reason_and_after_five_a_person_has_to_ask() -> None:
    job = confirmed(tried([row()]))

    def broken(_content: bytes, *, filename: str) -> Any:
        raise OSError(f"{filename}: disco rotto")

    for attempt in range(1, work.MAX_ATTEMPTS + 1):
        job = imports.carry_on(job=job, read=broken)
        assert (job.attempts, "disco rotto" in job.error) == (attempt, True)

    assert job.state == ImportState.FAILED
    assert queries.imports_to_carry_on() == []
    again = carried_on(imports.check_again(job=job, actor=PersonFactory()))
    assert (again.state, again.error, again.attempts) == (ImportState.CHECKED, "", 1)


def test_what_waits_for_a_worker_is_a_query(clock: Any) -> None:
    job = brought([row()])
    assert queries.imports_to_carry_on() == [{"import_id": job.pk}]
    assert queries.oldest_import_to_carry_on() == job.asked_at

    assert work._claim(job.pk) is not None
    assert queries.imports_to_carry_on() == []
    assert work._claim(job.pk) is None
    clock.shift(imports.LEASE * 2)
    assert queries.imports_to_carry_on() == [{"import_id": job.pk}]


def test_verify_sees_a_movement_that_the_audit_trail_does_not_tell() -> None:
    job = recorded([row()])
    assert whole() == []

    stray = disposed(transfer("1.00"), number="DGR 9-9")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # triggers rest
        cursor.execute(
            "UPDATE calls_budgetmovement SET brought_by_id = %s WHERE id = %s", [job.pk, stray.pk]
        )
        cursor.execute("SET LOCAL session_replication_role = origin")

    assert queries.problems() == [
        f"budget import {job.pk}: its movements are not those of the audit trail"
    ]


def test_many_rows_cost_the_statements_of_few() -> None:
    costs = []
    for prefix, how_many in (("a", 3), ("b", 300)):
        job = confirmed(tried([bringing("0,01", f"{prefix}{each}") for each in range(how_many)]))
        with CaptureQueriesContext(connection) as asked:
            carried_on(job)
        costs.append(len(asked))

    assert costs[0] == costs[1]


def test_who_reads_in_english_reads_the_trial_in_english_and_the_ledger_stays_italian() -> None:
    content = file_of([row(), row(tipo="furto", atto_numero="9-9")])
    job = imports.start(
        filename="movements.csv",
        content=content,
        rows=2,
        language="en",
        actor=PersonFactory(roles=[Role.ADMIN]),
    )

    (remark,) = carried_on(job).remarks.all()
    recorded([row()])

    assert remark.text == ("Write dotazione, aumento, spostamento or riduzione. We read “furto”.")
    cause = Movement.objects.latest("pk").cause
    assert cause.startswith("Spostamento FSE2/unica/FSE → FSE3/unica/FSE")


def test_a_file_is_never_forgotten_nor_changed() -> None:
    job = brought([row()])

    for change in ({"filename": "altro.csv"}, {"rows": 7}, {"started_by": PersonFactory()}):
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            BudgetImport.objects.filter(pk=job.pk).update(**change)
    with pytest.raises(IntegrityError, match="only added"), transaction.atomic():
        job.delete()
    with pytest.raises(IntegrityError, match="whole_trial"), transaction.atomic():
        BudgetImport.objects.filter(pk=job.pk).update(state=ImportState.CONFIRMED)
