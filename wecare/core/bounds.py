"""The bounds that a child process takes on before it loads anything that a hostile file can reach.

The standard library alone: each of these processes starts for one file and ends.
"""

import argparse
import ctypes
import os
import resource
import signal
import sys

_PR_SET_PDEATHSIG = 1


def arguments(*, texts: tuple[str, ...] = (), numbers: tuple[str, ...] = ()) -> argparse.Namespace:
    """What the process was given: these, and its bounds, seconds of work and bytes of memory."""
    parser = argparse.ArgumentParser()
    for name in texts:
        parser.add_argument(f"--{name}", required=True)
    for name in (*numbers, "seconds", "memory", "parent"):
        parser.add_argument(f"--{name}", type=int, required=True)
    return parser.parse_args()


def take_on(limits: argparse.Namespace, *, writes: bool, spare_seconds: int = 5) -> None:
    """Die with the parent, leave no core, and hold memory and work; without `writes`, no file grows.

    The process is asked to end after its seconds of work, and killed `spare_seconds` later.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != limits.parent:
        sys.exit(1)  # whoever asked is gone already
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not writes:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + spare_seconds))
