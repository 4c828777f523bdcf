"""Every letter that the procedure writes is known, and the formal ones reach the mailbox for good."""

from pathlib import Path

from django.conf import settings

from applicants.labels.letters import REMINDER
from wecare.notices.engine import catalogue
from wecare.notices.enums import LetterKind


def test_every_letter_of_applicants_is_formal_but_the_reminder() -> None:
    folder = Path(settings.BASE_DIR) / "templates" / "emails" / "applicants"
    shipped = {
        f"applicants/{each.name.removesuffix('.subject.txt')}"
        for each in folder.glob("*.subject.txt")
    }

    kinds = {name: catalogue.letter_type(name).kind for name in shipped}

    assert kinds.pop(REMINDER) is LetterKind.REMINDER
    assert set(kinds.values()) == {LetterKind.FORMAL}
    assert {name for name in kinds if not catalogue.is_registered(name)} == set()
