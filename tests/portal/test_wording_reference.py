"""The reference of the wording names every kind of act with its whole catalogue."""

from pathlib import Path

from django.utils.translation import override

from wecare.acts.engine.catalogue import ROW, Entry
from wecare.acts.engine.templates import ActTemplate, templates_in_words

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "wording-of-acts.md"
HEADING = "## The catalogue\n"


def reference() -> str:
    """The catalogue of every kind, as the page has it."""
    with override("it"):
        return "\n".join(_kind(template) for template in templates_in_words())


def _kind(template: ActTemplate) -> str:
    lines = [
        f"### {template.title} (`{template.code}`)",
        "",
        "| name | type | meaning |",
        "|---|---|---|",
    ]
    for entry in template.entries:
        lines.append(_line(entry))
        lines += [_line(field, prefix=f"{ROW}.", mark="↳ ") for field in entry.fields]
    return "\n".join([*lines, ""])


def _line(entry: Entry, *, prefix: str = "", mark: str = "") -> str:
    early = "*" if entry.early else ""
    return f"| {mark}`{{{prefix}{entry.name}}}`{early} | {entry.kind} | {entry.meaning} |"


def test_the_reference_names_every_kind_with_its_whole_catalogue() -> None:
    _before, _heading, after = PAGE.read_text(encoding="utf-8").partition(HEADING)

    assert after.partition("object.\n\n")[2].strip() == reference().strip()
