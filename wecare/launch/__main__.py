"""`python3 -m wecare.launch <verb>`, which is what the targets of the Makefile call."""

import os
import signal
import sys
from collections.abc import Callable, Sequence

from wecare.launch import checks, environment, portal, trial, upkeep
from wecare.launch.places import LaunchError, stop_with

Verb = Callable[[Sequence[str]], int]
VERBS: dict[str, Verb] = {
    "run": portal.run,
    "test": trial.run,
    "check": checks.run,
    "fix": upkeep.fix,
    "bench": upkeep.bench,
    "lifecycles": upkeep.lifecycles,
    "messages": upkeep.messages,
    "lock": upkeep.lock,
    "clean": upkeep.clean,
    "forget": upkeep.forget,
}


def main(arguments: Sequence[str]) -> int:
    if not arguments or arguments[0] not in VERBS:
        return stop_with(f"Say what to do: {', '.join(VERBS)}.")
    environment.compile_once(os.environ)
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    try:
        return VERBS[arguments[0]](arguments[1:])
    except LaunchError as refusal:
        return stop_with(str(refusal))
    except KeyboardInterrupt:
        return stop_with("Interrupted.") if arguments[0] != "run" else 0


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
