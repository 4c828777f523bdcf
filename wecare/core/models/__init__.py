"""The kernel's records."""

from wecare.core.models.document import Document
from wecare.core.models.event import Event
from wecare.core.models.file_scan import FileScan
from wecare.core.models.heartbeat import Heartbeat
from wecare.core.models.stored_file import StoredFile

__all__ = ["Document", "Event", "FileScan", "Heartbeat", "StoredFile"]
