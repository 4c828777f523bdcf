"""A draft put away, and those that can still come back."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView, TemplateView

from applicants.actions import deletions
from applicants.models import Application
from applicants.queries.writing import DELETED_KEPT, deleted_of, writers_of
from applicants.views.base import OwnApplicationMixin, PersonMixin
from wecare.core.web import ActionView

PAGE = 25


class Deletion(OwnApplicationMixin, TemplateView, ActionView):
    """What happens to the draft, said before the button that does it."""

    http_method_names = ["get", "head", "post", "options"]
    template_name = "applicants/deletion.html"
    success_message = _("Bozza eliminata: per 30 giorni la ritrovi qui e puoi ripristinarla.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        others = [each for each in writers_of(self.application) if each != self.person]
        return super().get_context_data(
            others=others,
            days=DELETED_KEPT.days,
            was_sent=self.application.submissions.exists(),
            **kwargs,
        )

    def perform(self) -> Application:
        return deletions.delete(application=self.application, actor=self.person)

    def get_back_url(self) -> str:
        return self.home_url

    def get_success_url(self) -> str:
        return reverse("applicants:deleted")


class DeletedList(PersonMixin, ListView):
    """The drafts that were deleted and can still come back."""

    template_name = "applicants/deleted.html"
    context_object_name = "applications"
    paginate_by = PAGE

    def get_queryset(self) -> QuerySet[Application]:
        return deleted_of(self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        for each in found["applications"]:
            each.kept_until = each.deleted_at + DELETED_KEPT
        return found


class Restoration(PersonMixin, ActionView):
    """The button that brings one back."""

    success_message = _("Bozza ripristinata.")

    def perform(self) -> Application:
        found = get_object_or_404(deleted_of(self.person), public_id=self.kwargs["public_id"])
        return deletions.restore(application=found, actor=self.person)

    def get_back_url(self) -> str:
        return reverse("applicants:deleted")

    def get_success_url(self) -> str:
        return reverse("applicants:application", args=[self.kwargs["public_id"]])
