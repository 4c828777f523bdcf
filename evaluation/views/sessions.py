"""The sessions of a panel: convened, opened, written down and closed by chair and secretary."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from applicants.forms.signing import SignedFileForm
from evaluation.actions import sessions as actions
from evaluation.actions import signed_minutes
from evaluation.forms.sessions import AttendanceForm, ConveningForm, DecisionForm, MinutesForm
from evaluation.models import Decision, PanelSession, SignedMinutes
from evaluation.queries import assignments, panels, sessions
from evaluation.views.assessments import DeclaredMixin
from evaluation.views.composition import PanelMixin
from wecare.core.downloads import given_out
from wecare.core.web import ActionFormMixin, ActionView


class OwnSessions(DeclaredMixin, TemplateView):
    """The sessions of one's own panel."""

    template_name = "evaluation/sessions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            call=self.call,
            sessions=sessions.of_panel(self.member.panel)[:50],
            may_run=self.actor.has_perm("evaluation.run_sessions", self.member.panel),
            may_preside=self.actor.has_perm("evaluation.preside", self.member.panel),
            **kwargs,
        )


class OwnSessionMixin(DeclaredMixin):
    """Loads `self.session` by its number among those of one's own panel."""

    @cached_property
    def session(self) -> PanelSession:
        return get_object_or_404(sessions.of_panel(self.member.panel), number=self.kwargs["number"])

    @property
    def address(self) -> str:
        return reverse("evaluation:session", args=[self.call.code, self.kwargs["number"]])


class RunMixin(OwnSessionMixin):
    """Only who presides and who keeps the minutes."""

    permission_required = "evaluation.run_sessions"

    def get_success_url(self) -> str:
        return self.address

    def get_back_url(self) -> str:
        return self.address


class OwnSession(OwnSessionMixin, TemplateView):
    """One session, without what is about an application one abstains from."""

    template_name = "evaluation/session.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        whole = sessions.may_have_whole(self.session, self.member)
        return super().get_context_data(
            call=self.call,
            session=self.session,
            attendances=sessions.attendances(self.session),
            decisions=sessions.decisions(self.session, seen_by=self.member),
            whole=whole,
            signed=sessions.signed(self.session) if whole else [],
            may_run=self.actor.has_perm("evaluation.run_sessions", self.member.panel),
            pdf_url=reverse("evaluation:session_pdf", args=[self.call.code, self.session.number]),
            **kwargs,
        )


class OwnSessionPdf(OwnSessionMixin, View):
    """The printed minutes, for who abstains from nothing in them."""

    def get(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> FileResponse:
        """:raises Http404: before they are printed, or for who abstains from something in them."""
        if not sessions.may_have_whole(self.session, self.member):
            raise Http404
        return _pdf(self.session)


class Convene(DeclaredMixin, ActionFormMixin, FormView):
    """A new session."""

    permission_required = "evaluation.run_sessions"
    template_name = "evaluation/own_step.html"
    form_class = ConveningForm
    success_message = gettext_lazy("Seduta convocata: abbiamo scritto a tutto il nucleo.")

    def perform(self, form: ConveningForm) -> PanelSession:
        return actions.convene(panel=self.member.panel, by=self.actor, **form.cleaned_data)

    def get_success_url(self) -> str:
        return reverse("evaluation:session", args=[self.call.code, self.result.number])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            call=self.call,
            title=_("Convoca una seduta"),
            lead=_("Scriviamo a tutto il nucleo quando, dove e di che cosa si parla."),
            button=_("Convoca"),
            **kwargs,
        )


class SessionStep(RunMixin, ActionFormMixin, FormView):
    """One form of an open session."""

    template_name = "evaluation/own_step.html"
    title: Any = ""
    lead: Any = ""
    button: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            call=self.call,
            session=self.session,
            title=self.title,
            lead=self.lead,
            button=self.button,
            **kwargs,
        )


class Attendances(SessionStep):
    """Who is there."""

    form_class = AttendanceForm
    title = gettext_lazy("Presenze")
    lead = gettext_lazy("Segna di nuovo quando qualcuno entra o esce.")
    button = gettext_lazy("Salva le presenze")
    success_message = gettext_lazy("Presenze salvate.")

    def get_form_kwargs(self) -> dict[str, Any]:
        noted = {each.member_id: each.presence for each in sessions.attendances(self.session)}
        return {
            **super().get_form_kwargs(),
            "members": sessions.sitting(self.session.panel),
            "noted": noted,
        }

    def perform(self, form: AttendanceForm) -> None:
        actions.note_attendance(session=self.session, presences=form.presences, by=self.actor)


class Decide(SessionStep):
    """A decision."""

    form_class = DecisionForm
    title = gettext_lazy("Registra una decisione")
    lead = gettext_lazy("Vale solo se ci sono abbastanza presenti tra chi valuta.")
    button = gettext_lazy("Registra")
    success_message = gettext_lazy("Decisione registrata.")

    @property
    def submissions(self) -> QuerySet[Any]:
        withheld = {
            submission
            for member, submission in panels.abstentions(self.member.panel)
            if member == self.member.pk
        }
        return assignments.admissible(self.call).exclude(pk__in=withheld).defer("content")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "submissions": [
                (str(each.pk), f"{each.protocol} – {each.title}") for each in self.submissions
            ],
        }

    def perform(self, form: DecisionForm) -> Decision:
        chosen = form.cleaned_data["submission"]
        return actions.decide(
            session=self.session,
            text=form.cleaned_data["text"],
            submission=self.submissions.get(pk=chosen) if chosen else None,
            by=self.actor,
        )


class Minutes(SessionStep):
    """What was said."""

    form_class = MinutesForm
    title = gettext_lazy("Scrivi il verbale")
    button = gettext_lazy("Salva")
    lead = gettext_lazy("Quando chiudi la seduta il verbale diventa un PDF da firmare.")
    success_message = gettext_lazy("Testo salvato.")

    def get_initial(self) -> dict[str, Any]:
        return {"text": self.session.minutes}

    def perform(self, form: MinutesForm) -> PanelSession:
        return actions.write_minutes(
            session=self.session, text=form.cleaned_data["text"], by=self.actor
        )


class GiveBack(SessionStep):
    """The signed minutes."""

    form_class = SignedFileForm
    title = gettext_lazy("Carica il verbale firmato")
    lead = gettext_lazy("Firma il PDF così com'è, con la tua firma digitale, e caricalo qui.")
    button = gettext_lazy("Carica e verifica")
    success_message = gettext_lazy("La firma è valida: il verbale è depositato.")

    def perform(self, form: SignedFileForm) -> SignedMinutes:
        return signed_minutes.give_back(
            session=self.session,
            filename=form.cleaned_data["file"].name,
            content=form.content,
            by=self.actor,
        )


class OpenSession(RunMixin, ActionView):
    """The button that opens."""

    success_message = gettext_lazy("La seduta è aperta: segna chi è presente.")

    def perform(self) -> PanelSession:
        return actions.open_session(session=self.session, by=self.actor)


class CancelSession(RunMixin, ActionView):
    """The button that takes a convocation back."""

    success_message = gettext_lazy("Seduta annullata.")

    def perform(self) -> PanelSession:
        return actions.cancel(session=self.session, by=self.actor)


class CloseSession(RunMixin, ActionView):
    """The button that closes."""

    success_message = gettext_lazy("La seduta è chiusa: prepariamo il verbale da firmare.")

    def perform(self) -> PanelSession:
        return actions.close(session=self.session, by=self.actor)


class DeskSessions(PanelMixin, TemplateView):
    """The sessions as the office reads them."""

    template_name = "evaluation/desk_sessions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            call=self.call, sessions=sessions.of_panel(self.panel)[:50], **kwargs
        )


class DeskSessionPdf(PanelMixin, View):
    """The printed minutes, for the office."""

    def get(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> FileResponse:
        """:raises Http404: before they are printed, or for who abstains from something in them."""
        session = get_object_or_404(sessions.of_panel(self.panel), number=self.kwargs["number"])
        member = panels.seat(self.actor, self.call)
        if member is not None and not sessions.may_have_whole(session, member):
            raise Http404
        return _pdf(session)


class SignedFile(OwnSessionMixin, View):
    """A signed file as it came back."""

    def get(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> FileResponse:
        """:raises Http404: for who abstains from something in it."""
        if not sessions.may_have_whole(self.session, self.member):
            raise Http404
        files = SignedMinutes.objects.select_related("file")
        signed = get_object_or_404(files, session=self.session, pk=self.kwargs["pk"])
        return given_out(signed.file, signed.filename)


def _pdf(session: PanelSession) -> FileResponse:
    document = session.document
    if document is None or document.file is None:
        raise Http404
    name = f"verbale-{session.panel.call.code}-{session.number}.pdf"
    return given_out(document.file, name)
