"""Revocations, renunciations and closures on the desk; observations of the beneficiary."""

from datetime import timedelta
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic.base import View

from applicants.actions.brought import brought
from funding.actions.exits import effects as exit_effects
from funding.actions.exits import revocations, revoking
from funding.forms.bare import ActForm
from funding.forms.exits import AssessmentForm, NoticeForm, ObservationForm, ReasonForm
from funding.models import Award, Revocation, RevocationFile, RevocationObservation
from funding.queries.exits import procedures as exits
from funding.views.awards.pages import AwardMixin, OwnAwardMixin
from funding.views.exits.pages import DeskPage, OwnPage, Words, file_or_why
from wecare.acts.models import Act
from wecare.core import clock
from wecare.core.web import ActionView


def one_of(award: Award, pk: int) -> Revocation:
    """The procedure of the award, or 404."""
    found: Revocation = get_object_or_404(exits.revocations(), award=award, pk=pk)
    found.award = award
    return found


def heading_of(revocation: Revocation) -> Words:
    """Whether all of the award is revoked or a part of it."""
    return _("Revoca totale") if revocation.is_total else _("Revoca parziale")


class RevocationStart(DeskPage):
    """The notice that a revocation begins."""

    form_class = NoticeForm
    heading = _("Avvia la revoca")
    points = (
        _(
            "Il beneficiario riceve la comunicazione di avvio, con i motivi e i giorni per rispondere."
        ),
        _("Nulla è deciso: passati i giorni, l'ufficio valuta e scrive l'atto."),
    )
    button = _("Avvia il procedimento")
    success_message = _("Il procedimento è avviato: il beneficiario ha la comunicazione.")

    def perform(self, form: NoticeForm) -> Revocation:
        said = form.cleaned_data
        return revocations.start(
            award=self.award,
            amount=said["amount"],
            reasons=said["reasons"],
            answer_days=said["answer_days"],
            conclude_days=said["conclude_days"],
            protocol=said["protocol"],
            by=self.actor,
        )


class _OneRevocation(AwardMixin):
    @cached_property
    def revocation(self) -> Revocation:
        return one_of(self.award, self.kwargs["revocation"])

    @property
    def address(self) -> str:
        return reverse("funding:revocation", args=[self.award.pk, self.revocation.pk])


class RevocationDesk(_OneRevocation, DeskPage):
    """The procedure with its observations; the assessment, once it can be written."""

    template_name = "funding/exits/revocation_desk.html"
    form_class = AssessmentForm
    reads_only = True
    button = _("Registra la valutazione")
    success_message = _("La valutazione è registrata: ora serve l'atto.")

    def get_heading(self) -> Words:
        return heading_of(self.revocation)

    def perform(self, form: AssessmentForm) -> Revocation:
        return revocations.assess(revocation=self.revocation, by=self.actor, **form.cleaned_data)

    def get_success_url(self) -> str:
        return self.address

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            revocation=self.revocation,
            conclude_by=exits.conclude_by(self.revocation),
            may_assess=clock.now() >= self.revocation.answer_until,
            **kwargs,
        )


class RevocationDrop(_OneRevocation, DeskPage):
    """End it without revoking."""

    form_class = ReasonForm
    heading = _("Archivia il procedimento di revoca")
    points = (_("Il contributo resta com'è, e il beneficiario ne riceve i motivi."),)
    button = _("Archivia il procedimento")
    success_message = _("Il procedimento è archiviato.")

    def perform(self, form: ReasonForm) -> Revocation:
        return revocations.drop(
            revocation=self.revocation, reason=form.cleaned_data["reason"], by=self.actor
        )


class RevocationAct(_OneRevocation, ActionView):
    """Write the act from the data, and go to its page."""

    permission_required = "funding.prepare_exits"
    result: Act
    success_message = _("L'atto è scritto dai dati: rileggilo, poi prepara la prova.")

    def perform(self) -> Act:
        return exit_effects.write_revocation(revocation=self.revocation, by=self.actor)

    def get_back_url(self) -> str:
        return self.address

    def get_success_url(self) -> str:
        return reverse("acts:desk_act", args=[self.result.pk])


class RevocationByAct(_OneRevocation, DeskPage):
    """Revoke by an act adopted elsewhere."""

    form_class = ActForm
    heading = _("Registra l'atto di revoca adottato altrove")
    points = (
        _("Il contributo finisce, o perde la parte revocata, per l'atto che indichi."),
        _("Ciò che è stato pagato in più va restituito: parte la richiesta al beneficiario."),
        _("Non si annulla."),
    )
    button = _("Registra la revoca")
    tone = "danger"
    success_message = _("La revoca è registrata.")

    def perform(self, form: ActForm) -> Revocation:
        assert form.ground is not None  # noqa: S101 -- the form asks for it, for the type checker
        return revoking.carry_out_by_act(
            revocation=self.revocation, ground=form.ground, by=self.actor
        )


class OwnRevocation(OwnPage):
    """The beneficiary reads the notice and answers it."""

    template_name = "funding/exits/revocation_own.html"
    form_class = ObservationForm
    multipart = True
    button = _("Presenta le osservazioni")
    success_message = _("Le osservazioni sono registrate: hai un messaggio che lo conferma.")

    @cached_property
    def revocation(self) -> Revocation:
        return one_of(self.award, self.kwargs["revocation"])

    def get_heading(self) -> Words:
        return heading_of(self.revocation)

    def perform(self, form: ObservationForm) -> RevocationObservation:
        """The files lie on the disk meanwhile, never whole in memory."""
        owner = [str(self.person.pk), f"revocation-{self.revocation.pk}"]
        with brought(owner, form.uploads) as files:
            return revocations.observe(
                revocation=self.revocation,
                text=form.cleaned_data["text"],
                files=files,
                by=self.person,
            )

    def get_success_url(self) -> str:
        return self.request.path

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        running = self.revocation.is_open and clock.now() < self.revocation.answer_until
        return super().get_context_data(
            revocation=self.revocation,
            may_answer=running,
            last_second=self.revocation.answer_until - timedelta(seconds=1),
            **kwargs,
        )


class OwnRevocationFile(OwnAwardMixin, View):
    """A file of one's own organisation's observations."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        found = _file(self.award, self.kwargs["file"])
        return file_or_why(request, found, is_own=found.observation.filed_by_id == self.person.pk)


class DeskRevocationFile(AwardMixin, View):
    """A file of the observations, for the office."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        return file_or_why(request, _file(self.award, self.kwargs["file"]), is_own=False)


def _file(award: Award, pk: int) -> RevocationFile:
    rows = RevocationFile.objects.select_related("file", "observation")
    found: RevocationFile = get_object_or_404(rows, observation__revocation__award=award, pk=pk)
    return found
