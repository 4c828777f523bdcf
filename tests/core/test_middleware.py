"""What every request passes through."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import BadRequest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from wecare.core import middleware


def _answer(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def _request(path: str = "/", **extra: Any) -> HttpRequest:
    return RequestFactory().get(path, **extra)


class Session(dict[str, Any]):
    modified = False


@pytest.mark.parametrize(
    "address",
    [
        "/bandi/%00/",
        "/bandi/?q=%00",
        "/bandi/?q=%c3",
        "/bandi/?q=%ed%a0%80",
        "/bandi/?%00=1",
    ],
)
def test_an_address_that_is_not_text_is_a_bad_request_with_a_sentence(address: str) -> None:
    with pytest.raises(BadRequest, match="L'indirizzo contiene caratteri che non sono testo"):
        middleware.CleanInputMiddleware(_answer)(_request(address))


@pytest.mark.parametrize(
    "address",
    [
        "/bandi/citt%C3%A0/?q=anziani+%26+giovani",
        "/?q=%2500",
        "/?q=100%",
        "/?q=+%20",
        "/bandi/%ff/",
    ],
)
def test_an_address_that_is_text_goes_on(address: str) -> None:
    assert middleware.CleanInputMiddleware(_answer)(_request(address)).status_code == 200


@pytest.mark.parametrize("value", ['"\\000aaaaaaaa"', "\udce0bbbbbbbb"])
def test_a_cookie_that_is_not_text_is_a_bad_request(value: str) -> None:
    request = _request()
    request.COOKIES["sessionid"] = {'"\\000aaaaaaaa"': "\x00aaaaaaaa"}.get(value, value)

    with pytest.raises(BadRequest, match="cookie"):
        middleware.CleanInputMiddleware(_answer)(request)


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["a\x00b", "a\ud800b"], ids=["nul", "surrogate"])
def test_what_only_the_database_refuses_is_a_bad_request_too(value: str) -> None:
    with pytest.raises(Exception) as refusal, connection.cursor() as cursor:  # noqa: PT011 -- the driver's own choice
        cursor.execute("SELECT %s::text", [value])

    with pytest.raises(BadRequest, match="Toglili"):
        middleware.CleanInputMiddleware(_answer).process_exception(_request(), refusal.value)


def test_any_other_exception_takes_its_way() -> None:
    guard = middleware.CleanInputMiddleware(_answer)

    assert guard.process_exception(_request(), ValueError("Something else")) is None


def test_a_request_has_a_name_and_the_time_of_the_server() -> None:
    response = middleware.RequestContextMiddleware(_answer)(_request())

    assert len(response.headers["X-Request-ID"]) == 32
    assert datetime.fromisoformat(response.headers["X-Server-Time"]).utcoffset() is not None


@pytest.mark.parametrize(
    ("offered", "is_kept"), [("abcd-1234", True), ("a b", False), ("x" * 65, False)]
)
def test_only_a_plain_name_from_outside_is_kept(offered: str, is_kept: bool) -> None:
    response = middleware.RequestContextMiddleware(_answer)(_request(HTTP_X_REQUEST_ID=offered))

    assert (response.headers["X-Request-ID"] == offered) is is_kept


def test_the_log_line_of_a_request_tells_no_address(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")

    middleware.RequestContextMiddleware(_answer)(_request("/persone/?q=Anna+Neri"))

    assert "request" in caplog.text
    assert "Anna" not in caplog.text
    assert "persone" not in caplog.text


@pytest.mark.parametrize(
    ("cookies", "is_modified", "expected"),
    [
        ({}, False, (None, None)),
        ({"sessionid": "abc"}, False, ("private, no-store", "Cookie")),
        ({}, True, ("private, no-store", "Cookie")),
    ],
    ids=["stranger", "known", "just logged in"],
)
def test_the_answers_to_whoever_has_a_session_are_theirs_alone(
    cookies: dict[str, str], is_modified: bool, expected: tuple[str | None, str | None]
) -> None:
    request = _request()
    request.COOKIES.update(cookies)
    request.session = Session()  # type: ignore[assignment]  # all that is asked of it
    request.session.modified = is_modified

    response = middleware.PrivateAnswersMiddleware(_answer)(request)

    assert (response.get("Cache-Control"), response.get("Vary")) == expected


def test_a_view_cannot_make_a_personal_answer_public() -> None:
    def public(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("ok", headers={"Cache-Control": "public, max-age=600"})

    request = _request()
    request.COOKIES["sessionid"] = "abc"
    request.session = Session()  # type: ignore[assignment]  # all that is asked of it

    response = middleware.PrivateAnswersMiddleware(public)(request)

    assert response.headers["Cache-Control"] == "private, no-store"
