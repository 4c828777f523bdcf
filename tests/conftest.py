"""What holds in every test: guards, services of one's own, and honesty about what was skipped."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs a loop of its own

pytest_plugins = [
    "tests.fixtures.guards",
    "tests.fixtures.database",
    "tests.fixtures.scenes",
    "tests.fixtures.demonstration",
    "tests.fixtures.racing",
    "tests.fixtures.services",
    "tests.fixtures.mortal_servers",
    "tests.fixtures.mail",
    "tests.fixtures.browser",
    "tests.fixtures.clamd",
    "tests.fixtures.verapdf",
]


@pytest.fixture(autouse=True)
def rested_bell() -> None:
    """What earlier tests asked of workers is no reason to wake them less in this one."""
    from wecare.core import dispatch

    dispatch.bell.reset()


_skipped: dict[str, str] = {}


@pytest.fixture(scope="session", autouse=True)
def own_services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Each process of the run has a Redis database and a file store that no other touches."""
    from wecare.celery import app

    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    number = int(worker.removeprefix("gw")) + 1 if "PYTEST_XDIST_WORKER" in os.environ else None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "FILE_STORE", tmp_path_factory.mktemp("files"))
        patch.setattr(settings, "PASSWORD_HASHERS", ["tests.fixtures.passwords.QuickHasher"])
        if number is not None:
            patch.setattr(settings, "REDIS_URL", with_database(settings.REDIS_URL, number))
            broker = with_database(settings.CELERY_BROKER_URL, number)
            patch.setattr(settings, "CELERY_BROKER_URL", broker)
            patch.setattr(app.conf, "broker_url", broker)
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # whitenoise wants it there
        yield


@pytest.fixture(autouse=True)
def _empty_file_store(own_services: None) -> Iterator[None]:
    """Each test finds the file store empty."""
    yield
    if settings.FILE_STORE.exists():
        shutil.rmtree(settings.FILE_STORE)


@pytest.fixture(autouse=True)
def _language_of_the_house() -> Iterator[None]:
    """The last request of a test leaves its language in the thread: the next test starts without."""
    yield
    translation.deactivate()


def with_database(address: str, number: int) -> str:
    """The same Redis, another of its numbered databases."""
    base, mark, query = address.partition("?")
    if mark:
        key = query.partition("=")[0]
        return f"{base}?{key}={number}"
    host, _, _ = base.partition("://")[2].partition("/")
    return f"{base.partition('://')[0]}://{host}/{number}"


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and "browser" in report.keywords:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        _skipped[report.nodeid] = reason.removeprefix("Skipped: ")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _skipped and os.environ.get("CI") == "true" and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not _skipped:
        return
    terminalreporter.section("browser tests skipped")
    for reason in sorted(set(_skipped.values())):
        terminalreporter.line(f"{len(_skipped)} skipped: {reason}")
    if os.environ.get("CI") == "true":
        terminalreporter.line("CI=true refuses a run without its browser tests.", red=True)
