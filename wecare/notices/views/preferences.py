"""What a person wants of letters; leaving by the link in a letter, without a login; one's terms."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.generic import FormView, TemplateView, View

from wecare.accounts.models import Person
from wecare.accounts.queries import the_person
from wecare.core import atom, clock
from wecare.core.calendar import Entry, calendar
from wecare.core.web import ActionFormMixin, ActionView, RoleRequiredMixin
from wecare.notices.actions import preferences
from wecare.notices.engine import terms
from wecare.notices.enums import LetterKind, ReminderStep
from wecare.notices.forms import PreferencesForm
from wecare.notices.models import Preferences
from wecare.notices.queries import preferences as wanted

REMINDER_DAYS = 1
UNKNOWN_SINCE = timedelta(days=60)  # before a term of which nobody knows since when it runs


class PreferencesView(RoleRequiredMixin, ActionFormMixin, FormView):
    """One's own preferences."""

    permission_required = "notices.read_own_letters"
    form_class = PreferencesForm
    template_name = "notices/preferences.html"
    success_url = reverse_lazy("notices:preferences")
    success_message = _("Le tue preferenze sono salvate.")

    def get_initial(self) -> dict[str, Any]:
        row = wanted.of(self.request.user)
        kinds = (LetterKind.NEWS, LetterKind.REMINDER)
        return {
            "language": row.language,
            "by_email": [kind.value for kind in kinds if kind.value not in row.not_by_email],
            "reminders": [
                step.value for step in ReminderStep if step.value not in row.no_reminders
            ],
        }

    def perform(self, form: PreferencesForm) -> Preferences:
        return preferences.choose(
            person=the_person(self.request.user),
            language=form.cleaned_data["language"],
            not_by_email=form.not_by_email(),
            no_reminders=form.no_reminders(),
        )


@method_decorator(csrf_exempt, name="dispatch")  # mail programs post to it (RFC 8058): see post
class LeaveView(View):
    """Switch off e-mails of one kind by the signed address in a letter. Looking changes nothing."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        self._found(token)
        return render(request, "notices/leave.html", {"is_done": False})

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """The button, or a mail program's one click: the signed token says who asks and for what."""
        person, kind = self._found(token)
        preferences.leave(person=person, kind=kind)
        return render(request, "notices/leave.html", {"is_done": True})

    def _found(self, token: str) -> tuple[Person, LetterKind]:
        found = wanted.left_by(token)
        if found is None or found[1] is LetterKind.FORMAL:
            raise Http404
        return found


class TermsView(RoleRequiredMixin, TemplateView):
    """What expires when, for whoever is logged in, and the address of the same as a calendar."""

    permission_required = "notices.read_own_letters"
    template_name = "notices/terms.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        row = wanted.of(self.request.user)
        address = news_address = ""
        if row.feed_open:
            address = self.request.build_absolute_uri(
                reverse("notices:feed", args=[wanted.feed_token(row)])
            )
            news_address = self.request.build_absolute_uri(
                reverse("notices:news", args=[wanted.feed_token(row)])
            )
        return super().get_context_data(
            terms=terms.terms_of(self.request.user),
            feed_address=address,
            news_address=news_address,
            **context,
        )


class FeedOpenView(RoleRequiredMixin, ActionView):
    """Make an address for the calendar; an older one answers no more."""

    permission_required = "notices.read_own_letters"
    success_message = _("Ecco il nuovo indirizzo del tuo calendario.")

    def perform(self) -> Preferences:
        return preferences.open_feed(person=the_person(self.request.user))

    def get_back_url(self) -> str:
        return reverse("notices:terms")


class FeedCloseView(FeedOpenView):
    """Revoke the address."""

    success_message = _("L'indirizzo del calendario non risponde più.")

    def perform(self) -> Preferences:
        return preferences.close_feed(person=the_person(self.request.user))


@require_safe
def news(request: HttpRequest, token: str) -> HttpResponse:
    """The same terms for a program that reads news (Atom): a term that moves is an item of its own."""
    person = wanted.fed_by(token)
    if person is None:
        raise Http404
    at = clock.now()
    row = wanted.of(person)
    with override(row.language):
        items = [
            atom.Item(
                uid=f"{term.uid}-{person.pk}/{term.sequence}",
                updated=min(term.since or term.at - UNKNOWN_SINCE, at),
                title=term.title,
                text=term.text,
                address=f"{settings.SITE_ADDRESS}{term.path}",
            )
            for term in terms.terms_of(person)
        ]
        text = atom.feed(
            items,
            name=gettext("Le mie scadenze – WE.CA.RE."),
            text=gettext("Che cosa scade e quando, ora italiana."),
            address=f"{settings.SITE_ADDRESS}{reverse('notices:terms')}",
            uid=f"scadenze/{person.pk}",
            language=row.language,
        )
    return _private(HttpResponse(text, content_type=atom.MEDIA_TYPE))


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """One's terms for a calendar program, which has no login: the address is the secret."""
    person = wanted.fed_by(token)
    if person is None:
        raise Http404
    with override(wanted.of(person).language):
        entries = [
            Entry(
                uid=f"{term.uid}-{person.pk}",
                sequence=term.sequence,
                at=term.at,
                title=term.title,
                text=term.text,
                address=f"{settings.SITE_ADDRESS}{term.path}",
                reminder_days=REMINDER_DAYS,
            )
            for term in terms.terms_of(person)
        ]
    text = calendar(entries, name="WE.CA.RE.", at=clock.now())
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="scadenze.ics"'
    return _private(answer)


def _private(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
