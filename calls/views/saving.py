"""The editor saves by itself: a whole part at a time, by the action and the version of the button."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.forms.editor import Editor
from calls.models import Call
from calls.policies import DraftChanged, check_has_portion
from calls.views.editor import EditorView, QuestionsView, version_of
from wecare.core import clock
from wecare.core.errors import DomainError
from wecare.core.web import UNPROCESSABLE

CONFLICT = 409


class PartSaving(EditorView):
    """What was typed in a part, saved if it holds; the answer says what became of it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        try:
            editor = self.made(self.call, data=request.POST)
        except Http404:
            return _said(CONFLICT, message=self._gone(), closed=True)
        if not editor.is_valid():
            return self._incomplete(editor)
        try:
            return self._done(editor, self.save(editor))
        except DraftChanged as refusal:
            return _said(CONFLICT, message=str(refusal))
        except DomainError as refusal:
            return _said(CONFLICT, message=str(refusal), closed=True)

    def _gone(self) -> str:
        """Why there is nothing to write any more.

        :raises Http404: if a call has no such part at all.
        """
        try:
            check_has_portion(self.call, self.portion)
        except DomainError as refusal:
            return str(refusal)
        raise Http404

    def _incomplete(self, editor: Editor) -> HttpResponse:
        """What does not hold is not stored; that somebody else has written is said all the same."""
        if self._is_stale():
            return _said(CONFLICT, message=_("Un'altra persona ha salvato questa parte."))
        sentence = ngettext("%(n)d campo", "%(n)d campi", editor.wrong) % {"n": editor.wrong}
        return _said(UNPROCESSABLE, fields=sentence)

    def _is_stale(self) -> bool:
        data = self.request.POST
        as_seen = data.get("seen", "") == self.portion.mark(self.call.draft)
        return version_of(data) != self.call.draft_version and not as_seen

    def _done(self, editor: Editor, call: Call) -> HttpResponse:
        return _said(
            200,
            saved_at=f"{localtime(clock.now()):%H:%M:%S}",
            hidden={
                "version": str(call.draft_version),
                "seen": self.portion.mark(call.draft),
                **editor.hidden(),
            },
        )


class QuestionsSaving(PartSaving, QuestionsView):
    """The same for the questions of one section of the form."""


def _said(status: int, **facts: Any) -> JsonResponse:
    return JsonResponse(facts, status=status)
