"""Fields of the call's editor: shares, points, codes, lists of lines, and whole numbers."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wecare.core.components import formats
from wecare.core.fields import AmountField, PlainTextField
from wecare.core.money import AmountRefused, format_plain, parse_amount
from wecare.core.text import TextRefused, clean_text

CODE_LENGTH = 40  # characters
SHOWN = 40  # characters of what was typed that a sentence repeats
LINES = 60
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
HUNDRED = Decimal(100)


def typed_back(value: object) -> str:
    """The beginning of what was typed, as far as it can be shown."""
    return "".join(each for each in str(value) if each.isprintable())[:SHOWN]


class NumberField(AmountField):
    """A number with at most two decimals, not negative; what cannot be read stays as typed."""

    example = "12,50"
    shown: Callable[[Decimal], str] = staticmethod(format_plain)
    default_error_messages: ClassVar = {"required": gettext_lazy("Scrivi un numero.")}

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        bare = str(value).replace("%", "").strip()
        if not bare:
            return None
        try:
            return parse_amount(bare)
        except AmountRefused as refusal:
            raise ValidationError(self._sentence(refusal), code=refusal.reason) from refusal

    def _sentence(self, refusal: AmountRefused) -> str:
        facts = {"example": self.example, "typed": typed_back(refusal.typed)}
        if refusal.reason == "negative":
            return _('Non può essere negativo. Hai scritto "%(typed)s".') % facts
        return _('Scrivi un numero come %(example)s. Abbiamo letto "%(typed)s".') % facts

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)
        if value is None:
            return
        facts = {"typed": self.shown(value)}
        if self.min_value is not None and value < self.min_value:
            facts["limit"] = self.shown(self.min_value)
            raise ValidationError(
                _("Il minimo è %(limit)s. Hai scritto %(typed)s.") % facts, code="min_value"
            )
        if self.max_value is not None and value > self.max_value:
            facts["limit"] = self.shown(self.max_value)
            raise ValidationError(
                _("Il massimo è %(limit)s. Hai scritto %(typed)s.") % facts, code="max_value"
            )


class ShareField(NumberField):
    """A percentage, from zero to a hundred."""

    shown = staticmethod(formats.percent)

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_value", HUNDRED)
        super().__init__(**options)


class PointsField(NumberField):
    """Points, thresholds and weights."""

    example = "60,00"
    shown = staticmethod(formats.points)

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_value", Decimal(1000))
        super().__init__(**options)


class WholeField(forms.IntegerField):
    """A whole number."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, *, minimum: int = 1, maximum: int, **options: Any) -> None:
        sentence = _lazy_bounds(minimum, maximum)
        options.setdefault("error_messages", {})
        options["error_messages"] |= {
            "invalid": sentence,
            "required": gettext_lazy("Scrivi un numero."),
        }
        super().__init__(**options)
        self.validators += [
            MinValueValidator(minimum, message=sentence),
            MaxValueValidator(maximum, message=sentence),
        ]


def _lazy_bounds(minimum: int, maximum: int) -> Any:
    return gettext_lazy("Scrivi un numero intero da {minimum} a {maximum}.").format(
        minimum=minimum, maximum=maximum
    )


class LineField(PlainTextField):
    """One line of clean text."""

    def __init__(self, *, max_length: int = 200, **options: Any) -> None:
        options.setdefault("error_messages", {"required": gettext_lazy("Scrivi qui il testo.")})
        super().__init__(max_length=max_length, multiline=False, **options)


class CodeField(LineField):
    """A short code that names a part of the call: letters, digits, point, hyphen."""

    def __init__(self, *, max_length: int = CODE_LENGTH, **options: Any) -> None:
        options.setdefault("error_messages", {"required": gettext_lazy("Scrivi il codice.")})
        options.setdefault(
            "widget", forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
        )
        super().__init__(max_length=max_length, **options)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not _CODE.fullmatch(value):
            raise ValidationError(
                _(
                    "Usa lettere senza accento, cifre, punto e trattino, senza spazi. "
                    'Hai scritto "%(typed)s".'
                )
                % {"typed": typed_back(value)},
                code="code",
            )


class LevelsField(forms.CharField):
    """Named judgements, one on each line: the points, a space, the name."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> list[dict[str, str]]:  # type: ignore[override]
        lines = [line.strip() for line in str(value or "").split("\n") if line.strip()]
        return [self._level(line) for line in lines[:LINES]]

    @staticmethod
    def _level(line: str) -> dict[str, str]:
        typed, _space, label = line.partition(" ")
        try:
            points = parse_amount(typed)
            name = clean_text(label, max_length=80, multiline=False)
        except (AmountRefused, TextRefused) as refusal:
            raise ValidationError(_level_sentence(line), code="level") from refusal
        if not name:
            raise ValidationError(_level_sentence(line), code="level")
        return {"points": str(points), "name": name}

    def run_validators(self, value: Any) -> None:
        """Nothing more: `to_python` has said it all."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the lines differ from those of the stored levels."""
        return str(self.prepare_value(initial) or "").split() != str(data or "").split()

    def prepare_value(self, value: Any) -> Any:
        """The stored levels as lines; what was typed stays as it was typed."""
        if not isinstance(value, list):
            return value
        rows = [each for each in value if isinstance(each, dict)]
        return "\n".join(f"{_shown(each.get('points'))} {each.get('name', '')}" for each in rows)


def _shown(points: Any) -> str:
    try:
        return format_plain(Decimal(str(points)))
    except (ArithmeticError, ValueError):
        return str(points)


def _level_sentence(line: str) -> str:
    return _('Scrivi i punti e poi il giudizio, come "8 Buona". Abbiamo letto "%(typed)s".') % {
        "typed": typed_back(line)
    }


class LinesField(forms.CharField):
    """A list, one element on each line, each once."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, *, line_length: int = 200, **options: Any) -> None:
        self.line_length = line_length
        super().__init__(**options)

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        lines = value if isinstance(value, list) else str(value or "").split("\n")
        try:
            cleaned = [
                clean_text(line, max_length=self.line_length, multiline=False) for line in lines
            ]
        except TextRefused as refusal:
            raise ValidationError(str(refusal), code="text") from refusal
        found = [line for line in cleaned if line]
        if len(found) > LINES:
            raise ValidationError(
                _("Le righe sono %(found)d, il massimo è %(limit)d.")
                % {"found": len(found), "limit": LINES},
                code="lines",
            )
        for at, line in enumerate(found):
            if line in found[:at]:
                raise ValidationError(
                    _('"%(line)s" è scritto due volte. Togline una.') % {"line": typed_back(line)},
                    code="repeated",
                )
        return found

    def run_validators(self, value: Any) -> None:
        """Nothing more: `to_python` has said it all."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether a list with nothing in it became something, or the other way round."""
        return str(self.prepare_value(initial) or "").split("\n") != str(data or "").split("\n")

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value
