"""Names of accounts."""

import pytest

from calls.engine import accounts
from wecare.ledger.engine.codes import CodeRefused, parse

_LINE = {"fund": "FSE", "measure": "FSE2", "line": "1"}


def test_accounts_are_named_from_the_fund_down_to_the_application() -> None:
    lot = {**_LINE, "call": "fse2-2026", "lot": "T"}

    assert accounts.source(**_LINE) == "source/FSE/FSE2/1"
    assert accounts.available(**_LINE) == "available/FSE/FSE2/1"
    assert accounts.reserved(**lot) == "reserved/FSE/FSE2/1/fse2-2026/T"
    committed = accounts.committed(**lot, protocol="4821/2026")
    assert committed == "committed/FSE/FSE2/1/fse2-2026/T/4821-2026"
    assert parse(committed).protocol == "4821-2026"


@pytest.mark.parametrize("bad", ["", "a/b", "due parole", "-x"])
def test_a_part_that_would_change_the_meaning_of_a_code_is_refused(bad: str) -> None:
    with pytest.raises((CodeRefused, ValueError)):
        accounts.reserved(**_LINE, call="c", lot=bad)
