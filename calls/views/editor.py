"""The editor of a call: one page for each part, and one for the questions of each section."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic.base import TemplateResponseMixin, View

from calls.actions.calls import save_section
from calls.engine.portions import FormQuestions, Portion, documents, form_sections
from calls.enums import CallState, EditorSection
from calls.forms.editor import Editor, read_back
from calls.forms.editor import refusal as refusal_form
from calls.forms.editors import EDITORS, QuestionsEditor
from calls.labels import EDITOR_SECTIONS
from calls.models import Call
from calls.policies import DraftChanged, check_can_edit, draft_changed
from calls.views.base import CallMixin
from wecare.core import clock
from wecare.core.errors import DomainError
from wecare.core.web import UNPROCESSABLE

ORDER = list(EditorSection)
CODED = {EditorSection.SECTIONS: form_sections(), EditorSection.ATTACHMENTS: documents()}
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

    @property
    def portion(self) -> Portion:
        """What this page writes of the draft."""
        return CODED.get(self.section) or Portion(self.section)

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
        return self._page(self.made(self.call), **self._read(self.call))

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Rearrange the rows, compare with what somebody else stored, or save."""
        data = request.POST
        order = data.get("rows", "")
        if order:
            return self._page(self.made(self.call, data=data, order=order), **_typed_over(data))
        if "compare" in data:
            return self._compared(self.made(self.call, data=data, order="compare"))
        editor = self.made(self.call, data=data)
        if not editor.is_valid():
            return self._page(editor, **_typed_over(data), status=UNPROCESSABLE)
        return self._saved(editor)

    def save(self, editor: Editor) -> Call:
        """Save what was typed over what the page was made from."""
        data = self.request.POST
        return save_section(
            call=self.call,
            section=self.section,
            value=editor.value(),
            base_version=version_of(data),
            actor=self.actor,
            portion=self.portion,
            seen=data.get("seen", ""),
        )

    def _saved(self, editor: Editor) -> HttpResponse:
        try:
            self.save(editor)
        except DraftChanged as refusal:
            return self._compared(editor, refusal)
        except DomainError as refusal:
            editor.refused = refusal_form(str(refusal))
            typed = _typed_over(self.request.POST)
            return self._page(editor, **typed, status=refusal.http_status)
        messages.success(self.request, _("Salvato."))
        return redirect(self._next())

    def _compared(self, editor: Editor, refusal: DraftChanged | None = None) -> HttpResponse:
        """What was typed, and beside it what somebody else stored meanwhile; who reads decides."""
        stored = Call.objects.get(pk=self.call.pk)
        if refusal is None:
            refusal = draft_changed(stored, version_of(self.request.POST))
        editor.refused = refusal_form(str(refusal))
        return self._page(
            editor,
            **self._read(stored) | {"held": True},
            stored=read_back(self.made(stored)),
            status=refusal.http_status,
        )

    def _read(self, call: Call) -> dict[str, Any]:
        """What the page carries of the draft it was made from."""
        mark = self.portion.mark(call.draft)
        return {"version": call.draft_version, "seen": mark, "held": False}

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
                rearranged=self.request.POST.get("rows", ""),
                saving_url=self.saving_url,
                is_typed=self.request.method == "POST",
                here=self.request.path,
                questions=self._questions(),
                is_correction=self.call.state != CallState.DRAFT.value,
                **context,
            ),
            status=status,
        )

    @property
    def saving_url(self) -> str:
        """Where the page saves by itself."""
        return reverse("calls:editor_saving", args=[self.call.code, self.section.value])

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
    def portion(self) -> Portion:
        """The questions of this section alone."""
        return FormQuestions(code=self.part)

    @property
    def saving_url(self) -> str:
        """Where the page saves by itself."""
        return reverse("calls:editor_questions_saving", args=[self.call.code, self.part])

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


def version_of(data: QueryDict) -> int:
    """The version of the draft the page was opened from; zero is never one."""
    text = data.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_VERSION else 0


def _typed_over(data: QueryDict) -> dict[str, Any]:
    """What the page was made from, as it came back; `held` until a person has chosen."""
    return {
        "version": version_of(data),
        "seen": data.get("seen", ""),
        "held": bool(data.get("held")),
    }
