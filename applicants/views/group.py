"""What the pages of a group share: which calls have them, and whose partner it is."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from applicants.models import Partner
from applicants.queries.partnership import partners_of
from applicants.views.base import OwnApplicationMixin


class GroupMixin(OwnApplicationMixin):
    """For calls that admit groups or ask for the Distretti; else there is no such page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """:raises Http404: if the call knows neither groups nor Distretti."""
        if request.user.is_authenticated and not self.asks:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def asks(self) -> bool:
        """Whether the call asks for what the page is about."""
        return self.rules.partnership is not None or self.rules.districts is not None

    @property
    def group_url(self) -> str:
        return reverse("applicants:partnership", args=[self.application.public_id])

    def get_success_url(self) -> str:
        return self.group_url


class OfPartnersMixin(GroupMixin):
    """For calls that admit groups."""

    @property
    def asks(self) -> bool:
        return self.rules.partnership is not None


class PartnerMixin(OfPartnersMixin):
    """Loads `self.partner` among those of the application; else 404."""

    @cached_property
    def partner(self) -> Partner:
        found = partners_of(self.application).filter(pk=self.kwargs["partner"]).first()
        if found is None:
            raise Http404
        found.application = self.application
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(partner=self.partner, **kwargs)
