"""The course of the procedure in words: days, stamp duty, signature, State aid."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.engine.terms import Terms
from calls.labels import AID_REGIMES, ORGANISATION_KINDS, SIGNATURES
from wecare.core.money import format_amount

Said = tuple[str, str, str]


def terms_said(terms: Terms) -> tuple[Said, ...]:
    """Each thing the call says: its name, the sentence, the article."""
    return (
        *_days(terms),
        *_stamp(terms),
        *_signature(terms),
        *_aid(terms),
        *_opening(terms),
    )


def _days(terms: Terms) -> Iterator[Said]:
    lengths = (
        (_("Istruttoria"), terms.checking_days, terms.checking_article),
        (_("Soccorso istruttorio"), terms.clarification_days, terms.clarification_article),
        (_("Risposta al preavviso di rigetto"), terms.rejection_days, terms.rejection_article),
        (_("Osservazioni sulla graduatoria"), terms.observation_days, terms.observation_article),
        (_("Risposta a un'offerta parziale"), terms.offer_days, terms.offer_article),
    )
    for name, days, article in lengths:
        if days is not None:
            yield name, ngettext("%(n)s giorno", "%(n)s giorni", days) % {"n": days}, article


def _stamp(terms: Terms) -> Iterator[Said]:
    if terms.stamp_duty is None:
        return
    said = format_amount(terms.stamp_duty)
    if terms.stamp_exempt:
        kinds = "; ".join(str(ORGANISATION_KINDS[each]) for each in terms.stamp_exempt)
        said = _("%(amount)s. Esenti: %(kinds)s") % {"amount": said, "kinds": kinds}
    yield _("Imposta di bollo"), said, terms.stamp_article


def _signature(terms: Terms) -> Iterator[Said]:
    if terms.signature is not None:
        yield _("Firma della domanda"), str(SIGNATURES[terms.signature]), terms.signature_article


def _aid(terms: Terms) -> Iterator[Said]:
    if terms.aid_regime is not None:
        said = ", ".join(
            each for each in (str(AID_REGIMES[terms.aid_regime]), terms.aid_basis) if each
        )
        yield _("Aiuti di Stato"), said, terms.aid_article


def _opening(terms: Terms) -> Iterator[Said]:
    if terms.sealed:
        said = _(
            "In ogni fase restano chiuse fino alla scadenza; le aprono insieme due persone "
            "dell'ufficio, e resta scritto chi e quando."
        )
        yield _("Apertura delle domande"), said, terms.sealed_article
