"""The log of a project between its phases: for the lead, for who accompanies it, for the office."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from django.views.generic.base import View

from applicants.actions import accompaniments
from applicants.actions.brought import brought
from applicants.engine.snapshot import Snapshot
from applicants.enums import Power
from applicants.forms.accompaniments import HelperForm, LogForm
from applicants.models import Accompanied, Application, LogEntry, LogFile
from applicants.queries.accompaniments import accompanied_by, helpers_of, log_of, offered
from applicants.queries.applications import visible_to
from applicants.queries.phases import last_sent
from applicants.views.base import OwnApplicationMixin, PersonMixin
from applicants.views.summary import partners_summary, summary_of
from calls.models import Call
from calls.queries.calls import on_desk
from wecare.accounts.models import Person
from wecare.core import clock, scanning
from wecare.core.downloads import given_out
from wecare.core.web import ActionFormMixin, RoleRequiredMixin, refused

ONLY_READS = gettext_lazy(
    "Puoi leggere questo progetto ma non scrivere nel diario: il tuo incarico per l'ente non "
    "comprende la scrittura. Chi amministra le persone dell'ente può cambiarlo."
)
WRITTEN = gettext_lazy("La voce è nel diario: la leggono il capofila, chi accompagna e l'ufficio.")


def write(form: LogForm, application: Application, *, by_lead: bool, actor: Person) -> LogEntry:
    """Write the entry; its files lie on the disk meanwhile, never whole in memory."""
    owner = [str(actor.pk), str(application.pk)]
    with brought(owner, form.uploads) as files:
        return accompaniments.log(
            application=application, files=files, by_lead=by_lead, actor=actor, **form.entry
        )


class OwnLog(OwnApplicationMixin, ActionFormMixin, FormView):
    """The log as the lead reads and writes it."""

    template_name = "applicants/log.html"
    form_class = LogForm
    success_message = WRITTEN

    def perform(self, form: LogForm) -> LogEntry:
        return write(form, self.application, by_lead=True, actor=self.person)

    def get_success_url(self) -> str:
        return self.request.path

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            entries=list(log_of(self.application)),
            helpers=list(helpers_of(self.application)),
            **kwargs,
        )


class Helped(PersonMixin, TemplateView):
    """The projects that the person's organisations accompany today."""

    template_name = "applicants/helped.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = clock.today()
        return super().get_context_data(rows=list(accompanied_by(self.person, on=today)), **kwargs)


class HelpedProject(PersonMixin, ActionFormMixin, FormView):
    """A project as its accompanist reads it: what was sent, and the log."""

    template_name = "applicants/helped_project.html"
    form_class = LogForm
    success_message = WRITTEN

    @cached_property
    def may_write(self) -> bool:
        """Whoever only reads what the organisation does, only reads here too."""
        helped = accompanied_by(self.person, on=clock.today(), power=Power.WRITES)
        return helped.filter(application=self.application).exists()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """:raises PermissionDenied: for whoever only reads."""
        if not self.may_write:
            raise PermissionDenied(str(ONLY_READS))
        return super().post(request, *args, **kwargs)

    @cached_property
    def application(self) -> Application:
        rows = accompanied_by(self.person, on=clock.today())
        found: Accompanied = get_object_or_404(
            rows, application__public_id=self.kwargs["public_id"]
        )
        application: Application = found.application
        return application

    def perform(self, form: LogForm) -> LogEntry:
        return write(form, self.application, by_lead=False, actor=self.person)

    def get_success_url(self) -> str:
        return self.request.path

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sent = last_sent(self.application)
        sections, partners = [], []
        if sent is not None:
            snapshot, rules = Snapshot.of_content(sent.content), sent.rules
            sections, partners = summary_of(snapshot, rules), partners_summary(snapshot, rules)
        return super().get_context_data(
            application=self.application,
            sent=sent,
            may_write=self.may_write,
            sections=sections,
            partners=partners,
            entries=list(log_of(self.application)),
            **kwargs,
        )


class LogAttachment(PersonMixin, View):
    """A file of the log, for the lead, for who accompanies the project, for the office."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        found = get_object_or_404(
            LogFile.objects.select_related("file", "entry__application"), pk=self.kwargs["pk"]
        )
        if not self._may_read(found.entry.application):
            raise Http404
        mine = found.entry.logged_by_id == self.person.pk
        try:
            scanning.check_can_be_opened(found.file, by_uploader=mine)
        except scanning.FileClosed as refusal:
            return refused(request, refusal, None)
        return given_out(found.file, found.filename)

    def _may_read(self, application: Application) -> bool:
        helped = accompanied_by(self.person, on=clock.today())
        return (
            self.person.has_perm("applicants.read_applications")
            or visible_to(self.person).filter(pk=application.pk).exists()
            or helped.filter(application=application).exists()
        )


class OfficeLog(RoleRequiredMixin, ActionFormMixin, FormView):
    """The office reads the log and says who accompanies the project."""

    permission_required = "applicants.read_applications"
    template_name = "applicants/office_log.html"
    form_class = HelperForm
    success_message = gettext_lazy(
        "Fatto: chi accompagna ora legge il progetto e scrive nel diario."
    )

    @cached_property
    def call(self) -> Call:
        return get_object_or_404(on_desk(), code=self.kwargs["code"])

    @cached_property
    def application(self) -> Application:
        rows = Application.objects.select_related("call__line__measure", "organisation")
        return get_object_or_404(
            rows.filter(submissions__isnull=False).distinct(),
            call=self.call,
            public_id=self.kwargs["public_id"],
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever reads applications reads the log; only who decides the phases links a helper.

        :raises PermissionDenied: for everybody else.
        """
        user: Any = request.user
        if not user.has_perm("applicants.decide_phases"):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"offered": offered(self.call)}

    def perform(self, form: HelperForm) -> Accompanied:
        return accompaniments.link(
            application=self.application, accompaniment=form.chosen, actor=self.request.user
        )

    def get_success_url(self) -> str:
        return reverse("applicants:office_log", args=[self.call.code, self.application.public_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        return super().get_context_data(
            call=self.call,
            application=self.application,
            entries=list(log_of(self.application)),
            helpers=list(helpers_of(self.application)),
            may_link=user.has_perm("applicants.decide_phases"),
            **kwargs,
        )
