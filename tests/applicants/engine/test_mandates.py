"""What each kind of mandate allows: the table, whole."""

import pytest

from applicants.engine.mandates import MAY_ADMINISTER, kinds_with, powers
from applicants.enums import MandateKind, Power

R, W, S, G, A = Power.READS, Power.WRITES, Power.SENDS, Power.SIGNS, Power.ADMINISTERS
TABLE = [
    (MandateKind.LEGAL_REPRESENTATIVE, {R, W, S, G}, {R, W, S, G, A}),
    (MandateKind.DELEGATE, {R, W, S, G}, {R, W, S, G, A}),
    (MandateKind.EDITOR, {R, W}, {R, W, S, A}),
    (MandateKind.VIEWER, {R}, {R, W, S, A}),
    (MandateKind.CONSULTANT, {R, W}, None),
]


@pytest.mark.parametrize(("kind", "alone", "administering"), TABLE)
def test_the_table(kind: MandateKind, alone: set[Power], administering: set[Power] | None) -> None:
    assert powers(kind, administers=False) == alone
    assert (kind in MAY_ADMINISTER) is (administering is not None)
    if administering is not None:
        assert powers(kind, administers=True) == administering


def test_the_table_names_every_kind_and_power() -> None:
    assert {kind for kind, _alone, _more in TABLE} == set(MandateKind)
    assert kinds_with(Power.READS) == tuple(MandateKind)
    assert kinds_with(Power.ADMINISTERS) == ()
