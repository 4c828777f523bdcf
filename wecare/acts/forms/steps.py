"""Forms of what happens around an act: approvals, signature, publication, correction."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wecare.accounts.enums import Role
from wecare.accounts.labels import ROLES
from wecare.acts.engine.chain import ROLES as APPROVING
from wecare.acts.engine.chain import STEPS_MAX, ChainStep
from wecare.acts.enums import PublicationPlace
from wecare.acts.labels import PUBLICATION_PLACE
from wecare.core.fields import ItalianDateField, PlainTextField

NUMBER_MAX = 40
TITLE_MAX = 120
REASON_MAX = 1000


def _reason(label: Any, help_text: Any, *, required: bool = True) -> PlainTextField:
    return PlainTextField(
        label=label,
        help_text=help_text,
        max_length=REASON_MAX,
        multiline=False,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Scrivi il motivo.")},
    )


class SendBackForm(forms.Form):
    """Why the act goes back; `read` is the digest of the proof that was read."""

    read = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = _reason(
        gettext_lazy("Che cosa va corretto"),
        gettext_lazy("Lo legge chi prepara l'atto, e resta nella sua storia con il tuo nome."),
    )


class AttestForm(forms.Form):
    """Where the signed original is."""

    reason = _reason(
        gettext_lazy("Dov'è l'originale firmato, e perché non è qui"),
        gettext_lazy("Per esempio: firmato su Stilo, protocollo 12345 del 10/12/2026."),
    )


class PublicationForm(forms.Form):
    """Where, when and under which number an act was published."""

    place = forms.ChoiceField(
        label=gettext_lazy("Dove"),
        choices=[(place.value, label) for place, label in PUBLICATION_PLACE.items()],
        initial=PublicationPlace.TRANSPARENCY.value,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Scegli dove è pubblicato.")},
    )
    published_on = ItalianDateField(
        label=gettext_lazy("Data di pubblicazione"),
        help_text=gettext_lazy("gg/mm/aaaa"),
        error_messages={"required": gettext_lazy("Scrivi la data di pubblicazione.")},
    )
    number = PlainTextField(
        label=gettext_lazy("Numero del BUR"),
        help_text=gettext_lazy("Solo per il BUR, per esempio BU45."),
        max_length=NUMBER_MAX,
        multiline=False,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    link = forms.URLField(
        label=gettext_lazy("Indirizzo della pagina"),
        help_text=gettext_lazy("Dove si legge, se ha un indirizzo."),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        error_messages={
            "invalid": gettext_lazy("Scrivi un indirizzo come https://www.regione.piemonte.it/…")
        },
    )
    reason = _reason(
        gettext_lazy("Perché correggi"),
        gettext_lazy(
            "Solo se per quel posto c'è già una data: quella di prima resta nella storia."
        ),
        required=False,
    )


class ChainForm(forms.Form):
    """What the acts of a template need before the adoption; blank rows ask for nothing."""

    signature = forms.BooleanField(
        label=gettext_lazy("Si pubblica solo con il file firmato, o con la conformità attestata"),
        required=False,
    )
    reason = PlainTextField(
        label=gettext_lazy("Perché cambia"),
        help_text=gettext_lazy("Resta nella storia del modello, con il tuo nome."),
        max_length=500,
        multiline=False,
        widget=forms.TextInput(),
        error_messages={"required": gettext_lazy("Scrivi il motivo.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for position in range(1, STEPS_MAX + 1):
            self.fields[f"title_{position}"] = PlainTextField(
                label=_("Visto %(n)d: come si chiama") % {"n": position},
                max_length=TITLE_MAX,
                multiline=False,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
            self.fields[f"role_{position}"] = forms.ChoiceField(
                label=_("Visto %(n)d: chi lo dà") % {"n": position},
                choices=[("", _("Nessuno")), *((role.value, ROLES[role]) for role in APPROVING)],
                required=False,
            )
        self.order_fields([*self._names(), "signature", "reason"])

    def clean(self) -> dict[str, Any]:
        """Each row is whole or blank."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for position in range(1, STEPS_MAX + 1):
            title, role = cleaned.get(f"title_{position}"), cleaned.get(f"role_{position}")
            if title and not role and f"role_{position}" not in self.errors:
                self.add_error(
                    f"role_{position}",
                    _("Visto %(n)d: scegli chi lo dà.") % {"n": position},
                )
            if role and not title and f"title_{position}" not in self.errors:
                self.add_error(
                    f"title_{position}",
                    _("Visto %(n)d: scrivi come si chiama.") % {"n": position},
                )
        return cleaned

    def steps(self) -> list[tuple[str, Role]]:
        """The rows that are written, in their order."""
        rows = [
            (self.cleaned_data[f"title_{n}"], self.cleaned_data[f"role_{n}"])
            for n in range(1, STEPS_MAX + 1)
        ]
        return [(title, Role(role)) for title, role in rows if title]

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields of each row."""
        positions = range(1, STEPS_MAX + 1)
        return [(self[f"title_{each}"], self[f"role_{each}"]) for each in positions]

    @staticmethod
    def initial_of(steps: tuple[ChainStep, ...], *, signature: bool) -> dict[str, Any]:
        """What the form shows of a chain."""
        initial: dict[str, Any] = {"signature": signature}
        for step in steps:
            initial[f"title_{step.position}"] = step.title
            initial[f"role_{step.position}"] = step.role.value
        return initial

    @staticmethod
    def _names() -> list[str]:
        positions = range(1, STEPS_MAX + 1)
        return [f"{name}_{each}" for each in positions for name in ("title", "role")]
