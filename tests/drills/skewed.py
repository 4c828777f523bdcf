"""The portal in a process whose own clock is late; for the drill of the one clock.

`SKEW_SECONDS` says by how much; with `NAIVE_GATE` the deadline is read from that clock, as a portal
without the one clock would do: the negative control.
"""

import datetime as dt
import os

import time_machine

_late = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=float(os.environ["SKEW_SECONDS"]))
time_machine.travel(_late, tick=True).start()

from wecare.wsgi import application  # noqa: E402 -- the clock first

if os.environ.get("NAIVE_GATE"):
    from applicants.actions import submissions
    from applicants.models import Application
    from calls.queries.calls import Gate, current_window
    from wecare.core.clock import process_instant

    def naive_gate(application: Application) -> Gate:
        """The window as somebody read it, and the hour of this machine."""
        window = current_window(application.call)
        assert window is not None
        return Gate(window.pk, window.opens_at, window.closes_at, None, process_instant())

    submissions.hold_gate_of = naive_gate

__all__ = ["application"]
