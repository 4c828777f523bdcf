"""The row of a criterion whose points come from data, as an officer writes it."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.engine.computing import SHAPES
from calls.enums import ComputedFrom, StepBound
from calls.forms.fields import LINES, CodeField, typed_back
from calls.forms.rows import RowForm
from calls.forms.tables import CHOOSE, article
from calls.labels.computing import COMPUTED_FROM, LOOKED_WORDS, STEP_BOUNDS
from wecare.core.money import AmountRefused, format_plain, parse_amount
from wecare.core.text import TextRefused, clean_text

WORD_LENGTH = 200


class ScaleField(forms.CharField):
    """What each value is worth, one on each line: the value, a colon, the points."""

    widget = forms.Textarea(attrs={"rows": 4})
    default_error_messages = {"required": gettext_lazy("Scrivi almeno una riga, come 20,00: 5.")}

    def to_python(self, value: Any) -> list[tuple[str, str]]:  # type: ignore[override]
        lines = [line.strip() for line in str(value or "").split("\n") if line.strip()]
        return [_pair(line) for line in lines[:LINES]]

    def run_validators(self, value: Any) -> None:
        """Nothing more: `to_python` and the row have said it all."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the lines differ from those that are stored."""
        return str(initial or "").split() != str(data or "").split()


class ComputationRow(RowForm):
    """From which data the points of a criterion come."""

    unique_field = "criterion"

    criterion = CodeField(
        label=gettext_lazy("Codice del criterio"),
        help_text=gettext_lazy("Uno di quelli scritti qui sopra: nessuno lo giudica."),
    )
    function = forms.ChoiceField(
        label=gettext_lazy("I punti vengono da"),
        choices=[
            ("", gettext_lazy("Scegli")),
            *((each.value, label) for each, label in COMPUTED_FROM.items()),
        ],
        error_messages=CHOOSE,
        help_text=gettext_lazy("Dato e punti si pubblicano nella graduatoria."),
    )
    question = CodeField(
        label=gettext_lazy("Codice della domanda del modulo"),
        required=False,
        help_text=gettext_lazy("Serve solo se i punti vengono da una risposta."),
    )
    bound = forms.ChoiceField(
        label=gettext_lazy("Un gradino si raggiunge con"),
        choices=[(each.value, label) for each, label in STEP_BOUNDS.items()],
        initial=StepBound.AT_LEAST.value,
        error_messages=CHOOSE,
        help_text=gettext_lazy("Vale per numeri, importi, percentuali e mesi."),
    )
    scale = ScaleField(
        label=gettext_lazy("Quanti punti"),
        help_text=gettext_lazy(
            'Uno per riga, prima il valore e poi i punti: "20,00: 5" per un numero, "sì: 5" per una '
            'risposta, "Cooperativa sociale: 5" per un tipo di ente. Quello che manca vale zero.'
        ),
    )
    article = article()

    def clean(self) -> dict[str, Any]:
        """The scale suits what the points come from."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        function = cleaned.get("function")
        if not function:
            return cleaned
        shape = SHAPES[ComputedFrom(function)]
        if shape.questions and not cleaned.get("question") and "question" not in self.errors:
            self.add_error("question", _("Scrivi il codice della domanda da cui viene il dato."))
        if "scale" in cleaned:
            try:
                self._check_scale(ComputedFrom(function), cleaned["scale"])
            except ValidationError as refusal:
                self.add_error("scale", refusal)
        return cleaned

    def _check_scale(self, function: ComputedFrom, scale: list[tuple[str, str]]) -> None:
        shape = SHAPES[function]
        read = [_number(word) if shape.unit else _word(function, word) for word, _points in scale]
        for at, each in enumerate(read):
            if each in read[:at]:
                sentence = _('"%(typed)s" c\'è due volte. Togline una.')
                raise ValidationError(sentence % {"typed": typed_back(scale[at][0])}, code="twice")

    def stored(self) -> dict[str, Any]:
        """The computation as the draft keeps it, without its criterion."""
        cleaned = self.cleaned_data
        function = ComputedFrom(cleaned["function"])
        shape = SHAPES[function]
        kept: dict[str, Any] = {"function": function.value, "article": cleaned["article"]}
        if shape.questions:
            kept["question"] = cleaned["question"]
        if shape.unit is not None:
            kept["bound"] = cleaned["bound"]
            kept["steps"] = [
                {"value": _number(typed), "points": points} for typed, points in cleaned["scale"]
            ]
        else:
            kept["words"] = [
                {"word": _word(function, typed), "points": points}
                for typed, points in cleaned["scale"]
            ]
        return kept


def shown_of(criterion: Mapping[str, Any]) -> dict[str, Any]:
    """The stored computation of a criterion as its row shows it; nothing where it has none."""
    held = criterion.get("computed")
    if not isinstance(held, Mapping):
        return {}
    rows = [("value", each) for each in held.get("steps") or []]
    rows += [("word", each) for each in held.get("words") or []]
    lines = [
        f"{_shown(each.get(name))}: {_shown(each.get('points'))}"
        for name, each in rows
        if isinstance(each, Mapping)
    ]
    kept = {
        name: held[name] for name in ("function", "question", "bound", "article") if name in held
    }
    return {**kept, "criterion": criterion.get("code", ""), "scale": "\n".join(lines)}


def _shown(value: Any) -> str:
    try:
        return format_plain(Decimal(str(value)))
    except (InvalidOperation, ValueError):
        return str(LOOKED_WORDS.get(value, value))


def _pair(line: str) -> tuple[str, str]:
    """:raises ValidationError: if the line is no value with its points."""
    word, _colon, typed = line.rpartition(":")
    try:
        points = parse_amount(typed)
        named = clean_text(word, max_length=WORD_LENGTH, multiline=False)
    except (AmountRefused, TextRefused) as refusal:
        raise ValidationError(_line_sentence(line), code="line") from refusal
    if not named:
        raise ValidationError(_line_sentence(line), code="line")
    return named, str(points)


def _number(typed: str) -> str:
    """:raises ValidationError: if it is no number."""
    try:
        return str(parse_amount(typed.replace("%", "")))
    except AmountRefused as refusal:
        sentence = _('Prima dei due punti serve un numero, come 20,00. Abbiamo letto "%(typed)s".')
        raise ValidationError(sentence % {"typed": typed_back(typed)}, code="number") from refusal


def _word(function: ComputedFrom, typed: str) -> str:
    """The word that is meant: an answer as it stands, a kind or a size by its name.

    :raises ValidationError: if there is no such kind or size.
    """
    words = SHAPES[function].words
    if words is None:
        return typed
    names = {str(LOOKED_WORDS[each.value]): each.value for each in words}
    for name, value in names.items():
        if typed.casefold() in (name.casefold(), value):
            return str(value)
    sentence = _('"%(typed)s" non è tra questi: %(known)s.')
    facts = {"typed": typed_back(typed), "known": "; ".join(names)}
    raise ValidationError(sentence % facts, code="word")


def _line_sentence(line: str) -> str:
    return _(
        'Scrivi il valore, i due punti e i punti, come "20,00: 5". Abbiamo letto "%(typed)s".'
    ) % {"typed": typed_back(line)}
