"""What views share: one action for each form, refusals as sentences, roles before objects."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.mixins import AccessMixin
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.views.decorators.http import require_POST
from django.views.generic import FormView, View

from wecare.core.errors import DomainError

UNPROCESSABLE = 422
if TYPE_CHECKING:  # mixins that mypy reads as the views they are mixed into
    _FormBase = FormView
    _ViewBase = View
else:
    _FormBase = _ViewBase = object


class ActionFormMixin(_FormBase):
    """For a FormView whose valid form is one action, written in `perform`."""

    success_message: str | Promise = ""
    result: Any = None  # what the action answered, for `get_success_url`

    def perform(self, form: Any) -> Any:
        """Call the action with what the form understood."""
        raise NotImplementedError(f"{type(self).__name__}.perform calls one action.")

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Perform the action and move on; a refusal goes back to the form as it was typed."""
        try:
            self.result = self.perform(form)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return self._typed_again(form, refusal.http_status)
        if message := self.get_success_message():
            messages.success(self.request, message)
        return HttpResponseRedirect(self.get_success_url())

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """Show the form as it was typed, with its errors."""
        return self._typed_again(form, UNPROCESSABLE)

    def get_success_message(self) -> str:
        """What to say once it is done."""
        return str(self.success_message)

    def _typed_again(self, form: BaseForm, status: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)


class ActionView(View):
    """A button: a POST that is one action, with no form."""

    http_method_names = ["post", "options"]
    success_message: str | Promise = ""
    back_url: str | None = None  # where a refusal is shown; without it, a page of its own
    result: Any = None

    def perform(self) -> Any:
        """Call the action."""
        raise NotImplementedError(f"{type(self).__name__}.perform calls one action.")

    def get_success_url(self) -> str:
        """Where to go once it is done: by default, back."""
        return self.get_back_url() or "/"

    def get_back_url(self) -> str | None:
        """Where to show a refusal."""
        return self.back_url

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Perform the action, or say why not."""
        try:
            self.result = self.perform()
        except DomainError as refusal:
            return refused(request, refusal, self.get_back_url())
        if self.success_message:
            messages.success(request, str(self.success_message))
        return redirect(self.get_success_url())


def post_action(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a function that answers POST only: a refusal is shown on the page `view.back_url` names.

    `back_url` is set on the decorated function, as text or as a function of the view's arguments.
    """

    @require_POST
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except DomainError as refusal:
            back = getattr(guarded, "back_url", None)
            return refused(request, refusal, back(*args, **kwargs) if callable(back) else back)

    return guarded


def refused(request: HttpRequest, refusal: DomainError, back_url: str | None) -> HttpResponse:
    """The refusal as a message on the page people came from, or as a page of its own."""
    if back_url:
        messages.error(request, str(refusal))
        return redirect(back_url)
    return render(request, "409.html", {"reason": str(refusal)}, status=refusal.http_status)


class RoleRequiredMixin(AccessMixin, _ViewBase):
    """Anonymous people go to the login, people without the permission get 403.

    An object they may not see does not exist: `get_permission_object` loads it through the person
    and raises Http404.
    """

    permission_required: str
    request: Any  # of somebody who is logged in: its user is a person

    def get_permission_object(self) -> Any:
        """The object the permission is about, if any."""
        return None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in whoever may."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not request.user.has_perm(self.permission_required, self.get_permission_object()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
