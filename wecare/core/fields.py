"""Form fields that read what Italians type, and answer with a sentence at the field."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import ngettext as plural

from wecare.core.money import AmountRefused, format_amount, format_plain, parse_amount
from wecare.core.text import TextRefused, clean_text, count_words

ROME = ZoneInfo("Europe/Rome")
TEXT_LIMIT = 20_000  # characters of a field that states no limit of its own
_SHOWN = 40  # characters of what was typed that a sentence repeats
_YEARS = range(1900, 2201)


class AmountField(forms.Field):
    """An amount in euros as a Decimal; what cannot be read stays in the field as it was typed."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages: ClassVar = {"required": gettext_lazy("Scrivi l'importo.")}

    def __init__(
        self,
        *,
        min_value: Decimal | None = None,
        max_value: Decimal | None = None,
        **options: Any,
    ) -> None:
        self.min_value = min_value
        self.max_value = max_value
        super().__init__(**options)

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, Decimal):
            return value
        if value in self.empty_values:
            return None
        try:
            return parse_amount(str(value))
        except AmountRefused as refusal:
            if refusal.reason == "empty":
                return None
            raise ValidationError(_amount_sentence(refusal), code=refusal.reason) from refusal

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if self.min_value is not None and value < self.min_value:
            limit, typed = format_amount(self.min_value), format_amount(value)
            raise ValidationError(
                _("Il minimo è %(limit)s. Hai scritto %(typed)s.")
                % {"limit": limit, "typed": typed},
                code="min_value",
            )
        if self.max_value is not None and value > self.max_value:
            limit, typed = format_amount(self.max_value), format_amount(value)
            raise ValidationError(
                _("Il massimo è %(limit)s. Hai scritto %(typed)s.")
                % {"limit": limit, "typed": typed},
                code="max_value",
            )

    def prepare_value(self, value: Any) -> Any:
        return format_plain(value) if isinstance(value, Decimal) else value


class PlainTextField(forms.CharField):
    """Clean text; the limits count characters or words after cleaning and cut nothing."""

    default_error_messages: ClassVar = {"required": gettext_lazy("Scrivi qui la risposta.")}

    def __init__(
        self,
        *,
        max_words: int | None = None,
        max_length: int = TEXT_LIMIT,
        multiline: bool = True,
        **options: Any,
    ) -> None:
        self.max_words = max_words
        self.text_limit = max_length
        self.multiline = multiline
        if multiline:
            options.setdefault("widget", forms.Textarea(attrs={"rows": 6}))
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        counted = {} if self.max_words is None else {"data-max-words": str(self.max_words)}
        return super().widget_attrs(widget) | counted

    def to_python(self, value: Any) -> str:
        if value in self.empty_values:
            return ""
        try:
            return clean_text(str(value), max_length=self.text_limit, multiline=self.multiline)
        except TextRefused as refusal:
            raise ValidationError(str(refusal), code="text") from refusal

    def validate(self, value: Any) -> None:
        super().validate(value)
        words = count_words(value)
        if self.max_words is not None and words > self.max_words:
            raise ValidationError(_words_sentence(words, self.max_words), code="max_words")


class ItalianDateField(forms.DateField):
    """A day typed as gg/mm/aaaa."""

    default_error_messages: ClassVar = {
        "required": gettext_lazy("Scrivi la data, per esempio 23/11/2026."),
        "invalid": gettext_lazy("Scrivi la data come 23/11/2026."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("input_formats", ["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d"])
        options.setdefault("widget", forms.DateInput(format="%d/%m/%Y"))
        super().__init__(**options)

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None and day.year not in _YEARS:
            raise ValidationError(_("L'anno non è tra 1900 e 2200."), code="year")
        return day


class ItalianDateTimeField(forms.DateTimeField):
    """An instant typed as gg/mm/aaaa hh:mm in Italian time; answers an aware datetime."""

    default_error_messages: ClassVar = {
        "required": gettext_lazy("Scrivi data e ora, per esempio 23/11/2026 12:00."),
        "invalid": gettext_lazy("Scrivi data e ora come 23/11/2026 12:00."),
    }

    def __init__(self, **options: Any) -> None:
        formats = [
            f"{day} {hour}"
            for day in ("%d/%m/%Y", "%d.%m.%Y")
            for hour in ("%H:%M", "%H.%M", "%H:%M:%S")
        ]
        options.setdefault("input_formats", [*formats, "%Y-%m-%dT%H:%M"])
        options.setdefault("widget", forms.DateTimeInput(format="%d/%m/%Y %H:%M"))
        super().__init__(**options)

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value if value.utcoffset() is not None else _in_rome(value)
        for pattern in self.input_formats or ():
            try:
                typed = self.strptime(" ".join(str(value).split()), pattern)
            except ValueError:
                continue
            return _in_rome(typed)
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and value.utcoffset() is not None:
            local = value.astimezone(ROME).replace(tzinfo=None)
            return f"{local:%d/%m/%Y %H:%M:%S}" if local.second else local
        return value

    def strptime(self, value: str, format: str) -> datetime:  # noqa: A002 -- Django's own name
        return datetime.strptime(value, format)  # noqa: DTZ007 -- typed in Italian time, see _in_rome


def _in_rome(typed: datetime) -> datetime:
    if typed.year not in _YEARS:
        raise ValidationError(_("L'anno non è tra 1900 e 2200."), code="year")
    first, second = (typed.replace(tzinfo=ROME, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        raise ValidationError(
            _("Quella notte cambia l'ora e l'orario scritto è dubbio: scegline un altro."),
            code="clock_change",
        )
    return first


def _amount_sentence(refusal: AmountRefused) -> str:
    typed = "".join(each for each in refusal.typed if each.isprintable())[:_SHOWN]
    match refusal.reason:
        case "negative":
            return _('L\'importo non può essere negativo. Hai scritto "%(typed)s".') % {
                "typed": typed
            }
        case "size":
            return _("L'importo è troppo grande: il massimo è 999.999.999.999,99 €.")
        case _other:
            return _('Scrivi un numero come 1.250,00. Abbiamo letto "%(typed)s".') % {
                "typed": typed
            }


def _words_sentence(words: int, limit: int) -> str:
    excess = words - limit
    return plural(
        "Hai scritto %(words)d parole, il massimo è %(limit)d. Togline %(excess)d.",
        "Hai scritto %(words)d parole, il massimo è %(limit)d. Togline %(excess)d.",
        excess,
    ) % {"words": words, "limit": limit, "excess": excess}
