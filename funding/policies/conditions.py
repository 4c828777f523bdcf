"""Whether what the law and the call want is there: before a decree grants, before anything is paid."""

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applicants.models import Organisation, Submission
from evaluation.models import RankedRow
from funding.engine.condition_facts import Facts
from funding.engine.conditions import missing, resolutive_of, to_grant
from funding.enums import AwardState, RegisterKind
from funding.labels.conditions import REGISTER_KINDS, whole_sentence
from funding.models import Award, Decree, RegisterAnswer
from funding.queries.conditions.answers import in_force
from funding.queries.conditions.facts import Sought, codes_of, conditions_of, facts_of, wanted_of
from funding.queries.decrees import plan_of
from wecare.core import clock
from wecare.core.errors import DomainError

SAYS = "condizionati"  # the rows of the wording that name who is granted under resolutive condition
MOST_SAID = 12  # conditions in one refusal
_CODES = {
    RegisterKind.CUP: (
        re.compile(r"[A-Z][0-9A-Z]{14}"),
        gettext_lazy("Il CUP ha 15 caratteri e comincia con una lettera, come J11B21000010007."),
    ),
    RegisterKind.COR: (
        re.compile(r"[0-9]{3,12}"),
        gettext_lazy("Il COR è un numero, da 3 a 12 cifre, come 1234567."),
    ),
}


class ConditionsRefused(DomainError):
    """Something must be there before, and is not."""


def check_payable(award: Award) -> None:
    """Everything that the law and the call want before a payment is there today.

    `award` comes from `queries.standing.on_desk`.

    :raises ConditionsRefused: naming each thing that is missing.
    """
    if award.state != AwardState.GRANTED:
        raise ConditionsRefused(
            _("Il contributo della domanda prot. %(protocol)s non è più in essere.")
            % {"protocol": award.submission.protocol}
        )
    lacking = missing(conditions_of(award))
    if lacking:
        raise ConditionsRefused(
            _("Prot. %(protocol)s: non si può ancora pagare. %(missing)s")
            % {
                "protocol": award.submission.protocol,
                "missing": _listed(whole_sentence(each) for each in lacking),
            }
        )


def sought_of(rows: Iterable[RankedRow]) -> list[Sought]:
    """The rows of a list that bring money, with what was sent."""
    return [Sought(row.submission, row.granted) for row in rows]


def check_can_grant(decree: Decree) -> None:
    """Everything that the law and the call want before the award is there for each new row.

    The organisations that take part are held until the commit, so that two decrees do not both
    find the same room for de minimis aid.

    :raises ConditionsRefused: naming the protocols and what each of them lacks.
    """
    ranked_list = decree.ranked_list
    wants = wanted_of(ranked_list)
    sought = sought_of(plan_of(ranked_list).new)
    if not sought or not wants.before_award:
        return
    today = clock.today()
    if wants.has_aid:
        _hold(sought)
    facts = facts_of(sought, wants, on=today)
    said = []
    for each in sought:
        for lacking in missing(to_grant(facts[each.submission.pk])):
            said.append(
                _("Prot. %(protocol)s – %(sentence)s")
                % {"protocol": each.submission.protocol, "sentence": whole_sentence(lacking)}
            )
    if said:
        raise ConditionsRefused(
            _("Il decreto non si può ancora adottare. %(missing)s") % {"missing": _listed(said)}
        )
    _check_says_the_condition(decree, sought, facts)


def _check_says_the_condition(
    decree: Decree, sought: Iterable[Sought], facts: Mapping[int, Facts]
) -> None:
    """The words of the decree name who is granted under resolutive condition, if anybody is."""
    waited = [
        each.submission.protocol
        for each in sought
        if resolutive_of(to_grant(facts[each.submission.pk]))
    ]
    words = decree.act.wording.parts.values() if decree.act.wording else ()
    if waited and not any(SAYS in part for part in words):
        raise ConditionsRefused(
            _(
                "Chi non ha ancora l'informazione antimafia ha il contributo sotto condizione risolutiva "
                "(art. 92 c. 3 D.Lgs 159/2011), e l'atto lo deve dire: prot. %(protocols)s. Il suo testo "
                "non usa {%(name)s}: si riapre la bozza, dopo aver aggiunto la clausola nel modello "
                "dell'atto."
            )
            % {"protocols": ", ".join(waited[:MOST_SAID]), "name": SAYS}
        )


def check_number(kind: RegisterKind, number: str) -> str:
    """The number as it is kept: without spaces, in capitals.

    :raises ConditionsRefused: if a register does not write its numbers so.
    """
    found = "".join(number.split()).upper() if kind in _CODES else number.strip()
    if kind in _CODES and not _CODES[kind][0].fullmatch(found):
        raise ConditionsRefused(str(_CODES[kind][1]))
    return found


def check_is_only_here(submission: Submission, kind: RegisterKind, number: str) -> None:
    """A CUP is of one project, a COR of one aid.

    :raises ConditionsRefused: naming the application that has the number.
    """
    if kind not in _CODES or not number:
        return
    others = RegisterAnswer.objects.filter(kind=kind.value, number=number).exclude(
        submission=submission
    )
    ids = others.order_by().values_list("submission_id", flat=True).distinct()
    held = in_force(ids)
    for (other, _code), answers in sorted(held.items()):
        if kind in answers and answers[kind].number == number:
            raise ConditionsRefused(
                _("%(kind)s %(number)s è già della domanda prot. %(protocol)s.")
                % {
                    "kind": REGISTER_KINDS[kind],
                    "number": number,
                    "protocol": Submission.objects.only("protocol_number", "protocol_year")
                    .get(pk=other)
                    .protocol,
                }
            )


def _hold(sought: Iterable[Sought]) -> None:
    codes = codes_of([each.submission for each in sought])
    list(
        Organisation.objects.select_for_update(no_key=True)
        .filter(fiscal_code__in=codes)
        .order_by("pk")
    )


def _listed(sentences: Iterable[str]) -> str:
    found = list(sentences)
    said = found[:MOST_SAID]
    if more := len(found) - len(said):
        said.append(_("E altre %(more)d.") % {"more": more})
    return " ".join(said)
