"""The message catalogues: compiled for use, written again from the sources, checked complete.

Its functions that read catalogues run inside the virtual environment, where polib is.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wecare.launch import native
from wecare.launch.places import APPS, PYTHON, ROOT, Command, LaunchError

LOCALE = ROOT / "locale"
LANGUAGES = ("it", "en")
SOURCE = "it"
SHOWN = 10
HEADER = {  # no dates: the history keeps them
    "Project-Id-Version": "wecare",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def catalogue(language: str, root: Path = ROOT) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def compile_all() -> None:
    """Write each .mo that is older than its .po."""
    import polib  # noqa: PLC0415 -- only inside the virtual environment

    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime:
            partial = compiled.with_suffix(".mo.partial")
            polib.pofile(str(source)).save_as_mofile(str(partial))
            partial.replace(compiled)


def write(variables: Mapping[str, str]) -> None:
    """Bring the catalogues up to date with the sources; the Italian one says what they say."""
    _collect(ROOT, variables)
    _in_environment("fill")


def check(variables: Mapping[str, str]) -> None:
    """Compare the catalogues with what the sources say today.

    :raises LaunchError: if a text is missing, no longer used, untranslated or marked fuzzy.
    """
    with tempfile.TemporaryDirectory(prefix="wecare-messages-") as folder:
        copy = Path(folder) / "sources"
        names = ("locale", "templates", "manage.py", *APPS)
        for name in names:
            _copy(ROOT / name, copy / name)
        _collect(copy, variables)
        _in_environment("compare", str(copy))


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    elif source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


def _collect(root: Path, variables: Mapping[str, str]) -> None:
    native.ensure_gettext()
    for language in LANGUAGES:
        catalogue(language, root).parent.mkdir(parents=True, exist_ok=True)
    options = ["--no-obsolete", "--add-location=file", "--no-wrap", "--ignore=tests/*"]
    languages = [part for language in LANGUAGES for part in ("-l", language)]
    command: Command = [PYTHON, "manage.py", "makemessages", "-v0", *languages, *options]
    environment = {**variables, **native.variables()}
    answer = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    if answer.returncode:
        raise LaunchError(f"The texts could not be collected:\n{answer.stdout}{answer.stderr}")


def _in_environment(*arguments: str) -> None:
    command: Command = [PYTHON, "-m", "wecare.launch.messages", *arguments]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise LaunchError("The translations are not complete: see above; `make messages` helps.")


def fill() -> int:
    """Give every Italian entry its own words, and say what English still lacks."""
    import polib  # noqa: PLC0415 -- only inside the virtual environment

    for language in LANGUAGES:
        entries = polib.pofile(str(catalogue(language)), wrapwidth=0)
        entries.header, entries.metadata_is_fuzzy = "", False
        entries.metadata = HEADER | {"Language": language}
        if language == SOURCE:
            for entry in entries:
                say_the_same(entry)
        entries.save()
        print(f"{language}: {len(incomplete(entries))} texts to translate")
    return 0


def say_the_same(entry: Any) -> None:
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    entry.previous_msgid = entry.previous_msgid_plural = None
    if entry.msgid_plural:
        entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
    else:
        entry.msgstr = entry.msgid


def incomplete(entries: Any) -> list[Any]:
    return [
        entry for entry in entries if not entry.obsolete and (entry.fuzzy or not entry.translated())
    ]


def compare(copy: Path) -> int:
    """Print every difference between the catalogues and those collected in a copy; 1 if any."""
    import polib  # noqa: PLC0415 -- only inside the virtual environment

    problems: list[str] = []
    for language in LANGUAGES:
        path = catalogue(language)
        kept = polib.pofile(str(path)) if path.exists() else polib.POFile()
        collected = polib.pofile(str(catalogue(language, copy)))
        problems += differences(language, kept, collected)
    print("\n".join(problems))
    return 1 if problems else 0


def differences(language: str, kept: Any, collected: Any) -> list[str]:
    ours = {(entry.msgctxt, entry.msgid) for entry in kept if not entry.obsolete}
    theirs = {(entry.msgctxt, entry.msgid) for entry in collected if not entry.obsolete}
    groups = {
        "not in the catalogue": [text for _, text in sorted(theirs - ours, key=str)],
        "no longer in the sources": [text for _, text in sorted(ours - theirs, key=str)],
        "without translation or fuzzy": [entry.msgid for entry in incomplete(kept)],
    }
    return [
        f"{language}: {len(texts)} {what}, such as {'; '.join(map(repr, texts[:SHOWN]))}"
        for what, texts in groups.items()
        if texts
    ]


if __name__ == "__main__":
    if sys.argv[1] == "compile":
        compile_all()
    else:
        sys.exit(fill() if sys.argv[1] == "fill" else compare(Path(sys.argv[2])))
