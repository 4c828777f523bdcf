"""Each saved text stays, and both of two that meet."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError

from applicants.actions import applications, headings, history, partnerships
from applicants.actions.applications import ApplicationChanged
from applicants.actions.headings import HeadingChanged
from applicants.models import Answer, Application, WrittenVersion
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, costed, fresh
from tests.factories.calls import a_complete_draft, published_call
from wecare.accounts.models import Person
from wecare.core.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Application:
    return a_draft(published_call())


def save(
    draft: Application, value: str, base: int, actor: Person | None = None, **more: Any
) -> Any:
    (saved,) = applications.save_answers(
        application=draft,
        answers={"need": (value, base)},
        actor=actor or draft.created_by,
        **more,
    )
    return saved


def kept(key: str = "need") -> list[tuple[Any, int, str]]:
    rows = WrittenVersion.objects.filter(key=key).order_by("id")
    return list(rows.values_list("value", "version", "origin"))


def test_each_save_is_kept_with_who_and_when(draft: Application) -> None:
    other = PersonFactory()

    save(draft, "Prima", 0)
    save(draft, "Prima", 0)
    save(draft, "Seconda", 1, other)

    assert kept() == [("Prima", 1, "saved"), ("Seconda", 2, "saved")]
    assert WrittenVersion.objects.latest("id").saved_by == other
    assert WrittenVersion.objects.latest("id").saved_at == Answer.objects.get().saved_at


def test_the_text_that_gives_way_is_kept_once(draft: Application) -> None:
    save(draft, "Loro", 0, PersonFactory())

    conflicts = [save(draft, "Mia", 0).conflict for _time in range(3)]

    assert conflicts == [True, True, True]
    assert kept() == [("Loro", 1, "saved"), ("Mia", 0, "set_aside")]


def test_the_same_page_whose_answer_was_lost_writes_on(draft: Application) -> None:
    save(draft, "Prima", 0, pen="a")

    assert save(draft, "Seconda", 0, pen="a").version == 2
    assert save(draft, "Terza", 0, pen="b").conflict is True
    assert save(draft, "Terza", 0, PersonFactory(), pen="a").conflict is True
    assert save(draft, "Terza", 0).conflict is True


def test_a_version_comes_back_as_a_new_save(draft: Application) -> None:
    save(draft, "Prima", 0)
    save(draft, "Seconda", 1)
    first = WrittenVersion.objects.earliest("id")

    history.restore(version=first, base=2, actor=draft.created_by)

    assert kept()[-1] == ("Prima", 3, "restored")
    assert Answer.objects.get().value == "Prima"
    assert Event.objects.filter(name="application.answer_restored").count() == 1


def test_restoring_does_not_overwrite_what_somebody_just_saved(draft: Application) -> None:
    save(draft, "Prima", 0)
    save(draft, "Seconda", 1)
    save(draft, "Terza", 2, PersonFactory(given_name="Ezio", family_name="Po"))

    with pytest.raises(ApplicationChanged, match="Ezio Po ha appena salvato un altro testo"):
        history.restore(
            version=WrittenVersion.objects.earliest("id"), base=2, actor=draft.created_by
        )

    assert Answer.objects.get().value == "Terza"


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or TRUNCATE refuses for another reason
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE applicants_writtenversion SET value = '\"x\"'",
        "DELETE FROM applicants_writtenversion",
        "TRUNCATE applicants_writtenversion CASCADE",
    ],
)
def test_the_database_refuses_to_forget(draft: Application, statement: str) -> None:
    save(draft, "Prima", 0)

    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        run(statement)

    assert kept() == [("Prima", 1, "saved")]


def test_what_a_partner_wrote_outlives_its_place_in_the_group() -> None:
    rules = a_complete_draft(
        partnership={"groups": True, "minimum": 1, "count_article": "art. 3"},
        sections=[
            {
                "code": "each",
                "title": "Ognuno",
                "filled_by": "each",
                "questions": [{"code": "need", "label": "Bisogno", "kind": "text"}],
            }
        ],
    )
    draft = a_draft(published_call(draft=rules))
    code = "80012340019"
    partner = draft.partners.create(
        fiscal_code=code,
        name="Beta",
        kind="ets_aps",
        added_by=draft.created_by,
        added_at=draft.created_at,
    )
    save(draft, "Di Beta", 0, partner=partner)
    partnerships.remove(partner=partner, actor=draft.created_by)
    again = draft.partners.create(
        fiscal_code=code,
        name="Beta",
        kind="ets_aps",
        added_by=draft.created_by,
        added_at=draft.created_at,
    )

    assert save(draft, "Di nuovo", 0, partner=again).version == 2
    assert kept() == [("Di Beta", 1, "saved"), ("Di nuovo", 2, "saved")]


def write_heading(draft: Application, base: int, was: dict[str, Any], **said: Any) -> Application:
    actor = said.pop("actor", draft.created_by)
    values = {"title": "Una casa per tutti", "lot": "T"} | said
    return headings.save_heading(
        application=draft, base_version=base, was=was, actor=actor, **values
    )


SHOWN = {
    "title": "Una casa per tutti",
    "lot": "T",
    "aid_form": "",
    "months": None,
    "starts_on": None,
}


def test_two_who_change_different_parts_of_the_heading_do_not_meet(draft: Application) -> None:
    costed(draft)
    write_heading(draft, 1, SHOWN, title="Nuovo titolo")

    write_heading(draft, 1, SHOWN, lot="R")

    stored = fresh(draft)
    assert (stored.title, stored.lot) == ("Nuovo titolo", "R")
    assert kept("@title") == [("Una casa per tutti", 2, "saved"), ("Nuovo titolo", 3, "saved")]


def test_two_who_change_the_same_field_are_told_which_with_both_texts(draft: Application) -> None:
    luca = PersonFactory(given_name="Luca", family_name="Verdi")
    write_heading(draft, 1, SHOWN, title="Di Luca", actor=luca)

    with pytest.raises(HeadingChanged) as caught:
        write_heading(draft, 1, SHOWN, title="Di Ada", lot="R")

    assert [
        (each.field, each.mine, each.theirs, each.saved_by) for each in caught.value.differing
    ] == [("title", "Di Ada", "Di Luca", "Luca Verdi")]
    assert (fresh(draft).title, fresh(draft).lot) == ("Di Luca", "T")


def test_nothing_changed_is_no_version(draft: Application) -> None:
    assert write_heading(draft, 1, SHOWN).version == 1
    assert WrittenVersion.objects.count() == 0
