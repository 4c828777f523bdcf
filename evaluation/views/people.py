"""Who is at the desk, for the views that act in somebody's name."""

from typing import cast

from django.http import HttpRequest

from wecare.accounts.models import Person
from wecare.core.web import RoleRequiredMixin


def person_of(request: HttpRequest) -> Person:
    """The person who is logged in; asked only where the view let in nobody else."""
    return cast("Person", request.user)


class ActorMixin(RoleRequiredMixin):
    """A page that only people open: `self.actor` is the one who does."""

    @property
    def actor(self) -> Person:
        return person_of(self.request)
