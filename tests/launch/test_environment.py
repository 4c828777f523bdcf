"""What pip is told on this machine, uv is told too."""

import pytest

from wecare.launch import environment, places
from wecare.launch.environment import uv_settings

CONFIGURED = """\
:env:.cert='/etc/our.pem'
:env:.find-links='/opt/wheels'
global.cert='/etc/their.pem'
global.extra-index-url='https://a.example/simple https://b.example/simple'
global.index-url='https://mirror.example/simple'
"""


def test_an_ordinary_machine_adds_nothing() -> None:
    assert uv_settings("", {}) == ([], {})


def test_the_settings_of_pip_become_those_of_uv_and_the_environment_wins() -> None:
    options, variables = uv_settings(CONFIGURED, {})

    assert options == [
        *("--default-index", "https://mirror.example/simple"),
        *("--index", "https://a.example/simple"),
        *("--index", "https://b.example/simple"),
        *("--find-links", "/opt/wheels"),
        *("--index-strategy", "unsafe-best-match"),
    ]
    assert variables == {"SSL_CERT_FILE": "/etc/our.pem"}


def test_what_is_said_to_uv_itself_is_left_alone() -> None:
    said = {"UV_DEFAULT_INDEX": "https://x.example", "UV_INDEX": "y", "SSL_CERT_FILE": "/z.pem"}

    options, variables = uv_settings(CONFIGURED, said)

    assert options == ["--find-links", "/opt/wheels"]
    assert variables == {}


@pytest.mark.parametrize(
    ("stamped", "wanted", "installed"),
    [
        ("dev", "runtime", True),
        ("dev", "dev", True),
        ("runtime", "runtime", True),
        ("runtime", "dev", False),
    ],
)
def test_the_larger_set_serves_for_the_smaller(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: places.Path,
    stamped: str,
    wanted: str,
    installed: bool,
) -> None:
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / "stamp")
    places.set_stamp(tmp_path / "stamp", environment.lock_digest(stamped))

    assert environment._is_installed(wanted) is installed


def test_a_changed_lock_is_installed_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: places.Path
) -> None:
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / "stamp")
    places.set_stamp(tmp_path / "stamp", "runtime of-another-day")

    assert not environment._is_installed("runtime")


def test_what_python_compiles_is_kept_for_the_next_process_even_where_it_was_not() -> None:
    variables = {"PYTHONDONTWRITEBYTECODE": "1", "HOME": "/x"}

    environment.compile_once(variables)

    assert variables == {"HOME": "/x", "PYTHONPYCACHEPREFIX": str(places.CACHE / "bytecode")}


def test_whoever_keeps_it_elsewhere_already_goes_on_so() -> None:
    variables = {"PYTHONPYCACHEPREFIX": "/elsewhere"}

    environment.compile_once(variables)

    assert variables == {"PYTHONPYCACHEPREFIX": "/elsewhere"}
