"""A register looked for at a port where nobody answers, and a records system that says nothing."""

import os
import socket
import time

from applicants.queries.records import Record, Registered
from applicants.queries.registers import Entry


class Nobody:
    """It is refused, or waits for an answer that never comes."""

    def look_up(self, fiscal_code: str) -> Entry | None:
        address = ("127.0.0.1", int(os.environ["NOBODY_PORT"]))
        with socket.create_connection(address, timeout=30) as line:
            line.sendall(fiscal_code.encode())
            line.recv(1)
        return None


class Silent:
    """A records system that never answers."""

    def register(self, record: Record) -> Registered:
        time.sleep(600)
        raise AssertionError(f"{record.key} was let wait to the end")
