"""What views share."""

from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.views.generic import FormView, View

from wecare.core import web
from wecare.core.errors import DomainError


class TooLate(DomainError):
    """The deadline has passed."""


class Name(forms.Form):
    name = forms.CharField()


class Page(web.ActionFormMixin, FormView):
    form_class = Name
    template_name = "documents/core/letter.html"
    success_url = "/fatto/"
    success_message = "Fatto."

    def perform(self, form: Name) -> str:
        if form.cleaned_data["name"] == "tardi":
            raise TooLate("Il bando è chiuso.")
        return form.cleaned_data["name"]

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        return HttpResponse(str(context["form"]), **options)


class Button(web.ActionView):
    success_message = "Fatto."
    back_url = "/indietro/"
    refusal: DomainError | None = None

    def perform(self) -> None:
        if self.refusal:
            raise self.refusal


class Person(AnonymousUser):
    is_authenticated = True
    permitted: tuple[Any, ...] = ()

    def has_perm(self, permission: str, thing: Any = None) -> bool:
        return (permission, thing) in self.permitted


def post(**typed: str) -> HttpRequest:
    request = RequestFactory().post("/", typed)
    request.session = {}  # type: ignore[assignment]  # all that messages ask of it
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]  # as the middleware does
    return request


def said(request: HttpRequest) -> list[str]:
    return [str(message) for message in request._messages]  # type: ignore[attr-defined]


def test_a_valid_form_is_one_action_and_a_redirect() -> None:
    request = post(name="Anna")

    response = Page.as_view()(request)

    assert (response.status_code, response.headers["Location"]) == (302, "/fatto/")
    assert said(request) == ["Fatto."]


def test_an_invalid_form_is_shown_as_it_was_typed() -> None:
    response = Page.as_view()(post(name=""))

    assert response.status_code == 422


def test_a_refusal_is_an_error_of_the_form_as_it_was_typed() -> None:
    request = post(name="tardi")

    response = Page.as_view()(request)

    assert response.status_code == 409
    assert "Il bando è chiuso." in response.content.decode()
    assert 'value="tardi"' in response.content.decode()
    assert said(request) == []


def test_a_button_is_one_action_and_a_way_back() -> None:
    request = post()

    response = Button.as_view()(request)

    assert (response.status_code, response.headers["Location"]) == (302, "/indietro/")
    assert said(request) == ["Fatto."]


def test_the_refusal_of_a_button_is_told_where_people_came_from() -> None:
    request = post()

    response = Button.as_view(refusal=TooLate("Il bando è chiuso."))(request)

    assert (response.status_code, response.headers["Location"]) == (302, "/indietro/")
    assert said(request) == ["Il bando è chiuso."]


def test_a_button_is_never_pressed_by_a_link() -> None:
    assert Button.as_view()(RequestFactory().get("/")).status_code == 405


def test_a_function_with_a_way_back_tells_its_refusal_there() -> None:
    @web.post_action
    def close(_request: HttpRequest, code: str) -> HttpResponse:
        raise TooLate(f"Il bando {code} è chiuso.")

    close.back_url = lambda code: f"/bandi/{code}/"
    request = post()

    response = close(request, code="fse2")

    assert response.headers["Location"] == "/bandi/fse2/"
    assert said(request) == ["Il bando fse2 è chiuso."]
    assert close(RequestFactory().get("/"), code="fse2").status_code == 405


def test_a_refusal_with_no_way_back_is_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Any] = []

    def render(_request: HttpRequest, template: str, context: Any, status: int) -> HttpResponse:
        shown.append((template, context))
        return HttpResponse(status=status)

    monkeypatch.setattr(web, "render", render)

    response = Button.as_view(refusal=TooLate("Il bando è chiuso."), back_url=None)(post())

    assert response.status_code == 409
    assert shown == [("409.html", {"reason": "Il bando è chiuso."})]


class Room(web.RoleRequiredMixin, View):
    permission_required = "rooms.enter"
    thing: Any = None

    def get_permission_object(self) -> Any:
        if self.thing == "invisible":
            raise Http404
        return self.thing

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("dentro")


def _enter(user: Any, thing: Any = None) -> Any:
    request = RequestFactory().get("/stanza/")
    request.user = user
    return Room.as_view(thing=thing)(request)


def test_strangers_go_to_the_login_and_come_back(settings: Any) -> None:
    settings.LOGIN_URL = "/accesso/"

    response = _enter(AnonymousUser(), "invisible")

    assert response.headers["Location"] == "/accesso/?next=/stanza/"


def test_people_without_the_permission_are_forbidden() -> None:
    person = Person()
    person.permitted = (("rooms.enter", "another"),)

    with pytest.raises(PermissionDenied):
        _enter(person, "mine")


def test_what_people_may_not_see_does_not_exist() -> None:
    with pytest.raises(Http404):
        _enter(Person(), "invisible")


def test_people_with_the_permission_enter() -> None:
    person = Person()
    person.permitted = (("rooms.enter", "mine"),)

    assert _enter(person, "mine").content == b"dentro"
