"""What is started is stopped, and nothing else."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from wecare.launch.places import ROOT, LaunchError
from wecare.launch.processes import Household, is_running

Eventually = Callable[[Callable[[], object], float], None]
FAMILY = "sleep 100 & echo $! > {note}; wait"


def test_a_child_is_stopped_with_the_processes_it_made(
    household: Household, folder: Path, eventually: Eventually
) -> None:
    note = folder / "grandchild"
    child = household.start("family", ["sh", "-c", FAMILY.format(note=note)])
    household.wait_until(child, lambda: note.exists() and bool(note.read_text()))
    grandchild = int(note.read_text())
    stranger = subprocess.Popen(["sleep", "100"])

    household.stop()

    assert child.process.poll() is not None
    eventually(lambda: not is_running(grandchild, "sleep"), 5)
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_child_that_does_not_listen_is_stopped_all_the_same(household: Household) -> None:
    child = household.start("deaf", ["sh", "-c", "trap '' TERM; sleep 100"], patience=0.3)
    time.sleep(0.2)

    household.stop()

    assert child.process.poll() == -signal.SIGKILL


def test_a_child_that_fails_is_told_with_its_last_words(household: Household) -> None:
    child = household.start("broken", ["sh", "-c", "echo 'no such thing' >&2; exit 3"])

    with pytest.raises(LaunchError, match=r"broken did not start(.|\n)*no such thing"):
        household.wait_until(child, lambda: False)

    assert household.fallen() is child


def test_children_go_when_the_launcher_is_killed(folder: Path, eventually: Eventually) -> None:
    script = (
        "import pathlib, sys, time\n"
        "from wecare.launch.processes import Household\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "child = Household(folder / 'logs').start('child', ['sleep', '100'])\n"
        "(folder / 'pid').write_text(str(child.process.pid))\n"
        "time.sleep(100)\n"
    )
    launcher = subprocess.Popen([sys.executable, "-c", script, str(folder)], cwd=ROOT)
    note = folder / "pid"
    while not (note.exists() and note.read_text()):
        time.sleep(0.05)
    child = int(note.read_text())

    os.kill(launcher.pid, signal.SIGKILL)
    launcher.wait()

    eventually(lambda: not is_running(child, "sleep"), 5)
