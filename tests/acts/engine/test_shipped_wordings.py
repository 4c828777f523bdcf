"""Every wording that comes with the portal: it reads, uses its blanks, and says an act whole."""

import pytest

from wecare.acts.documents import example_context, twin_of, written
from wecare.acts.engine.blocks import PART
from wecare.acts.engine.reading import read
from wecare.acts.engine.templates import (
    ActTemplate,
    template_of,
    templates_by_hand,
    templates_in_words,
)
from wecare.acts.policies import check_wording

KINDS = (
    "acts.determination",
    "concession",
    "correction",
    "definitive_list",
    "extension",
    "panel",
    "provisional_list",
    "renunciation",
    "revocation",
    "second_phase",
)


def test_these_are_the_kinds_of_act_in_words() -> None:
    assert tuple(each.code for each in templates_in_words()) == KINDS


@pytest.mark.parametrize("code", KINDS)
def test_the_words_of_the_portal_read_and_say_every_part_an_act_needs(code: str) -> None:
    template = template_of(code)
    check_wording(code, template.wording)

    said = written(template, dict(template.wording), example_context(template))["text"]

    needed = {part.code for part in PART.values() if part.required}
    assert needed <= {part["code"] for part in said}


@pytest.mark.parametrize("code", KINDS)
def test_every_blank_of_the_officer_is_in_the_catalogue_and_in_the_words(code: str) -> None:
    template = template_of(code)
    words = "".join(source for _part, source in template.wording)
    unused = [entry.name for entry in blanks_of(template) if f"{{{entry.name}" not in words]

    assert {entry.source.split(".")[1] for entry in blanks_of(template)} == {
        variable.name for variable in template.variables
    }
    assert unused == ([] if code != "concession" else ["dirigente"])  # it signs


def blanks_of(template: ActTemplate) -> list:
    return [entry for entry in template.entries if entry.source.startswith("variables.")]


@pytest.mark.parametrize("code", KINDS)
def test_every_example_is_printed_as_it_is(code: str) -> None:
    template = template_of(code)
    page = twin_of(
        example_context(template)
        | written(template, dict(template.wording), example_context(template))
    )

    assert "None" not in page
    for entry in blanks_of(template):
        nodes, problems = read("clauses", f"{{{entry.name}}}", template.entries)
        assert (len(nodes), problems) == (1, [])


def test_the_desk_offers_those_begun_by_hand() -> None:
    assert [each.code for each in templates_by_hand()] == [
        code for code in KINDS if code != "concession"
    ]
