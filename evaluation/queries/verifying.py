"""The script that recomputes a list with nothing installed, published beside the data."""

from functools import cache

from django.conf import settings

from wecare.core.digests import sha256

SCRIPT = settings.BASE_DIR / "static/verifica/verifica_graduatoria.py"


@cache
def script_digest() -> str:
    """The SHA-256 of the script, shown beside its link."""
    return sha256(SCRIPT.read_bytes())
