"""Registers read from files of the repository: invented answers, for the demonstration."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from funding.engine.condition_facts import expires
from funding.enums import RegisterKind, RegisterOutcome
from funding.queries.registers import Entry, Question
from wecare.core.digests import sha256
from wecare.core.money import euro

FOLDER = Path(__file__).parent / "data"
_DIGITS = 18


class FileRegister:
    """A register whose answers are in `data/<name>.json`: by fiscal code, else those of `otherwise`.

    A number with `#` takes its digits from the project and the organisation, so that each has its own.
    """

    name: ClassVar[str]

    def ask(self, question: Question) -> Iterator[Entry]:
        """What the file says."""
        said = json.loads((FOLDER / f"{self.name}.json").read_text(encoding="utf-8"))
        answers = said["entries"].get(question.fiscal_code, said["otherwise"])
        for each in answers:
            kind = RegisterKind(each["kind"])
            if kind is RegisterKind.CUP and not question.is_lead:
                continue  # the code is of the project
            yield self._entry(kind, each, question)

    def _entry(self, kind: RegisterKind, said: dict[str, Any], question: Question) -> Entry:
        amount = said.get("amount")
        return Entry(
            kind=kind,
            number=_number(said["number"], f"{question.protocol}/{question.fiscal_code}"),
            on=question.on,
            outcome=RegisterOutcome(said.get("outcome", RegisterOutcome.REGULAR.value)),
            valid_until=expires(kind, question.on),
            amount=None if amount is None else euro(amount),
            demonstration=True,
        )


def _number(pattern: str, seed: str) -> str:
    digits = iter(str(int(sha256(seed.encode()), 16))[:_DIGITS].zfill(_DIGITS))
    return "".join(next(digits) if each == "#" else each for each in pattern)


class Cup(FileRegister):
    """The register of public investment projects (CUP)."""

    name = "cup"


class Rna(FileRegister):
    """The national register of State aid (RNA)."""

    name = "rna"


class Durc(FileRegister):
    """Who certifies that social contributions are paid (DURC online)."""

    name = "durc"


class Bdna(FileRegister):
    """The national antimafia data bank."""

    name = "bdna"
