"""What the pages of the desk share: who may open them, and the call they are about."""

from functools import cached_property
from typing import Any, cast

from django.http import Http404
from django.views.generic.base import ContextMixin

from calls.models import Call
from calls.queries.calls import on_desk
from wecare.accounts.models import Person
from wecare.core.web import RoleRequiredMixin


class DeskMixin(ContextMixin, RoleRequiredMixin):
    """A page of the office."""

    permission_required = "calls.view_desk"

    @property
    def actor(self) -> Person:
        """Who is at the desk: the mixin let in only people."""
        return cast("Person", self.request.user)


class CallMixin(DeskMixin):
    """A page of the office about one call, named by the address."""

    @cached_property
    def call(self) -> Call:
        """The call.

        :raises Http404: if there is none with this code.
        """
        found = on_desk().select_related("fund").filter(code=self.kwargs["code"]).first()
        if found is None:
            raise Http404
        return found

    def get_permission_object(self) -> Any:
        """The call, so that one that does not exist is not found before it is refused."""
        return self.call

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The call, for the template."""
        return super().get_context_data(call=self.call, **kwargs)
