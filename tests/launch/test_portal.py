"""The pieces of `make run`."""

import fcntl
import socket
import stat
from pathlib import Path

import pytest

from wecare.launch import portal, preparation
from wecare.launch.places import LaunchError
from wecare.launch.processes import Household


def test_a_taken_port_gives_way_to_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind((portal.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert port < portal.free_port(port) < port + 100


def test_two_portals_do_not_share_a_folder(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(portal, "RUN", folder)
    with (folder / "lock").open("w") as other:
        other.write("4242")
        other.flush()
        fcntl.flock(other, fcntl.LOCK_EX)

        with pytest.raises(LaunchError, match=r"runs already \(process 4242\)"), portal.alone():
            pytest.fail("it must not start")


def test_the_lock_of_a_crash_is_no_hindrance(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(portal, "RUN", folder)
    (folder / "lock").write_text("4242")

    with portal.alone():
        pass


def test_waiting_ends_at_once_when_a_process_falls(household: Household) -> None:
    household.start("web", ["sh", "-c", "echo 'address in use'; exit 1"])

    with pytest.raises(LaunchError, match=r"web stopped(.|\n)*address in use"):
        portal.wait_for("http://127.0.0.1:9/readyz", household, patience=20)


def test_waiting_in_vain_says_what_is_answered(household: Household) -> None:
    with pytest.raises(LaunchError, match="is not ready after 0 s; it answers"):
        portal.wait_for("http://127.0.0.1:9/readyz", household, patience=0.2)


def test_the_secret_is_made_once_and_is_its_owners_alone(folder: Path) -> None:
    path = folder / "secret"

    first, second = preparation.secret(path), preparation.secret(path)

    assert first == second
    assert len(first) > 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
