"""The words of service contracts and of who accompanies which project."""

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from calls.enums import ContractActRole, ContractStep
from wecare.core.components.formats import day

CONTRACT_STEPS = {
    ContractStep.PREPARATION: _("Primo passo: fino alla proposta definitiva"),
    ContractStep.REALISATION: _("Secondo passo: mentre i progetti si realizzano"),
}
STEPS_EXPLAINED = {
    ContractStep.PREPARATION: _(
        "Aiuta chi può ricevere i contributi, fino a presentare la proposta definitiva."
    ),
    ContractStep.REALISATION: _(
        "Regia, animazione e comunicazione delle iniziative finanziate, e sostegno ai partenariati "
        "mentre le realizzano."
    ),
}
CONTRACT_ACTS = {
    ContractActRole.DECISION: _("Decisione di contrarre"),
    ContractActRole.AWARD: _("Aggiudicazione"),
    ContractActRole.OTHER: _("Altro atto"),
}
NOT_FOUND = _("Non è nelle fonti consultate")


def days_words(first: date | None, last: date | None) -> str:
    """`dal 27 luglio 2017 al 5 settembre 2017`, as far as the days are known; both are included."""
    facts = {"first": day(first), "last": day(last)}
    if first and last:
        return gettext("dal %(first)s al %(last)s") % facts
    if first:
        return gettext("dal %(first)s") % facts
    return gettext("fino al %(last)s") % facts if last else ""


def period_words(since: date | None, until: date | None) -> str:
    """`dal 1 gennaio 2020 fino al 1 marzo 2021 escluso`, as far as the days are known."""
    facts = {"first": day(since), "end": day(until)}
    if since and until:
        return gettext("dal %(first)s fino al %(end)s escluso") % facts
    if until:
        return gettext("fino al %(end)s escluso") % facts
    return gettext("dal %(first)s") % facts if since else ""
