"""What the pages about changes and exits share: one form, what it brings about, one button."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.views.generic import FormView

from funding.views.awards import AwardMixin, OwnAwardMixin
from wecare.core.web import ActionFormMixin

Words = str | Promise


class _Page(ActionFormMixin, FormView):
    heading: Words = ""
    points: tuple[Words, ...] = ()  # what comes of it, each a sentence
    button: Words = ""
    tone = "primary"
    parts: str = ""  # a template shown above the form
    multipart = False

    def get_points(self) -> tuple[Words, ...]:
        """What comes of it."""
        return self.points

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        award = self.award  # type: ignore[attr-defined]  # of the mixin beside it
        return super().get_context_data(
            award=award,
            call=award.decree.ranked_list.call,
            heading=self.heading,
            points=self.get_points(),
            button=self.button,
            tone=self.tone,
            parts=self.parts,
            multipart=self.multipart,
            **kwargs,
        )


class DeskPage(AwardMixin, _Page):
    """A page of the office about one award; `post_permission` is of who sends its form."""

    template_name = "funding/exit_desk.html"
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
        return super().get_context_data(
            **{
                "may_write": self.may_write,
                "back": reverse("funding:award", args=[self.award.pk]),
                **kwargs,
            }
        )


class OwnPage(OwnAwardMixin, _Page):
    """A page of the beneficiary about its own award."""

    template_name = "funding/exit_own.html"

    def get_success_url(self) -> str:
        return reverse("funding:own_award", args=[self.award.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **{
                "may_write": True,
                "back": reverse("funding:own_award", args=[self.award.pk]),
                **kwargs,
            }
        )
