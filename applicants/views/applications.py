"""The applicant's desk, the list of applications, a new one, and the task list of one."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, ListView, TemplateView

from applicants.actions import applications, headings
from applicants.actions.headings import HeadingChanged
from applicants.enums import ApplicationState, Power
from applicants.forms import HeadingForm, StartForm
from applicants.forms.told import Values
from applicants.models import Application, Organisation
from applicants.policies import SubmissionRefused
from applicants.policies.participation import check_desk
from applicants.queries.applications import last_submission, visible_to
from applicants.queries.consents import marks_of, part_digest
from applicants.queries.desk import desk_of
from applicants.queries.mandates import known_to, organisations_of
from applicants.queries.participants import open_invitations_for, own_part_in, parts_of
from applicants.queries.phases import decisions_of
from applicants.views.base import OwnApplicationMixin, PersonMixin
from applicants.views.signing import SigningMixin, signing_tasks
from applicants.views.tasklist import rows_of, tasks_of
from calls.engine.rulebook import Rulebook
from calls.models import Call
from calls.queries.calls import current_rulebook, current_window, is_open, published
from wecare.core import clock
from wecare.core.web import ActionFormMixin

PAGE = 25
CANNOT_START = _(
    "Per questo bando non puoi iniziare domande: i tuoi incarichi non comprendono la scrittura per nessun "
    "ente. Chi amministra le persone dell'ente può cambiarli."
)
MOST_PARTS = 100  # of others' applications, on the page of one's own


class Desk(PersonMixin, TemplateView):
    """What is to be done, and by when."""

    template_name = "applicants/desk.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = clock.now()
        return super().get_context_data(
            desk=desk_of(self.person, at=at),
            organisations=list(known_to(self.person)[:10]),
            invitations=open_invitations_for(self.person, at=at),
            **kwargs,
        )


class ApplicationList(PersonMixin, ListView):
    """Every application of the organisations this person acts for."""

    template_name = "applicants/applications.html"
    context_object_name = "applications"
    paginate_by = PAGE

    def get_queryset(self) -> QuerySet[Application]:
        return visible_to(self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            parts=parts_of(self.person)[:MOST_PARTS],
            invitations=open_invitations_for(self.person, at=clock.now()),
            **kwargs,
        )


class Start(PersonMixin, ActionFormMixin, FormView):
    """Begin an application for an open call."""

    template_name = "applicants/start.html"
    form_class = StartForm
    result: Application

    @cached_property
    def call(self) -> Call:
        return get_object_or_404(published(), code=self.kwargs["code"])

    @cached_property
    def rules(self) -> Rulebook:
        rulebook = current_rulebook(self.call)
        assert rulebook is not None  # noqa: S101 -- a published call has its rulebook
        return rulebook.rules

    @cached_property
    def organisations(self) -> list[Organisation]:
        return list(organisations_of(self.person, Power.WRITES, call=self.call))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever stands for no organisation enters one first.

        :raises PermissionDenied: if the person only reads what theirs write.
        """
        if request.user.is_authenticated and not self.organisations:
            if known_to(self.person).exists():
                raise PermissionDenied(str(CANNOT_START))
            return redirect(f"{reverse('applicants:organisation_new')}?poi={request.path}")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "organisations": self.organisations,
            "rules": self.rules,
            "stopped": [desk.lot for desk in self.call.desks.all() if desk.is_stopped],
        }

    def perform(self, form: StartForm) -> Application:
        organisation = get_object_or_404(
            organisations_of(self.person, Power.WRITES, call=self.call),
            pk=form.cleaned_data["organisation"],
        )
        return applications.start(
            call=self.call,
            organisation=organisation,
            title=form.cleaned_data["title"],
            lot=form.cleaned_data["lot"],
            actor=self.person,
        )

    def get_success_url(self) -> str:
        return reverse("applicants:application", args=[self.result.public_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = clock.now()
        return super().get_context_data(
            call=self.call,
            rules=self.rules,
            window=current_window(self.call),
            is_open=is_open(self.call, at),
            drafts=visible_to(self.person).filter(
                call=self.call, state=ApplicationState.DRAFT.value
            ),
            **kwargs,
        )


class ApplicationHome(SigningMixin, TemplateView):
    """The task list: what is done, what lacks, where to go on."""

    template_name = "applicants/application.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever takes part for a partner goes to the own part."""
        if request.user.is_authenticated:
            own = own_part_in(self.person, self.kwargs["public_id"])
            if own is not None:
                return redirect("applicants:part", self.kwargs["public_id"], own.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            tasks=[
                *tasks_of(self.application, self.rules, self.requirements),
                *signing_tasks(self.application, self.signing),
            ],
            missing=[item for item in self.requirements if item.blocks],
            submission=last_submission(self.application),
            decisions=decisions_of(self.application),
            phase=_phase(self.rulebook.rules, self.application.phase),
            versions=list(self.application.submissions.all()),
            desk_refusal=self._desk_refusal(),
            **self._mark(),
            attempts=self.application.refused_attempts.order_by("-id")[:5],
            **kwargs,
        )

    def _mark(self) -> dict[str, Any]:
        """Whether the lead's part is marked as complete, where there are others to wait for it."""
        mark = marks_of(self.application).get(None)
        now = part_digest(self.text, None)
        return {
            "is_group": self.rules.partnership is not None,
            "mark": mark,
            "mark_stands": mark is not None and mark.digest == now,
            "part_digest": now,
            "complete_url": reverse("applicants:complete", args=[self.application.public_id]),
            "reopen_url": reverse("applicants:reopen", args=[self.application.public_id]),
        }

    def _desk_refusal(self) -> str:
        """Why the desk of the draft's lot takes nothing more; empty while it does."""
        if self.application.state != ApplicationState.DRAFT.value:
            return ""
        call = self.application.call
        desk = next((each for each in call.desks.all() if each.lot == self.application.lot), None)
        try:
            check_desk(call, desk)
        except SubmissionRefused as refusal:
            return str(refusal)
        return ""


def _phase(rules: Rulebook, number: int) -> dict[str, Any] | None:
    """The phase being written as people read it; none where the call has just one."""
    if not rules.phases:
        return None
    return {"number": number, "of": len(rules.phases), "title": rules.phases[number - 1].title}


class Missing(OwnApplicationMixin, TemplateView):
    """Everything that is asked, and whether it is there; each row leads to its field."""

    template_name = "applicants/missing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rows=rows_of(self.application, self.requirements), **kwargs)


class Heading(OwnApplicationMixin, ActionFormMixin, FormView):
    """Title, lot and time; what two people wrote in the same field is shown side by side."""

    template_name = "applicants/heading.html"
    form_class = HeadingForm
    parted: tuple[Values, ...] = ()

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs.pop("initial")
        return {
            **kwargs,
            "application": self.application,
            "rules": self.rules,
        }

    def perform(self, form: HeadingForm) -> Application:
        try:
            return headings.save_heading(
                application=self.application,
                title=form.cleaned_data["title"],
                lot=form.cleaned_data["lot"],
                aid_form=form.cleaned_data.get("aid_form", ""),
                months=form.cleaned_data.get("months"),
                starts_on=form.cleaned_data.get("starts_on"),
                was=form.was,
                base_version=form.cleaned_data["version"],
                actor=self.person,
            )
        except HeadingChanged as refusal:
            headings.set_heading_aside(
                application=self.application,
                differing=refusal.differing,
                base_version=form.cleaned_data["version"],
                actor=self.person,
            )
            del self.application
            form.now_over(self.application)
            self.parted = form.parted(refusal.differing)
            raise

    def get_success_url(self) -> str:
        return self.home_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(parted=self.parted, **kwargs)
