"""What the pages about changes and exits share: one form, what it brings about, one button."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.views.generic import FormView

from funding.models import Award, ProjectChangeFile, RevocationFile
from funding.views.awards.pages import AwardMixin, OwnAwardMixin
from wecare.core import scanning
from wecare.core.downloads import given_out
from wecare.core.web import ActionFormMixin, refused

Words = str | Promise


def page_facts(award: Award, *, own: bool) -> dict[str, Any]:
    """Whose the page is, where it lies and where it goes back to."""
    route = "funding:own_award" if own else "funding:award"
    return {
        "layout": "layouts/area.html" if own else "layouts/desk.html",
        "list_route": "funding:own_awards" if own else "funding:awards",
        "award_route": route,
        "back": reverse(route, args=[award.pk]),
        "award": award,
        "call": award.decree.ranked_list.call,
    }


def file_or_why(
    request: HttpRequest, found: RevocationFile | ProjectChangeFile, *, is_own: bool
) -> HttpResponseBase:
    """A file under its own name, or why it is closed; `is_own` of who brought it."""
    try:
        scanning.check_can_be_opened(found.file, by_uploader=is_own)
    except scanning.FileClosed as refusal:
        answer: HttpResponse = refused(request, refusal, None)
        return answer
    return given_out(found.file, found.filename)


class _Page(ActionFormMixin, FormView):
    template_name = "funding/exits/page.html"
    own = False
    heading: Words = ""
    points: tuple[Words, ...] = ()  # what comes of it, each a sentence
    button: Words = ""
    tone = "primary"
    multipart = False

    def get_points(self) -> tuple[Words, ...]:
        """What comes of it."""
        return self.points

    def get_heading(self) -> Words:
        """What the page is about."""
        return self.heading

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        award = self.award  # type: ignore[attr-defined]  # of the mixin beside it
        return super().get_context_data(
            **page_facts(award, own=self.own),
            heading=self.get_heading(),
            points=self.get_points(),
            button=self.button,
            tone=self.tone,
            multipart=self.multipart,
            **kwargs,
        )


class DeskPage(AwardMixin, _Page):
    """A page of the office about one award; `post_permission` is of who sends its form."""

    post_permission = "funding.prepare_exits"
    reads_only = False  # whether who may only read sees the page

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever writes needs more than whoever reads."""
        if request.method == "POST" or not self.reads_only:
            self.permission_required = self.post_permission
        return super().dispatch(request, *args, **kwargs)

    @property
    def may_write(self) -> bool:
        """Whether the form is shown."""
        return bool(self.request.user.has_perm(self.post_permission))

    def get_success_url(self) -> str:
        return reverse("funding:award", args=[self.award.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"may_write": self.may_write, **kwargs})


class OwnPage(OwnAwardMixin, _Page):
    """A page of the beneficiary about its own award."""

    own = True

    def get_success_url(self) -> str:
        return reverse("funding:own_award", args=[self.award.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"may_write": True, **kwargs})
