"""A records system in a folder of this machine: invented numbers, for the demonstration."""

import fcntl
import json
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.timezone import localtime

from applicants.queries.records import Record, Registered
from wecare.core import clock
from wecare.core.digests import sha256


class FileRecords:
    """One JSON file for each record in `RECORDS_FOLDER`; numbers go up by one."""

    def register(self, record: Record) -> Registered:
        """The next number, or the one that the key has.

        :raises OSError: if the folder cannot be written.
        """
        folder = Path(settings.RECORDS_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            entry = folder / f"{sha256(record.key.encode())}.json"
            if not entry.exists():
                self._write(entry, record, number=len(list(folder.glob("*.json"))) + 1)
            said = json.loads(entry.read_text(encoding="utf-8"))
        return Registered(said["number"], datetime.fromisoformat(said["at"]))

    def _write(self, entry: Path, record: Record, *, number: int) -> None:
        at = clock.now()
        said = {
            "key": record.key,
            "kind": record.kind,
            "title": record.title,
            "issued_at": record.issued_at.isoformat(),
            "digest": record.digest,
            "number": f"DIMOSTRATIVO-{localtime(at).year}-{number:07d}",
            "at": at.isoformat(),
        }
        half = entry.with_suffix(".half")
        half.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        half.replace(entry)
