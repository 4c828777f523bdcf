"""What must be there before a decree grants and before money goes: recorded, asked for, refused, kept."""

import io
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.db import DatabaseError, connection, transaction

from applicants.actions.brought import Brought
from applicants.models import Organisation
from calls.enums import AidRegime
from funding.actions import decrees
from funding.actions.conditions import answers as conditions
from funding.actions.conditions.answers import Said
from funding.enums import RegisterKind, RegisterOutcome
from funding.models import Award, RegisterAnswer
from funding.policies.conditions import ConditionsRefused, check_payable
from funding.queries import registers
from funding.queries.awards.shares import Share, shares_of
from funding.queries.awards.standing import on_desk
from funding.queries.conditions import verification as verification_conditions
from funding.queries.conditions.answers import in_force
from funding.queries.conditions.facts import conditions_of
from funding.queries.registers import Entry, Question
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_pdf, an_organisation
from tests.factories.conditions import (
    accepted,
    aid_rules,
    aided,
    an_aid_list,
    answered,
    days_ago,
    today,
    voided,
    wants,
)
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    manager,
    officer,
    organised,
    published_list,
    submitted,
)
from tests.factories.funding import an_award, rendered_decree
from wecare.core import printing, store

pytestmark = pytest.mark.django_db

EUR = Decimal


def whole() -> list[str]:
    return [*verification_conditions.shares(), *verification_conditions.conditions()]


def test_a_call_that_asks_nothing_grants_as_before_and_pays_once_published() -> None:
    award = an_award()

    check_payable(award)
    assert whole() == []


def test_a_de_minimis_call_grants_only_with_cor_searches_and_room() -> None:
    ranked_list, submission = an_aid_list()
    decree = rendered_decree(ranked_list)

    with pytest.raises(ConditionsRefused) as refusal:
        decrees.adopt(decree=decree, by=manager())

    said = str(refusal.value)
    assert f"Prot. {submission.protocol} – {submission.organisation.name}: Manca il COR" in said
    assert "art. 52 L. 234/2012" in said
    assert "Manca: Visura Deggendorf" in said
    assert Award.objects.count() == 0
    aided(submission)
    decrees.adopt(decree=decree, by=manager())
    assert Award.objects.count() == 1
    assert whole() == []


def test_where_the_call_wants_a_cup_the_decree_waits_for_it() -> None:
    call = call_under_evaluation()
    submission = submitted(call)
    judged(call, {submission: GOOD})
    wants(call, cup=True)
    decree = rendered_decree(published_list(call))

    with pytest.raises(ConditionsRefused, match=rf"{submission.protocol} – Manca il CUP.*nullo"):
        decrees.adopt(decree=decree, by=manager())

    cup = answered(submission, RegisterKind.CUP)
    decree = decrees.adopt(decree=decree, by=manager())
    assert whole() == []
    (row,) = decree.act.context["facts"]["granted"]
    assert (row["cup"], row["cor"]) == (cup.number, "")
    document = printing.render_document(document=decree.act.document)
    pages = pypdf.PdfReader(io.BytesIO(store.read(document.file))).pages
    assert f"CUP {cup.number}" in "".join(page.extract_text() for page in pages)


def test_a_cup_recorded_after_the_award_is_found_out() -> None:
    award = an_award()
    row = wants(award.decree.ranked_list.call, cup=True)
    answered(award.submission, RegisterKind.CUP)
    assert whole() == []  # the call wanted it only after

    Award.objects.filter(pk=award.pk)  # the award itself never changes
    assert row.set_at > award.granted_at
    with pytest.raises(DatabaseError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(set_at=award.granted_at)


def test_each_partners_share_counts_for_de_minimis_and_other_awards_too() -> None:
    """Alfa had 250 000 € by the search: of an award of 80 000 € its half fits, the whole would not."""
    half = {"costs": {"work": "50000.00"}, "own_funding": "10000.00"}
    beta = organised(9001, PersonFactory(), name="Beta")
    ranked_list, submission = an_aid_list(partners=[beta], part=half)
    code = submission.organisation.fiscal_code
    aided(submission)
    aided(submission, "97000009001")
    answered(submission, RegisterKind.DE_MINIMIS_SEARCH, code, amount=EUR("260000.01"))
    decree = rendered_decree(ranked_list)

    with pytest.raises(ConditionsRefused, match=r"restano 39\.999,99.*qui sono 40\.000,00"):
        decrees.adopt(decree=decree, by=manager())

    answered(submission, RegisterKind.DE_MINIMIS_SEARCH, code, amount=EUR("260000.00"))
    decrees.adopt(decree=decree, by=manager())
    award = on_desk().get(submission=submission)
    assert [each.amount for each in shares_of(award)] == [EUR("40000.00"), EUR("40000.00")]
    other, second = _again(submission.organisation)
    aided(second)
    answered(second, RegisterKind.DE_MINIMIS_SEARCH, amount=EUR("180000.01"))
    with pytest.raises(ConditionsRefused, match=r"220\.000,01.*restano 79\.999,99"):
        decrees.adopt(decree=other, by=manager())
    answered(second, RegisterKind.DE_MINIMIS_SEARCH, amount=EUR("180000.00"))
    decrees.adopt(decree=other, by=manager())
    assert whole() == []


def test_an_enterprise_of_the_same_undertaking_uses_the_same_room() -> None:
    sister = an_organisation(PersonFactory(), name="Sorella")
    first, submission = an_aid_list(organisation=sister)
    aided(submission)
    decrees.adopt(decree=rendered_decree(first), by=manager())
    ranked_list, second = an_aid_list()
    aided(second)
    answered(second, RegisterKind.DE_MINIMIS_SEARCH, amount=EUR("200000.00"))
    answered(second, RegisterKind.DECLARATION, amount=EUR(0), linked=(sister.fiscal_code,))
    decree = rendered_decree(ranked_list)

    with pytest.raises(ConditionsRefused, match=r"ha avuto 280\.000,00.*restano 20\.000,00"):
        decrees.adopt(decree=decree, by=manager())

    answered(second, RegisterKind.DECLARATION, amount=EUR(0))
    decrees.adopt(decree=decree, by=manager())


def test_two_of_one_undertaking_in_one_award_use_the_same_room() -> None:
    half = {"costs": {"work": "50000.00"}, "own_funding": "10000.00"}
    sister = an_organisation(PersonFactory(), name="Sorella")
    ranked_list, submission = an_aid_list(partners=[sister], part=half)
    for code in (submission.organisation.fiscal_code, sister.fiscal_code):
        aided(submission, code)
        answered(submission, RegisterKind.DE_MINIMIS_SEARCH, code, amount=EUR("220000.01"))
    decree = rendered_decree(ranked_list)
    decrees.check_can_adopt(decree)

    answered(submission, RegisterKind.DECLARATION, amount=EUR(0), linked=(sister.fiscal_code,))

    with pytest.raises(ConditionsRefused, match=r"ha avuto 260\.000,01.*restano 39\.999,99"):
        decrees.adopt(decree=decree, by=manager())


def test_two_rows_of_one_decree_do_not_both_use_the_same_room() -> None:
    call = call_under_evaluation(rules=aid_rules())
    alfa = submitted(call)
    again = submitted(call, organisation=alfa.organisation)
    judged(call, {alfa: GOOD, again: GOOD})
    for each in (alfa, again):
        aided(each)
        answered(each, RegisterKind.DE_MINIMIS_SEARCH, amount=EUR("140000.01"))
    decree = rendered_decree(published_list(call))

    with pytest.raises(ConditionsRefused, match=r"restano 79\.999,99"):
        decrees.adopt(decree=decree, by=manager())


def test_payments_wait_for_what_the_call_wants_and_say_everything_that_is_missing() -> None:
    award = an_award()
    wants(award.decree.ranked_list.call, cup=True, durc=True, acceptance=True)

    with pytest.raises(ConditionsRefused) as refusal:
        check_payable(award)

    said = str(refusal.value)
    for part in ("Manca il CUP", "Manca il DURC", "Manca l'accettazione del beneficiario"):
        assert part in said
    answered(award.submission, RegisterKind.CUP)
    old = answered(award.submission, RegisterKind.DURC, on=days_ago(121))
    accepted(award)
    with pytest.raises(ConditionsRefused, match=rf"Il DURC {old.number} valeva 120 giorni"):
        check_payable(award)
    answered(award.submission, RegisterKind.DURC, on=days_ago(120))
    check_payable(award)


def test_the_last_answer_counts_and_a_mistake_is_undone_by_a_new_row() -> None:
    ranked_list, submission = an_aid_list()
    aided(submission)
    cor = RegisterAnswer.objects.get(kind=RegisterKind.COR.value)

    voided(cor)

    assert RegisterKind.COR not in in_force([submission.pk])[submission.pk, cor.fiscal_code]
    with pytest.raises(ConditionsRefused, match="Manca il COR"):
        decrees.adopt(decree=rendered_decree(ranked_list), by=manager())
    for change in (
        "UPDATE funding_registeranswer SET number = 'x'",
        "DELETE FROM funding_registeranswer",
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            _run(change)


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        (RegisterKind.CUP, {"number": "J11B"}, "15 caratteri"),
        (RegisterKind.COR, {"number": "COR-7"}, "da 3 a 12 cifre"),
        (RegisterKind.DURC, {"number": " "}, "DURC: scrivi il numero"),
        (RegisterKind.DE_MINIMIS_SEARCH, {"amount": None}, "quanti aiuti risultano"),
        (RegisterKind.DURC, {"outcome": RegisterOutcome.VOID}, "perché la risposta era sbagliata"),
        (RegisterKind.DURC, {"on": "later"}, "nel futuro"),
        (RegisterKind.DURC, {"valid_until": "before"}, "prima della sua data"),
    ],
)
def test_what_no_register_says_is_not_recorded(
    kind: RegisterKind, values: dict[str, Any], said: str
) -> None:
    _list, submission = an_aid_list()
    days = {"later": today() + timedelta(days=1), "before": days_ago(1)}
    values = {
        name: days.get(each, each) if isinstance(each, str) else each
        for name, each in values.items()
    }

    with pytest.raises(ConditionsRefused, match=said):
        answered(submission, kind, **values)

    assert RegisterAnswer.objects.count() == 0


def test_a_cup_and_a_cor_are_of_one_application() -> None:
    _one, submission = an_aid_list()
    _two, other = an_aid_list()
    first = answered(submission, RegisterKind.COR, number="7654321")

    with pytest.raises(ConditionsRefused, match=f"già della domanda prot. {submission.protocol}"):
        answered(other, RegisterKind.COR, number="7654321")

    voided(first)
    answered(other, RegisterKind.COR, number="7654321")
    assert whole() == []


def test_the_document_of_an_answer_is_kept_and_looked_at(tmp_path: Path) -> None:
    _list, submission = an_aid_list()
    path = tmp_path / "durc.pdf"
    path.write_bytes(a_pdf())

    row = answered(submission, RegisterKind.DURC, document=Brought("durc.pdf", path))

    assert row.file is not None
    assert (row.filename, row.valid_until) == ("durc.pdf", today() + timedelta(days=120))
    path.write_bytes(b"not a pdf")
    with pytest.raises(ConditionsRefused, match=r"durc\.pdf"):
        answered(submission, RegisterKind.DURC, document=Brought("durc.pdf", path))


class Away:
    def ask(self, question: Question) -> list[Entry]:
        raise OSError("away")


class Talks:
    def ask(self, question: Question) -> list[Entry]:
        return [
            Entry(RegisterKind.DURC, "INPS_1", question.on, document=a_pdf(), filename="durc.pdf")
        ]


def asked(submission: Any) -> registers.Consulted:
    lead = Share(
        submission.organisation.fiscal_code,
        submission.organisation.name,
        None,
        EUR(80_000),
    )
    return conditions.ask(submission=submission, share=lead, is_lead=True, by=officer())


def test_a_register_that_is_away_stops_nobody_and_what_the_other_says_is_kept(
    settings: Any,
) -> None:
    _list, submission = an_aid_list()
    settings.AID_REGISTERS = {"rna": f"{__name__}.Away", "durc": f"{__name__}.Talks"}

    consulted = asked(submission)

    assert consulted.away == ("rna",)
    row = RegisterAnswer.objects.get()
    assert (row.kind, row.number, row.source) == ("durc", "INPS_1", "durc")
    assert row.file is not None
    asked(submission)
    assert RegisterAnswer.objects.count() == 1  # a DURC that is good is not asked for again


def test_the_registers_of_the_demonstration_give_all_that_a_grant_wants(
    settings: Any,
) -> None:
    ranked_list, submission = an_aid_list()
    wants(submission.call, cup=True, durc=True, antimafia=True)
    names = {"cup": "Cup", "rna": "Rna", "durc": "Durc", "bdna": "Bdna"}
    settings.AID_REGISTERS = {
        key: f"funding.queries.registers.file.{each}" for key, each in names.items()
    }

    asked(submission)

    assert set(RegisterAnswer.objects.values_list("demonstration", flat=True)) == {True}
    decrees.adopt(decree=rendered_decree(ranked_list), by=manager())
    assert whole() == []


def test_an_officer_sets_what_a_call_wants_only_where_its_rules_do_not_say() -> None:
    award = an_award()
    call = award.decree.ranked_list.call
    wants(call, regime=AidRegime.DE_MINIMIS)

    keys = {each.key.value for each in conditions_of(award) if each.is_missing}

    assert keys == {"cor", "de_minimis_search", "deggendorf", "headroom"}
    wants(call, regime=AidRegime.NO_AID)
    assert not any(each.is_missing for each in conditions_of(award))


def test_an_answer_about_somebody_else_is_not_recorded() -> None:
    _list, submission = an_aid_list()

    with pytest.raises(ConditionsRefused, match="non partecipa"):
        conditions.record(
            submission=submission,
            fiscal_code="97000000999",
            said=Said(RegisterKind.DURC, today(), "INPS_2"),
            by=officer(),
        )


def _again(organisation: Organisation) -> tuple[Any, Any]:
    ranked_list, submission = an_aid_list(organisation=organisation)
    return rendered_decree(ranked_list), submission


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
