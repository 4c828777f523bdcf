"""The repository tests its own manners: sizes, names, templates, permissions, settings."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import rules

ROOT = Path(__file__).resolve().parents[2]
APPS = ("wecare", "calls", "applicants", "evaluation", "funding")
LONGEST_FILE = 300  # lines; the aim is 250
TALLER: dict[str, int] = {  # may only shrink
    "wecare/portal/demonstration/story.py": 340,
}
JUNK = {"utils.py", "helpers.py", "manager.py", "common.py", "misc.py"}


def _tracked(*endings: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return [ROOT / name for name in listed if name.endswith(endings) and (ROOT / name).exists()]


def _code() -> Iterator[Path]:
    for path in _tracked(".py"):
        parts = path.relative_to(ROOT).parts
        if parts[0] in APPS and "migrations" not in parts:
            yield path


def test_no_file_outgrows_its_room() -> None:
    sizes = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in _code()}

    crowded = {
        name: lines for name, lines in sizes.items() if lines > TALLER.get(name, LONGEST_FILE)
    }

    assert crowded == {}


def test_no_room_is_a_junk_drawer() -> None:
    assert [path for path in _code() if path.name in JUNK] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in _code()
        if path.read_text().strip() and ast.get_docstring(ast.parse(path.read_text())) is None
    ]

    assert silent == []


def test_the_day_is_read_in_italy_and_not_in_utc() -> None:
    """Between midnight in Italy and midnight in UTC the two days differ: `clock.today()`."""
    pattern = re.compile(r"clock\.now\(\)(\.date\(\)|\.year\b|\.month\b|:%d)")
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in _tracked(".py")
        for match in pattern.finditer(path.read_text())
    ]

    assert found == []


def test_no_template_carries_style_or_script_of_its_own() -> None:
    inline = re.compile(r"""\sstyle=|<style|<script(?![^>]*\bsrc=)|\son[a-z]+=["']""")
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in _tracked(".html")
        if "documents" not in path.parts
        for match in inline.finditer(path.read_text())
    ]

    assert found == []


def test_every_template_is_used() -> None:
    templates = ROOT / "templates"
    words = "\n".join(
        path.read_text() for path in _tracked(".py", ".html", ".txt") if path.is_file()
    )
    unused = []
    for path in _tracked(".html", ".txt"):
        if not path.is_relative_to(templates):
            continue
        name = str(path.relative_to(templates))
        if name.startswith("bootstrap5/") or re.fullmatch(r"\d{3}\.html", name):
            continue  # crispy-forms and Django find these by name
        event = re.fullmatch(r"emails/(.+?)(\.subject)?\.txt", name)
        if (event.group(1) if event else name) not in words:
            unused.append(name)

    assert unused == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"""permission_required(?::\s*str)?\s*=\s*["']([a-z_]+\.[a-z_]+)["']""",
        r"""has_perm\(\s*["']([a-z_]+\.[a-z_]+)["']""",
        r"""{%\s*has_perm\s+["']([a-z_]+\.[a-z_]+)["']""",
    ],
    ids=["views", "code", "templates"],
)
def test_every_permission_that_is_asked_for_is_registered(pattern: str) -> None:
    asked = {
        name
        for path in _tracked(".py", ".html")
        if "tests" not in path.parts
        for name in re.findall(pattern, path.read_text())
    }

    assert asked
    assert {name for name in asked if not rules.perm_exists(name)} == set()


def test_only_the_launcher_runs_before_anything_is_installed() -> None:
    outside = {"django", "celery", "environ", "structlog"}
    imported = {
        str(path.relative_to(ROOT)): names
        for path in (ROOT / "wecare" / "launch").glob("*.py")
        if (names := _imported_at_once(path) & outside)
    }

    assert imported == {}


def _imported_at_once(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_no_money_is_rounded_outside_its_module() -> None:
    rounded = [
        str(path.relative_to(ROOT))
        for path in _code()
        if re.search(r"(?<![\w.])round\(", path.read_text())
        and path.relative_to(ROOT).parts[0] != "wecare"  # the kernel rounds seconds, never euros
    ]

    assert rounded == []


def test_every_suppression_has_its_reason() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in _code()
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if "# noqa" in line and not re.search(r"# noqa: [A-Z0-9, ]+ ?(--|-|—) ?\S", line)
    ]

    assert bare == []
