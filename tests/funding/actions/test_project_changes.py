"""Changes of a project that runs: a notice, an approval, a later end; the budget in force of each."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from applicants.actions.brought import Brought
from funding.actions.exits import project_changes
from funding.enums import ChangeKind, ChangeState
from funding.models import Award, ProjectChange, ProjectChangeFile
from funding.policies import ExitRefused
from funding.queries.awards.project_ends import project_end
from funding.queries.exits.budget_in_force import budget_in_force, sent_budget
from tests.factories.accounts import PersonFactory
from tests.factories.evaluation import manager, officer
from tests.factories.exits import act_of_today, moved_by
from tests.factories.funding import an_award
from tests.factories.payments import a_paper
from wecare.core import clock as the_clock
from wecare.core import store
from wecare.core.models import Event, FileScan
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db

EUR = Decimal


def change(award: Award, kind: ChangeKind, amount: int = 0, **given: Any) -> ProjectChange:
    wanted = moved_by(award, amount, activities=given.pop("activities", ""))
    return project_changes.change(
        award=award,
        kind=kind,
        wanted=given.pop("wanted", wanted),
        reason=given.pop("reason", "Serve altro."),
        files=given.pop("files", ()),
        by=given.pop("by", award.submission.submitted_by),
    )


def spent(award: Award) -> list[Decimal]:
    budget = budget_in_force(award)
    codes = [each.code for each in award.submission.rules.cost_categories]
    return [budget.of(code) for code in codes[1:3]]


def test_a_notice_is_in_force_at_once_and_until_the_office_objects() -> None:
    award = an_award()
    first, second = spent(award)

    notice = change(award, ChangeKind.MINOR, 20_000)

    assert spent(award) == [first - 20_000, second + 20_000]
    assert notice.state == ChangeState.NOTICED
    project_changes.decide(change=notice, step="object", answer="Non va.", by=officer())
    assert spent(award) == [first, second]
    told = Letter.objects.filter(template="funding/change_decided").get()
    assert "Non va." in told.body


def test_a_notice_stays_in_force_once_noted_and_cannot_be_objected_late(clock: Any) -> None:
    award = an_award()
    notice = change(award, ChangeKind.MINOR, 1)
    clock.set(the_clock.now() + timedelta(days=17))

    with pytest.raises(ExitRefused, match="I 15 giorni per opporsi sono passati"):
        project_changes.decide(change=notice, step="object", answer="Tardi.", by=officer())

    project_changes.decide(change=notice, step="take_note", by=officer())
    assert budget_in_force(award).total == sent_budget(award).total
    assert spent(award)[1] == spent(award)[1]
    assert ProjectChange.objects.get().is_in_force


def test_a_notice_of_what_needs_approval_is_refused_naming_limit_and_value() -> None:
    award = an_award()

    with pytest.raises(ExitRefused, match=r"si spostano 20\.001,00.*fino a 20\.000,00"):
        change(award, ChangeKind.MINOR, 20_001)
    with pytest.raises(ExitRefused, match="cambiano le attività"):
        change(award, ChangeKind.MINOR, 1, activities="Un corso in più.")

    assert not ProjectChange.objects.exists()


def test_what_needs_approval_is_in_force_once_it_is_approved() -> None:
    award = an_award()
    first, second = spent(award)

    asked = change(award, ChangeKind.SUBSTANTIAL, 30_000, activities="Un corso in più.")

    assert spent(award) == [first, second]
    decided = project_changes.decide(
        change=asked, step="approve", ground=act_of_today(), by=manager()
    )
    assert spent(award) == [first - 30_000, second + 30_000]
    assert str(decided.act) == "DD 99/A2203A/2026"
    again = change(award, ChangeKind.SUBSTANTIAL, -1_000)
    project_changes.decide(change=again, step="refuse", answer="Basta.", by=manager())
    assert spent(award) == [first - 30_000, second + 30_000]


def test_what_does_not_hold_is_refused_with_a_sentence() -> None:
    award = an_award()
    more = moved_by(award, 0)
    lead = next(iter(more.costs))
    code = next(iter(more.costs[lead]))
    above = replace(more, costs={lead: {**more.costs[lead], code: EUR("100000.01")}})

    with pytest.raises(ExitRefused, match=r"approvato è 100\.000,00.*100\.000,01"):
        change(award, ChangeKind.SUBSTANTIAL, wanted=above)
    with pytest.raises(ExitRefused, match="Non cambia nulla"):
        change(award, ChangeKind.SUBSTANTIAL)
    with pytest.raises(ExitRefused, match="Scrivi perché"):
        change(award, ChangeKind.SUBSTANTIAL, 5, reason=" ")
    with pytest.raises(ExitRefused, match="un costo non è negativo"):
        change(award, ChangeKind.SUBSTANTIAL, 100_001)
    with pytest.raises(ExitRefused, match=r"regole del bando.*Realizzazione"):
        change(award, ChangeKind.SUBSTANTIAL, 30_001)
    with pytest.raises(ExitRefused, match="il tuo incarico"):
        change(award, ChangeKind.SUBSTANTIAL, 5, by=PersonFactory())

    assert not ProjectChange.objects.exists()


def test_one_is_asked_at_a_time_and_may_be_taken_back() -> None:
    award = an_award()
    asked = change(award, ChangeKind.SUBSTANTIAL, 30_000)
    with pytest.raises(ExitRefused, match="una alla volta"):
        change(award, ChangeKind.SUBSTANTIAL, 1)

    project_changes.withdraw(change=asked, by=award.submission.submitted_by)

    with pytest.raises(ExitRefused, match="non si può più cambiare: ritirata"):
        project_changes.decide(change=asked, step="approve", by=manager())
    assert change(award, ChangeKind.SUBSTANTIAL, 1).number == 2


def test_a_later_end_is_asked_and_granted() -> None:
    award = an_award()
    assert project_end(award) is None
    by = award.submission.submitted_by
    until = date(2029, 6, 30)

    asked = project_changes.extend(award=award, ends_on=until, reason="La gara è lunga.", by=by)

    assert project_end(award) is None
    project_changes.decide(change=asked, step="approve", by=manager())
    assert project_end(award) == until
    with pytest.raises(ExitRefused, match="dopo il 30/06/2029"):
        project_changes.extend(award=award, ends_on=until, reason="Ancora.", by=by)


def test_a_no_has_its_reason() -> None:
    award = an_award()
    asked = change(award, ChangeKind.SUBSTANTIAL, 30_000)

    with pytest.raises(ExitRefused, match="Scrivi perché no"):
        project_changes.decide(change=asked, step="refuse", answer=" ", by=manager())

    assert ProjectChange.objects.get().is_open


def test_the_database_keeps_what_was_asked() -> None:
    asked = change(an_award(), ChangeKind.SUBSTANTIAL, 30_000)

    for update in ({"after": []}, {"reason": "Altro"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ProjectChange.objects.filter(pk=asked.pk).update(**update)
    with pytest.raises(DatabaseError), transaction.atomic():
        ProjectChange.objects.filter(pk=asked.pk).delete()


def test_files_come_with_a_change_kept_by_their_digest_and_scanned(tmp_path: Path) -> None:
    award = an_award()
    paper = a_paper(tmp_path, "preventivo.pdf")

    asked = change(award, ChangeKind.SUBSTANTIAL, 20_000, files=[paper])

    kept = asked.files.get()
    assert kept.filename == "preventivo.pdf"
    assert store.read(kept.file) == paper.path.read_bytes()
    assert FileScan.objects.filter(file=kept.file).exists()
    event = Event.objects.about(asked).get(name="project_change.asked")
    assert event.facts["files"] == [kept.file_id]
    with pytest.raises(DatabaseError), transaction.atomic():
        ProjectChangeFile.objects.update(filename="altro.pdf")


def test_a_file_that_is_no_document_is_refused_by_its_name_and_nothing_is_asked(
    tmp_path: Path,
) -> None:
    award = an_award()
    fake = tmp_path / "piano.pdf"
    fake.write_bytes(b"MZ not a document")

    with pytest.raises(ExitRefused, match=r"piano\.pdf: "):
        project_changes.extend(
            award=award,
            ends_on=the_clock.today() + timedelta(days=4000),
            reason="Serve tempo.",
            files=[Brought("piano.pdf", fake)],
            by=award.submission.submitted_by,
        )

    assert not ProjectChange.objects.exists()
