"""The earlier versions of each answer, and one of them brought back."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from applicants.actions import history
from applicants.actions.applications import Saved
from applicants.actions.headings import FIELDS, MARK
from applicants.enums import VersionOrigin
from applicants.labels import StateLabel, answer_text
from applicants.labels.writing import ORIGINS
from applicants.models import WrittenVersion
from applicants.queries.writing import version_counts, versions_of
from applicants.views.base import FillerMixin, OwnApplicationMixin
from applicants.views.sections import SectionMixin
from calls.engine.asking import Question
from calls.enums import QuestionKind
from wecare.core.web import ActionView

PAGE = 20
NAMES = {
    "title": gettext_lazy("Titolo del progetto"),
    "lot": gettext_lazy("Lotto"),
    "aid_form": gettext_lazy("Forma dell'aiuto"),
    "months": gettext_lazy("Durata in mesi"),
    "starts_on": gettext_lazy("Inizio"),
}


@dataclass(frozen=True, slots=True)
class Earlier:
    """One version as the page shows it."""

    record: WrittenVersion
    text: str
    mark: StateLabel
    is_now: bool


class Versions(SectionMixin, TemplateView):
    """The questions of a section with how many versions each has; of one of them, the texts."""

    template_name = "applicants/versions.html"

    @cached_property
    def question(self) -> Question | None:
        """The question of the address, if it names one.

        :raises Http404: if the section does not ask it.
        """
        code = self.request.GET.get("domanda", "")
        if not code:
            return None
        return question_of(self.section.questions, code)

    def get_context_data(self, **_address: Any) -> dict[str, Any]:
        return super().get_context_data(
            section=self.section,
            page_url=self.address("versions", self.section.code),
            section_url=self.address("section", self.section.code),
            question=self.question,
            now_version=self._now_version(),
            **(self._questions() if self.question is None else self._texts(self.question)),
        )

    def _now_version(self) -> int:
        answer = self.own_answers.get(self.question.code) if self.question else None
        return answer.version if answer else 0

    def _questions(self) -> dict[str, Any]:
        counts = version_counts(self.application, self.partner)
        written = [each for each in self.section.questions if each.kind is not QuestionKind.FILE]
        return {
            "questions": [
                {"label": each.label, "code": each.code, "count": counts.get(each.code, 0)}
                for each in written
            ],
            "pages": None,
            "versions": [],
        }

    def _texts(self, question: Question) -> dict[str, Any]:
        rows = versions_of(self.application, self.partner, question.code)
        pages = Paginator(rows, PAGE).get_page(self.request.GET.get("page"))
        now = self._now_version()
        shown = [_earlier(each, answer_text(question, each.value), now) for each in pages]
        return {"questions": [], "pages": pages, "versions": shown}


class VersionRestored(FillerMixin, ActionView):  # type: ignore[misc]  # where one came from, said by both
    """The button that brings a version back: a new save."""

    success_message = gettext_lazy("Versione ripristinata: quella di prima resta nella cronologia.")

    def get_back_url(self) -> str:
        page = self.address("versions", self.kwargs["section"])
        return f"{page}?domanda={self.version.key}"

    @cached_property
    def version(self) -> WrittenVersion:
        """The version, among those of the questions of this section.

        :raises Http404: if it is of something else.
        """
        section = next(
            (each for each in self.sections if each.code == self.kwargs["section"]), None
        )
        if section is None:
            raise Http404
        codes = [each.code for each in section.questions]
        code = self.partner.fiscal_code if self.partner else ""
        mine = WrittenVersion.objects.filter(
            application=self.application, partner_code=code, key__in=codes
        )
        return get_object_or_404(mine, pk=self.kwargs["version"])

    def perform(self) -> Saved:
        typed = self.request.POST.get("base", "")
        base = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0  # noqa: PLR2004 -- what a version can be
        return history.restore(
            version=self.version, base=base, actor=self.person, partner=self.partner
        )


class HeadingVersions(OwnApplicationMixin, TemplateView):
    """What title, lot and time of the project were."""

    template_name = "applicants/heading_versions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lots = {lot.code: lot.title for lot in self.rules.lots}
        keys = [MARK + name for name in FIELDS]
        rows = WrittenVersion.objects.filter(
            application=self.application, partner_code="", key__in=keys
        )
        found = Paginator(rows.select_related("saved_by").order_by("-id"), PAGE)
        pages = found.get_page(self.request.GET.get("page"))
        versions = [
            {
                "record": each,
                "name": NAMES[each.key.removeprefix(MARK)],
                "text": lots.get(each.value, each.value) if each.value else _("(vuoto)"),
                "mark": ORIGINS[VersionOrigin(each.origin)],
            }
            for each in pages
        ]
        return super().get_context_data(versions=versions, pages=pages, **kwargs)


def question_of(questions: tuple[Question, ...], code: str) -> Question:
    """The question with this code.

    :raises Http404: if there is none, or a file answers it.
    """
    for each in questions:
        if each.code == code and each.kind is not QuestionKind.FILE:
            return each
    raise Http404


def _earlier(record: WrittenVersion, text: str, now: int) -> Earlier:
    origin = VersionOrigin(record.origin)
    is_now = record.version == now and origin is not VersionOrigin.SET_ASIDE
    return Earlier(record, text, ORIGINS[origin], is_now)
