"""Groups, caps, conditions and Distretti in the words in which people read them."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.engine.districts import Districts
from calls.engine.partnership import Cap, LeadCondition, Partnership
from calls.engine.rulebook import Rulebook
from calls.enums import CapRole, OrganisationKind
from calls.labels import ORGANISATION_KINDS
from calls.labels.access import access_said

Said = tuple[str, str]  # the sentence, the article


def group_said(rules: Rulebook) -> tuple[Said, ...]:
    """Who applies together, how often, and who leads on which condition."""
    group = rules.partnership
    return (
        *(_counts(group) if group is not None else ()),
        *(_compulsory(group) if group is not None else ()),
        *(_sign_off(group) if group is not None else ()),
        *_conditions(rules),
        *_caps(rules.caps),
    )


def partners_said(group: Partnership | None) -> tuple[Said, ...]:
    """What is asked of each partner."""
    if group is None:
        return ()
    kinds = (
        (_("Può essere partner: %(kinds)s.") % {"kinds": _names(group.kinds)}, group.kinds_article)
        if group.kinds
        else (_("Può essere partner qualunque ente."), group.kinds_article)
    )
    return (kinds, *access_said(group.access))


def districts_said(asked: Districts | None) -> tuple[Said, ...]:
    """What is asked of the Distretti of a project."""
    return tuple(_districts(asked)) if asked is not None else ()


def _counts(group: Partnership) -> Iterator[Said]:
    facts = {"low": group.minimum, "high": group.maximum}
    if group.minimum and group.maximum is not None:
        said = _("Si partecipa in gruppo: un capofila e da %(low)s a %(high)s partner.")
    elif group.minimum:
        said = _("Si partecipa in gruppo: un capofila e almeno %(low)s partner.")
    elif group.maximum is not None:
        said = _("Si partecipa da soli o in gruppo, con al massimo %(high)s partner.")
    else:
        said = _("Si partecipa da soli o in gruppo.")
    yield said % facts, group.count_article


def _compulsory(group: Partnership) -> Iterator[Said]:
    for each in group.compulsory:
        said = _("Tra i partner ce n'è almeno %(least)s di questi: %(kinds)s.")
        yield said % {"least": each.least, "kinds": _names(each.kinds)}, each.article


def _sign_off(group: Partnership) -> Iterator[Said]:
    if group.sign_off:
        said = _("Prima dell'invio ogni partner conferma il testo della domanda nel portale.")
        yield said, group.sign_off_article


def _conditions(rules: Rulebook) -> Iterator[Said]:
    for each in rules.conditions:
        yield _condition(each, rules), each.article


def _condition(condition: LeadCondition, rules: Rulebook) -> str:
    facts = {"kinds": _names(condition.kinds), "answers": "; ".join(condition.answers)}
    if not condition.question:
        return _("%(kinds)s: capofila solo di un gruppo.") % facts
    facts["question"] = rules.question(condition.question).label
    if condition.in_group:
        said = _(
            "%(kinds)s: capofila solo di un gruppo e se a «%(question)s» si risponde: %(answers)s."
        )
    else:
        said = _("%(kinds)s: capofila solo se a «%(question)s» si risponde: %(answers)s.")
    return said % facts


def _caps(caps: Iterable[Cap]) -> Iterator[Said]:
    for cap in caps:
        yield _cap(cap) % {"count": cap.most, "kinds": _names(cap.kinds)}, cap.article


def _cap(cap: Cap) -> str:
    roles = {
        CapRole.LEAD: (
            ngettext(
                "Ogni ente è capofila al massimo di %(count)s domanda.",
                "Ogni ente è capofila al massimo di %(count)s domande.",
                cap.most,
            ),
            ngettext(
                "%(kinds)s: capofila al massimo di %(count)s domanda.",
                "%(kinds)s: capofila al massimo di %(count)s domande.",
                cap.most,
            ),
        ),
        CapRole.PARTNER: (
            ngettext(
                "Ogni ente è partner al massimo in %(count)s domanda.",
                "Ogni ente è partner al massimo in %(count)s domande.",
                cap.most,
            ),
            ngettext(
                "%(kinds)s: partner al massimo in %(count)s domanda.",
                "%(kinds)s: partner al massimo in %(count)s domande.",
                cap.most,
            ),
        ),
        CapRole.ANY: (
            ngettext(
                "Ogni ente partecipa al massimo a %(count)s domanda, come capofila o come partner.",
                "Ogni ente partecipa al massimo a %(count)s domande, come capofila o come partner.",
                cap.most,
            ),
            ngettext(
                "%(kinds)s: al massimo %(count)s domanda, come capofila o come partner.",
                "%(kinds)s: al massimo %(count)s domande, come capofila o come partner.",
                cap.most,
            ),
        ),
    }
    for_all, for_some = roles[cap.role]
    return for_some if cap.kinds else for_all


def _districts(asked: Districts) -> Iterator[Said]:
    if asked.most is None:
        yield _("Il progetto si svolge in uno o più Distretti."), asked.most_article
    else:
        said = ngettext(
            "Il progetto si svolge al massimo in %(count)s Distretto.",
            "Il progetto si svolge al massimo in %(count)s Distretti.",
            asked.most,
        )
        yield said % {"count": asked.most}, asked.most_article
    if asked.lead_manages:
        yield _("Il capofila è un ente gestore di uno dei Distretti."), asked.lead_article
    if asked.all_bodies:
        said = _("Partecipano tutti gli enti gestori dei Distretti, come capofila o partner.")
        yield said, asked.bodies_article
    if asked.one_application:
        said = _("Ogni Distretto sta in una sola domanda: un gruppo conta per ognuno dei suoi.")
        yield said, asked.one_application_article


def _names(kinds: Iterable[OrganisationKind]) -> str:
    return "; ".join(str(ORGANISATION_KINDS[each]) for each in kinds)
