"""Registers read from files of the repository: invented organisations, for the demonstration."""

import json
from pathlib import Path
from typing import ClassVar

from applicants.enums import Source
from applicants.queries.registers import Entry

FOLDER = Path(__file__).parent / "data"


class FileRegister:
    """A register whose entries are in `data/<source>.json`, by fiscal code."""

    source: ClassVar[Source]

    def look_up(self, fiscal_code: str) -> Entry | None:
        """What the file says."""
        text = (FOLDER / f"{self.source.value}.json").read_text(encoding="utf-8")
        entry = json.loads(text)["entries"].get(fiscal_code)
        return None if entry is None else Entry(entry, demonstration=True)


class Ipa(FileRegister):
    """The index of public administrations (IPA)."""

    source = Source.IPA


class Runts(FileRegister):
    """The register of the Third sector."""

    source = Source.RUNTS


class Business(FileRegister):
    """The business register."""

    source = Source.BUSINESS


class IniPec(FileRegister):
    """The index of certified addresses (INI-PEC)."""

    source = Source.INI_PEC
