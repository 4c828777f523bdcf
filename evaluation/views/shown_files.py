"""One file of a submission, read in the page: its pages as pictures, beside the checklist."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from applicants.models import Submission
from evaluation.views.reading import attached_file
from wecare.core import pages, scanning
from wecare.core.errors import DomainError
from wecare.core.models import StoredFile

NAME, CODE = 40, 16  # characters of the place of a file, and of a fiscal code


def shown_file(submission: Submission, asked: Mapping[str, str]) -> dict[str, Any] | None:
    """The file that the address asks to read, `?leggi=…&partner=…`; none where it asks for none.

    :raises Http404: if nothing was attached there.
    """
    requirement, partner = asked.get("leggi", "")[:NAME], asked.get("partner", "")[:CODE]
    if not requirement:
        return None
    stored, filename = attached_file(submission, requirement, partner=partner)
    args = [submission.call.code, submission.protocol_number, submission.protocol_year, requirement]
    query = f"?{urlencode({'partner': partner})}" if partner else ""

    def address(page: int) -> str:
        return reverse("evaluation:check_file_page", args=[*args, page]) + query

    title = submission.rules.upload(requirement).title
    return {"title": title, "filename": filename, **pages_of(stored, address)}


def pages_of(stored: StoredFile, address: Callable[[int], str]) -> dict[str, Any]:
    """The pages of a file with the address of each, or why they cannot be shown."""
    try:
        scanning.check_can_be_opened(stored, by_uploader=False)
        count = pages.count(stored)
    except DomainError as refusal:
        return {"refusal": str(refusal), "pages": [], "count": 0}
    shown = range(1, min(count, pages.MOST_PAGES) + 1)
    return {
        "refusal": "",
        "count": count,
        "pages": [{"number": number, "url": address(number)} for number in shown],
    }
