"""The editor of a call: one page for each part, and one for the questions of each section."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic.base import TemplateResponseMixin, View

from calls.actions.calls import save_section
from calls.enums import CallState, EditorSection
from calls.forms.editor import Editor, read_back
from calls.forms.editor import refusal as refusal_form
from calls.forms.editors import EDITORS, QuestionsEditor
from calls.labels import EDITOR_SECTIONS
from calls.models import Call
from calls.policies import DraftChanged, check_can_edit
from calls.views.base import CallMixin
from wecare.core import clock
from wecare.core.errors import DomainError
from wecare.core.web import UNPROCESSABLE

ORDER = list(EditorSection)
LONGEST_VERSION = 9  # digits


class EditorView(CallMixin, TemplateResponseMixin, View):
    """A part of a draft: opened, rearranged, saved over the version it was opened from."""

    permission_required = "calls.edit_call"
    template_name = "calls/editor.html"

    @property
    def section(self) -> EditorSection:
        """The part named by the address.

        :raises Http404: if a call has no such part.
        """
        try:
            return EditorSection(self.kwargs["section"])
        except ValueError:
            raise Http404 from None

    def made(self, call: Call, **options: Any) -> Editor:
        """The editor of this part."""
        return EDITORS[self.section](call.draft, **options)

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """What is stored."""
        try:
            check_can_edit(self.call, at=clock.now())
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect("calls:desk_call", self.call.code)
        return self._page(self.made(self.call), version=self.call.draft_version)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Rearrange the rows, or save."""
        data = request.POST
        base = _version(data)
        order = data.get("rows", "")
        if order:
            return self._page(self.made(self.call, data=data, order=order), version=base)
        editor = self.made(self.call, data=data)
        if not editor.is_valid():
            return self._page(editor, version=base, status=UNPROCESSABLE)
        return self._saved(editor, base)

    def _saved(self, editor: Editor, base: int) -> HttpResponse:
        try:
            save_section(
                call=self.call,
                section=self.section,
                value=editor.value(),
                base_version=base,
                actor=self.actor,
            )
        except DraftChanged as refusal:
            return self._conflict(editor, refusal)
        except DomainError as refusal:
            editor.refused = refusal_form(str(refusal))
            return self._page(editor, version=base, status=refusal.http_status)
        messages.success(self.request, _("Salvato."))
        return redirect(self._next())

    def _conflict(self, editor: Editor, refusal: DraftChanged) -> HttpResponse:
        """What was typed, and beside it what somebody else stored meanwhile."""
        stored = Call.objects.get(pk=self.call.pk)
        editor.refused = refusal_form(str(refusal))
        return self._page(
            editor,
            version=stored.draft_version,
            stored=read_back(self.made(stored)),
            status=refusal.http_status,
        )

    def _next(self) -> str:
        if self.request.POST.get("then") == "desk" or self.section is ORDER[-1]:
            return self._home()
        following = ORDER[ORDER.index(self.section) + 1]
        return reverse("calls:editor", args=[self.call.code, following.value])

    def _home(self) -> str:
        """Where the parts are: the call while it is a draft, then the correction."""
        is_draft = self.call.state == CallState.DRAFT.value
        return reverse("calls:desk_call" if is_draft else "calls:correction", args=[self.call.code])

    def _page(self, editor: Editor, *, status: int = 200, **context: Any) -> HttpResponse:
        at = ORDER.index(self.section) + 1
        return self.render_to_response(
            self.get_context_data(
                form=editor,
                section=self.section.value,
                title=self.title(),
                position=at,
                total=len(ORDER),
                rearranged=bool(self.request.POST.get("rows")),
                questions=self._questions(),
                is_correction=self.call.state != CallState.DRAFT.value,
                **context,
            ),
            status=status,
        )

    def title(self) -> str:
        """What the page is called."""
        return str(EDITOR_SECTIONS[self.section])

    def _questions(self) -> list[dict[str, Any]]:
        """The saved sections, each with the page of its questions."""
        if self.section is not EditorSection.SECTIONS:
            return []
        return [
            {
                "title": row.get("title", ""),
                "count": len(row.get("questions") or []),
                "url": reverse("calls:editor_questions", args=[self.call.code, row["code"]]),
            }
            for row in self.call.draft.get("sections") or []
            if row.get("code")
        ]


class QuestionsView(EditorView):
    """The questions of one section."""

    section = EditorSection.SECTIONS  # type: ignore[assignment]  # the same in every address

    @property
    def part(self) -> str:
        """The code of the section of the form."""
        return str(self.kwargs["part"])

    def made(self, call: Call, **options: Any) -> Editor:
        """The editor of these questions.

        :raises Http404: if the draft has no such section.
        """
        if self.part not in [row.get("code") for row in call.draft.get("sections") or []]:
            raise Http404
        return QuestionsEditor(call.draft, code=self.part, **options)

    def title(self) -> str:
        """The title of the section of the form."""
        rows = self.call.draft.get("sections") or []
        named = next((row.get("title") for row in rows if row.get("code") == self.part), "")
        return _("Domande: %(section)s") % {"section": named}

    def _questions(self) -> list[dict[str, Any]]:
        return []

    def _next(self) -> str:
        if self.request.POST.get("then") == "desk":
            return self._home()
        return reverse("calls:editor", args=[self.call.code, EditorSection.SECTIONS.value])


def _version(data: QueryDict) -> int:
    """The version of the draft the page was opened from; zero is never one."""
    text = data.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_VERSION else 0
