"""Adopting, publishing, recording: what holds once an act is in force."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories.accounts import PersonFactory
from tests.factories.acts import adopted, drafted, external, frozen, printed, published, rendered
from tests.factories.ledger import AVAILABLE, RESERVED, allocated, moved
from tests.fixtures.database import Clock
from wecare.acts.actions import acts
from wecare.acts.enums import ActState
from wecare.acts.models import Act, Register
from wecare.acts.policies import ActRefused
from wecare.acts.queries import problems
from wecare.core.digests import digest
from wecare.core.models import Document, Event
from wecare.ledger.actions import InsufficientFunds
from wecare.ledger.queries import balance

pytestmark = pytest.mark.django_db


def sql(statement: str, values: list[object]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_adopted_act_has_its_number_its_date_and_its_document(clock: Clock) -> None:
    clock.set(datetime(2026, 6, 11, 22, 30, tzinfo=UTC))  # 12 June in Italy
    manager = PersonFactory(given_name="Mario", family_name="Rossi")

    act = adopted(manager=manager, facts={"grants": 19})

    act.refresh_from_db()
    assert (act.state, str(act), act.adopted_on, act.adopted_by) == (
        ActState.ADOPTED,
        "DD 1/A2203A/2026",
        date(2026, 6, 12),
        manager,
    )
    assert act.context["is_proof"] is False
    assert act.context["act"]["reference"] == "DD 1/A2203A/2026"
    assert act.context["act"]["adopted_on_text"] == "12 giugno 2026"
    assert act.context["act"]["adopted_by"] == "Mario Rossi"
    assert act.context["facts"] == {"grants": 19}
    assert act.context_digest == digest(act.context) == act.document.context_digest
    assert act.document.data_name == "atto.json"
    assert problems() == []


def test_the_year_of_the_number_is_the_italian_one(clock: Clock) -> None:
    clock.set(datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC))
    last = adopted()
    clock.set(datetime(2026, 12, 31, 23, 0, tzinfo=UTC))
    first = adopted()

    assert (str(last), str(first)) == ("DD 1/A2203A/2026", "DD 1/A2203A/2027")


def test_numbers_follow_one_another_by_sector(settings: object) -> None:
    first, second = adopted(), adopted()
    settings.ACTS_SECTOR = "A1512B"  # type: ignore[attr-defined]
    elsewhere = adopted()

    assert [act.number for act in (first, second, elsewhere)] == [1, 2, 1]


def test_the_facts_of_the_adoption_may_wait_for_the_number() -> None:
    act = rendered(facts={"grants": 19, "number": None})

    act = acts.adopt(
        act=act, by=PersonFactory(), extra_facts=lambda numbered: {"number": str(numbered)}
    )

    assert act.context["facts"] == {"grants": 19, "number": str(act)}


def test_a_proof_that_is_printed_but_not_noted_yet_is_enough() -> None:
    act = frozen()
    printed(act.proof)

    act = acts.adopt(act=act, by=PersonFactory())

    assert act.state == ActState.ADOPTED
    assert [event.name for event in Event.objects.about(act)] == [
        "act.drafted",
        "act.frozen",
        "act.proof_attached",
        "act.adopted",
    ]


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        pytest.param(
            drafted, "L'atto è una bozza: prima prepara la prova da rileggere.", id="draft"
        ),
        pytest.param(
            frozen,
            "La prova dell'atto non è ancora pronta: si adotta ciò che si è potuto rileggere.",
            id="frozen",
        ),
        pytest.param(adopted, "questo passo non è più possibile.", id="adopted"),
        pytest.param(published, "questo passo non è più possibile.", id="published"),
        pytest.param(external, "questo passo non è più possibile.", id="external"),
    ],
)
def test_only_an_act_whose_proof_can_be_read_is_adopted(make: object, sentence: str) -> None:
    act = make()  # type: ignore[operator]
    numbers = list(Register.objects.values_list("last_number"))

    with pytest.raises(ActRefused) as refusal:
        acts.adopt(act=act, by=PersonFactory())

    assert str(refusal.value).endswith(sentence)
    assert list(Register.objects.values_list("last_number")) == numbers


def test_effects_that_fail_take_the_number_back() -> None:
    allocated("10.00")
    first, second = rendered(), rendered()

    @transaction.atomic
    def adopt_and_reserve(act: Act, amount: str) -> Act:
        act = acts.adopt(act=act, by=PersonFactory())
        moved(amount, out_of=AVAILABLE, into=RESERVED, key=str(act))
        return act

    with pytest.raises(InsufficientFunds):
        adopt_and_reserve(first, "10.01")
    act = adopt_and_reserve(second, "10.00")

    first.refresh_from_db()
    assert (first.state, first.number, act.number) == (ActState.RENDERED, None, 1)
    assert not Document.objects.filter(key=f"act-{first.pk}").exists()
    assert balance(RESERVED) == 10


def test_an_act_is_published_with_its_document() -> None:
    manager = PersonFactory()
    act = adopted(manager=manager)

    with pytest.raises(ActRefused, match="non è ancora pronto"):
        acts.publish(act=act, by=manager)
    printed(act.document)
    act = acts.publish(act=act, by=manager)

    assert (act.state, act.published_by) == (ActState.PUBLISHED, manager)
    with pytest.raises(ActRefused, match="Pubblicato"):
        acts.publish(act=act, by=manager)


@pytest.mark.parametrize(
    "make", [adopted, published, external], ids=["adopted", "published", "external"]
)
@pytest.mark.parametrize(
    "change",
    [
        "number = 99",
        "number_text = 'DD 99/A2203A/2026'",
        "adopted_on = '2020-01-01'",
        "context = '{}'",
        "context_digest = 'x'",
        "subject = 'Altro'",
        "variables = '{\"altro\": 1}'",
        "state = 'draft'",
        "document_id = NULL, state = 'rendered'",
        "external = NOT external",
        "key = 'altra'",
        "published_at = '2020-01-01'",
    ],
)
def test_an_act_in_force_does_not_change(make: object, change: str) -> None:
    act = make()  # type: ignore[operator]

    with pytest.raises(IntegrityError, match="is in force"):
        sql(f"UPDATE acts_act SET {change} WHERE id = %s", [act.pk])


@pytest.mark.parametrize(
    "make", [adopted, published, external], ids=["adopted", "published", "external"]
)
def test_an_act_in_force_is_not_removed(make: object) -> None:
    act = make()  # type: ignore[operator]

    with pytest.raises(IntegrityError, match="not removed"):
        sql("DELETE FROM acts_act WHERE id = %s", [act.pk])
    with pytest.raises(IntegrityError, match="only added"):
        sql("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE acts_act CASCADE", [])


@pytest.mark.parametrize(
    "change",
    [
        "last_number = last_number + 2",
        "last_number = 0",
        "last_number = last_number",
        "year = 2000",
    ],
)
def test_a_register_goes_up_by_one(change: str) -> None:
    adopted()

    with pytest.raises(IntegrityError, match="goes up by one"):
        sql(f"UPDATE acts_register SET {change}", [])


def test_a_register_begins_at_zero_and_is_not_removed() -> None:
    adopted()

    with pytest.raises(IntegrityError, match="begins at zero"), transaction.atomic():
        Register.objects.create(sector="X", year=2026, last_number=4)
    with pytest.raises(IntegrityError, match="only added"):
        sql("DELETE FROM acts_register", [])


def test_a_number_that_no_register_gave_is_refused() -> None:
    act = rendered()

    with pytest.raises(IntegrityError, match="is not the last"):
        sql("UPDATE acts_act SET number = 7, year = 2026 WHERE id = %s", [act.pk])


def test_an_act_from_elsewhere_is_recorded_once_with_its_number() -> None:
    act = external("22-5076")
    again = external("22-5076", subject="Scritto in un altro modo")
    whole = external("DGR 57-868", adopted_on=date(2014, 12, 29))

    assert again == act
    assert (str(act), str(whole)) == ("DGR 22-5076", "DGR 57-868")
    assert (act.state, act.external, act.adopted_on) == (
        ActState.PUBLISHED,
        True,
        date(2017, 5, 22),
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"number_text": " "}, "Numero: manca, scrivilo."),
        ({"subject": ""}, "Oggetto: manca, scrivilo."),
        (
            {"adopted_on": date(2026, 6, 13)},
            "Data dell'atto: il 13/06/2026 deve ancora venire. Si registra un atto già adottato.",
        ),
        (
            {"number_text": "22-5076", "adopted_on": date(2017, 5, 23)},
            "L'atto DGR 22-5076 è già registrato, con la data 22/05/2017.",
        ),
    ],
)
def test_what_is_no_act_from_elsewhere_is_refused_with_a_sentence(
    given: dict[str, object], sentence: str, clock: Clock
) -> None:
    clock.set(datetime(2026, 6, 12, 10, tzinfo=UTC))
    external("22-5076")

    with pytest.raises(ActRefused) as refusal:
        acts.record_external(
            **(
                {
                    "kind": "DGR",
                    "number_text": "1-1",
                    "adopted_on": date(2017, 1, 1),
                    "subject": "x",
                    "by": None,
                }
                | given
            )
        )

    assert str(refusal.value) == sentence
    assert Act.objects.count() == 1


def test_what_was_forced_past_the_triggers_is_found() -> None:
    first, second = adopted(), adopted()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE acts_act SET number = 5 WHERE id = %s", [second.pk])
        cursor.execute("UPDATE acts_act SET context_digest = 'x' WHERE id = %s", [first.pk])

    year = first.year
    assert problems() == [
        f"register A2203A/{year}: 2 given, 2 acts up to 5",
        f"act {first}: its context is not that of its document",
    ]
