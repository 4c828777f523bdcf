"""Each object at each address of the evaluation, as who has not signed: nothing of the others."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from evaluation.actions.assessor_letters import CHOSEN, REOPENED
from tests.evaluation.views.conftest import browser_of
from tests.evaluation.views.keys import evaluation_addresses, is_read, patterns
from tests.evaluation.views.secret_world import BLIND, MARKS, World, numbers, world
from tests.evaluation.views.walking import addresses, read, without_drawings
from tests.fixtures.database import Clock
from wecare.accounts.actions import people
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.notices.models import Letter

FEW = 3  # addresses of one pattern outside the evaluation, for which other tests walk further
pytestmark = pytest.mark.django_db


def unreached(made: World) -> list[str]:
    """The names of addresses that nobody reads: each should show something to somebody."""
    readers = [made.clerk, made.boss, made.auditor, made.secretary, *made.people]
    browsers = [browser_of(None), *map(browser_of, readers), browser_of(made.assessor)]
    buttons = {each.name for each in patterns() if not is_read(each)}
    found: dict[str, bool] = {each.name or "": False for each in patterns()}
    for name, address in evaluation_addresses():
        if found[name]:
            continue
        if name in buttons:
            found[name] = browsers[1].get(address).status_code in {403, 404, 405}
        else:
            likely = browsers if address.startswith("/ufficio/") else reversed(browsers)
            found[name] = any(read(each, address)[0] == 200 for each in likely)
    return sorted(name for name, was_read in found.items() if not was_read)


def leaks(assessor: Person, everywhere: list[str], secrets: list[str]) -> dict[str, list[str]]:
    """Address → what of the secrets it gave."""
    client, found = browser_of(assessor), {}
    sought = re.compile(rf"(?<!\d)(?:{'|'.join(map(re.escape, secrets))})(?!\d)")
    for address in everywhere:
        status, text = read(client, address)
        assert status < 500, address
        if shown := sorted(set(sought.findall(without_drawings(text)))):
            found[address] = shown
    return found


def letters_to(person: Person) -> list[str]:
    """What was written to somebody, as they read it."""
    letters = Letter.objects.filter(person=person).order_by("id")
    assert letters.exists()
    return [reverse("notices:letter", args=[each.pk]) for each in letters]


def letters_of_judging() -> list[str]:
    """What was written to those who judge, as the office reads it."""
    letters = Letter.objects.filter(template__in=[REOPENED, CHOSEN]).order_by("id")
    assert {each.template for each in letters} == {REOPENED, CHOSEN}
    return [reverse("notices:outbox_letter", args=[each.pk]) for each in letters]


def of_the_office(address: str) -> bool:
    """Whether roles of the office open more of it."""
    return address.startswith("/ufficio/")


def test_whoever_has_not_signed_reads_no_byte_of_the_others_at_any_address(
    tmp_path: Path, clock: Clock
) -> None:
    made = world(tmp_path, clock)
    assert unreached(made) == []
    buttons = {each.name for each in patterns() if not is_read(each)}
    judged = [address for name, address in evaluation_addresses() if name not in buttons]
    everywhere = sorted({*judged, *letters_to(made.assessor)})
    assessor, secrets = made.assessor, [*MARKS.values(), *numbers()]

    as_assessor = leaks(assessor, everywhere, [*secrets, BLIND])
    for role in (Role.OFFICER, Role.MANAGER, Role.AUDITOR):
        people.grant_role(person=assessor, role=role, by=None, basis="Prova")
    desk = sorted({each for each in [*addresses(most=FEW), *judged] if of_the_office(each)})
    as_office = leaks(assessor, [*desk, *letters_of_judging()], [*secrets, BLIND])

    assert as_assessor == {}
    assert as_office == {}
