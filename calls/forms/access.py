"""Who may apply, and how often."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from calls.forms.fields import LineField, LinesField, WholeField
from calls.forms.parts import PartForm
from calls.forms.stored import NO, YES
from calls.forms.tables import CHOOSE, article
from calls.labels import ORGANISATION_KINDS, ORGANISATION_SIZES, PROVINCES, REGISTERS, Words

MOST_APPLICATIONS = 100


def several(label: Any, table: Mapping[Any, Words], **options: Any) -> Any:
    """Any number of the words of a table, as boxes to tick."""
    return forms.MultipleChoiceField(
        label=label,
        choices=[(each.value, name) for each, name in table.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": options.pop("missing", CHOOSE["required"]),
            "invalid_choice": CHOOSE["invalid_choice"],
            "invalid_list": CHOOSE["invalid_choice"],
        },
        **options,
    )


def where(label: Any) -> LineField:
    """The article of the call's text that says it."""
    return LineField(label=label, max_length=60, required=False)


class AccessForm(PartForm):
    """What is asked of an organisation besides its kind: seat, size, purpose, register."""

    provinces = several(
        gettext_lazy("Sede in provincia di"),
        PROVINCES,
        required=False,
        help_text=gettext_lazy("Nessuna scelta: la sede non conta."),
    )
    municipalities = LinesField(
        label=gettext_lazy("Oppure sede in uno di questi comuni"),
        required=False,
        line_length=80,
        help_text=gettext_lazy("Un comune per riga."),
    )
    seat_article = where(gettext_lazy("Articolo sulla sede"))
    sizes = several(
        gettext_lazy("Dimensione dell'ente o dell'impresa"),
        ORGANISATION_SIZES,
        required=False,
        help_text=gettext_lazy("Nessuna scelta: la dimensione non conta."),
    )
    size_article = where(gettext_lazy("Articolo sulla dimensione"))
    nonprofit = forms.TypedChoiceField(
        label=gettext_lazy("Scopo di lucro"),
        choices=[
            (NO, gettext_lazy("non conta")),
            (YES, gettext_lazy("solo enti senza scopo di lucro")),
        ],
        coerce=lambda word: word == YES,
        initial=NO,
        error_messages=CHOOSE,
    )
    nonprofit_article = where(gettext_lazy("Articolo sullo scopo di lucro"))
    registers = several(
        gettext_lazy("Iscrizione ad almeno uno di questi registri"),
        REGISTERS,
        required=False,
        help_text=gettext_lazy("Nessuna scelta: non serve essere iscritti."),
    )
    register_article = where(gettext_lazy("Articolo sui registri"))


class EligibilityForm(AccessForm):
    """Who may take part: kind, seat, size, purpose, register; and with how many applications."""

    eligible_kinds = several(
        gettext_lazy("Chi può presentare la domanda"),
        ORGANISATION_KINDS,
        missing=gettext_lazy("Scegli almeno un tipo di organizzazione."),
    )
    article = article()
    most_as_lead = WholeField(
        label=gettext_lazy("Quante domande al massimo per ente"),
        maximum=MOST_APPLICATIONS,
        required=False,
        help_text=gettext_lazy(
            "Domande inviate per questo bando come capofila. Vuoto: quante vuole."
        ),
    )
    cap_article = where(gettext_lazy("Articolo sul numero di domande"))

    field_order = ["eligible_kinds", "article"]
