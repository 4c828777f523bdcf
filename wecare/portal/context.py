"""What every page knows: its area, the navigation, who is reading, the instant it was made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from wecare.accounts.queries import roles_of
from wecare.core import clock
from wecare.notices import queries as notices
from wecare.portal import areas


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a navigation."""

    label: str | Promise
    url: str
    current: bool
    counts_letters: bool = False


class Page:
    """The facts of one page; what costs a query is read only where a template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._area = _area(request)
        self.area = self._area.code
        self.area_title = self._area.title
        self.demonstration: bool = settings.DEMONSTRATION
        self.address: str = request.path

    @cached_property
    def navigation(self) -> Sequence[Link]:
        """The entries of the area that the person may open, the current one marked."""
        return [self._link(entry) for entry in self._area.entries if self._may_open(entry)]

    def _may_open(self, entry: areas.Entry) -> bool:
        user = getattr(self._request, "user", None)
        if entry.roles and not (user is not None and entry.roles & roles_of(user)):
            return False
        return not entry.permission or (user is not None and user.has_perm(entry.permission))

    def _link(self, entry: areas.Entry) -> Link:
        url = reverse(entry.route)
        under = entry.under or (url,)
        current = any(self._is_under(start) for start in under)
        return Link(entry.label, url, current, entry.counts_letters)

    def _is_under(self, start: str) -> bool:
        if start == reverse(self._area.route):
            return self.address == start
        return self.address.startswith(start)

    @cached_property
    def areas(self) -> Sequence[Link]:
        """The areas the person may enter, for the menu under their name."""
        own = areas.areas_for(roles_of(self._request.user))
        return [Link(area.title, reverse(area.route), area is self._area) for area in own]

    @cached_property
    def unread(self) -> int:
        """How many letters wait to be read."""
        return notices.unread_count(self._request.user)

    @cached_property
    def now(self) -> datetime:
        """The instant by the database's clock, read once for the whole page."""
        return clock.now()


def _area(request: HttpRequest) -> areas.Area:
    """The area of the address; letters are read by everyone, each in an area of their own."""
    area = areas.area_of(request.path)
    if area is not areas.APPLICANT or not hasattr(request, "user"):
        return area
    own = areas.areas_for(roles_of(request.user))
    return area if area in own else own[0]


def page(request: HttpRequest) -> dict[str, Page]:
    """Give templates `page`."""
    return {"page": Page(request)}
