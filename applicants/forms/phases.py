"""The act that ends a phase: who goes on, on what conditions, until when."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applicants.actions.phases import Ground
from applicants.engine.phases import Decided
from applicants.enums import PhaseOutcome
from applicants.labels import PHASE_OUTCOMES
from applicants.queries.phases import Passage
from calls.forms.calls import PublicationForm
from wecare.core.fields import ItalianDateTimeField, PlainTextField

LONGEST_TEXT = 5000
WHEN = gettext_lazy("gg/mm/aaaa hh:mm, ora italiana.")


class GroundForm(PublicationForm):
    """An act adopted elsewhere."""

    @property
    def ground(self) -> Ground:
        """The act as it was typed."""
        said = self.cleaned_data
        return Ground(
            kind=said["kind"],
            number_text=said["number_text"],
            adopted_on=said["adopted_on"],
            subject=said["subject"],
        )


class AdmissionForm(GroundForm):
    """The act, and the time for everyone it admits."""

    opens_at = ItalianDateTimeField(label=gettext_lazy("La fase successiva apre"), help_text=WHEN)
    closes_at = ItalianDateTimeField(label=gettext_lazy("La fase successiva scade"), help_text=WHEN)
    field_order = ("opens_at", "closes_at")


class PassageForm(forms.Form):
    """What the act decides of one application; nothing chosen leaves it for another act."""

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label=gettext_lazy("Esito"),
        choices=[
            ("", gettext_lazy("non deciso con questo atto")),
            *((each.value, label[0]) for each, label in PHASE_OUTCOMES.items()),
        ],
        required=False,
    )
    words = PlainTextField(
        label=gettext_lazy("Condizioni, o motivo del no"),
        help_text=gettext_lazy("Le legge il richiedente, parola per parola."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    closes_at = ItalianDateTimeField(
        label=gettext_lazy("Una scadenza sua"),
        help_text=gettext_lazy("Vuoto: quella di tutti. gg/mm/aaaa hh:mm, ora italiana."),
        required=False,
    )

    def __init__(self, *args: Any, passage: Passage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prefix = f"d{passage.application.pk}"
        self.passage = passage
        if passage.is_without_requirements:
            only = {"", PhaseOutcome.NOT_ADMITTED.value}
            field: Any = self.fields["outcome"]
            field.choices = [each for each in field.choices if each[0] in only]

    def clean(self) -> dict[str, Any]:
        """A no has its reason, conditions are written, and nothing is typed for nothing."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        outcome, words = cleaned.get("outcome"), (cleaned.get("words") or "").strip()
        if outcome == PhaseOutcome.NOT_ADMITTED.value and not words:
            self.add_error("words", _("Scrivi perché non è ammessa: il richiedente lo leggerà."))
        if outcome == PhaseOutcome.CONDITIONAL.value and not words:
            self.add_error("words", _("Scrivi a quali condizioni è ammessa."))
        if outcome == PhaseOutcome.ADMITTED.value and words:
            self.add_error(
                "outcome", _("Hai scritto delle condizioni: scegli «ammessa con condizioni».")
            )
        if not outcome and (words or cleaned.get("closes_at")):
            self.add_error("outcome", _("Scegli l'esito, o cancella quello che hai scritto qui."))
        return cleaned

    @property
    def decided(self) -> Decided | None:
        """What was decided; nothing where nothing was chosen."""
        outcome = self.cleaned_data.get("outcome")
        if not outcome:
            return None
        words = self.cleaned_data["words"].strip()
        chosen = PhaseOutcome(outcome)
        return Decided(
            self.passage.application.pk,
            chosen,
            conditions=words if chosen is PhaseOutcome.CONDITIONAL else "",
            reason=words if chosen is PhaseOutcome.NOT_ADMITTED else "",
            closes_at=self.cleaned_data["closes_at"],
        )


class MoreTimeForm(GroundForm):
    """More time for one application."""

    closes_at = ItalianDateTimeField(label=gettext_lazy("Nuova scadenza"), help_text=WHEN)
    reason = PlainTextField(
        label=gettext_lazy("Perché"),
        help_text=gettext_lazy("Lo legge chi scrive la domanda."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("closes_at", "reason")
