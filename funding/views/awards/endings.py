"""The end of who left the list, and the closure of an award, on the desk."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from funding.actions.exits import acknowledgments, closures
from funding.actions.exits import effects as exit_effects
from funding.forms.bare import ActForm
from funding.forms.exits import ClosureForm, RenunciationActForm
from funding.models import Acknowledgment, Closure
from funding.queries.awards.standing import standing
from funding.queries.expenses.recognised import grant_due, if_any
from funding.views.awards.pages import AwardMixin
from funding.views.exits.pages import DeskPage
from wecare.acts.models import Act
from wecare.core.web import ActionView

RECOVERY_DAYS = 60  # to pay back, after an act adopted elsewhere


class RenunciationAct(DeskPage):
    """Write the act that takes note of a renunciation, and go to its page."""

    form_class = RenunciationActForm
    heading = _("Scrivi la presa d'atto della rinuncia")
    points = (
        _("L'atto si riempie con i dati del contributo: lo rileggi e prepari la prova."),
        _("Con la sua adozione il contributo finisce e ciò che non è pagato torna al bando."),
    )
    button = _("Scrivi l'atto")
    result: Act

    def perform(self, form: RenunciationActForm) -> Act:
        return exit_effects.write_renunciation(award=self.award, by=self.actor, **form.cleaned_data)

    def get_success_url(self) -> str:
        return reverse("acts:desk_act", args=[self.result.pk])


class RenunciationByAct(DeskPage):
    """End the award by an act adopted elsewhere."""

    form_class = ActForm
    heading = _("Registra l'atto che prende atto della rinuncia")
    points = (
        _("Il contributo finisce: ciò che non è pagato torna al bando."),
        _("Ciò che è stato pagato va restituito: parte la richiesta al beneficiario."),
        _("Non si annulla."),
    )
    button = _("Registra la fine del contributo")
    tone = "danger"
    success_message = _("Il contributo è finito per l'atto che hai indicato.")

    def perform(self, form: ActForm) -> Acknowledgment:
        return acknowledgments.end_by_act(
            award=self.award, recovery_days=RECOVERY_DAYS, ground=form.ground, by=self.actor
        )


class EndByOwnAct(AwardMixin, ActionView):
    """End the award by the act with which its application left the list."""

    permission_required = "funding.prepare_exits"
    success_message = _("Il contributo è finito per l'atto con cui la domanda è uscita.")

    def perform(self) -> Acknowledgment:
        return acknowledgments.end_by_act(
            award=self.award, recovery_days=RECOVERY_DAYS, ground=None, by=self.actor
        )

    def get_back_url(self) -> str:
        return reverse("funding:award", args=[self.award.pk])


class ClosurePage(DeskPage):
    """Close the award with its final contribution."""

    form_class = ClosureForm
    post_permission = "funding.decide_exits"
    heading = _("Chiudi il contributo")
    points = (
        _("Ciò che non sarà pagato è un'economia: torna al bando e può andare a chi viene dopo."),
        _("Ciò che è stato pagato oltre il contributo finale va restituito."),
        _("Non si annulla: dopo si muove solo ciò che si recupera."),
    )
    button = _("Chiudi il contributo")
    tone = "danger"
    success_message = _("Il contributo è chiuso.")

    def get_initial(self) -> dict[str, Any]:
        """The grant that the accepted expense gives a right to; without reports, what was given."""
        if if_any(self.award) is None:
            return {"due": standing(self.award).given}
        return {"due": grant_due(self.award)}

    def perform(self, form: ClosureForm) -> Closure:
        return closures.close(
            award=self.award,
            due=form.cleaned_data["due"],
            reason=form.cleaned_data["reason"],
            ground=form.ground,
            by=self.actor,
        )
