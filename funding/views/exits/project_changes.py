"""Changes of a project: the beneficiary tells or asks, the office answers."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from applicants.actions.brought import brought
from funding.actions.exits import project_changes
from funding.engine.budgets import Budget, Line, differences
from funding.enums import ChangeKind
from funding.forms.project_changes import ChangeForm, DecisionForm, ExtensionForm, NoticeForm
from funding.labels import CHANGE_KINDS
from funding.models import Award, ProjectChange, ProjectChangeFile
from funding.queries.awards.project_ends import project_end
from funding.queries.exits.budget_in_force import budget_in_force
from funding.views.awards.pages import AwardMixin, OwnAwardMixin
from funding.views.exits.pages import DeskPage, OwnPage, file_or_why, page_facts
from wecare.core.web import ActionView


def lines_of(change: ProjectChange) -> list[tuple[Line, str]]:
    """What changes of the budget, each with the title of its category."""
    titles = {each.code: each.title for each in change.award.submission.rules.cost_categories}
    before, after = Budget.from_json(change.before), Budget.from_json(change.after)
    return [(line, titles.get(line.category, line.category)) for line in differences(before, after)]


def heading_of(change: ProjectChange) -> str:
    """What was asked, with its number."""
    return f"{CHANGE_KINDS[ChangeKind(change.kind)]} n. {change.number}"


def _shown(change: ProjectChange) -> dict[str, Any]:
    files = change.files.select_related("file").order_by("pk")
    return {"change": change, "lines": lines_of(change), "files": list(files)}


class OwnChange(OwnPage):
    """Tell of a change of the budget or of the activities, or ask for one."""

    form_class = ChangeForm
    template_name = "funding/exits/change_new.html"
    heading = _("Variazione del progetto")
    button = _("Invia la variazione")
    success_message = _("La variazione è registrata: la trovi qui, e ne hai un messaggio.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "budget": budget_in_force(self.award),
            "categories": self.award.submission.rules.cost_categories,
        }

    def perform(self, form: ChangeForm) -> ProjectChange:
        """The files lie on the disk meanwhile, never whole in memory."""
        with brought([str(self.person.pk), f"change-{self.award.pk}"], form.uploads) as files:
            return project_changes.change(
                award=self.award,
                kind=ChangeKind(form.cleaned_data["kind"]),
                wanted=form.wanted,
                reason=form.cleaned_data["reason"],
                files=files,
                by=self.person,
            )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(budget=budget_in_force(self.award), **kwargs)


class OwnExtension(OwnPage):
    """Ask for a later end."""

    form_class = ExtensionForm
    heading = _("Proroga del progetto")
    multipart = True
    button = _("Chiedi la proroga")
    success_message = _("La richiesta di proroga è registrata: la decide l'ufficio.")

    def get_points(self) -> tuple[Any, ...]:
        """When the project ends now."""
        end = project_end(self.award)
        if end is None:
            return (_("Vale da quando l'ufficio la concede."),)
        return (
            _("Ora il progetto finisce il %(day)s.") % {"day": f"{end:%d/%m/%Y}"},
            _("Vale da quando l'ufficio la concede."),
        )

    def perform(self, form: ExtensionForm) -> ProjectChange:
        """The files lie on the disk meanwhile, never whole in memory."""
        with brought([str(self.person.pk), f"extension-{self.award.pk}"], form.uploads) as files:
            return project_changes.extend(
                award=self.award,
                ends_on=form.cleaned_data["ends_on"],
                reason=form.cleaned_data["reason"],
                files=files,
                by=self.person,
            )


class _OneOfOwn(OwnAwardMixin):
    @cached_property
    def change(self) -> ProjectChange:
        rows = ProjectChange.objects.select_related("act", "asked_by", "closed_by")
        found = get_object_or_404(rows, award=self.award, number=self.kwargs["number"])
        found.award = self.award
        return found


class OwnChangePage(_OneOfOwn, TemplateView):
    """What was asked, before and after, and what became of it."""

    template_name = "funding/exits/change_own.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **page_facts(self.award, own=True),
            heading=heading_of(self.change),
            **_shown(self.change),
            **kwargs,
        )


class OwnChangeFile(OwnAwardMixin, View):
    """A file that came with a change of one's own organisation."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        found = _file(self.award, self.kwargs["file"])
        return file_or_why(request, found, is_own=found.change.asked_by_id == self.person.pk)


class DeskChangeFile(AwardMixin, View):
    """A file that came with a change, for the office."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        return file_or_why(request, _file(self.award, self.kwargs["file"]), is_own=False)


def _file(award: Award, pk: int) -> ProjectChangeFile:
    rows = ProjectChangeFile.objects.select_related("file", "change")
    found: ProjectChangeFile = get_object_or_404(rows, change__award=award, pk=pk)
    return found


class OwnWithdrawal(_OneOfOwn, ActionView):
    """Take a request back."""

    success_message = _("La richiesta è ritirata.")

    def get_back_url(self) -> str:
        return reverse("funding:own_award", args=[self.award.pk])

    def perform(self) -> ProjectChange:
        return project_changes.withdraw(change=self.change, by=self.person)


class DeskChange(DeskPage):
    """One change on the desk, before and after, and the answer."""

    template_name = "funding/exits/change_desk.html"
    reads_only = True
    button = _("Registra l'esito")
    success_message = _("L'esito è registrato: l'ente lo legge già.")

    @cached_property
    def change(self) -> ProjectChange:
        rows = ProjectChange.objects.select_related("act", "asked_by", "closed_by")
        found = get_object_or_404(rows, award=self.award, number=self.kwargs["number"])
        found.award = self.award
        return found

    @property
    def is_notice(self) -> bool:
        return self.change.kind == ChangeKind.MINOR

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A notice is for officers too; what is asked, for the manager."""
        reads = request.user.is_authenticated and request.user.has_perm("funding.view_awards")
        if reads and not self.is_notice:
            self.post_permission = "funding.decide_exits"
        return super().dispatch(request, *args, **kwargs)

    def get_heading(self) -> str:
        return heading_of(self.change)

    def get_form_class(self) -> Any:
        return NoticeForm if self.is_notice else DecisionForm

    def perform(self, form: Any) -> ProjectChange:
        return project_changes.decide(
            change=self.change,
            step=form.cleaned_data["step"],
            answer=form.cleaned_data["answer"],
            ground=form.ground,
            by=self.actor,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(is_notice=self.is_notice, **_shown(self.change), **kwargs)
