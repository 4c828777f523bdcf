"""System checks of the kernel."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from wecare.core import pdf


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
