"""What the applicant's views share: the application comes through the person, or does not exist."""

from functools import cached_property
from typing import Any, cast

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic.base import ContextMixin, View

from applicants.engine.snapshot import Snapshot
from applicants.enums import ApplicationState
from applicants.models import Application
from applicants.queries.applications import visible_to
from applicants.queries.completeness import requirements_of, snapshot_of
from calls.engine.rulebook import Rulebook
from calls.models import Rulebook as Published
from calls.queries.calls import current_rulebook, current_window, is_open
from wecare.accounts.models import Person
from wecare.core import clock


class PersonMixin(LoginRequiredMixin):
    """For whoever has logged in: `self.person`."""

    request: HttpRequest

    @property
    def person(self) -> Person:
        return cast("Person", self.request.user)  # LoginRequiredMixin let nobody else in


class OwnApplicationMixin(PersonMixin, ContextMixin, View):
    """Loads `self.application` by its public id among those the person may see; else 404."""

    @cached_property
    def application(self) -> Application:
        return get_object_or_404(visible_to(self.person), public_id=self.kwargs["public_id"])

    @cached_property
    def rulebook(self) -> Published:
        """The version in force for a draft; the one under which it was sent, once it was."""
        rulebook = current_rulebook(self.application.call)
        sent = list(self.application.submissions.all())
        if sent and self.application.state != ApplicationState.DRAFT.value:
            rulebook = sent[-1].rulebook
        assert rulebook is not None  # noqa: S101 -- an application exists only for a published call
        return rulebook

    @property
    def rules(self) -> Rulebook:
        """The rules of that version."""
        return self.rulebook.rules

    @cached_property
    def snapshot(self) -> Snapshot:
        return snapshot_of(self.application, self.rules)

    @cached_property
    def requirements(self) -> tuple[Any, ...]:
        return requirements_of(self.application, self.rules, snapshot=self.snapshot)

    @property
    def home_url(self) -> str:
        return reverse("applicants:application", args=[self.application.public_id])

    def now_over_what_is_saved(self, form: Any) -> None:
        """Read the application again; what is typed counts as written over what is saved now."""
        del self.application
        form.data = form.data.copy()
        form.data["version"] = str(self.application.version)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = clock.now()
        return super().get_context_data(
            application=self.application,
            call=self.application.call,
            rules=self.rules,
            window=current_window(self.application.call),
            is_open=is_open(self.application.call, at),
            can_write=is_open(self.application.call, at)
            and self.application.state == ApplicationState.DRAFT.value,
            now=at,
            **kwargs,
        )
