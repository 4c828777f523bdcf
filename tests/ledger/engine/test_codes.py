"""The grammar of the codes of accounts."""

import pytest

from wecare.ledger.engine.codes import Code, CodeRefused, parse
from wecare.ledger.enums import AccountKind

WHOLE = (
    "source/FSE/FSE2/unica",
    "available/FSC-2014.2020/FESR/linea_1",
    "reserved/FSE/FSE2/unica/fse2-2026/regionale",
    "committed/FSE/FSE2/unica/fse2-2026/regionale/4821-2026",
    "paid/FSE/FSE2/unica/fse2-2026/regionale/4821-2026",
)
BROKEN = (
    "",
    "available",
    "available/FSE",
    "available/FSE/FSE2",
    "available/FSE/FSE2/unica/fse2-2026",
    "available/FSE/FSE2/unica/a/b/c/d",
    "available/FSE//unica",
    "available/FSE/FSE2/unica/",
    "/available/FSE/FSE2/unica",
    "lent/FSE/FSE2/unica",
    "AVAILABLE/FSE/FSE2/unica",
    "available/FSE/FSE2/una linea",
    "available/FSE/FSE2/unica\n",
    "available/FSE/FSE2/../x",
    "available/FSE/FSE2/" + "u" * 200,
)


@pytest.mark.parametrize("text", WHOLE)
def test_a_code_is_written_as_it_was_read(text: str) -> None:
    assert str(parse(text)) == text


@pytest.mark.parametrize("text", BROKEN)
def test_what_does_not_follow_the_grammar_is_no_account(text: str) -> None:
    with pytest.raises(CodeRefused):
        parse(text)


def test_the_parts_of_a_code_have_names() -> None:
    code = parse("committed/FSE/FSE2/unica/fse2-2026/regionale/4821-2026")

    assert code == Code(
        AccountKind.COMMITTED, "FSE", "FSE2", "unica", "fse2-2026", "regionale", "4821-2026"
    )


def test_the_same_place_has_an_account_of_each_kind() -> None:
    code = parse("committed/FSE/FSE2/unica/fse2-2026/regionale/4821-2026")

    assert (
        str(code.of_kind(AccountKind.PAID)) == "paid/FSE/FSE2/unica/fse2-2026/regionale/4821-2026"
    )
