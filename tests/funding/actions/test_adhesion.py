"""After the decree: offered by letter, accepted within its days, constituted, begun; reminded in time."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from applicants.actions.brought import Brought
from evaluation.engine.formal_terms import end_of
from funding.actions import money
from funding.actions.conditions import adhesion
from funding.actions.conditions.adhesion import accept, bring_deed, decide_deed, tell_start
from funding.models import Acceptance, AcceptanceReminder, Award, GroupDeed
from funding.policies.conditions import ConditionsRefused, check_payable
from funding.queries.awards.standing import on_desk
from funding.queries.awards.timeline import timeline_of
from funding.queries.conditions import adhesion as told
from funding.queries.conditions import verification as verification_conditions
from tests.factories.accounts import PersonFactory
from tests.factories.acts import external
from tests.factories.applicants import a_pdf
from tests.factories.conditions import accepted, today, wants
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
from tests.factories.funding import adopted_decree, an_award, ground, published_decree
from tests.fixtures.database import Clock
from wecare.notices.engine.terms import terms_of
from wecare.notices.enums import ReminderStep
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db


def a_group_award() -> Award:
    """An award of a lead and one partner."""
    call = call_under_evaluation()
    partner = organised(9100, PersonFactory(), name="Partner")
    judged(call, {submitted(call, partners=[partner]): GOOD})
    return on_desk().get(decree=published_decree(published_list(call)))


def brought(award: Award, path: Path, **values: object) -> GroupDeed:
    path.write_bytes(a_pdf())
    given = {
        "signed_on": today(),
        "notary": "Notaio Anna Neri, Torino",
        "reference": "rep. 1200",
        "document": Brought("ats.pdf", path),
        "by": award.submission.submitted_by,
    }
    return bring_deed(award=award, **(given | values))  # type: ignore[arg-type]  # by name


def test_the_publication_writes_to_who_reads_what_to_do_and_by_when() -> None:
    award = an_award()
    person = award.submission.submitted_by

    letter = Letter.objects.get(template="funding/offer")

    assert letter.person_id == person.pk
    assert "80.000,00" in letter.body
    assert "30 giorni dalla pubblicazione" in letter.body
    assert f"/area/contributi/{award.pk}/" in letter.body
    assert "costituzione" not in letter.body
    adhesion.offer(award.decree)
    assert Letter.objects.filter(template="funding/offer").count() == 1


def test_the_term_is_in_the_calendar_until_the_award_is_accepted(clock: Clock) -> None:
    award = an_award()
    person = award.submission.submitted_by
    until = told.last_day(award.decree.act)
    assert until is not None

    (term,) = terms_of(person)

    assert (term.uid, term.path) == (f"adesione-{award.pk}", f"/area/contributi/{award.pk}/")
    assert term.at == end_of(until) - timedelta(seconds=1)
    assert until >= today() + timedelta(days=30)
    acceptance = accepted(award)
    assert accept(award=award, by=person) == acceptance
    assert list(terms_of(person)) == []
    assert [each.what for each in timeline_of(award)][-1] == "Contributo accettato"
    with pytest.raises(DatabaseError), transaction.atomic():
        Acceptance.objects.filter(pk=acceptance.pk).update(due_on=today())


def test_nothing_is_accepted_before_the_publication() -> None:
    call = call_under_evaluation()
    judged(call, {submitted(call): GOOD})
    award = on_desk().get(decree=adopted_decree(published_list(call)))

    with pytest.raises(ConditionsRefused, match="non è ancora pubblicato"):
        accepted(award)

    assert Acceptance.objects.count() == 0


def test_who_is_late_still_accepts_and_the_office_sees_it(clock: Clock) -> None:
    award = an_award()
    wants(award.decree.ranked_list.call, acceptance=True)
    until = told.last_day(award.decree.act)
    assert until is not None
    clock.set(end_of(until) - timedelta(microseconds=1))
    assert not told.waited(award).overdue
    clock.set(end_of(until))

    assert told.waited(award).overdue
    with pytest.raises(ConditionsRefused, match="il termine è scaduto"):
        check_payable(award)
    accepted(award)
    check_payable(award)
    assert verification_conditions.conditions() == []


def test_a_reminder_is_written_once_for_each_step_and_not_to_who_accepted(clock: Clock) -> None:
    award = an_award()
    until = told.last_day(award.decree.act)
    assert until is not None
    assert list(told.reminders_to_write()) == []
    clock.set(end_of(until) - timedelta(days=6))

    (asked,) = told.reminders_to_write()

    assert asked == {"award_id": award.pk, "step": "week"}
    adhesion.remind(award=award, step=ReminderStep.WEEK)
    assert adhesion.remind(award=award, step=ReminderStep.WEEK) is None
    assert list(told.reminders_to_write()) == []
    letter = Letter.objects.get(template="funding/acceptance_reminder")
    assert "non è ancora accettato" in letter.body
    accepted(award)
    clock.set(end_of(until) - timedelta(hours=2))
    assert list(told.reminders_to_write()) == []
    assert adhesion.remind(award=award, step=ReminderStep.HOURS) is None
    assert AcceptanceReminder.objects.count() == 1


def test_the_deed_of_a_group_is_brought_refused_brought_again_and_confirmed(tmp_path: Path) -> None:
    award = a_group_award()
    wants(award.decree.ranked_list.call, acceptance=True)
    path = tmp_path / "ats.pdf"
    with pytest.raises(ConditionsRefused, match="Prima si accetta"):
        brought(award, path)
    accepted(award)

    with pytest.raises(ConditionsRefused, match="Manca l'atto di costituzione"):
        check_payable(award)
    deed = brought(award, path)
    with pytest.raises(ConditionsRefused, match="l'ufficio lo deve confermare"):
        check_payable(award)
    with pytest.raises(ConditionsRefused, match=r"C'è già l'atto rep\. 1200"):
        brought(award, path, reference="rep. 1300")
    with pytest.raises(ConditionsRefused, match="Scrivi perché"):
        decide_deed(deed=deed, confirmed=False, reason=" ", by=officer())
    decide_deed(deed=deed, confirmed=False, reason="Manca una firma.", by=officer())
    with pytest.raises(ConditionsRefused, match="già deciso"):
        decide_deed(deed=deed, confirmed=True, by=officer())
    second = brought(award, path, reference="rep. 1300")
    decide_deed(deed=second, confirmed=True, by=officer())

    check_payable(award)
    with pytest.raises(DatabaseError), transaction.atomic():
        GroupDeed.objects.filter(pk=second.pk).update(notary="Altri")
    with pytest.raises(DatabaseError), transaction.atomic():
        GroupDeed.objects.filter(pk=second.pk).update(confirmed=False, reason="No")


def test_who_is_alone_brings_no_deed_and_no_deed_is_of_tomorrow(tmp_path: Path) -> None:
    alone, group = an_award(), a_group_award()
    accepted(alone)
    accepted(group)

    with pytest.raises(ConditionsRefused, match="uno solo"):
        brought(alone, tmp_path / "a.pdf")
    with pytest.raises(ConditionsRefused, match="nel futuro"):
        brought(group, tmp_path / "b.pdf", signed_on=today() + timedelta(days=1))


def test_the_last_day_told_is_the_start_and_none_is_before_the_application() -> None:
    award = an_award()
    person = award.submission.submitted_by
    with pytest.raises(ConditionsRefused, match="Prima si accetta"):
        tell_start(award=award, starts_on=today(), by=person)
    accepted(award)

    tell_start(award=award, starts_on=today(), by=person)
    tell_start(award=award, starts_on=today() + timedelta(days=9), by=person)

    start = told.start_of(award)
    assert start is not None
    assert start.starts_on == today() + timedelta(days=9)
    for wrong in (today() - timedelta(days=30), today() + timedelta(days=3000)):
        with pytest.raises(ConditionsRefused, match="L'avvio va dal"):
            tell_start(award=award, starts_on=wrong, by=person)


def test_an_award_that_ended_is_neither_accepted_nor_paid() -> None:
    award = an_award()
    money.end(award=award, ground=ground("r1", act=external("DD 77/A2203A/2026")), by=manager())
    award = on_desk().get(pk=award.pk)

    for step in (lambda: accepted(award), lambda: check_payable(award)):
        with pytest.raises(ConditionsRefused, match="non è più in essere"):
            step()
    assert list(told.waiting()) == []
