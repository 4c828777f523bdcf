"""How those who judge see one another, how their points are united, and what a wide spread brings."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from calls.engine.judging import BeyondSpread, OthersShown
from calls.engine.rulebook import Rulebook
from calls.enums import Aggregation
from wecare.core.money import format_plain

Words = str | Promise

AGGREGATIONS: dict[Aggregation, Words] = {
    Aggregation.MEAN: _("Media aritmetica, a due decimali"),
    Aggregation.MEDIAN: _("Mediana, a due decimali"),
    Aggregation.CLOSEST_TWO: _("Media delle due valutazioni più vicine"),
    Aggregation.CONSENSUS: _("Punti decisi insieme nella seduta di consenso"),
}
AGGREGATED: dict[Aggregation, Words] = {
    Aggregation.MEAN: _("conta la media"),
    Aggregation.MEDIAN: _("conta la mediana"),
    Aggregation.CLOSEST_TWO: _("conta la media delle due valutazioni più vicine"),
    Aggregation.CONSENSUS: _("contano i punti che poi decidono insieme"),
}
OTHERS_SHOWN: dict[OthersShown, Words] = {
    OthersShown.NEVER: _("mai"),
    OthersShown.AFTER_OWN: _("dopo aver firmato la propria"),
    OthersShown.AFTER_ALL: _("dopo che hanno firmato tutti"),
}
BEYOND_SPREAD: dict[BeyondSpread, Words] = {
    BeyondSpread.ALERT: _("si segnala, e basta"),
    BeyondSpread.FURTHER: _("giudica un'altra persona"),
    BeyondSpread.CONSENSUS: _("si decide nella seduta di consenso"),
}

FIELDS: dict[str, Words] = {
    "judging": _("come si confronta chi valuta"),
    "others_shown": _("quando ognuno legge i punti degli altri"),
    "others_article": _("l'articolo su chi legge i punti degli altri"),
    "spread_limit": _("la distanza massima tra i totali"),
    "beyond_spread": _("che cosa segue a una distanza maggiore"),
    "spread_article": _("l'articolo sulla distanza tra i totali"),
    "checked_percent": _("quante domande ricontrolla una seconda persona dell'ufficio"),
    "checked_article": _("l'articolo sul secondo controllo"),
}
SENTENCES: dict[str, Words] = {
    "beyond_without_limit": _(
        "Criteri e soglie: hai scelto che cosa segue a una distanza troppo grande tra i totali, ma non "
        "quale distanza. Scrivila in percentuale del massimo."
    ),
    "too_few_to_compare": _(
        "Criteri e soglie: valuta %(read)s persona e non c'è nessuno con cui confrontarla. Aumenta le "
        "persone, oppure togli la distanza massima e usa la media."
    ),
}


def judging_said(rules: Rulebook) -> Iterator[tuple[str, str]]:
    """Each sentence of the rules page, with its article."""
    said = rules.judging
    yield (
        gettext("Chi valuta legge i punti degli altri: %(when)s.")
        % {"when": OTHERS_SHOWN[said.others_shown]},
        said.others_article,
    )
    if said.spread_limit is not None:
        yield (
            gettext(
                "Se tra i totali di chi valuta la stessa domanda c'è più del %(limit)s %% del "
                "massimo: %(then)s."
            )
            % {
                "limit": format_plain(said.spread_limit),
                "then": BEYOND_SPREAD[said.beyond_spread],
            },
            said.spread_article,
        )
    if said.checked_percent is not None:
        yield (
            gettext(
                "Prima della graduatoria una seconda persona dell'ufficio ricontrolla i punti del "
                "%(percent)s %% delle domande, scelte con un sorteggio che chiunque può rifare."
            )
            % {"percent": format_plain(said.checked_percent)},
            said.checked_article,
        )


def assessors_said(rules: Rulebook) -> str:
    """How many judge, each alone, and what counts of what they say."""
    return ngettext(
        "Valuta %(n)s persona.",
        "Valutano %(n)s persone, ognuna per conto suo; %(aggregated)s.",
        rules.assessors,
    ) % {"n": rules.assessors, "aggregated": AGGREGATED[rules.aggregation]}
