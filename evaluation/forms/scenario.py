"""What a scenario changes: the rules of the list as they are, each of which may be written over."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from calls.engine.rulebook import TieRule
from calls.enums import AllocationPolicy, TieKind
from calls.forms.fields import NumberField
from calls.labels import ALLOCATION_POLICIES, TIE_KINDS
from evaluation.engine.entries import RankingRules
from evaluation.engine.scenarios import BAR, Changes
from wecare.core.fields import AmountField, PlainTextField
from wecare.core.money import ZERO

MOST_TIES = 5
_CENT = Decimal("0.01")
_NAME_LENGTH = 120
# parts of a field's name → the mapping of `Changes` it goes to
_AMOUNT, _POLICY, _OFFER, _RESERVE = "amounts", "allocations", "minimum_offers", "reserves"
_OF_LOTS = (_AMOUNT, _POLICY, _OFFER, _RESERVE)
_WEIGHT, _LEAST, _CLASS = "weights", "criterion_thresholds", "class_thresholds"


class ScenarioForm(forms.Form):
    """One field per rule, filled with the rule as it is; only what differs becomes a change."""

    name = PlainTextField(
        label=_("Nome della simulazione"),
        help_text=_("Per esempio: 500.000 € in più al lotto territoriale."),
        max_length=_NAME_LENGTH,
        multiline=False,
    )

    def __init__(self, *args: Any, rules: RankingRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = rules
        self.places: dict[str, tuple[str, str]] = {}
        for mapping, code, field in self._fields():
            name = f"{mapping}-{code.replace(BAR, '--')}"
            self.places[name] = (mapping, code)
            self.fields[name] = field
        self.fields["total_threshold"] = _points(
            _("Soglia sul totale (0 per nessuna)"), rules.total_threshold or ZERO
        )
        for place in range(MOST_TIES):
            self.fields[f"tie_{place}"] = self._tie(place)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("name", *self._groups())

    def _groups(self) -> Iterator[Fieldset]:
        """The fields as people look for them: the money lot by lot, thresholds, weights, ties."""
        by_part: dict[str, list[str]] = {}
        for name, (mapping, code) in self.places.items():
            part = code.partition(BAR)[0] if mapping in _OF_LOTS else _LEAST
            by_part.setdefault(_WEIGHT if mapping == _WEIGHT else part, []).append(name)
        for lot in self.rules.lots:
            title = _("Lotto «%(lot)s»") % {"lot": lot.title}
            yield Fieldset(title, *by_part.get(lot.code, []))
        yield Fieldset(_("Soglie"), "total_threshold", *by_part.get(_LEAST, []))
        yield Fieldset(_("Pesi dei criteri"), *by_part.get(_WEIGHT, []))
        yield Fieldset(_("Parità, nell'ordine"), *(f"tie_{n}" for n in range(MOST_TIES)))

    def _fields(self) -> Iterator[tuple[str, str, forms.Field]]:
        for lot in self.rules.lots:
            title = {"lot": lot.title}
            yield (
                _AMOUNT,
                lot.code,
                AmountField(
                    label=_("Risorse del lotto «%(lot)s»") % title,
                    min_value=_CENT,
                    initial=lot.amount,
                ),
            )
            yield (
                _POLICY,
                lot.code,
                forms.ChoiceField(
                    label=_("Lotto «%(lot)s», chi non ci sta intero") % title,
                    choices=[(each.value, words) for each, words in ALLOCATION_POLICIES.items()],
                    initial=lot.allocation.value,
                ),
            )
            yield (
                _OFFER,
                lot.code,
                _points(
                    _(
                        "Lotto «%(lot)s», offerta minima in percentuale del richiesto (0 per nessuna)"
                    )
                    % title,
                    lot.minimum_offer or ZERO,
                ),
            )
            for each in lot.reserves:
                yield (
                    _RESERVE,
                    f"{lot.code}{BAR}{each.code}",
                    AmountField(
                        label=_("Lotto «%(lot)s», riserva «%(reserve)s»")
                        % {**title, "reserve": each.title},
                        initial=each.of(lot.amount),
                    ),
                )
        for each_class in self.rules.classes:
            yield (
                _CLASS,
                each_class.code,
                _points(
                    _("Soglia della classe «%(title)s» (0 per nessuna)")
                    % {"title": each_class.title},
                    each_class.threshold or ZERO,
                ),
            )
        for criterion in self.rules.criteria:
            title = {"title": criterion.title}
            yield (
                _WEIGHT,
                criterion.code,
                _points(_("Peso del criterio «%(title)s»") % title, criterion.weight),
            )
            yield (
                _LEAST,
                criterion.code,
                _points(
                    _("Soglia del criterio «%(title)s» (0 per nessuna)") % title,
                    criterion.threshold or ZERO,
                ),
            )

    def _tie(self, place: int) -> forms.Field:
        there = self.rules.ties
        return forms.ChoiceField(
            label=_("Regola di parità %(number)d") % {"number": place + 1},
            choices=[("", _("Nessuna")), *self._tie_choices()],
            initial=_tie_key(there[place]) if place < len(there) else "",
            required=False,
        )

    def _tie_choices(self) -> Iterator[tuple[str, str]]:
        titles = {
            TieKind.CRITERION: [(each.code, each.title) for each in self.rules.criteria],
            TieKind.CLASS: [(each.code, each.title) for each in self.rules.classes],
        }
        for kind, words in TIE_KINDS.items():
            for code, title in titles.get(kind, [("", "")]):
                yield f"{kind.value}:{code}", f"{words}: {title}" if title else str(words)

    @property
    def changes(self) -> Changes:
        """What differs from the rules of the list."""
        found: dict[str, Any] = {}
        for name, (mapping, code) in self.places.items():
            value = self.cleaned_data[name]
            if value == self.fields[name].initial:
                continue
            if mapping == _POLICY:
                value = AllocationPolicy(value)
            found.setdefault(mapping, {})[code] = value
        least = self.cleaned_data["total_threshold"]
        if least != self.fields["total_threshold"].initial:
            found["total_threshold"] = least
        chosen = [self.cleaned_data[f"tie_{place}"] for place in range(MOST_TIES)]
        keys = [each for each in chosen if each]
        if keys != [_tie_key(rule) for rule in self.rules.ties[:MOST_TIES]]:
            found["ties"] = tuple(self._tie_rule(key) for key in keys)
        return Changes(**found)

    def _tie_rule(self, key: str) -> TieRule:
        """The rule of the list where it has it, with its article."""
        known = {_tie_key(rule): rule for rule in self.rules.ties}
        kind, _colon, reference = key.partition(":")
        return known.get(key, TieRule(TieKind(kind), reference))


def _points(label: Any, initial: Decimal) -> NumberField:
    return NumberField(label=label, initial=initial)


def _tie_key(rule: TieRule) -> str:
    return f"{rule.kind.value}:{rule.reference}"
