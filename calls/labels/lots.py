"""What a lot asks and keeps, and which funds pay it, in words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.engine.lots import Reserve
from calls.engine.rulebook import Lot, Rulebook
from calls.enums import AidForm
from calls.labels import ORGANISATION_KINDS, ORGANISATION_SIZES, Words
from wecare.core.components import formats

AID_FORMS: dict[AidForm, Words] = {
    AidForm.GRANT: gettext_lazy("contributo sulle spese"),
    AidForm.CAPITAL: gettext_lazy("contributo in conto capitale"),
    AidForm.LOAN: gettext_lazy("prestito"),
    AidForm.GUARANTEE: gettext_lazy("garanzia"),
}


def aid_form_said(code: str) -> str:
    """The form of an aid in words; empty where none was asked for."""
    return {form.value: str(words) for form, words in AID_FORMS.items()}.get(code, code)


def lot_said(lot: Lot) -> tuple[str, ...]:
    """What the lot asks of those who choose it, besides what the call asks of all."""
    return tuple(_lot(lot))


def _lot(lot: Lot) -> Iterator[str]:
    if lot.kinds:
        kinds = "; ".join(str(ORGANISATION_KINDS[kind]) for kind in lot.kinds)
        yield _("Può chiederlo: %(kinds)s.") % {"kinds": kinds}
    if lot.sizes:
        sizes = "; ".join(str(ORGANISATION_SIZES[each]) for each in lot.sizes)
        yield _("La dimensione è una di queste: %(sizes)s.") % {"sizes": sizes}
    if lot.nonprofit:
        yield _("L'ente è senza scopo di lucro.")
    low, high = lot.minimum_value, lot.maximum_value
    facts = {"low": formats.euro(low), "high": formats.euro(high)}
    if low is not None and high is not None:
        yield _("Il progetto vale da %(low)s a %(high)s.") % facts
    elif low is not None:
        yield _("Il progetto vale almeno %(low)s.") % facts
    elif high is not None:
        yield _("Il progetto vale al massimo %(high)s.") % facts
    if lot.aid_forms:
        forms = "; ".join(str(AID_FORMS[each]) for each in lot.aid_forms)
        yield _("Si può chiedere: %(forms)s.") % {"forms": forms}


def shares_said(lot: Lot) -> str:
    """The funds that pay a lot together, each with its part; empty where one pays it whole."""
    return ", ".join(
        _("%(fund)s %(percent)s") % {"fund": each.fund, "percent": formats.percent(each.percent)}
        for each in lot.shares
    )


def reserve_said(reserve: Reserve, lot: Lot, rules: Rulebook) -> str:
    """How much is kept, for whom, and the article that says so."""
    much = formats.euro(reserve.of(lot.amount))
    if reserve.percent is not None:
        facts = {"amount": much, "percent": formats.percent(reserve.percent)}
        much = _("%(amount)s (%(percent)s del lotto)") % facts
    return _("%(title)s: %(much)s per %(whom)s%(article)s.") % {
        "title": reserve.title,
        "much": much,
        "whom": _whom(reserve, rules),
        "article": _(" (%(article)s)") % {"article": reserve.article} if reserve.article else "",
    }


def _whom(reserve: Reserve, rules: Rulebook) -> str:
    if reserve.question:
        return _("chi a «%(question)s» risponde: %(answers)s") % {
            "question": rules.question(reserve.question).label,
            "answers": ", ".join(reserve.answers),
        }
    return "; ".join(str(ORGANISATION_KINDS[kind]) for kind in reserve.kinds)
