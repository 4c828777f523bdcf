from hypothesis import given
from hypothesis import strategies as st

from wecare.notices.engine.placeholders import fill, unknown


def test_known_names_are_filled_and_the_rest_stays_as_it_is_spelled() -> None:
    text = "Gentile {nome}, {x} {% now %} {{nome}} { nome } {"

    filled = fill(text, {"nome": "Anna {bando}", "bando": "no"})

    assert filled == "Gentile Anna {bando}, {x} {% now %} {Anna {bando}} { nome } {"


def test_unknown_names_are_told_once_in_their_order() -> None:
    assert unknown("{b} {a} {b} {nome} {}", ["nome"]) == ("b", "a", "")
    assert unknown("{% load x %}{{ nome.pk }}", ["nome"]) == ("% load x %", " nome.pk ")


@given(st.text(), st.dictionaries(st.text(max_size=5), st.text(max_size=10)))
def test_what_is_put_in_is_never_read_again(text: str, values: dict[str, str]) -> None:
    marked = dict.fromkeys(values, "{uno}")

    once = fill(text, marked)

    assert once == fill(text, dict.fromkeys(marked, "{uno}"))
    assert fill("{a}", {"a": text, "uno": "due"}) == text
