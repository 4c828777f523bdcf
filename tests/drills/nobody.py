"""A register that is looked for at a port where nobody answers; the address comes with the process."""

import os
import socket

from applicants.queries.registers import Entry


class Nobody:
    """It is refused, or waits for an answer that never comes."""

    def look_up(self, fiscal_code: str) -> Entry | None:
        address = ("127.0.0.1", int(os.environ["NOBODY_PORT"]))
        with socket.create_connection(address, timeout=30) as line:
            line.sendall(fiscal_code.encode())
            line.recv(1)
        return None
