"""How applications are judged: the panel, the classes, the criteria, and what settles a tie."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.engine.judging import BeyondSpread, OthersShown
from calls.enums import Aggregation, TieKind
from calls.forms.access import where
from calls.forms.fields import (
    CodeField,
    LevelsField,
    LineField,
    NumberField,
    PointsField,
    WholeField,
)
from calls.forms.parts import PartForm
from calls.forms.rows import RowForm
from calls.forms.tables import CHOOSE, HELP_LENGTH, article, phase
from calls.labels import TIE_KINDS
from calls.labels.judging import AGGREGATIONS, BEYOND_SPREAD, OTHERS_SHOWN
from wecare.core.fields import PlainTextField
from wecare.core.money import CENT

ASSESSORS = 3
MOST_ASSESSORS = 15
WHOLE = Decimal("100.00")
POINTED = frozenset({TieKind.CRITERION.value, TieKind.CLASS.value})


class PanelForm(PartForm):
    """How the points of the panel become a total."""

    total_threshold = PointsField(label=gettext_lazy("Soglia del punteggio totale"), required=False)
    assessors = WholeField(
        label=gettext_lazy("Quante persone valutano ogni domanda"),
        maximum=MOST_ASSESSORS,
        initial=ASSESSORS,
    )
    aggregation = forms.ChoiceField(
        label=gettext_lazy("Come si uniscono i loro punti"),
        choices=[(each.value, name) for each, name in AGGREGATIONS.items()],
        initial=Aggregation.MEAN.value,
        error_messages=CHOOSE,
    )
    others_shown = forms.ChoiceField(
        label=gettext_lazy("Quando chi valuta legge i punti degli altri"),
        choices=[(each.value, name) for each, name in OTHERS_SHOWN.items()],
        initial=OthersShown.AFTER_OWN.value,
        required=False,
        error_messages=CHOOSE,
    )
    others_article = where(gettext_lazy("Articolo su chi legge i punti degli altri"))
    spread_limit = NumberField(
        label=gettext_lazy("Distanza massima tra i totali di chi valuta"),
        required=False,
        min_value=CENT,
        max_value=WHOLE,
        help_text=gettext_lazy(
            "In percentuale del massimo, per esempio 30,00. Vuoto: nessuna distanza è troppa."
        ),
    )
    beyond_spread = forms.ChoiceField(
        label=gettext_lazy("A una distanza maggiore"),
        choices=[(each.value, name) for each, name in BEYOND_SPREAD.items()],
        initial=BeyondSpread.ALERT.value,
        required=False,
        error_messages=CHOOSE,
    )
    spread_article = where(gettext_lazy("Articolo sulla distanza tra i totali"))
    checked_percent = NumberField(
        label=gettext_lazy("Secondo controllo dei punti prima della graduatoria"),
        required=False,
        min_value=CENT,
        max_value=WHOLE,
        help_text=gettext_lazy(
            "In percentuale delle domande valutate: 100,00 le ricontrolla tutte, di meno un campione "
            "sorteggiato. Vuoto: nessun controllo."
        ),
    )
    checked_article = where(gettext_lazy("Articolo sul secondo controllo"))
    article = article()


class ClassRow(RowForm):
    """A group of criteria."""

    code = CodeField(label=gettext_lazy("Codice"))
    title = LineField(label=gettext_lazy("Classe"))
    threshold = PointsField(label=gettext_lazy("Soglia"), required=False)
    phase = phase()


class CriterionRow(RowForm):
    """What the panel judges."""

    code = CodeField(label=gettext_lazy("Codice"))
    class_code = CodeField(
        label=gettext_lazy("Codice della classe"),
        help_text=gettext_lazy("Una di quelle scritte qui sopra."),
    )
    subject = LineField(
        label=gettext_lazy("Oggetto"),
        required=False,
        help_text=gettext_lazy(
            "Il titolo sotto cui stanno insieme più criteri della stessa classe. Scrivilo uguale in "
            "ognuno; vuoto: il criterio sta da solo."
        ),
    )
    title = LineField(label=gettext_lazy("Criterio"))
    help = PlainTextField(
        label=gettext_lazy("Guida per chi valuta"),
        max_length=HELP_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    maximum = PointsField(label=gettext_lazy("Punti massimi"), min_value=CENT)
    weight = PointsField(
        label=gettext_lazy("Peso"),
        min_value=CENT,
        max_value=Decimal(100),
        initial=Decimal("1.00"),
        required=False,
        help_text=gettext_lazy("I punti si moltiplicano per il peso; se manca vale 1."),
    )
    threshold = PointsField(label=gettext_lazy("Soglia"), required=False)
    levels = LevelsField(
        label=gettext_lazy("Livelli"),
        required=False,
        help_text=gettext_lazy(
            "Se chi valuta sceglie un giudizio: uno per riga, prima i punti e poi il nome, come "
            '"8 Buona". Vuoto: punti liberi da 0 al massimo.'
        ),
    )

    def clean(self) -> dict[str, Any]:
        """The threshold can be reached."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        threshold, maximum = cleaned.get("threshold"), cleaned.get("maximum")
        if threshold is not None and maximum is not None and threshold > maximum:
            show = PointsField.shown
            self.add_error(
                "threshold",
                _("La soglia (%(threshold)s) supera i punti massimi (%(maximum)s).")
                % {"threshold": show(threshold), "maximum": show(maximum)},
            )
        levels = [Decimal(each["points"]) for each in cleaned.get("levels") or []]
        if levels and maximum is not None and max(levels) != maximum:
            sentence = _(
                "Il livello più alto vale %(top)s punti: deve valere il massimo, %(most)s."
            )
            facts = {"top": PointsField.shown(max(levels)), "most": PointsField.shown(maximum)}
            self.add_error("levels", sentence % facts)
        return cleaned


class TieRow(RowForm):
    """What settles equal totals; `references` are the criteria and classes of the call."""

    unique_field = ""
    references: ClassVar[tuple[tuple[str, str], ...]] = ()

    kind = forms.ChoiceField(
        label=gettext_lazy("A parità di punti passa avanti"),
        choices=[
            ("", gettext_lazy("Scegli")),
            *((kind.value, label) for kind, label in TIE_KINDS.items()),
        ],
        error_messages=CHOOSE,
    )
    reference = forms.ChoiceField(
        label=gettext_lazy("Quale criterio o classe"),
        required=False,
        error_messages=CHOOSE,
        help_text=gettext_lazy("Serve se contano i punti di un criterio o di una classe."),
    )
    article = article()

    def __init__(self, *args: Any, references: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reference"].choices = [("", _("Nessuno")), *references]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A rule on points says which points."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind") in POINTED and cleaned.get("reference") == "":
            self.add_error("reference", _("Scegli il criterio o la classe i cui punti decidono."))
        return cleaned
