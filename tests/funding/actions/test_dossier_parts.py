"""What a dossier holds of the life of an award: conditions, payments, reports, changes, exits, loans."""

import csv
import io
import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from applicants.actions.brought import Brought
from funding.actions.aid import repayments
from funding.actions.conditions import adhesion, antimafia
from funding.actions.exits import instalments, project_changes, recoveries, revocations
from funding.actions.expenses import reports as expense_reports
from funding.actions.expenses.checks import Verdict
from funding.enums import ChangeKind, LineState, RegisterKind, RegisterOutcome
from funding.models import Award, Recovery
from funding.queries.awards.standing import on_desk
from tests.factories import aid as loan_factory
from tests.factories.applicants import a_pdf
from tests.factories.conditions import accepted, today, wants
from tests.factories.conditions import answered as register
from tests.factories.evaluation import manager, officer
from tests.factories.exits import adopted_revocation, awarded, moved_by, started
from tests.factories.expenses import a_report, decided, spent, writer_of
from tests.factories.payments import answered, approved, asked, checked, ordered, planned, surety
from tests.funding.actions.test_dossiers import made, opened

pytestmark = pytest.mark.django_db
EUR = Decimal
OFFICE_ALONE = (
    "condizioni/condizioni.csv",
    "condizioni/registri.csv",
    "impegni/annualita.csv",
    "pagamenti/controlli.csv",
    "pagamenti/banca.csv",
)
OF_BOTH = (
    "adesione/adesione.csv",
    "pagamenti/piani.csv",
    "pagamenti/richieste.csv",
    "rendiconti/rendiconti.csv",
    "rendiconti/1/spese.csv",
    "variazioni/variazioni.csv",
    "variazioni/preventivi.csv",
)


def rows_of(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name].decode("utf-8-sig")), delimiter=";"))


def a_project_that_runs(folder: Path) -> Award:
    """Conditions met, accepted, begun, its advance paid, a change, a report with a refused line."""
    award, ranked_list, _sent = awarded()
    wants(ranked_list.call, acceptance=True)
    (folder / "visura.pdf").write_bytes(a_pdf())
    register(
        award.submission, RegisterKind.DURC, document=Brought("visura.pdf", folder / "visura.pdf")
    )
    accepted(award)
    adhesion.tell_start(award=award, starts_on=today(), by=writer_of(award))
    planned(award, surety=True)
    answered(ordered(approved(checked(asked(award, surety=surety(folder))))))
    project_changes.change(
        award=award,
        kind=ChangeKind.SUBSTANTIAL,
        wanted=moved_by(award, 2000),
        reason="La diffusione costa di più.",
        by=writer_of(award),
    )
    report = a_report(award)
    lines = spent(report, work="1000.00", spread="500.00")
    expense_reports.send(report=report, actor=writer_of(award))
    decided(lines[1], Verdict(LineState.REFUSED, reason="Non è del progetto."))
    return on_desk().get(pk=award.pk)


def test_the_office_has_what_happened_to_the_project(tmp_path: Path) -> None:
    award = a_project_that_runs(tmp_path)

    files = opened(made(award))

    assert {*OF_BOTH, *OFFICE_ALONE} <= set(files)
    committed = rows_of(files, "impegni/annualita.csv")
    assert [(row["annualità"], row["euro impegnati"], row["euro pagati"]) for row in committed] == [
        ("2026", "32000.00", "32000.00"),
        ("2027", "48000.00", "0.00"),
    ]
    (payment,) = rows_of(files, "pagamenti/richieste.csv")
    assert (payment["stato"], payment["euro proposti"]) == ("Pagato", "32000.00")
    spending = rows_of(files, "rendiconti/1/spese.csv")
    assert [(each["imputato"], each["accettato"], each["motivo"]) for each in spending] == [
        ("1000.00", "", ""),
        ("500.00", "0.00", "Non è del progetto."),
    ]
    assert sum(name.startswith("rendiconti/1/documenti/") for name in files) == 2
    assert any(name.startswith(f"pagamenti/{award.pk}-1/fideiussione-") for name in files)
    assert any(name.startswith("condizioni/documenti/durc-") for name in files)
    moved = rows_of(files, "variazioni/preventivi.csv")
    assert any(each["prima"] != each["dopo"] for each in moved)
    conditions = rows_of(files, "condizioni/condizioni.csv")
    assert "c'è" in {each["condizione"] for each in conditions}
    assert [each["esito"] for each in rows_of(files, "pagamenti/banca.csv")] == ["eseguito"]
    checks = rows_of(files, "pagamenti/controlli.csv")
    assert [each["che cosa"] for each in checks][-3:] == ["proposta", *["approvazione"] * 2]


def test_the_beneficiary_has_the_same_without_the_checks_of_the_office(tmp_path: Path) -> None:
    award = a_project_that_runs(tmp_path)

    files = opened(made(award, for_office=False, by=writer_of(award)))

    assert set(OF_BOTH) <= set(files)
    assert not set(OFFICE_ALONE) & set(files)
    assert not any(name.startswith("condizioni/") for name in files)
    assert b"Non \xc3\xa8 del progetto." in files["rendiconti/1/spese.csv"]


def test_a_revocation_and_what_is_paid_back_are_there(clock: Any, tmp_path: Path) -> None:
    award, _list, _sent = awarded(paid=36_500)
    found = started(award)
    (tmp_path / "prova.pdf").write_bytes(a_pdf())
    revocations.observe(
        revocation=found,
        text="=Abbiamo iniziato tardi.",
        files=[Brought("prova.pdf", tmp_path / "prova.pdf")],
        by=writer_of(award),
    )
    revocations.drop(revocation=found, reason="Le attività sono iniziate.", by=officer())
    adopted_revocation(award, clock)
    claim = Recovery.objects.get(award=award)
    plan = instalments.ask(
        recovery=claim, count=3, reason="Non abbiamo tutta la somma.", by=writer_of(award)
    )
    first = today() + timedelta(days=30)
    instalments.decide(plan=plan, granted=True, first=first, answer="", by=manager())
    recoveries.receive(
        recovery=claim,
        amount=EUR(1000),
        received_on=today(),
        reference="CRO 1",
        by=officer(),
    )

    files = opened(made(award))
    own = opened(made(award, for_office=False, by=writer_of(award)))

    assert [each["stato"] for each in rows_of(files, "revoche/revoche.csv")] == [
        "Archiviata",
        "Revocato",
    ]
    (observed,) = rows_of(files, "revoche/osservazioni.csv")
    assert observed["osservazioni"] == "'=Abbiamo iniziato tardi."
    assert any(name.startswith("revoche/osservazioni/") for name in own)
    assert "valutazione dell'ufficio" not in rows_of(own, "revoche/revoche.csv")[0]
    (claimed,) = rows_of(own, "recuperi/somme.csv")
    assert claimed["capitale"] == "36500.00"
    assert len(rows_of(own, "recuperi/rate.csv")) == 3
    assert rows_of(own, "recuperi/rientri.csv")[0]["riferimento"] == "CRO 1"
    index = json.loads(files["indice.json"])["file"]
    acts = [each["nome"] for each in index if each["nome"].startswith("atti/")]
    assert len(acts) == 2  # the concession, and the revocation whose PDF is not printed yet


def test_a_loan_has_its_plans_and_what_came_back() -> None:
    disbursement = loan_factory.a_loan()
    repayments.repay_early(
        disbursement=disbursement,
        capital=EUR(10_000),
        on=today(),
        reference="CRO 7",
        by=officer(),
    )
    award = on_desk().get(pk=disbursement.award_id)

    files = opened(made(award, for_office=False, by=writer_of(award)))

    forms = {each["forma"]: each["euro"] for each in rows_of(files, "prestito/forme.csv")}
    assert forms == {"prestito": "60000.00", "contributo in conto capitale": "20000.00"}
    assert [each["euro"] for each in rows_of(files, "prestito/erogazioni.csv")] == ["60000.00"]
    versions = [each["versione"] for each in rows_of(files, "prestito/1-piani.csv")]
    assert versions == ["1"] * 4 + ["2"] * 4
    (back,) = rows_of(files, "prestito/1-rientri.csv")
    assert (back["rata"], back["capitale"]) == ("estinzione anticipata", "10000.00")
    assert len(rows_of(files, "prestito/1-rate.csv")) == 4


def test_who_went_on_without_an_answer_is_written_beside_it() -> None:
    award, _list, sent = awarded()
    awaits = {"outcome": RegisterOutcome.AWAITED, "number": ""}
    asked_for = register(sent[0], RegisterKind.ANTIMAFIA, **awaits)
    boss = manager()
    antimafia.go_on(answer=asked_for, reason="I fondi servono subito.", by=boss)

    (row,) = rows_of(opened(made(award)), "condizioni/registri.csv")

    assert row["esito"] == "In attesa di risposta"
    assert row["avanti senza risposta"].endswith(f"{boss}, I fondi servono subito.")


def test_an_award_of_which_nothing_happened_has_no_empty_tables() -> None:
    award, _list, _sent = awarded()

    names = set(opened(made(award)))

    assert not {name.split("/")[0] for name in names} & {
        "pagamenti", "rendiconti", "variazioni", "revoche", "recuperi", "prestito", "garanzia",
    }  # fmt: skip
