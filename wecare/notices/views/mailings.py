"""The office writes to many: words, addressees, held letters, confirmation, how far it is."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from wecare.accounts.queries import the_person
from wecare.core.web import ActionFormMixin, ActionView, RoleRequiredMixin
from wecare.notices import documents, queries
from wecare.notices.actions import holding, mailings
from wecare.notices.engine import audiences
from wecare.notices.engine.audiences import Addressee
from wecare.notices.engine.placeholders import fill
from wecare.notices.enums import LetterKind, LetterState, MailingState
from wecare.notices.forms import LetterForm, MailingForm, MailingWordsForm, PageForm, StartForm
from wecare.notices.labels import CHANNELS, LETTER_KINDS
from wecare.notices.models import Letter, Mailing
from wecare.notices.queries import mailings as kept

SHOWN = 100  # addressees shown before the letters are prepared


class MailingsView(RoleRequiredMixin, TemplateView):
    """All letters to many, newest first."""

    permission_required = "notices.view_outbox"
    template_name = "notices/mailings.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        form = PageForm(self.request.GET)
        if not form.is_valid():
            raise Http404
        before = form.cleaned_data["prima_di"]
        rows = kept.mailings() if before is None else kept.mailings().filter(pk__lt=before)
        found = list(rows[: queries.PAGE + 1])
        labels = {each.code: each.label for each in audiences.audiences()}
        page = [(each, labels.get(each.audience, each.audience)) for each in found[: queries.PAGE]]
        following = page[-1][0].pk if len(found) > queries.PAGE else None
        return super().get_context_data(
            rows=page, following=following, is_first=before is None, **context
        )


class MailingNewView(RoleRequiredMixin, ActionFormMixin, FormView):
    """Begin a letter to many."""

    permission_required = "notices.write_to_many"
    form_class = MailingForm
    template_name = "notices/mailing_new.html"

    def get_initial(self) -> dict[str, Any]:
        """Empty words, or those of the letter it begins from."""
        form = StartForm(self.request.GET)
        if not form.is_valid():
            raise Http404
        number, tag = form.cleaned_data["da"], form.cleaned_data["bando"]
        if number is None:
            return {"kind": LetterKind.NEWS.value, "tag": tag}
        model = get_object_or_404(kept.mailings(), pk=number)
        return {
            "kind": model.kind,
            "audience": model.audience,
            "tag": tag or model.tag,
            "subject": model.subject,
            "body": model.body,
        }

    def perform(self, form: MailingForm) -> Mailing:
        typed = {**form.cleaned_data, "kind": LetterKind(form.cleaned_data["kind"])}
        return mailings.begin(by=the_person(self.request.user), **typed)

    def get_success_url(self) -> str:
        return reverse("notices:mailing", args=[self.result.pk])


class MailingMixin(RoleRequiredMixin):
    """Finds the mailing of the address."""

    permission_required = "notices.write_to_many"

    def mailing(self) -> Mailing:
        return get_object_or_404(kept.mailings(), pk=self.kwargs["pk"])

    def get_back_url(self) -> str:
        return reverse("notices:mailing", args=[self.kwargs["pk"]])


class MailingView(MailingMixin, TemplateView):
    """One letter to many: addressees while a draft, letters afterwards, and how far they are."""

    permission_required = "notices.view_outbox"
    template_name = "notices/mailing.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        mailing = self.mailing()
        form = PageForm(self.request.GET)
        if not form.is_valid():
            raise Http404
        audience = audiences.audience(mailing.audience)
        return super().get_context_data(
            mailing=mailing,
            said_subject=fill(mailing.subject, audience.common(mailing.tag)),
            audience=audience,
            channel=CHANNELS[audience.channel],
            kind=LETTER_KINDS[LetterKind(mailing.kind)],
            is_draft=mailing.state == MailingState.DRAFT.value,
            is_held=mailing.state == MailingState.HELD.value,
            **(
                _addressees(mailing)
                if mailing.state == MailingState.DRAFT.value
                else _letters(mailing, form.cleaned_data["prima_di"])
            ),
            **context,
        )


def _addressees(mailing: Mailing) -> dict[str, Any]:
    found = mailings.addressees_of(mailing)
    example = _example(mailing, found[0]) if found else None
    return {"addressees": found[:SHOWN], "count": len(found), "example": example}


def _example(mailing: Mailing, each: Addressee) -> documents.Composed:
    to = documents.To(each.name, each.address, each.person_id)
    common = audiences.audience(mailing.audience).common(mailing.tag)
    return documents.in_words(
        to=to,
        kind=LetterKind(mailing.kind),
        subject=mailing.subject,
        body=mailing.body,
        values={**common, **each.values, **documents.named(to)},
        language="it",
    )


def _letters(mailing: Mailing, before: int | None) -> dict[str, Any]:
    page, following = queries.page_before(kept.letters_of(mailing).order_by("-id"), before=before)
    progress = kept.progress_of(mailing)
    is_preparing = mailing.state == MailingState.HELD.value and mailing.prepared_at is None
    is_leaving = mailing.state == MailingState.CONFIRMED.value and (
        mailing.released_at is None or progress.queued > 0
    )
    done = min(progress.written if is_preparing else progress.left, progress.expected)
    return {
        "letters": page,
        "following": following,
        "is_first": before is None,
        "progress": progress,
        "is_preparing": is_preparing,
        "is_leaving": is_leaving,
        "done": done,
    }


class MailingWordsView(MailingMixin, ActionFormMixin, FormView):
    """Change the words: of the draft, or of all held letters that nobody corrected by hand."""

    form_class = MailingWordsForm
    template_name = "notices/mailing_words.html"
    success_message = _("Il nuovo testo è salvato.")

    def get_initial(self) -> dict[str, Any]:
        row = self.mailing()
        return {
            "kind": row.kind,
            "subject": row.subject,
            "body": row.body,
            "base": row.version,
        }

    def perform(self, form: MailingWordsForm) -> object:
        row, by, typed = self.mailing(), the_person(self.request.user), form.cleaned_data
        if row.state == MailingState.HELD.value:
            return holding.correct_all(
                mailing=row, subject=typed["subject"], body=typed["body"], by=by
            )
        kind = LetterKind(typed["kind"])
        return mailings.correct(
            mailing=row,
            kind=kind,
            subject=typed["subject"],
            body=typed["body"],
            base=typed["base"],
            by=by,
        )

    def get_success_url(self) -> str:
        return self.get_back_url()

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        row = self.mailing()
        known = mailings.known_placeholders(audiences.audience(row.audience), row.tag)
        return super().get_context_data(
            mailing=row,
            known=known,
            is_held=row.state == MailingState.HELD.value,
            **context,
        )


class HoldView(MailingMixin, ActionView):
    """Have the letters written and held."""

    def perform(self) -> Mailing:
        return mailings.hold(mailing=self.mailing(), by=the_person(self.request.user))


class ConfirmView(MailingMixin, ActionView):
    """Let every held letter go."""

    success_message = _("Confermato: le lettere stanno partendo.")

    def perform(self) -> Mailing:
        return mailings.confirm(mailing=self.mailing(), by=the_person(self.request.user))


class CancelView(MailingMixin, ActionView):
    """Throw it away before it leaves."""

    success_message = _("Annullato: non è partito nulla.")

    def perform(self) -> Mailing:
        return mailings.cancel(mailing=self.mailing(), by=the_person(self.request.user))


class HeldLetterMixin(MailingMixin):
    """Finds a held letter of the mailing; one that was let go is no longer here."""

    def held(self) -> Letter:
        rows = kept.letters_of(self.mailing()).filter(state=LetterState.HELD.value)
        return get_object_or_404(rows, pk=self.kwargs["letter"])


class HeldLetterView(HeldLetterMixin, ActionFormMixin, FormView):
    """Read one held letter, and correct its words."""

    form_class = LetterForm
    template_name = "notices/held_letter.html"
    success_message = _("La lettera è corretta: le altre restano come sono.")

    def get_initial(self) -> dict[str, Any]:
        letter = self.held()
        return {"subject": letter.subject, "body": letter.body}

    def perform(self, form: LetterForm) -> Letter:
        by = the_person(self.request.user)
        return holding.correct(letter=self.held(), by=by, **form.cleaned_data)

    def get_success_url(self) -> str:
        return self.get_back_url()

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(mailing=self.mailing(), letter=self.held(), **context)


class LeaveOutView(HeldLetterMixin, ActionView):
    """Leave one addressee out."""

    success_message = _("Destinatario tolto: le altre lettere restano.")

    def perform(self) -> Letter:
        return holding.cancel(letter=self.held(), by=the_person(self.request.user))
