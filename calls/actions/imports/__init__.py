"""Files of movements: brought, tried, confirmed, recorded whole or not at all.

A person brings the file and confirms what its trial found; a worker tries and records (`work`). What
waits for a worker is a query, and a worker that dies leaves the import as it found it.
"""

from calls.actions.imports.aside import LEASE
from calls.actions.imports.rows import Row
from calls.actions.imports.steps import check_again, confirm, start
from calls.actions.imports.work import TASK, carry_on

__all__ = ["LEASE", "TASK", "Row", "carry_on", "check_again", "confirm", "start"]
