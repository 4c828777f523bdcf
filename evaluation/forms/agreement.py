"""What is decided of signed points: a reopening, a further assessor, a session, a second check."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.engine.rulebook import Criterion
from evaluation.forms.assessment import PointsField, key_of
from evaluation.models import PanelMember
from evaluation.policies.refusals import REASON_LENGTH
from wecare.core.fields import PlainTextField

Agreed = tuple[Decimal | None, str]


def _text(label: Any, lacking: Any = None, **options: Any) -> PlainTextField:
    return PlainTextField(
        label=label,
        required=lacking is not None,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": lacking} if lacking is not None else {},
        **options,
    )


class _Form(forms.Form):
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class ReopeningForm(_Form):
    """Why a signed assessment becomes a draft again."""

    reason = _text(
        gettext_lazy("Perché si riapre"),
        gettext_lazy("Scrivi perché si riapre: il motivo resta nella storia della valutazione."),
        help_text=gettext_lazy("Lo leggono chi l'ha firmata e l'ufficio."),
    )


class FurtherForm(_Form):
    """Who else judges, and why this person."""

    member = forms.ChoiceField(
        label=gettext_lazy("Chi la valuta"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Scegli una persona."),
            "invalid_choice": gettext_lazy("Scegli una delle persone dell'elenco."),
        },
    )
    reason = _text(
        gettext_lazy("Perché questa persona"),
        gettext_lazy("Scrivi perché scegli questa persona."),
    )

    def __init__(self, *args: Any, free: Iterable[PanelMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [  # type: ignore[attr-defined]
            (str(each.pk), str(each.person)) for each in free
        ]


class ConsensusForm(_Form):
    """The points agreed for each criterion, and why."""

    def __init__(
        self,
        *args: Any,
        criteria: Iterable[Criterion],
        agreed: Mapping[str, Agreed],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = tuple(criteria)
        for criterion in self.criteria:
            points, reason = agreed.get(criterion.code, (None, ""))
            place = PointsField(criterion=criterion)
            place.initial, place.required = points, True
            place.error_messages["required"] = _("%(code)s: scrivi i punti decisi.") % {
                "code": criterion.code
            }
            self.fields[key_of((criterion.code, "points"))] = place
            why = _text(
                _("Perché, per %(code)s?") % {"code": criterion.code},
                _("%(code)s: scrivi perché avete deciso così.") % {"code": criterion.code},
            )
            why.initial = reason
            self.fields[key_of((criterion.code, "reason"))] = why
        self.fields["note"] = _text(
            gettext_lazy("Chi c'era e quando, altre note (facoltativo)"),
        )

    @property
    def scores(self) -> dict[str, Agreed]:
        """Criterion → points and reason."""
        return {
            each.code: (
                self.cleaned_data[key_of((each.code, "points"))],
                self.cleaned_data[key_of((each.code, "reason"))],
            )
            for each in self.criteria
        }

    def pair(self, code: str) -> tuple[BoundField, BoundField]:
        """The two fields of a criterion."""
        return self[key_of((code, "points"))], self[key_of((code, "reason"))]


class ScoreCheckForm(_Form):
    """Whether the points hold, and what was found if they do not."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Esito del secondo controllo"),
        widget=forms.RadioSelect,
        choices=[
            ("confirmed", gettext_lazy("I conti tornano e non manca niente")),
            ("found", gettext_lazy("C'è qualcosa da correggere")),
        ],
        error_messages={"required": gettext_lazy("Scegli l'esito del controllo.")},
    )
    note = _text(
        gettext_lazy("Note"),
        help_text=gettext_lazy("Obbligatorie se c'è qualcosa da correggere."),
    )

    def clean(self) -> dict[str, Any]:
        """Whatever was found is said."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == "found" and not cleaned.get("note") and "note" in cleaned:
            self.add_error("note", _("Scrivi che cosa hai trovato."))
        return cleaned

    @property
    def is_confirmed(self) -> bool:
        return self.cleaned_data["outcome"] == "confirmed"
