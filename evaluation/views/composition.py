"""What changes in a panel after its appointment: who leaves, who joins, who steps in for whom."""

from functools import cached_property
from typing import Any

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View

from evaluation.actions import assigning, composition, recusals
from evaluation.enums import PanelRole
from evaluation.forms.composition import (
    ByActForm,
    CompetencesForm,
    JoiningForm,
    LeavingForm,
    StandInForm,
    StepInForm,
)
from evaluation.models import Panel, PanelMember
from evaluation.queries import assignments, panels, substitutions
from evaluation.queries.assignments import Bench
from evaluation.queries.substitutions import Absence
from evaluation.views.checks import CallDeskMixin
from evaluation.views.conflicts import SeatMixin
from wecare.acts.actions.external import record_external
from wecare.acts.enums import ActKind
from wecare.acts.models import Act
from wecare.core.web import ActionFormMixin


class PanelMixin(CallDeskMixin):
    """Loads `self.bench`; while nobody is appointed the page does not exist."""

    @cached_property
    def bench(self) -> Bench:
        bench = assignments.bench(self.call)
        if bench is None:
            raise Http404
        return bench

    @property
    def panel(self) -> Panel:
        return self.bench.panel

    def seat(self, key: str | int) -> PanelMember:
        """The seat of this panel with this key.

        :raises Http404: if there is none.
        """
        member = self.bench.members.get(int(key)) if str(key).isdecimal() else None
        if member is None:
            raise Http404
        return member


class PanelStep(PanelMixin, ActionFormMixin, FormView):
    """One step on the panel: a title, what it means, a form, a button."""

    permission_required = "evaluation.appoint_panel"
    template_name = "evaluation/panel_step.html"
    title: Any = ""
    lead: Any = ""
    button: Any = ""

    def get_success_url(self) -> str:
        return reverse("evaluation:panel", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = {"title": self.title, "lead": self.lead, "button": self.button}
        return super().get_context_data(call=self.call, **(said | kwargs))

    def record_act(self, form: ByActForm) -> Act:
        """The act that disposes the change."""
        return record_external(
            kind=ActKind.DD,
            number_text=form.cleaned_data["number_text"],
            adopted_on=form.cleaned_data["adopted_on"],
            subject=_("Modifica del nucleo di valutazione del bando %(code)s")
            % {"code": self.call.code},
            by=self.actor,
        )


class Leaving(PanelStep):
    """A member leaves by a later act."""

    form_class = LeavingForm
    button = gettext_lazy("Registra il cambio")
    lead = gettext_lazy(
        "Serve un atto. Quello che ha firmato resta valido; il resto passa a chi prende il posto."
    )

    @cached_property
    def member(self) -> PanelMember:
        return self.seat(self.kwargs["seat"])

    def get_form_kwargs(self) -> dict[str, Any]:
        sitting = [member.person_id for member in self.bench.members.values()]
        keeps_minutes = self.member.role == PanelRole.SECRETARY.value
        people = panels.secretaries() if keeps_minutes else panels.assessors()
        return {
            **super().get_form_kwargs(),
            "member": self.member,
            "substitutes": substitutions.substitutes(self.bench),
            "people": list(people.exclude(pk__in=sitting)),
            "voting": [member for member in self.bench.members.values() if member.votes],
        }

    @transaction.atomic
    def perform(self, form: LeavingForm) -> PanelMember | None:
        kind, _dash, key = form.cleaned_data["follower"].partition("-")
        people = {str(person.pk): person for person in (*panels.assessors(), *panels.secretaries())}
        presides = form.cleaned_data.get("presides")
        return composition.replace(
            member=self.member,
            act=self.record_act(form),
            reason=form.cleaned_data["reason"],
            by=self.actor,
            newcomer=people[key] if kind == "person" else None,
            substitute=self.seat(key) if kind == "seat" else None,
            presides=self.seat(presides) if presides else None,
        )

    def get_success_message(self) -> str:
        return _("%(person)s non fa più parte del nucleo.") % {"person": self.member.person}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = _("%(person)s lascia il nucleo") % {"person": self.member.person}
        return super().get_context_data(title=title, **kwargs)


class Joining(PanelStep):
    """One more substitute, or the secretary, by a later act."""

    form_class = JoiningForm
    title = gettext_lazy("Nomina supplenti o segretario")
    lead = gettext_lazy("Serve un atto. Chi valuta si nomina al posto di chi lascia.")
    button = gettext_lazy("Registra la nomina")
    success_message = gettext_lazy("Nomina registrata.")

    def get_form_kwargs(self) -> dict[str, Any]:
        sitting = [member.person_id for member in self.bench.members.values()]
        return {
            **super().get_form_kwargs(),
            "people": list(panels.secretaries().exclude(pk__in=sitting)),
        }

    @transaction.atomic
    def perform(self, form: JoiningForm) -> PanelMember:
        people = {str(person.pk): person for person in panels.secretaries()}
        return composition.add(
            panel=self.panel,
            person=people[form.cleaned_data["person"]],
            role=PanelRole(form.cleaned_data["role"]),
            act=self.record_act(form),
            by=self.actor,
        )


class Competences(PanelStep):
    """Of what a member knows: the automatic assignment looks at it."""

    form_class = CompetencesForm
    button = gettext_lazy("Salva")
    lead = gettext_lazy(
        "L'assegnazione automatica preferisce, a parità di carico, chi conosce l'argomento."
    )
    success_message = gettext_lazy("Competenze salvate.")

    @cached_property
    def member(self) -> PanelMember:
        return self.seat(self.kwargs["seat"])

    def get_initial(self) -> dict[str, Any]:
        return {"competences": self.member.competences}

    def perform(self, form: CompetencesForm) -> PanelMember:
        return assigning.know(
            member=self.member, competences=form.cleaned_data["competences"], by=self.actor
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = _("Competenze di %(person)s") % {"person": self.member.person}
        return super().get_context_data(title=title, **kwargs)


class StepIn(PanelStep):
    """A substitute takes an empty place for good."""

    form_class = StepInForm
    title = gettext_lazy("Fai subentrare chi supplisce")
    lead = gettext_lazy("Chi subentra valuta da ora tutto quello che chi è uscito non ha firmato.")
    button = gettext_lazy("Fai subentrare")
    success_message = gettext_lazy("Subentro registrato.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "places": substitutions.vacancies(self.bench),
            "substitutes": substitutions.substitutes(self.bench),
        }

    def perform(self, form: StepInForm) -> PanelMember:
        return composition.step_in(
            substitute=self.seat(form.cleaned_data["substitute"]),
            place=self.seat(form.cleaned_data["place"]),
            reason=form.cleaned_data["reason"],
            by=self.actor,
        )


class StandIn(PanelStep):
    """A substitute judges single applications in the place of who abstains."""

    form_class = StandInForm
    title = gettext_lazy("Fai supplire chi si astiene")
    lead = gettext_lazy("Chi supplisce legge e valuta solo le domande che scegli qui.")
    button = gettext_lazy("Fai supplire")
    success_message = gettext_lazy("Supplenza registrata.")

    @cached_property
    def absences(self) -> dict[str, Absence]:
        found = substitutions.absences(self.bench, seen_by=self.own_seat)
        return {absence.key: absence for absence in found}

    @property
    def own_seat(self) -> PanelMember | None:
        """The seat of who looks, if they sit on this panel."""
        return panels.seat(self.actor, self.call)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "absences": [(key, _said(each)) for key, each in self.absences.items()],
            "substitutes": substitutions.substitutes(self.bench),
        }

    @transaction.atomic
    def perform(self, form: StandInForm) -> None:
        chosen = [self.absences[key] for key in form.cleaned_data["absences"]]
        for member in dict.fromkeys(each.member.pk for each in chosen):
            recusals.stand_in(
                substitute=self.seat(form.cleaned_data["substitute"]),
                member=self.seat(member),
                submissions=[each.submission for each in chosen if each.member.pk == member],
                reason=form.cleaned_data["reason"],
                by=self.actor,
            )


class ChairMixin(SeatMixin, View):
    """Who presides, in the panel's own pages."""

    def get_success_url(self) -> str:
        return reverse("evaluation:sessions", args=[self.call.code])


class ChairStepIn(ChairMixin, StepIn):
    """The same, by who presides."""

    template_name = "evaluation/own_step.html"
    permission_required = "evaluation.preside"


class ChairStandIn(ChairMixin, StandIn):
    """The same, by who presides: never about what they abstain from."""

    template_name = "evaluation/own_step.html"
    permission_required = "evaluation.preside"


def _said(absence: Absence) -> str:
    return _("Prot. %(protocol)s: si astiene %(person)s, restano %(count)d") % {
        "protocol": absence.submission.protocol,
        "person": absence.member.person,
        "count": absence.judges,
    }
