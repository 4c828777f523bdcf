"""The grid of one assessor: points within the criterion's bounds and a written reason each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from calls.engine.rulebook import Criterion, CriterionClass, Rulebook
from calls.engine.subjects import by_subject
from evaluation.models import Score
from evaluation.policies.refusals import REASON_LENGTH
from wecare.core.fields import AmountField, PlainTextField
from wecare.core.money import format_plain

VERSION = "__version"
POINTS, REASON = "points", "reason"
Place = tuple[str, str]  # criterion, and which of the two


@dataclass(frozen=True, slots=True)
class Judged:
    """A criterion of the grid with its two fields."""

    criterion: Criterion
    points: BoundField
    reason: BoundField
    versions: tuple[BoundField, BoundField]

    @property
    def is_done(self) -> bool:
        """Whether both are written, as far as the page knows."""
        return self.points.value() not in (None, "") and self.reason.value() not in (None, "")


class PointsField(AmountField):
    """Points between zero and the criterion's maximum; typed as Italians type numbers."""

    def __init__(self, *, criterion: Criterion) -> None:
        self.criterion = criterion
        super().__init__(
            label=_("Punti per %(code)s") % {"code": criterion.code},
            help_text=_("Da 0 a %(maximum)s.") % {"maximum": format_plain(criterion.maximum)},
            required=False,
        )
        self.widget.attrs["autocomplete"] = "off"

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
        label=_("Giudizio per %(code)s") % {"code": criterion.code},
        required=False,
        coerce=Decimal,
        empty_value=None,
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


def _reason_field(criterion: Criterion) -> forms.Field:
    return PlainTextField(
        label=_("Perché, per %(code)s?") % {"code": criterion.code},
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def key_of(place: Place) -> str:
    """The name of the field of a criterion's points or reason."""
    code, name = place
    return f"{name}_{code}"


class AssessmentForm(forms.Form):
    """Nothing is compulsory while saving; signing wants everything, and says all that lacks."""

    def __init__(
        self,
        *args: Any,
        rules: Rulebook,
        scores: Mapping[str, Score],
        signing: bool = False,
        **kwargs: Any,
    ) -> None:
        self.rules, self.scores, self.signing = rules, scores, signing
        kwargs["initial"] = {
            name: value
            for place in self.places
            for name, value in (
                (key_of(place), self.stored(place)),
                (key_of(place) + VERSION, self.version(place)),
            )
        }
        super().__init__(*args, **kwargs)
        for criterion in rules.judged:
            for name, field in (
                (POINTS, _points_field(criterion)),
                (REASON, _reason_field(criterion)),
            ):
                place = (criterion.code, name)
                field.widget.attrs["data-version"] = str(self.version(place))
                if name == POINTS:
                    field.widget.attrs |= {
                        "data-points": criterion.code,
                        "data-class": criterion.class_code,
                        "data-weight": str(criterion.weight),
                        "data-maximum": str(criterion.maximum),
                    }
                self.fields[key_of(place)] = field
                self.fields[key_of(place) + VERSION] = forms.IntegerField(
                    widget=forms.HiddenInput, required=False, min_value=0
                )

    @property
    def places(self) -> Iterator[Place]:
        """Every place of the grid, in its order."""
        for criterion in self.rules.judged:
            yield criterion.code, POINTS
            yield criterion.code, REASON

    def stored(self, place: Place) -> Decimal | str | None:
        """What is saved there."""
        code, name = place
        score = self.scores.get(code)
        return getattr(score, name) if score else None

    def version(self, place: Place) -> int:
        """The version of what is saved there, 0 where nothing is."""
        code, name = place
        score = self.scores.get(code)
        return getattr(score, f"{name}_version") if score else 0

    def clean(self) -> dict[str, Any]:
        """A signature lacks nothing; every lack is said where it is."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.signing:
            for criterion in self.rules.judged:
                self._check_is_whole(criterion, cleaned)
        return cleaned

    def _check_is_whole(self, criterion: Criterion, cleaned: Mapping[str, Any]) -> None:
        named = {"code": criterion.code, "title": criterion.title}
        points, reason = key_of((criterion.code, POINTS)), key_of((criterion.code, REASON))
        given = cleaned.get(points)
        if given is None and points in cleaned:
            self.add_error(points, _("%(code)s %(title)s: mancano i punti.") % named)
        if not cleaned.get(reason) and reason in cleaned:
            sentence = _("%(code)s %(title)s: scrivi il motivo dei punti.")
            if given is not None:
                sentence = _("%(code)s %(title)s: scrivi perché hai dato %(points)s punti.")
                named |= {"points": format_plain(given)}
            self.add_error(reason, sentence % named)

    @property
    def values(self) -> dict[Place, tuple[Decimal | str | None, int]]:
        """Place → what is written there, and the version it was written over."""
        return {place: (self._written(place), self._base(place)) for place in self.places}

    def now_over(self, place: Place, version: int) -> None:
        """What is typed there is shown again as written over this version."""
        self.data = typed = self.data.copy()  # type: ignore[attr-defined]
        typed[key_of(place) + VERSION] = str(version)

    def _written(self, place: Place) -> Decimal | str | None:
        value = self.cleaned_data.get(key_of(place))
        if place[1] == REASON:
            return value or ""
        return value if isinstance(value, Decimal) else None

    def _base(self, place: Place) -> int:
        return self.cleaned_data.get(key_of(place) + VERSION) or 0

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
        points, reason = key_of((criterion.code, POINTS)), key_of((criterion.code, REASON))
        versions = self[points + VERSION], self[reason + VERSION]
        return Judged(criterion, self[points], self[reason], versions)
