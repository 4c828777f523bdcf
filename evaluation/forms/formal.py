"""What the office asks of an applicant, how long it waits, and what it says of what came."""

from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.enums import PointKind, RequestKind
from evaluation.models import RequestPoint
from evaluation.policies.formal import MOST_EXTENSION_DAYS, Point
from evaluation.policies.refusals import REASON_LENGTH
from evaluation.queries.formal_content import Nameable
from wecare.accounts.models import Person
from wecare.core.fields import PlainTextField

GROUNDS = 8  # reasons of one notice of rejection that the form has room for
MOST_DAYS = 365
_WRITE_DAYS = {"invalid": gettext_lazy("Scrivi quanti giorni, con un numero intero.")}


class Plain(forms.Form):
    """A form without a tag of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


def _reason(label: Any, told: Any, *, rows: int = 4, required: bool = True) -> PlainTextField:
    return PlainTextField(
        label=label,
        help_text=told,
        required=required,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": gettext_lazy("Scrivi il motivo.")},
    )


class ClarificationForm(Plain):
    """Which answers and documents may be completed, why, and in how many days."""

    def __init__(
        self, *args: Any, nameables: Sequence[Nameable], days: tuple[int, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.nameables = {each.key: each for each in nameables}
        usual, most = days
        for each in nameables:
            said = f"{each.whose} – {each.label}" if each.whose else each.label
            self.fields[each.key] = forms.BooleanField(label=said, required=False)
            self.fields[f"{each.key}:asked"] = PlainTextField(
                label=_("Che cosa serve per «%(label)s»") % {"label": said},
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.fields["other"] = PlainTextField(
            label=_("Un chiarimento a parole"),
            help_text=_("Facoltativo: una domanda a cui si risponde scrivendo, anche con file."),
            required=False,
            max_length=REASON_LENGTH,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields["days"] = forms.IntegerField(
            label=_("Giorni per rispondere"),
            help_text=_("Da 1 a %(most)s. Non conta il giorno in cui chiedi.") % {"most": most},
            initial=usual,
            min_value=1,
            max_value=most,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            error_messages={**_WRITE_DAYS, "required": _WRITE_DAYS["invalid"]},
        )
        self.fields["reason"] = _reason(
            gettext_lazy("Perché lo chiedi"), gettext_lazy("Lo legge chi ha presentato la domanda.")
        )

    @property
    def choices(self) -> list[tuple[Any, Any, Nameable]]:
        """Each thing that may be named: its box, its words, and what it is."""
        return [(self[key], self[f"{key}:asked"], each) for key, each in self.nameables.items()]

    @property
    def points(self) -> list[Point]:
        """What was chosen, in the order of the form."""
        found = [
            Point(
                each.kind,
                f"{each.whose} – {each.label}" if each.whose else each.label,
                each.code,
                each.partner,
                self.cleaned_data.get(f"{key}:asked", ""),
            )
            for key, each in self.nameables.items()
            if self.cleaned_data.get(key) or self.cleaned_data.get(f"{key}:asked")
        ]
        if other := self.cleaned_data.get("other"):
            found.append(Point(PointKind.TEXT, _("Un chiarimento"), asked=other))
        return found

    def clean(self) -> dict[str, Any]:
        """Something is asked."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.points and "other" not in self.errors:
            self.add_error(
                "other", _("Scegli almeno una risposta o un documento, o scrivi un chiarimento.")
            )
        return cleaned


class RejectionForm(Plain):
    """The reasons for which the application would be rejected, one by one."""

    def __init__(self, *args: Any, days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days = days
        for number in range(1, GROUNDS + 1):
            self.fields[f"ground{number}"] = PlainTextField(
                label=_("Motivo %(n)s") % {"n": number},
                help_text=_("Cita l'articolo del bando.") if number == 1 else "",
                required=number == 1,
                max_length=REASON_LENGTH,
                widget=forms.Textarea(attrs={"rows": 3 if number == 1 else 2}),
                error_messages={"required": _("Scrivi almeno un motivo.")},
            )
        self.fields["reason"] = _reason(
            gettext_lazy("In sintesi"),
            gettext_lazy("Perché la domanda sta per essere rigettata, in due righe."),
        )

    @property
    def points(self) -> list[Point]:
        """The reasons that were written."""
        written = [self.cleaned_data.get(f"ground{n}", "") for n in range(1, GROUNDS + 1)]
        return [
            Point(PointKind.TEXT, _("Motivo %(n)s") % {"n": number}, asked=text)
            for number, text in enumerate(filter(None, written), start=1)
        ]


class ExtensionForm(Plain):
    """More days for a request, with the reason."""

    days = forms.IntegerField(
        label=gettext_lazy("Giorni in più"),
        help_text=gettext_lazy("Dal termine, o da oggi se il termine è passato."),
        min_value=1,
        max_value=MOST_EXTENSION_DAYS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={**_WRITE_DAYS, "required": _WRITE_DAYS["invalid"]},
    )
    reason = _reason(
        gettext_lazy("Perché dai più tempo"),
        gettext_lazy("Lo legge chi ha presentato la domanda."),
    )


class ClosingForm(Plain):
    """Why a request is closed without an answer."""

    reason = _reason(
        gettext_lazy("Perché la chiudi"), gettext_lazy("Lo legge chi ha presentato la domanda.")
    )


class ReadingsForm(Plain):
    """For each point of an answer: is it enough, and why."""

    def __init__(
        self, *args: Any, points: Sequence[RequestPoint], kind: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.points = list(points)
        is_rejection = kind == RequestKind.REJECTION.value
        words = (
            (_("Sì: il motivo cade"), _("No: il motivo resta"))
            if is_rejection
            else (_("Sì, basta"), _("No, non basta"))
        )
        for point in self.points:
            read = getattr(point, "reading", None)
            self.fields[f"accepted{point.number}"] = forms.ChoiceField(
                label=_("Punto %(n)s: le osservazioni sono accolte?") % {"n": point.number}
                if is_rejection
                else _("Punto %(n)s: quello che è arrivato basta?") % {"n": point.number},
                choices=[("yes", words[0]), ("no", words[1])],
                widget=forms.RadioSelect,
                initial=None if read is None else "yes" if read.accepted else "no",
                error_messages={"required": _("Scegli una risposta.")},
            )
            self.fields[f"text{point.number}"] = PlainTextField(
                label=_("Punto %(n)s: perché") % {"n": point.number},
                max_length=REASON_LENGTH,
                initial="" if read is None else read.text,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={"required": _("Scrivi perché.")},
            )

    @property
    def readings(self) -> Mapping[RequestPoint, tuple[bool, str]]:
        """Point → whether it is enough, and why."""
        return {
            point: (
                self.cleaned_data[f"accepted{point.number}"] == "yes",
                self.cleaned_data[f"text{point.number}"],
            )
            for point in self.points
        }


class HandoverForm(Plain):
    """To which officer a check goes."""

    to = forms.ModelChoiceField(
        label=gettext_lazy("A chi passi l'istruttoria"),
        queryset=Person.objects.none(),
        error_messages={
            "required": gettext_lazy("Scegli a chi la passi."),
            "invalid_choice": gettext_lazy("Scegli una delle persone dell'elenco."),
        },
    )

    def __init__(self, *args: Any, officers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = officers
