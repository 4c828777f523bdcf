"""How far apart several assessors lie: for the chair what they judged, for the office what all signed."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from applicants.models import Submission
from calls.models import Call
from calls.queries.calls import on_desk
from evaluation.actions import agreement as actions
from evaluation.actions import reopenings
from evaluation.engine.spread import Spread
from evaluation.enums import Settling
from evaluation.forms.agreement import ConsensusForm, FurtherForm, ReopeningForm
from evaluation.models import Assessment, Consensus, FurtherAssessor, PanelMember, SignedAssessment
from evaluation.policies.agreement import is_open
from evaluation.queries import admissibility, agreement, blind, panels
from evaluation.queries.agreement import Judged
from evaluation.views.people import ActorMixin
from wecare.core.web import ActionFormMixin


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion as every assessor judged it, and what it comes to."""

    title: str
    spread: Spread
    given: tuple[tuple[Any, str], ...]
    points: Any


class AgreementMixin(ActorMixin, View):
    """Loads `self.call` and, if the person sits on its panel, `self.member`; else 404."""

    permission_required = "evaluation.read_agreement"
    area = "desk"

    @cached_property
    def call(self) -> Call:
        return get_object_or_404(on_desk(), code=self.kwargs["code"])

    def get_permission_object(self) -> Any:
        return self.call

    @cached_property
    def member(self) -> PanelMember | None:
        return panels.seat(self.actor, self.call)

    def is_theirs(self, judged: Judged) -> bool:
        """Whether the person reads it: the office all, of a panel who presides and who keeps the minutes."""
        return self.member is None or judged.is_for(self.member)

    def address(self, judged: Judged | None = None, step: str = "") -> str:
        """The list, one submission, or one of its steps, in the area where the person is."""
        prefix = "evaluation:agreement_desk" if self.area == "desk" else "evaluation:agreement"
        if judged is None:
            return reverse(prefix, args=[self.call.code])
        of = judged.submission
        one = reverse(f"{prefix}_one", args=[self.call.code, of.protocol_number, of.protocol_year])
        return f"{one}{step}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(  # type: ignore[misc,no-any-return]
            call=self.call,
            area=self.area,
            list_url=self.address(),
            moves=is_open(self.call),
            **kwargs,
        )


class AgreementPage(AgreementMixin, TemplateView):
    """Every application with its spread; nothing of those that somebody has still to sign."""

    template_name = "evaluation/agreement.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [each for each in agreement.judged(self.call) if self.is_theirs(each)]
        signed = [each for each in rows if each.is_signed]
        return super().get_context_data(
            rows=[(each, self.address(each)) for each in rows],
            total=len(rows),
            signed=len(signed),
            wide=sum(each.agreement.total.is_over for each in signed),
            limit=rows[0].book.judging.spread_limit if rows else None,
            **kwargs,
        )


class JudgedMixin(AgreementMixin):
    """Loads `self.judged` among those that exist for the person; else 404."""

    @cached_property
    def submission(self) -> Submission:
        found = admissibility.by_protocol(
            self.call, number=self.kwargs["number"], year=self.kwargs["year"]
        )
        rows = found.select_related("organisation", "rulebook", "call", "admissibility")
        return get_object_or_404(rows)

    @cached_property
    def judged(self) -> Judged:
        found = agreement.judged_one(self.submission)
        if found is None or not self.is_theirs(found):
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            judged=self.judged,
            submission=self.submission,
            back_url=self.address(self.judged),
            **kwargs,
        )

    def may(self, permission: str) -> bool:
        """Whether the person may do so of this application: of a panel only who presides over it."""
        presiding = self.judged.presiding
        presides = presiding is not None and self.member is not None and presiding == self.member
        theirs = self.member is None or presides
        return theirs and self.actor.has_perm(permission, self.call)

    def lines(self) -> list[CriterionLine]:
        """Each criterion with what everybody gave and why."""
        titles = {each.code: each.title for each in self.judged.rules.judged}
        return [
            CriterionLine(
                title=f"{spread.code} – {titles[spread.code]}",
                spread=spread,
                given=tuple(
                    (each.points[spread.code], each.reasons[spread.code])
                    for each in self.judged.signed
                ),
                points=(self.judged.points or {}).get(spread.code),
            )
            for spread in self.judged.agreement.criteria
        ]


class AgreementOne(JudgedMixin, TemplateView):
    """One application: what everybody gave and why, once everybody has signed."""

    template_name = "evaluation/agreement_one.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        judged = self.judged
        shown = judged.is_signed
        return super().get_context_data(
            shown=shown,
            people=[
                {"member": member, "assessment": self._signed_by(member), "url": self._url(member)}
                for member in judged.members
            ],
            lines=self.lines() if shown else [],
            settling=judged.settling if shown else None,
            needs_session=shown and judged.settling is Settling.CONSENSUS,
            needs_further=shown and judged.settling is Settling.FURTHER,
            stories=self._stories() if shown else [],
            may_reopen=self.may("evaluation.reopen_assessment"),
            may_settle=self.may("evaluation.settle_points"),
            consensus_url=self.address(judged, "consenso/"),
            further_url=self.address(judged, "altra-persona/"),
            **kwargs,
        )

    def _signed_by(self, member: PanelMember) -> Assessment | None:
        for each in self.judged.signed:
            if each.assessment.member_id == member.pk:
                return each.assessment
        return None

    def _url(self, member: PanelMember) -> str:
        signed = self._signed_by(member)
        return self.address(self.judged, f"riapertura/{signed.pk}/") if signed else ""

    def _stories(self) -> list[tuple[PanelMember, list[SignedAssessment]]]:
        """Assessor by assessor, the versions of those that were reopened."""
        versions = blind.history(self.submission)
        found = []
        for member in self.judged.members:
            own = [each for each in versions if each.assessment.member_id == member.pk]
            if len(own) > 1:
                found.append((member, own))
        return found


class _Step(JudgedMixin, ActionFormMixin, FormView):
    """A page on which something is decided of one application."""

    @cached_property
    def judged(self) -> Judged:
        """:raises Http404: also for a member who reads it and does not preside."""
        found = super().judged
        presiding = found.presiding
        if self.member is not None and presiding != self.member:
            raise Http404
        return found

    def get_success_url(self) -> str:
        return self.address(self.judged)


class ReopeningPage(_Step):
    """Let an assessor change what they signed."""

    permission_required = "evaluation.reopen_assessment"
    template_name = "evaluation/reopening.html"
    form_class = ReopeningForm
    success_message = gettext_lazy("La valutazione è riaperta: chi l'ha firmata può cambiarla.")

    @cached_property
    def assessment(self) -> Assessment:
        for each in self.judged.signed:
            if each.assessment.pk == self.kwargs["assessment"]:
                return each.assessment
        raise Http404

    def perform(self, form: ReopeningForm) -> Assessment:
        return reopenings.reopen(
            assessment=self.assessment, reason=form.cleaned_data["reason"], by=self.actor
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(assessment=self.assessment, **kwargs)


class ConsensusPage(_Step):
    """Record the points agreed in a session."""

    permission_required = "evaluation.settle_points"
    template_name = "evaluation/consensus.html"
    form_class = ConsensusForm
    success_message = gettext_lazy("La seduta di consenso è registrata.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """:raises Http404: while somebody has still to sign: the points of the others stay unseen."""
        if not self.judged.is_signed:
            raise Http404
        last = self.judged.sessions[-1] if self.judged.sessions else None
        scores = last.scores.all() if last else ()
        agreed = {each.criterion: (each.points, each.reason) for each in scores}
        return {
            **super().get_form_kwargs(),
            "criteria": self.judged.rules.judged,
            "agreed": agreed,
        }

    def perform(self, form: ConsensusForm) -> Consensus:
        return actions.record_consensus(
            submission=self.submission,
            scores=form.scores,
            note=form.cleaned_data["note"],
            by=self.actor,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.get_form())
        form = kwargs["form"]
        return super().get_context_data(
            lines=[(line, *form.pair(line.spread.code)) for line in self.lines()], **kwargs
        )


class FurtherPage(_Step):
    """Call one more member to judge."""

    permission_required = "evaluation.settle_points"
    template_name = "evaluation/further.html"
    form_class = FurtherForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "free": self.judged.free}

    def perform(self, form: FurtherForm) -> FurtherAssessor:
        chosen = {str(each.pk): each for each in self.judged.free}[form.cleaned_data["member"]]
        return actions.choose_further(
            submission=self.submission,
            member=chosen,
            reason=form.cleaned_data["reason"],
            by=self.actor,
        )

    def get_success_message(self) -> str:
        return _("%(person)s ora valuta questa domanda.") % {"person": self.result.member.person}
