"""The prints of a draft, by what they say."""

from applicants.models import Application
from wecare.core.models import Document


def key_of(application: Application, said: str) -> str:
    """The key of the print of a draft that says this (a digest)."""
    return f"{_prefix(application)}{said}"


def print_of(application: Application, key: str) -> Document | None:
    """One print of this draft."""
    found = Document.objects.filter(key=f"{_prefix(application)}{key}")
    return found.select_related("file").defer("context").first()


def said_by(document: Document) -> str:
    """The last part of the key: what the address of a print names."""
    return str(document.key).rpartition("/")[2]


def _prefix(application: Application) -> str:
    return f"draft/{application.public_id}/"
