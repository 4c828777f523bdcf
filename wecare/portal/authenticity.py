"""Whether a document is the one the portal printed, told without a word of what it says."""

import re
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from wecare.acts.models import Act
from wecare.acts.queries import published
from wecare.acts.queries.signed import signed_file
from wecare.core.codes import read_check_code
from wecare.core.models import Document

_DIGEST = re.compile(r"[0-9a-f]{64}")


class Verdict(StrEnum):
    """What the portal can say."""

    AUTHENTIC = "authentic"
    SIGNED = "signed"  # the signed file of an act, as the office accepted it
    DIFFERS = "differs"
    KNOWN = "known"  # the code alone: the document exists, the file was not shown
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict and, for a known document, what anybody may know of it."""

    verdict: Verdict
    document: Document | None = None


def read_digest(typed: str) -> str:
    """The digest in what was typed, spaces and capitals apart; nothing if it is none."""
    bare = re.sub(r"[\s:]", "", typed).lower()
    return bare if _DIGEST.fullmatch(bare) else ""


def look_up(*, code: str = "", digest: str = "") -> Finding:
    """What is known of the code, of the file with this digest, or of both together.

    The signed file of an act is known too, by itself or with the code of the act's document.
    """
    paper = signed_file(digest) if digest else None
    if paper is not None and (
        not code or read_check_code(code) == getattr(paper.act.document, "check_code", "")
    ):
        return Finding(Verdict.SIGNED, paper.act.document)
    if code:
        document = _documents().filter(check_code=read_check_code(code)).first()
    else:
        document = _documents().filter(file_id=digest).order_by("pk").first()
    if document is None:
        return Finding(Verdict.UNKNOWN)
    if not digest:
        return Finding(Verdict.KNOWN if document.is_rendered else Verdict.NOT_YET, document)
    if not document.is_rendered:
        return Finding(Verdict.NOT_YET, document)
    same = document.file_id == digest
    return Finding(Verdict.AUTHENTIC if same else Verdict.DIFFERS, document)


def act_of(document: Document) -> Act | None:
    """The published act whose document it is, which everyone may read; none for all others."""
    if document.kind != "act":
        return None
    return published().filter(document=document).first()


def _documents() -> QuerySet[Document]:
    return Document.objects.only("check_code", "kind", "state", "file_id", "rendered_at")
