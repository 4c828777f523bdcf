"""The file that came back signed."""

from wecare.core.signed_files import EXTENSIONS, SignedFileForm

__all__ = ["EXTENSIONS", "SignedFileForm"]
