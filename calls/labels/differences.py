"""A difference between two versions of the rules, in words."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.engine.differences import Change, ChangeKind
from calls.engine.judging import BeyondSpread, OthersShown
from calls.enums import (
    Aggregation,
    AidForm,
    AidRegime,
    AllocationPolicy,
    CapRole,
    ComputedFrom,
    Filler,
    Obligation,
    OrganisationKind,
    OrganisationSize,
    Procedure,
    Province,
    QuestionKind,
    Register,
    SignaturePolicy,
    Signer,
    StepBound,
    TieKind,
)
from calls.labels import (
    AID_REGIMES,
    ALLOCATION_POLICIES,
    EDITOR_SECTIONS,
    OBLIGATIONS,
    ORGANISATION_KINDS,
    ORGANISATION_SIZES,
    PROVINCES,
    QUESTION_KINDS,
    REGISTERS,
    SIGNATURES,
    TIE_KINDS,
    Words,
)
from calls.labels.computing import COMPUTED_FROM, LOOKED_WORDS, STEP_BOUNDS
from calls.labels.groups import CAP_ROLES, FILLERS, PROCEDURES, SIGNERS
from calls.labels.judging import AGGREGATIONS, BEYOND_SPREAD, OTHERS_SHOWN
from calls.labels.lots import AID_FORMS
from calls.labels.sentences import FIELDS
from wecare.core.components import formats

KINDS: dict[ChangeKind, Words] = {
    ChangeKind.ADDED: gettext_lazy("Aggiunto"),
    ChangeKind.REMOVED: gettext_lazy("Tolto"),
    ChangeKind.MOVED: gettext_lazy("Cambia l'ordine"),
    ChangeKind.CHANGED: gettext_lazy("Cambia"),
}
WORDS: dict[type[StrEnum], dict[Any, Words]] = {
    OrganisationKind: {**ORGANISATION_KINDS},
    OrganisationSize: {**ORGANISATION_SIZES},
    Register: {**REGISTERS},
    Province: {**PROVINCES},
    SignaturePolicy: {**SIGNATURES},
    AidRegime: {**AID_REGIMES},
    Procedure: {**PROCEDURES},
    Obligation: {each: mark[0] for each, mark in OBLIGATIONS.items()},
    QuestionKind: {**QUESTION_KINDS},
    TieKind: {**TIE_KINDS},
    AllocationPolicy: {**ALLOCATION_POLICIES},
    CapRole: {**CAP_ROLES},
    Filler: {**FILLERS},
    Signer: {**SIGNERS},
    AidForm: {**AID_FORMS},
    Aggregation: {**AGGREGATIONS},
    OthersShown: {**OTHERS_SHOWN},
    BeyondSpread: {**BEYOND_SPREAD},
    ComputedFrom: {**COMPUTED_FROM},
    StepBound: {**STEP_BOUNDS},
}
AMOUNTS = frozenset(
    {
        "amount",
        "minimum_value",
        "maximum_value",
        "minimum_grant",
        "maximum_grant",
        "up_to",
        "stamp_duty",
    }
)
PERCENTS = frozenset(
    {
        "minimum_percent",
        "maximum_percent",
        "minimum_rate",
        "maximum_rate",
        "minimum_own_share",
        "maximum_in_kind",
        "minimum_offer",
        "flat_rate",
        "stop_percent",
        "percent",
        "spread_limit",
        "checked_percent",
    }
)


@dataclass(frozen=True, slots=True)
class Told:
    """A difference as a row: where, what, and the two values; empty where there is none."""

    section: Words
    where: str
    what: str
    kind: ChangeKind
    before: str
    after: str
    article: str

    @property
    def sentence(self) -> str:
        """The row on one line, for a letter."""
        place = ": ".join(part for part in (str(self.section), self.where, self.what) if part)
        both = {"place": place, "before": self.before, "after": self.after}
        if self.kind is ChangeKind.ADDED:
            return _("%(place)s, aggiunto") % both
        if self.kind is ChangeKind.REMOVED:
            return _("%(place)s, tolto") % both
        return _("%(place)s, da «%(before)s» a «%(after)s»") % both


def told(change: Change) -> Told:
    """Say a difference."""
    whole = change.kind in (ChangeKind.ADDED, ChangeKind.REMOVED)
    return Told(
        section=EDITOR_SECTIONS[change.section],
        where=" › ".join(change.path),
        what=str(KINDS[change.kind]) if whole else named(change.field),
        kind=change.kind,
        before="" if change.before is None and whole else shown(change.field, change.before),
        after="" if change.after is None and whole else shown(change.field, change.after),
        article=change.article,
    )


def shown(name: str, value: Any) -> str:
    """A value of the rulebook as people read it; a whole part is told field by field."""
    if value is None or value in ("", ()):
        return _("non indicato")
    if isinstance(value, bool):
        return _("sì") if value else _("no")
    if dataclasses.is_dataclass(value):
        return _part(value)
    if name == "word":
        return str(LOOKED_WORDS.get(value, value))
    for kind, write in _WRITERS:
        if isinstance(value, kind):
            return write(name, value)
    return str(value)


def _decimal(name: str, value: Decimal) -> str:
    if name in AMOUNTS:
        return formats.euro(value)
    return formats.percent(value) if name in PERCENTS else formats.points(value)


def _instant(_name: str, value: datetime) -> str:
    return _("%(instant)s (ora italiana)") % {"instant": formats.instant_due(value)}


def _day(_name: str, value: date) -> str:
    return formats.day(value)


def _word(_name: str, value: StrEnum) -> str:
    return str(WORDS[type(value)][value])


def _several(name: str, value: tuple[Any, ...]) -> str:
    return "; ".join(shown(name, each) for each in value)


def _part(value: Any) -> str:
    rows = [
        f"{named(field.name)}: {shown(field.name, held)}"
        for field in dataclasses.fields(value)
        if (held := getattr(value, field.name)) not in (None, "", ()) and field.name != "code"
    ]
    return ", ".join(rows)


def named(name: str) -> str:
    """The name of a field of the rules, with a capital."""
    words: str | Promise = FIELDS.get(name, name)
    text = str(words)
    return text[:1].upper() + text[1:]


_WRITERS: tuple[tuple[type, Callable[[str, Any], str]], ...] = (
    (Decimal, _decimal),
    (datetime, _instant),
    (date, _day),
    (StrEnum, _word),
    (tuple, _several),
)
