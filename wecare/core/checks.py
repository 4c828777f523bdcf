"""System checks of the kernel."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info

from wecare.core import pdf, signing
from wecare.core.signatures.trust import TrustListBroken, load


def print_fonts(**_options: Any) -> list[CheckMessage]:
    """Without our fonts the composition of a PDF crashes, or looks different on each machine."""
    if (Path(settings.PDF_FONTS) / "fonts.conf").is_file() and pdf.fonts():
        return []
    return [
        Error(
            f"No print font is found in {settings.PDF_FONTS}.",
            hint="static/print-fonts holds fonts.conf and the .ttf files.",
            id="core.E001",
        )
    ]


def trusted_authorities(**_options: Any) -> list[CheckMessage]:
    """Without authorities to trust every digital signature is refused, whoever made it."""
    folder = signing.trust_folder()
    hint = "docs/how-to/trust-signatures.md says how to make the folder and keep it up to date."
    try:
        trusted = load(folder)
    except (TrustListBroken, OSError) as problem:
        return [
            Error(
                f"The trust list in {folder} cannot be read: {problem}", hint=hint, id="core.E002"
            )
        ]
    if trusted.authorities:
        return []
    sentence = (
        "SIGNATURE_TRUST is not set: no certification authority is trusted, and calls that ask for a "
        "signed document cannot receive one."
        if folder is None
        else f"The trust list in {folder} holds no certification authority: no signature is accepted."
    )
    return [Info(sentence, hint=hint, id="core.I001")]
