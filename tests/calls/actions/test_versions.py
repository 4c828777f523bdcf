"""A published call changes by act: more time for everyone, corrected rules, never less time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError
from django.utils.timezone import localtime

from calls.actions import calls
from calls.actions.versions import discard_correction
from calls.engine.compile import RulebookRefused
from calls.enums import EditorSection
from calls.models import Call, Rulebook, Window
from calls.policies import CallRefused, DraftChanged
from calls.policies.versions import VersionChanged
from calls.queries.calls import current_window, is_open
from calls.queries.verification import rulebooks
from tests.factories.calls import CallFactory, a_complete_draft, published_call
from tests.factories.versions import corrected, extended, with_correction
from tests.fixtures.database import Clock
from wecare.acts.models import Act
from wecare.core.events import verify_chain
from wecare.core.models import Event

pytestmark = pytest.mark.django_db
MICROSECOND = timedelta(microseconds=1)
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # 12:00 in Rome
LATER = datetime(2026, 12, 14, 11, 0, tzinfo=UTC)
NIGHTS = [
    pytest.param(NOON, LATER, "2026-12-14 12:00:00+01:00", id="three weeks"),
    pytest.param(
        datetime(2026, 10, 24, 21, 59, 59, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        "2026-10-25 02:30:00+02:00",
        id="into the first half past two of the autumn night",
    ),
    pytest.param(
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        "2026-10-25 02:30:00+01:00",
        id="from the first half past two to the second",
    ),
    pytest.param(
        datetime(2027, 3, 28, 0, 59, 59, tzinfo=UTC),
        datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
        "2027-03-28 03:00:00+02:00",
        id="over the hour that spring takes away",
    ),
    pytest.param(
        datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 0, tzinfo=UTC),
        "2027-01-01 00:00:00+01:00",
        id="from 23:59:59 to the new year",
    ),
]


def a_call_due(closes_at: datetime, clock: Clock, **values: Any) -> Call:
    clock.set(closes_at - timedelta(hours=2))
    draft = a_complete_draft(opens_at=closes_at - timedelta(days=1), closes_at=closes_at)
    return published_call(draft=draft, **values)


def window_of(call: Call) -> Window:
    found = current_window(Call.objects.get(pk=call.pk))
    assert found is not None
    return found


@pytest.mark.parametrize(("old", "new", "shown"), NIGHTS)
def test_an_extension_is_a_new_version_and_a_new_window(
    clock: Clock, old: datetime, new: datetime, shown: str
) -> None:
    call = a_call_due(old, clock)
    first = call.rulebooks.get()
    clock.set(old - MICROSECOND)

    second = extended(call, new)

    assert (second.version, second.rules.window.closes_at) == (2, new)
    assert second.digest != first.digest
    assert second.reason == "Molti enti hanno chiesto più tempo."
    before, after = call.windows.order_by("sequence")
    assert (before.closes_at, after.closes_at, after.act) == (old, new, second.act)
    assert str(localtime(after.closes_at)) == shown
    assert is_open(Call.objects.get(pk=call.pk), new - MICROSECOND)
    assert not is_open(Call.objects.get(pk=call.pk), new)
    assert rulebooks() == verify_chain() == []


@pytest.mark.parametrize("late", [timedelta(), MICROSECOND], ids=["at it", "after it"])
@pytest.mark.parametrize(("old", "new", "shown"), NIGHTS)
def test_past_the_deadline_there_is_no_extension(
    clock: Clock, old: datetime, new: datetime, shown: str, late: timedelta
) -> None:
    call = a_call_due(old, clock)
    clock.set(old + late)

    with pytest.raises(CallRefused, match="Il termine è passato: era"):
        extended(call, new)

    assert shown
    assert call.windows.count() == call.rulebooks.count() == 1
    assert Act.objects.filter(subject__startswith="Modifica").count() == 0


def test_the_refusal_names_both_instants(clock: Clock) -> None:
    call = a_call_due(NOON, clock)
    clock.set(NOON + timedelta(minutes=5, seconds=9))
    late = "Proroghe e correzioni si pubblicano prima della scadenza."

    with pytest.raises(CallRefused) as refused:
        extended(call, LATER)
    calls.close(call=call, actor=None)
    with pytest.raises(CallRefused) as closed:
        extended(call, LATER)

    instants = (
        "23 novembre 2026, ore 12:00 (ora italiana), ora sono le 23 novembre 2026, ore 12:05:09."
    )
    assert str(refused.value) == f"Il termine è passato: era {instants} {late}"
    assert str(closed.value) == f"Il bando è chiuso: il termine era {instants} {late}"


@pytest.mark.parametrize("asked", [NOON, NOON - MICROSECOND, NOON - timedelta(days=1)])
def test_an_extension_never_shortens(clock: Clock, asked: datetime) -> None:
    call = a_call_due(NOON, clock)

    with pytest.raises(CallRefused, match="Una proroga non accorcia mai"):
        extended(call, asked)

    assert window_of(call).closes_at == NOON


def test_a_deadline_is_extended_as_often_as_acts_ask(clock: Clock) -> None:
    call = a_call_due(NOON, clock)
    weeks = [NOON + timedelta(weeks=each) for each in (1, 2, 3)]

    for closes_at in weeks:
        extended(call, closes_at)

    assert [each.closes_at for each in call.windows.order_by("sequence")] == [NOON, *weeks]
    assert [each.version for each in call.rulebooks.order_by("version")] == [1, 2, 3, 4]
    clock.set(weeks[-1])
    calls.close(call=call, actor=None)
    assert not call.windows.filter(sealed_at=None).exists()


def test_between_the_old_deadline_and_the_new_one_nothing_closes(clock: Clock) -> None:
    call = a_call_due(NOON, clock)
    extended(call, LATER)
    clock.set(NOON + timedelta(days=1))

    with pytest.raises(CallRefused, match="prima non si può chiudere"):
        calls.close(call=call, actor=None)

    assert not call.windows.exclude(sealed_at=None).exists()


def test_each_version_has_its_own_act_and_follows_the_one_that_was_read(clock: Clock) -> None:
    call = a_call_due(NOON, clock)
    second = extended(call, NOON + timedelta(weeks=1))
    same = {"kind": second.act.kind, "number_text": second.act.number_text}

    with pytest.raises(CallRefused, match="ha già pubblicato la versione 2"):
        extended(call, LATER, **same)
    with pytest.raises(VersionChanged, match="Intanto è stata pubblicata la versione 2"):
        extended(call, LATER, base_version=1)

    assert call.rulebooks.count() == 2


def test_a_draft_is_not_extended() -> None:
    call = CallFactory()

    with pytest.raises(CallRefused, match="ancora in bozza"):
        discard_correction(call=call, actor=call.created_by)


def test_a_correction_is_prepared_out_of_sight_and_published_by_act() -> None:
    call = published_call()
    identity = {**call.draft["identity"], "title": "Un titolo corretto", "contact": "011 432 1111"}

    with_correction(call, EditorSection.IDENTITY, identity)
    prepared = Call.objects.get(pk=call.pk)
    second = corrected(call)
    published = Call.objects.get(pk=call.pk)

    assert prepared.has_correction
    assert prepared.title == call.title
    assert call.rulebooks.get(version=1).rules.title == call.title
    assert second.rules.title == published.title == "Un titolo corretto"
    assert not published.has_correction
    assert published.windows.count() == 1
    event = Event.objects.get(name="call.version_published")
    assert (event.facts["version"], event.facts["rulebook"]) == (2, second.digest)


def test_an_extension_leaves_the_correction_being_prepared() -> None:
    call = published_call()
    identity = {**call.draft["identity"], "contact": "011 432 1111"}
    with_correction(call, EditorSection.IDENTITY, identity)

    second = extended(call)
    third = corrected(call)

    assert second.rules.contact == "wecare@regione.piemonte.it"
    assert (third.rules.contact, third.rules.window) == ("011 432 1111", second.rules.window)


def test_a_correction_thrown_away_leaves_the_rules_in_force() -> None:
    call = published_call()
    with_correction(call, EditorSection.IDENTITY, {"title": "Sbagliato"})

    discard_correction(call=call, actor=call.created_by)

    found = Call.objects.get(pk=call.pk)
    assert (found.draft, found.has_correction) == (call.draft, False)
    assert Event.objects.filter(name="call.correction_discarded").count() == 1


def a_lot_more(draft: dict[str, Any]) -> tuple[EditorSection, Any]:
    return EditorSection.LOTS, [*draft["lots"], {"code": "X", "title": "X", "amount": "1.00"}]


def another_threshold(draft: dict[str, Any]) -> tuple[EditorSection, Any]:
    return EditorSection.CRITERIA, {**draft["criteria"], "total_threshold": "10.00"}


def other_ties(draft: dict[str, Any]) -> tuple[EditorSection, Any]:
    return EditorSection.TIES, draft["ties"][1:]


def another_opening(draft: dict[str, Any]) -> tuple[EditorSection, Any]:
    return EditorSection.WINDOW, {**draft["window"], "opens_at": "2020-01-01T09:00:00+01:00"}


def less_time(draft: dict[str, Any]) -> tuple[EditorSection, Any]:
    closes_at = datetime.fromisoformat(draft["window"]["closes_at"]) - timedelta(hours=1)
    return EditorSection.WINDOW, {**draft["window"], "closes_at": closes_at.isoformat()}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (a_lot_more, "I lotti non si correggono"),
        (another_threshold, "«Criteri e soglie» decide la graduatoria"),
        (other_ties, "«Parità» decide la graduatoria"),
        (another_opening, "L'apertura pubblicata non cambia"),
        (less_time, "Una proroga non accorcia mai"),
        (lambda draft: (EditorSection.TIES, draft["ties"]), "Non c'è niente da correggere"),
    ],
)
def test_what_may_not_change_is_refused_by_name(change: Any, sentence: str) -> None:
    call = published_call()
    with_correction(call, *change(call.draft))

    with pytest.raises(CallRefused, match=sentence):
        corrected(call)

    assert call.rulebooks.count() == 1


def test_what_decides_the_list_is_corrected_until_the_opening(clock: Clock) -> None:
    clock.set(NOON)
    draft = a_complete_draft(opens_at=NOON + timedelta(days=1), closes_at=LATER)
    call = published_call(draft=draft)
    with_correction(call, *another_threshold(call.draft))

    second = corrected(call)

    assert str(second.rules.total_threshold) == "10.00"


def test_a_correction_that_lacks_something_is_not_published() -> None:
    call = published_call()
    with_correction(call, EditorSection.COSTS, [])

    with pytest.raises(RulebookRefused):
        corrected(call)


def test_a_correction_that_somebody_edited_meanwhile_is_read_again() -> None:
    call = published_call()
    identity = {**call.draft["identity"], "contact": "011 432 1111"}
    read = with_correction(call, EditorSection.IDENTITY, identity).draft_version
    with_correction(call, EditorSection.IDENTITY, {**identity, "title": "Altro"})

    with pytest.raises(DraftChanged):
        corrected(call, draft_version=read)


def test_past_the_deadline_nothing_is_corrected(clock: Clock) -> None:
    call = a_call_due(NOON, clock)
    identity = {**call.draft["identity"], "contact": "011 432 1111"}
    with_correction(call, EditorSection.IDENTITY, identity)
    clock.set(NOON)

    with pytest.raises(CallRefused, match="Il termine è passato"):
        corrected(call)
    with pytest.raises(CallRefused, match="Il termine è passato"):
        with_correction(call, EditorSection.IDENTITY, identity)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE calls_rulebook SET body = '{}'",
        "UPDATE calls_rulebook SET reason = 'altro'",
        "DELETE FROM calls_rulebook",
        "TRUNCATE calls_rulebook CASCADE",
        "UPDATE calls_window SET closes_at = closes_at + interval '1 day'",
        "DELETE FROM calls_window",
        "TRUNCATE calls_window CASCADE",
        """INSERT INTO calls_window (call_id, sequence, opens_at, closes_at, act_id)
        SELECT call_id, 9, opens_at, closes_at - interval '1 second', act_id FROM calls_window""",
    ],
)
def test_what_is_published_does_not_change_by_sql(statement: str) -> None:
    published_call()

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else TRUNCATE refuses for another reason
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            cursor.execute(statement)

    assert (Rulebook.objects.count(), Window.objects.count()) == (1, 1)
