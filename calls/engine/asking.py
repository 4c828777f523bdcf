"""What a call asks people to write and to attach."""

from dataclasses import dataclass

from calls.engine.codec import since
from calls.engine.phases import EVERY
from calls.enums import Filler, Obligation, QuestionKind, Signer


@dataclass(frozen=True, slots=True)
class AttachmentRule:
    """A document to attach, and what follows when it is missing.

    Filled by each, the lead and every partner attach their own. `template` is the digest of the file
    to fill, `template_name` what it is called.
    """

    code: str
    title: str
    help: str = ""
    obligation: Obligation = Obligation.EXCLUSION
    article: str = ""
    filled_by: Filler = since(3, Filler.LEAD)
    signed_by: Signer = since(3, Signer.NOBODY)
    template: str = since(3, "")
    template_name: str = since(3, "")
    phase: int = since(3, EVERY)


@dataclass(frozen=True, slots=True)
class Question:
    """One thing the applicant is asked to write.

    With `shown_if` it is asked only where the choice of that earlier question is one of
    `shown_values`. `columns` are those of a table; `example` is shown under the field. Those who judge do not read a blind answer.
    """

    code: str
    label: str
    help: str = ""
    kind: QuestionKind = QuestionKind.TEXT
    required: bool = True
    max_words: int | None = None
    choices: tuple[str, ...] = ()
    article: str = ""
    shown_if: str = since(2, "")
    shown_values: tuple[str, ...] = since(2, ())
    columns: tuple[str, ...] = since(2, ())
    max_rows: int | None = since(2, None)
    blind: bool = since(2, False)
    example: str = since(4, "")

    def as_upload(self) -> AttachmentRule:
        """The place for the file that answers the question, named by the question's code."""
        obligation = Obligation.EXCLUSION if self.required else Obligation.OPTIONAL
        return AttachmentRule(self.code, self.label, self.help, obligation, self.article)


@dataclass(frozen=True, slots=True)
class Section:
    """Questions answered together; filled by each, the lead and every partner answer their own."""

    code: str
    title: str
    intro: str = ""
    questions: tuple[Question, ...] = ()
    filled_by: Filler = since(3, Filler.LEAD)
    phase: int = since(3, EVERY)
