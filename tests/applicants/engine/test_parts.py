"""Parts of a content, what differs between two, and the cells of the table of expenses."""

from decimal import Decimal
from typing import Any

import pytest

from applicants.engine.cells import Cell, resolved
from applicants.engine.changes import Change, changes
from applicants.engine.parts import part_of
from applicants.engine.snapshot import Snapshot
from wecare.core.money import euro

WORK = (None, "cost_work")


def a_partner(code: str = "2", **values: Any) -> dict[str, Any]:
    return {
        "fiscal_code": code,
        "name": f"Ente {code}",
        "kind": "comune",
        "answers": {},
        "attachments": [],
        "costs": {"work": "30.00"},
        "own_funding": "3.00",
        "own_in_kind": "1.00",
        **values,
    }


def a_content(*partners: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {
        "organisation": {"fiscal_code": "1", "name": "Ente 1", "kind": "comune"},
        "lot": "T",
        "title": "Case",
        "answers": {"need": "Case"},
        "costs": {"work": "100.00", "spread": "5.00"},
        "own_funding": "10.00",
        "own_in_kind": "2.00",
        "attachments": [],
        "partners": list(partners),
        **values,
    }


def test_the_leads_part_is_what_partners_do_not_have() -> None:
    content = a_content(a_partner(), a_partner("3", costs={}, own_funding="0.00"))

    part = part_of(content)

    assert part["costs"] == {"work": "70.00", "spread": "5.00"}
    assert (part["own_funding"], part["own_in_kind"]) == ("7.00", "0.00")
    assert "partners" not in part
    assert part_of(content, "2")["costs"] == {"work": "30.00"}
    with pytest.raises(KeyError):
        part_of(content, "9")


def test_a_snapshot_says_what_each_spends_and_older_contents_nothing() -> None:
    older = {
        key: value for key, value in a_partner().items() if "own" not in key and key != "costs"
    }

    now, before = Snapshot.of_content(a_content(a_partner())), Snapshot.of_content(a_content(older))

    assert [each.costs for each in now.members] == [
        {"work": euro("70.00"), "spread": euro("5.00")},
        {"work": euro("30.00")},
    ]
    assert [each.own_funding for each in now.members] == [euro("7.00"), euro("3.00")]
    assert [each.costs for each in before.members] == [now.costs, {}]


def test_every_kind_of_difference_is_told_of_whom_it_is() -> None:
    file = {"requirement": "deed", "filename": "atto.pdf", "digest": "a"}
    old = a_content(a_partner(), a_partner("3"), attachments=[file])
    new = a_content(
        a_partner(answers={"role": "Fa"}, costs={"work": "31.00"}, kind="asl"),
        a_partner("4", costs={}, own_funding="0.00", own_in_kind="0.00"),
        title="Altre case",
        costs={"work": "71.00", "spread": "5.00"},
        own_funding="7.00",
        own_in_kind="1.00",
        attachments=[file | {"digest": "b"}],
    )

    found = list(changes(old, new))

    assert found[0] == Change("", "Ente 1", "title", "", "Case", "Altre case")
    assert [(each.name, each.kind, each.code) for each in found] == [
        ("Ente 1", "title", ""),
        ("Ente 1", "file", "deed"),
        ("Ente 3", "left", ""),
        ("Ente 2", "organisation", ""),
        ("Ente 2", "answer", "role"),
        ("Ente 2", "cost", "work"),
        ("Ente 4", "joined", ""),
    ]


def test_equal_contents_have_no_difference() -> None:
    assert list(changes(a_content(a_partner()), a_content(a_partner()))) == []


@pytest.mark.parametrize(
    ("was", "typed", "now", "outcome"),
    [
        ("1", "2", "1", "written"),
        ("1", "1", "3", "kept"),
        ("1", "3", "3", "kept"),
        ("1", "2", "3", "conflict"),
        ("0", "0", "3", "kept"),
        ("1", "0", "1", "written"),
    ],
)
def test_a_cell_is_written_only_over_what_its_writer_saw(
    was: str, typed: str, now: str, outcome: str
) -> None:
    cell = Cell(WORK, Decimal(typed), Decimal(was))

    found = resolved([cell], {WORK: Decimal(now)})

    assert found.written == ((cell,) if outcome == "written" else ())
    assert found.conflicts == ((cell,) if outcome == "conflict" else ())
