"""The ladder of Redis."""

from pathlib import Path

import pytest
from redis import Redis

from wecare.launch import redis
from wecare.launch.places import LaunchError
from wecare.launch.processes import Household


@pytest.fixture(params=["embedded", "system"])
def rung(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("WECARE_REDIS", request.param)
    try:
        redis.choose()
    except LaunchError:
        pytest.skip(f"no {request.param} Redis on this machine")
    return str(request.param)


def test_redis_answers_on_a_socket_that_only_its_owner_can_reach(
    rung: str, folder: Path, household: Household
) -> None:
    address, _ = redis.start(household, folder)
    with Redis.from_url(address) as client:
        answered = client.ping()
        listening = client.config_get("port")["port"]
        databases = client.config_get("databases")["databases"]

    assert answered
    assert (listening, databases) == ("0", "64")
    assert (folder / "redis").stat().st_mode & 0o777 == 0o700
    assert (folder / "redis" / "redis.sock").stat().st_mode & 0o077 == 0


def test_the_socket_of_a_crash_is_no_hindrance(
    rung: str, folder: Path, household: Household
) -> None:
    (folder / "redis").mkdir()
    (folder / "redis" / "redis.sock").touch()

    address, _ = redis.start(household, folder)

    with Redis.from_url(address) as client:
        assert client.ping()


def test_an_old_redis_is_passed_over(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    program = folder / "redis-server"
    program.write_text("#!/bin/sh\necho 'Redis server v=5.0.14 sha=0 bits=64'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    assert redis.program_version(program) == (5, 0, 14)
    chosen, name = redis.choose()
    assert chosen != program
    assert name.endswith("(embedded)")
