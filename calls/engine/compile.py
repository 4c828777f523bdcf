"""Freeze a draft as a rulebook.

The draft is what people edit: an object with one key per editor's section, amounts and points as
strings, instants as ISO 8601 with offset:

``identity`` {title, summary, responsible_office, contact};
``window`` {opens_at, closes_at, more: [{opens_at, closes_at}], article, procedure, stop_percent,
desk_article};
``phases`` [{title, asks_costs, opens_at, closes_at, article}], of which parts of the form and classes
tell theirs by number (`phase`, zero for every one);
``lots`` [{code, title, amount, fund, line, allocation, minimum_offer, article, leftover_to, kinds:
[...], sizes: [...], nonprofit, minimum_value, maximum_value, aid_forms: [...], reserves:
[{code, title, amount, percent, kinds: [...], question, answers: [...], article}], shares: [{fund,
percent}]}];
``eligibility`` {eligible_kinds: [...], article, provinces: [...], municipalities: [...],
seat_article, sizes: [...], size_article, nonprofit, nonprofit_article, registers: [...],
register_article, most_as_lead, cap_article};
``partnership`` {groups, minimum, maximum, count_article, kinds: [...], kinds_article, the same seat,
sizes, nonprofit and registers as above, asked of partners; sign_off, sign_off_article; compulsory:
[{kinds: [...], least, article}]; caps: [{role, most, kinds: [...], article}]; conditions: [{kinds: [...], in_group,
question, answers: [...], article}]};
``districts`` {asked, most, most_article, one_application, one_application_article, lead_manages,
lead_article, all_bodies, bodies_article, grants: [{code, title, amount}], grants_article};
``amounts`` {minimum_value, maximum_value, minimum_grant, maximum_grant, minimum_rate, maximum_rate,
minimum_own_share, own_share_brackets: [{up_to, minimum_percent}], maximum_in_kind, article};
``duration`` {minimum_months, maximum_months, starts_from, starts_by, article}, days as ISO 8601;
``sections`` [{code, title, intro, filled_by, phase, questions: [{code, label, help, kind, required, max_words,
choices, article, shown_if, shown_values, columns, max_rows, blind, example}]}];
``attachments`` [{code, title, help, obligation, article, filled_by, signed_by, template,
template_name, phase}], the template by its digest;
``costs`` {cost_groups: [{code, title, help, minimum_percent, maximum_percent, article}],
cost_categories: [{code, title, group, help, minimum_percent, maximum_percent, flat_rate, flat_base:
[code], article}]}, or the list of the categories alone where none has a group;
``criteria`` {classes: [{code, title, threshold, phase}], criteria: [{code, class_code, subject, title,
help, maximum, weight, threshold, levels: [{points, name}], computed: {function, question, bound, steps:
[{value, points}], words: [{word, points}], article}}], total_threshold, aggregation, assessors,
others_shown, others_article, spread_limit, beyond_spread, spread_article, checked_percent,
checked_article, article};
``ties`` [{kind, reference, article}];
``terms`` {checking_days, clarification_days, rejection_days, observation_days, offer_days, stamp_duty,
stamp_exempt: [...], signature, aid_regime, aid_basis, sealed}, each with the article of its own:
clarification_article and so on.

The same content compiles to the same bytes, whatever the order in which it was written.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from calls.engine.examine import examine
from calls.engine.reading import Missing
from calls.engine.rulebook import Rulebook


class RulebookRefused(ValueError):
    """Unable to freeze a draft that lacks something; names what, see `calls.labels.sentence`."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        self.missing = missing
        super().__init__(", ".join(f"{each.section}: {each.fact.code}" for each in missing))


def compile_rulebook(
    draft: Mapping[str, Any],
    *,
    call_code: str,
    fund: str = "",
    measure: str = "",
    line: str = "",
    demonstration: bool = False,
) -> Rulebook:
    """Freeze the draft as the rules of the call; lots that name no fund spend `fund`.

    :raises RulebookRefused: if anything lacks, cannot be read or contradicts itself.
    """
    rules, missing = examine(draft, call_code=call_code, fund=fund)
    if rules is None:
        raise RulebookRefused(missing)
    return replace(rules, measure=measure, line=line, demonstration=demonstration)
