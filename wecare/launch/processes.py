"""The processes started here: each dies with the launcher, and all are stopped in reverse order."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wecare.launch.accounts import Account
from wecare.launch.places import ROOT, LaunchError

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(slots=True)
class Child:
    name: str
    process: subprocess.Popen[bytes]
    log: Path
    stop_signal: signal.Signals
    patience: float

    def last_words(self, lines: int = 15) -> str:
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        except OSError:
            return ""

    def stop(self) -> None:
        """Ask, wait, then insist; whatever the process left of its own group goes too."""
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(self.patience)
        _signal_group(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _signal_group(group: int, number: signal.Signals) -> None:
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return


class Household:
    """All children of one launcher."""

    def __init__(self, logs: Path) -> None:
        self.logs = logs
        self.children: list[Child] = []
        logs.mkdir(parents=True, exist_ok=True)

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        variables: Mapping[str, str] | None = None,
        account: Account | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        patience: float = 15,
    ) -> Child:
        log = self.logs / f"{name}.log"
        identity = (
            {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}
        )
        with log.open("ab") as output:
            process = subprocess.Popen(
                [str(part) for part in command],
                cwd="/" if account else ROOT,
                env={**os.environ, **(variables or {})},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches the launcher alone
                preexec_fn=lambda: die_with_parent(stop_signal),  # noqa: PLW1509 -- one thread
                **identity,  # type: ignore[call-overload]
            )
        child = Child(name, process, log, stop_signal, patience)
        self.children.append(child)
        return child

    def wait_until(self, child: Child, ready: Callable[[], bool], seconds: float = 60) -> None:
        """Return when the child is ready.

        :raises LaunchError: if it ends first, or is not ready in time.
        """
        deadline = time.monotonic() + seconds
        while not ready():
            if child.process.poll() is not None:
                raise LaunchError(
                    f"{child.name} did not start. Its log says:\n{child.last_words()}"
                )
            if time.monotonic() > deadline:
                raise LaunchError(
                    f"{child.name} is not ready after {seconds:.0f} s. Its log says:\n"
                    f"{child.last_words()}"
                )
            time.sleep(0.02)

    def fallen(self) -> Child | None:
        return next((child for child in self.children if child.process.poll() is not None), None)

    def stop(self) -> None:
        while self.children:
            self.children.pop().stop()


def die_with_parent(number: signal.Signals) -> None:
    """Have the kernel send this signal when the launcher goes, even if it is killed outright."""
    _libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)


def is_running(pid: int, word: str) -> bool:
    """Whether a process with this number lives and has the word in its command line."""
    try:
        line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
    except OSError:
        return False
    return word.encode() in line
