"""Acts adopted elsewhere, many at once: each as one alone, saved together, told by the caller."""

from dataclasses import replace
from datetime import date

import pytest

from tests.factories.accounts import PersonFactory
from wecare.acts.actions.external import Said, act_of, record_all, record_external
from wecare.acts.models import Act
from wecare.acts.policies import ActRefused
from wecare.acts.queries import passages
from wecare.core import clock
from wecare.core.models import Event

pytestmark = pytest.mark.django_db

SAID = Said(kind="DGR", number_text="50-2397", adopted_on=date(2020, 11, 27), subject="Fondi")


def known() -> Act:
    return record_external(
        kind="DGR", number_text="50-2397", adopted_on=date(2020, 11, 27), subject="Fondi", by=None
    )


def test_an_act_that_nobody_recorded_is_made_and_not_saved() -> None:
    act = act_of(SAID, known={}, by=None, at=clock.now())

    assert (act.pk, str(act), act.subject) == (None, "DGR 50-2397", "Fondi")
    assert not Act.objects.exists()


def test_one_that_is_known_is_given_as_it_is() -> None:
    act = known()

    assert act_of(SAID, known={act.key: act}, by=None, at=clock.now()) is act


@pytest.mark.parametrize(
    ("values", "about"),
    [
        ({"adopted_on": date(2020, 1, 1)}, "adopted_on"),
        ({"adopted_on": date(2199, 1, 1)}, "adopted_on"),
        ({"link": "https://altrove.example/"}, "link"),
        ({"link": "altrove"}, "link"),
    ],
)
def test_what_does_not_agree_is_refused_and_says_about_what(
    values: dict[str, object], about: str
) -> None:
    act = known()
    other = replace(SAID, **values)  # type: ignore[arg-type]

    with pytest.raises(ActRefused) as refusal:
        act_of(other, known={act.key: act}, by=None, at=clock.now())

    assert refusal.value.about == about


def test_one_saved_with_others_still_tells_who_recorded_it_and_when() -> None:
    person, at = PersonFactory(), clock.now()
    act = act_of(SAID, known={}, by=person, at=at)

    (saved,) = record_all([act]).values()

    assert [(each.name, each.happened_at, each.who) for each in passages(saved)] == [
        ("act.recorded", at, str(person))
    ]


def test_many_are_saved_together_and_one_recorded_meanwhile_stays_as_it_is() -> None:
    at = clock.now()
    others = [Said("DD", f"DD {number}", date(2020, 1, 2), "Atto") for number in range(3)]
    drafted = [act_of(each, known={}, by=None, at=at) for each in (SAID, *others)]
    meanwhile = known()
    told = Event.objects.count()

    acts = record_all(drafted)

    assert acts[meanwhile.key] == meanwhile
    assert sorted(acts) == sorted(Act.objects.values_list("key", flat=True))
    assert {act.created_at for key, act in acts.items() if key != meanwhile.key} == {at}
    assert Event.objects.count() == told
