"""Every address of the portal, with whatever the database holds in the places of its parameters."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice, product
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from pypdf import PdfReader

from applicants.models import Application, Submission
from calls.models import Call
from evaluation.models import Assessment

MOST = 60  # addresses of one pattern
_DRAWN = re.compile(r'\sd="[^"]*"')
_INSTANT = re.compile(r"\d\d:\d\d:\d\d[.,]\d+")
LEAVING = ("/uscita/", "/lingua/", "/readyz")  # the last asks for a worker


def addresses(most: int = MOST) -> Iterator[str]:
    """Each address, once, `most` of one pattern; those that end a session are left out."""
    values = _values()
    for route, converters in _patterns(get_resolver().url_patterns, ""):
        for filled in islice(_filled(route, converters, values), most):
            if not filled.startswith(LEAVING):
                yield filled


def read(client: Client, address: str) -> tuple[int, str]:
    """The status and everything that came: headers, and the text of pages, PDFs and archives."""
    answer = client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    heads = " ".join(answer.headers.get(name, "") for name in ("Location", "Content-Disposition"))
    return answer.status_code, heads + _text_of(body)


def without_drawings(text: str) -> str:
    """The text without the lines of icons, which are made of numbers too."""
    return _DRAWN.sub("", text)


def without_instants(text: str) -> str:
    """The text without times of day to the microsecond, whose seconds may look like points."""
    return _INSTANT.sub("", text)


def _text_of(body: bytes) -> str:
    """Everything readable: the bytes, the pages of a PDF, the files of an archive or a workbook."""
    found = body.decode("utf-8", "replace")
    if body.startswith(b"%PDF-1"):
        found += " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            found += " ".join(_text_of(archive.read(name)) for name in archive.namelist())
    return found


def _patterns(
    found: Iterable[URLPattern | URLResolver], before: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    for each in found:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _patterns(each.url_patterns, route)
        else:
            yield route, dict(each.pattern.converters)


def _filled(route: str, converters: dict[str, Any], values: dict[str, list[str]]) -> Iterator[str]:
    names = list(converters)
    choices = [values.get(name) or values[type(converters[name]).__name__] for name in names]
    for chosen in product(*choices):
        address = route.replace("^", "").replace("$", "")
        for name, value in zip(names, chosen, strict=True):
            start, end = _place(address, name)
            address = f"{address[:start]}{value}{address[end:]}"
        yield f"/{address}"


def _place(route: str, name: str) -> tuple[int, int]:
    for part in (f":{name}>", f"<{name}>"):
        if (found := route.find(part)) != -1:
            return route.rfind("<", 0, found + 1), found + len(part)
    raise AssertionError(f"{name} is not in {route}")


def _values() -> dict[str, list[str]]:
    """By parameter name, and by kind of converter for whatever has another name."""
    submissions = Submission.objects.order_by("id")
    codes = [call.code for call in Call.objects.order_by("id")]
    uuids = [str(each.public_id) for each in Application.objects.order_by("id")]
    return {
        "code": codes,
        "number": [str(each.protocol_number) for each in submissions],
        "year": [str(timezone.localtime().year)],
        "version": ["1"],
        "assessment": [str(each.pk) for each in Assessment.objects.order_by("id")],
        "IntConverter": ["1"],
        "UUIDConverter": uuids[:2],
        "SlugConverter": codes[:1],
        "StringConverter": ["deed"],
        "PathConverter": ["x"],
    }
