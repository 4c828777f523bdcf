"""What those who write say to each other of a section."""

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from applicants.actions import comments
from applicants.forms.comment import CommentForm
from applicants.models import Comment
from applicants.queries.writing import comments_on
from applicants.views.sections import SectionMixin
from wecare.core.web import ActionFormMixin, ActionView


class Comments(SectionMixin, ActionFormMixin, FormView):
    """The thread of a section, and one more comment."""

    template_name = "applicants/comments.html"
    form_class = CommentForm
    success_message = _("Commento pubblicato.")

    def perform(self, form: CommentForm) -> Comment:
        return comments.write(
            application=self.application,
            section=self.section.code,
            text=form.cleaned_data["text"],
            actor=self.person,
            partner=self.partner,
        )

    def get_success_url(self) -> str:
        return self.request.path

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = list(comments_on(self.application, self.partner, self.section.code))
        return super().get_context_data(
            section=self.section,
            section_url=self.address("section", self.section.code),
            comments=[
                {
                    "record": each,
                    "resolve_url": self._url("comment_resolved", each),
                    "reopen_url": self._url("comment_reopened", each),
                    "remove_url": self._url("comment_removed", each),
                    "is_mine": each.author_id == self.person.pk,
                }
                for each in found
            ],
            **kwargs,
        )

    def _url(self, route: str, comment: Comment) -> str:
        return self.address(route, self.section.code, str(comment.pk))


class _OnComment(SectionMixin, ActionView):  # type: ignore[misc]  # where one came from, said by both
    """A button on one comment of the thread."""

    @cached_property
    def comment(self) -> Comment:
        thread = comments_on(self.application, self.partner, self.section.code)
        return get_object_or_404(thread, pk=self.kwargs["comment"])

    def get_back_url(self) -> str:
        return self.address("comments", self.section.code)


class CommentResolved(_OnComment):
    """It waits for nobody any more."""

    success_message = _("Commento segnato come risolto.")

    def perform(self) -> Comment:
        return comments.resolve(comment=self.comment, actor=self.person)


class CommentReopened(_OnComment):
    """It waits again."""

    success_message = _("Commento riaperto.")

    def perform(self) -> Comment:
        return comments.reopen(comment=self.comment, actor=self.person)


class CommentRemoved(_OnComment):
    """Its author takes it away; the trace stays."""

    success_message = _("Commento cancellato: resta scritto che c'era.")

    def perform(self) -> Comment:
        return comments.remove(comment=self.comment, actor=self.person)
