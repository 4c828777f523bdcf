"""For each address of the evaluation by its name: the true keys of everything it can show."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, reverse

from applicants.models import Submission
from calls.models import Call
from evaluation import urls
from evaluation.models import (
    Assessment,
    Assignment,
    DocumentAccess,
    FormalRequest,
    Observation,
    ObservationFile,
    PanelMember,
    PanelSession,
    PointFile,
    RankedList,
    SampledCheck,
    Scenario,
    SignedMinutes,
)

Keys = Iterator[dict[str, Any]]


def patterns(found: list[URLPattern | URLResolver] | None = None) -> Iterator[URLPattern]:
    """Every pattern of the evaluation."""
    for each in urls.urlpatterns if found is None else found:
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns)
        else:
            yield each


def evaluation_addresses() -> Iterator[tuple[str, str]]:
    """Name and address of everything in the evaluation that the database has keys for."""
    for pattern in patterns():
        assert pattern.name
        for values in keys_of(pattern):
            yield pattern.name, reverse(f"evaluation:{pattern.name}", kwargs=values)


def is_read(pattern: URLPattern) -> bool:
    """Whether it answers to who only reads; the others are buttons."""
    view = getattr(pattern.callback, "view_class", None)
    if view is None:
        return True
    return "get" in view.http_method_names and hasattr(view, "get")


def keys_of(pattern: URLPattern) -> Keys:
    """The keys of one pattern: by its name, or by what its parameters are called."""
    asked = frozenset(pattern.pattern.converters) or frozenset(pattern.pattern.regex.groupindex)
    made = _BY_NAME.get(pattern.name or "") or _BY_PARAMETERS[asked]
    for values in made():
        assert set(values) == asked, f"{pattern.name}: {sorted(values)}"
        yield values


def _one(submission: Submission) -> dict[str, Any]:
    return {
        "code": submission.call.code,
        "number": submission.protocol_number,
        "year": submission.protocol_year,
    }


def _nothing() -> Keys:
    yield {}


def _calls() -> Keys:
    yield from ({"code": each.code} for each in Call.objects.order_by("id"))


def _sent() -> list[Submission]:
    return list(Submission.objects.select_related("call", "application").order_by("id"))


def _submissions() -> Keys:
    yield from (_one(each) for each in _sent())


def _applications() -> Keys:
    yield from ({"public_id": each.application.public_id} for each in _sent())


def _files() -> Keys:
    for each in _sent():
        for frozen in each.content["attachments"]:
            yield {**_one(each), "requirement": frozen["requirement"]}


def _lists() -> Keys:
    for each in RankedList.objects.select_related("call").order_by("id"):
        yield {"code": each.call.code, "version": each.version}


def _with_pk(model: Any, call: str) -> Callable[[], Keys]:
    def found() -> Keys:
        for pk, code in model.objects.order_by("id").values_list("pk", f"{call}__code"):
            yield {"code": code, "pk": pk}

    return found


def _seats() -> Keys:
    for pk, code in PanelMember.objects.order_by("id").values_list("pk", "panel__call__code"):
        yield {"code": code, "seat": pk}


def _sessions() -> Keys:
    for number, code in PanelSession.objects.order_by("id").values_list(
        "number", "panel__call__code"
    ):
        yield {"code": code, "number": number}


def _signed_minutes() -> Keys:
    for each in SignedMinutes.objects.select_related("session__panel__call").order_by("id"):
        session = each.session
        yield {"code": session.panel.call.code, "number": session.number, "pk": each.pk}


def _assessments() -> Keys:
    for each in Assessment.objects.select_related("submission__call").order_by("id"):
        yield {**_one(each.submission), "assessment": each.pk}


def _requests() -> Iterator[FormalRequest]:
    yield from FormalRequest.objects.select_related("submission__call").order_by("id")


def _office_requests() -> Keys:
    yield from ({**_one(each.submission), "which": each.number} for each in _requests())


def _own_requests() -> Keys:
    yield from ({"public_id": each.public_id} for each in _requests())


def _points() -> Keys:
    for each in _requests():
        for point in each.points.order_by("id"):
            yield {"public_id": each.public_id, "point": point.number}


def _answer_files() -> Iterator[PointFile]:
    rows = PointFile.objects.select_related("point__request__submission__call")
    yield from rows.order_by("id")


def _office_answer_files() -> Keys:
    for each in _answer_files():
        request = each.point.request
        yield {**_one(request.submission), "which": request.number, "file": each.pk}


def _own_answer_files() -> Keys:
    for each in _answer_files():
        yield {"public_id": each.point.request.public_id, "file": each.pk}


def _sampled() -> Keys:
    for each in SampledCheck.objects.select_related("sample__call").order_by("id"):
        sample = each.sample
        yield {"code": sample.call.code, "sample": sample.number, "place": each.place}


def _own_observation_files() -> Keys:
    rows = ObservationFile.objects.select_related("observation__submission__application")
    for each in rows.order_by("id"):
        application = each.observation.submission.application
        yield {"public_id": application.public_id, "pk": each.pk}


def _plus(keys: Callable[[], Keys], name: str, *values: Any) -> Callable[[], Keys]:
    """The same keys, each with every one of these values of one more parameter."""

    def found() -> Keys:
        for each in keys():
            for value in values:
                yield {**each, name: value}

    return found


_SCENARIOS = _with_pk(Scenario, "ranked_list__call")
_BY_PARAMETERS: dict[frozenset[str], Callable[[], Keys]] = {
    frozenset(): _nothing,
    frozenset({"code"}): _calls,
    frozenset({"code", "number", "year"}): _submissions,
    frozenset({"code", "number", "year", "requirement"}): _files,
    frozenset({"code", "number", "year", "requirement", "page"}): _plus(_files, "page", 1),
    frozenset({"code", "number", "year", "assessment"}): _assessments,
    frozenset({"code", "number", "year", "which"}): _office_requests,
    frozenset({"code", "number", "year", "which", "file"}): _office_answer_files,
    frozenset({"code", "number", "year", "which", "file", "page"}): _plus(
        _office_answer_files, "page", 1
    ),
    frozenset({"code", "sample", "place"}): _sampled,
    frozenset({"code", "version"}): _lists,
    frozenset({"code", "version", "ending"}): _plus(_lists, "ending", "xlsx", "ods"),
    frozenset({"code", "seat"}): _seats,
    frozenset({"code", "number"}): _sessions,
    frozenset({"code", "number", "pk"}): _signed_minutes,
    frozenset({"public_id"}): _applications,
    frozenset({"public_id", "point"}): _points,
    frozenset({"public_id", "file"}): _own_answer_files,
    frozenset({"public_id", "pk"}): _own_observation_files,
}
_BY_NAME: dict[str, Callable[[], Keys]] = {
    "request_answer": _own_requests,
    "request_autosave": _own_requests,
    "request_receipt": _own_requests,
    "take_away": _with_pk(Assignment, "submission__call"),
    "scenario": _SCENARIOS,
    "scenario_json": _SCENARIOS,
    "scenario_sheet": _plus(_SCENARIOS, "ending", "xlsx", "ods", "csv"),
    "desk_observation": _with_pk(Observation, "ranked_list__call"),
    "desk_observation_file": _with_pk(ObservationFile, "observation__ranked_list__call"),
    "access_archive": _with_pk(DocumentAccess, "call"),
}
