"""The office's pages of conditions: what a call wants, what registers said, what is still missing."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from django.views.generic.base import ContextMixin, View

from applicants.actions.brought import Brought
from applicants.models import Submission
from calls.models import Call
from calls.queries import calls as known_calls
from calls.queries.calls import current_rulebook
from evaluation.models import RankedList
from funding.actions.conditions import answers as actions
from funding.engine import conditions as engine
from funding.engine.condition_facts import Wanted
from funding.forms.conditions import CallConditionsForm, RegisterAnswerForm
from funding.labels.conditions import REGISTERS, requirement
from funding.models import CallConditions, RegisterAnswer
from funding.queries.awards.shares import Share, shares_in_force
from funding.queries.conditions import answers as register_answers
from funding.queries.conditions import antimafia, sought
from funding.queries.conditions import facts as conditions
from funding.queries.conditions.facts import Sought
from funding.queries.registers import Consulted, connected
from wecare.accounts.models import Person
from wecare.core import clock, parts, scanning
from wecare.core.downloads import given_out
from wecare.core.web import ActionFormMixin, ActionView, RoleRequiredMixin, refused


@contextmanager
def brought(person: Person, what: str, upload: UploadedFile | None) -> Iterator[Brought | None]:
    """The uploaded file as it lies on the disk for as long as this is open."""
    if upload is None:
        yield None
        return
    with parts.whole([str(person.pk), what], upload.chunks()) as path:
        yield Brought(upload.name or "", path)


class SoughtMixin(RoleRequiredMixin, ContextMixin, View):
    """Loads `self.sought`, of an application that a published list pays; else 404."""

    permission_required = "funding.view_awards"
    request: HttpRequest

    @cached_property
    def _found(self) -> tuple[Sought, RankedList]:
        found = sought.found(self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    @property
    def sought(self) -> Sought:
        return self._found[0]

    @property
    def submission(self) -> Submission:
        return self.sought.submission

    @property
    def ranked_list(self) -> RankedList:
        return self._found[1]

    @property
    def actor(self) -> Person:
        return cast("Person", self.request.user)

    @property
    def address(self) -> str:
        return reverse("funding:conditions", args=[self.submission.pk])

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """Who takes part, with its share."""
        return shares_in_force(self.submission, self.sought.amount)


class Conditions(SoughtMixin, TemplateView):
    """What the law and the call want of one application, and everything that was recorded."""

    template_name = "funding/conditions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = clock.today()
        wants = conditions.wanted_of(self.ranked_list)
        facts = conditions.facts_of([self.sought], wants, on=today)[self.submission.pk]
        award = self.sought.award
        found = engine.to_grant(facts) if award is None else engine.to_pay(facts)
        form_url = reverse("funding:register_answer", args=[self.submission.pk])
        return super().get_context_data(
            sought=self.sought,
            submission=self.submission,
            call=self.ranked_list.call,
            wants=wants,
            settings=conditions.set_for(self.ranked_list.call),
            rows=[requirement(each, url=form_url) for each in found],
            missing=len(engine.missing(found)),
            shares=self.shares,
            answers=register_answers.answers_of(self.submission),
            awaited=self._awaited(wants),
            may_decide=self.actor.has_perm("funding.decide_conditions"),
            registers=[REGISTERS.get(name, name) for name in connected()],
            may_record=self.actor.has_perm("funding.record_conditions"),
            **kwargs,
        )

    def _awaited(self, wants: Wanted) -> list[tuple[str, antimafia.Awaited]]:
        """The antimafia informations that have not come, each with whose it is, where the call asks."""
        if not wants.antimafia:
            return []
        names = {each.fiscal_code: each.name for each in self.shares}
        found = antimafia.awaited(self.submission, names)
        return [(names[each.answer.fiscal_code], each) for each in found]


class RegisterAnswerNew(SoughtMixin, ActionFormMixin, FormView):
    """The office writes what a register said."""

    permission_required = "funding.record_conditions"
    template_name = "funding/register_answer.html"
    form_class = RegisterAnswerForm
    success_message = gettext_lazy("La risposta è registrata.")

    def get_form_kwargs(self) -> dict[str, Any]:
        members = {each.fiscal_code: each.name for each in self.shares}
        return {**super().get_form_kwargs(), "members": members}

    def get_initial(self) -> dict[str, Any]:
        return {
            "fiscal_code": self.request.GET.get("ente", self.shares[0].fiscal_code),
            "kind": self.request.GET.get("cosa", ""),
            "on": clock.today(),
        }

    def perform(self, form: RegisterAnswerForm) -> RegisterAnswer:
        upload = form.cleaned_data["document"]
        with brought(self.actor, f"register/{self.submission.pk}", upload) as document:
            return actions.record(
                submission=self.submission,
                fiscal_code=form.cleaned_data["fiscal_code"],
                said=form.said,
                document=document,
                by=self.actor,
            )

    def get_success_url(self) -> str:
        return self.address

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(submission=self.submission, back_url=self.address, **kwargs)


class RegistersAsked(SoughtMixin, ActionView):
    """Ask the registers about one of those who take part."""

    permission_required = "funding.record_conditions"
    result: Consulted

    def perform(self) -> Consulted:
        codes = [each.fiscal_code for each in self.shares]
        if self.kwargs["code"] not in codes:
            raise Http404
        place = codes.index(self.kwargs["code"])
        return actions.ask(
            submission=self.submission, share=self.shares[place], is_lead=place == 0, by=self.actor
        )

    def get_back_url(self) -> str:
        return self.address

    def get_success_url(self) -> str:
        """Back, telling what came of it."""
        away = [str(REGISTERS.get(name, name)) for name in self.result.away]
        if away:
            messages.warning(
                self.request,
                _("Non rispondono: %(away)s. Le risposte si possono registrare a mano.")
                % {"away": ", ".join(away)},
            )
        messages.success(
            self.request,
            _("Registri letti: le risposte che mancavano sono registrate."),
        )
        return self.address


class AnswerDocument(RoleRequiredMixin, View):
    """The document of an answer."""

    permission_required = "funding.view_awards"
    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Give it out, if it was looked at."""
        row = get_object_or_404(
            RegisterAnswer.objects.exclude(file=None).select_related("file"), pk=pk
        )
        if row.file is None or sought.found(row.submission_id) is None:
            raise Http404
        return handed(request, row.file, row.filename, by=row.recorded_by_id)


def handed(request: HttpRequest, file: Any, filename: str, *, by: int) -> HttpResponseBase:
    """The file, or why it is not given out now."""
    try:
        scanning.check_can_be_opened(file, by_uploader=by == request.user.pk)
    except scanning.FileClosed as refusal:
        return refused(request, refusal, None)
    return given_out(file, filename)


class CallSettings(RoleRequiredMixin, ActionFormMixin, FormView):
    """What a call wants before it grants and pays, set by act."""

    permission_required = "funding.view_awards"
    template_name = "funding/call_conditions.html"
    form_class = CallConditionsForm
    success_message = gettext_lazy("Le condizioni del bando sono registrate.")
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever sets them needs more than whoever reads."""
        if request.method == "POST":
            self.permission_required = "funding.record_conditions"
        return super().dispatch(request, *args, **kwargs)

    @property
    def actor(self) -> Person:
        return cast("Person", self.request.user)

    @cached_property
    def call(self) -> Call:
        return get_object_or_404(
            known_calls.on_desk_with_versions().exclude(rulebooks=None), code=self.kwargs["code"]
        )

    @cached_property
    def settings(self) -> list[CallConditions]:
        return list(conditions.settings_of(self.call))

    @property
    def _rules(self) -> Any:
        rulebook = current_rulebook(self.call)
        if rulebook is None:
            raise Http404
        return rulebook.rules

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "at": clock.now(),
            "says_regime": self._rules.terms.aid_regime is not None,
        }

    def get_initial(self) -> dict[str, Any]:
        if not self.settings:
            return {"cup": True, "durc": True, "antimafia": True, "acceptance": True}
        row = self.settings[0]
        names = ("regime", "cup", "durc", "antimafia", "acceptance")
        return {name: getattr(row, name) for name in names}

    def perform(self, form: CallConditionsForm) -> CallConditions:
        return actions.set_for_call(
            call=self.call, **form.wanted, ground=form.ground, by=self.actor
        )

    def get_success_url(self) -> str:
        return reverse("funding:call_conditions", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        last = self.settings[0] if self.settings else None
        return super().get_context_data(
            call=self.call,
            wants=conditions.wanted(self._rules, last),
            says_regime=self._rules.terms.aid_regime is not None,
            settings=self.settings,
            may_record=self.actor.has_perm("funding.record_conditions"),
            **kwargs,
        )
