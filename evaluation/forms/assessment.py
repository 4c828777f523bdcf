"""The grid of one assessor: points within the criterion's bounds and a written reason each."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.engine.rulebook import Criterion, CriterionClass, Rulebook
from calls.engine.subjects import by_subject
from evaluation.models import Score
from wecare.core.fields import AmountField, PlainTextField
from wecare.core.money import format_plain

Judged = tuple[Criterion, BoundField, BoundField]


class PointsField(AmountField):
    """Points between zero and the criterion's maximum; typed as Italians type numbers."""

    def __init__(self, *, criterion: Criterion) -> None:
        self.criterion = criterion
        super().__init__(
            label=gettext_lazy("Punti"),
            help_text=_("Da 0 a %(maximum)s.") % {"maximum": format_plain(criterion.maximum)},
            required=False,
        )

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and value > self.criterion.maximum:
            raise forms.ValidationError(
                _("Il massimo per questo criterio è %(maximum)s. Hai scritto %(typed)s.")
                % {"maximum": format_plain(self.criterion.maximum), "typed": format_plain(value)}
            )


def _points_field(criterion: Criterion) -> forms.Field:
    """The levels of the criterion to choose from, or its scale to write a number on."""
    if not criterion.levels:
        return PointsField(criterion=criterion)
    return forms.TypedChoiceField(
        label=_("Giudizio"),
        required=False,
        coerce=Decimal,
        widget=forms.RadioSelect,
        choices=[
            ("", _("Non ancora dato")),
            *(
                (str(level.points), f"{level.name} ({format_plain(level.points)})")
                for level in criterion.levels
            ),
        ],
        error_messages={"invalid_choice": _("Scegli uno dei livelli del criterio.")},
    )


class AssessmentForm(forms.Form):
    """Nothing is compulsory while saving; signing wants everything."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, *args: Any, rules: Rulebook, scores: Mapping[str, Score], version: int, **kwargs: Any
    ) -> None:
        initial: dict[str, Any] = {"version": version}
        for code, score in scores.items():
            initial[f"points_{code}"] = None if score.points is None else score.points
            initial[f"reason_{code}"] = score.reason
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        self.rules = rules
        for criterion in rules.judged:
            self.fields[f"points_{criterion.code}"] = _points_field(criterion)
            self.fields[f"reason_{criterion.code}"] = PlainTextField(
                label=_("Perché?"),
                required=False,
                max_length=5000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def scores(self) -> dict[str, tuple[Decimal | None, str]]:
        """Criterion → points and reason."""
        return {
            criterion.code: (
                self._points(criterion.code),
                self.cleaned_data.get(f"reason_{criterion.code}") or "",
            )
            for criterion in self.rules.judged
        }

    def _points(self, code: str) -> Decimal | None:
        points = self.cleaned_data.get(f"points_{code}")
        return points if isinstance(points, Decimal) else None

    def rows(self) -> list[tuple[CriterionClass, list[tuple[str, list[Judged]]]]]:
        """The grid by class and subject: each criterion that is judged, with its two fields."""
        found = []
        for part in self.rules.classes:
            judged = [each for each in self.rules.judged if each.class_code == part.code]
            subjects = [
                (subject, [self._judged(each) for each in held])
                for subject, held in by_subject(judged)
            ]
            if subjects:
                found.append((part, subjects))
        return found

    def _judged(self, criterion: Criterion) -> Judged:
        return criterion, self[f"points_{criterion.code}"], self[f"reason_{criterion.code}"]
