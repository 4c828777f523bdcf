"""The checklist saves itself; a check goes from hand to hand."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.actions import formal_checks
from evaluation.actions.formal_checks import NOTE, STATE, SavedLine
from evaluation.forms.formal import HandoverForm
from evaluation.labels.formal import line_title
from evaluation.models import FormalCheck
from evaluation.policies.formal import CheckRefused
from evaluation.queries import formal
from evaluation.views.checklist import officers
from evaluation.views.checks import SubmissionMixin
from evaluation.views.saving import FieldRefused, is_saved, not_saved, parted, sent_field
from wecare.core.errors import DomainError
from wecare.core.web import ActionView, refused

LONGEST_KEY = 130


class WritingMixin(SubmissionMixin):
    """For whoever makes the check."""

    permission_required = "evaluation.check_applications"
    http_method_names = ["post"]

    @property
    def check_url(self) -> str:
        """The page of the check."""
        return check_url(self.submission)


def check_url(submission: Any) -> str:
    """The page of the check of a submission."""
    return reverse(
        "evaluation:check",
        args=[submission.call.code, submission.protocol_number, submission.protocol_year],
    )


class CheckLines(WritingMixin):
    """Saves the checklist: one field where there is a script, all of them where there is none."""

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if request.content_type == "application/json":
            return self._one(request)
        try:
            both = self._all(request)
        except DomainError as refusal:
            return refused(request, refusal, self.check_url)
        if both:
            messages.error(
                request,
                _("Un'altra persona ha cambiato le stesse righe: %(lines)s. Rileggile.")
                % {"lines": "; ".join(both)},
            )
        else:
            messages.success(request, _("La lista di controllo è salvata."))
        return redirect(f"{self.check_url}#lista")

    def _one(self, request: HttpRequest) -> HttpResponse:
        key = ""
        try:
            sent = sent_field(request, self.actor)
            key = sent.key[:LONGEST_KEY]
            code, _sep, field = key.rpartition(":")
            if not isinstance(sent.value, str):
                raise FieldRefused(_("Questa riga non è nella lista di controllo della domanda."))
            saved = self._save(code, field, sent.value, sent.version)
        except DomainError as refusal:
            return not_saved(key, refusal)
        if saved.conflict:
            return parted(key, version=saved.version, value=saved.value, by=saved.saved_by)
        return is_saved(key, saved.version)

    def _all(self, request: HttpRequest) -> list[str]:
        """Save what was changed; the titles of the lines that somebody else changed too."""
        said = formal.ticked(formal.of_submission(self.submission))
        both = []
        for line in formal.lines_of(self.submission):
            for field in (STATE, NOTE):
                name = f"{line.code}:{field}"
                typed = request.POST.get(name)
                stored = said.get(line.code)
                if typed is None or typed.strip() == (getattr(stored, field) if stored else ""):
                    continue
                version = request.POST.get(f"{name}__version", "0")
                over = int(version) if version.isascii() and version.isdigit() else 0
                if self._save(line.code, field, typed, over).conflict:
                    both.append(line_title(line))
        return both

    def _save(self, code: str, field: str, value: str, over: int) -> SavedLine:
        return formal_checks.save_line(
            submission=self.submission,
            code=code[:120],
            field=field,
            value=value,
            over=over,
            by=self.actor,
        )


class Taking(WritingMixin, ActionView):
    """A press, and the check is in one's hands."""

    success_message = gettext_lazy("L'istruttoria è in carico a te.")

    def perform(self) -> FormalCheck:
        return formal_checks.take(submission=self.submission, by=self.actor)

    def get_back_url(self) -> str:
        return self.check_url


class HandingOver(WritingMixin, ActionView):
    """A check goes to another officer."""

    success_message = gettext_lazy("L'istruttoria è passata.")

    def perform(self) -> FormalCheck:
        form = HandoverForm(self.request.POST, officers=officers())
        if not form.is_valid():
            raise CheckRefused(form.errors["to"].as_text().removeprefix("* "))
        return formal_checks.hand_over(
            submission=self.submission, to=form.cleaned_data["to"], by=self.actor
        )

    def get_back_url(self) -> str:
        return self.check_url
