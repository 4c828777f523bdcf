"""The whole form of a call as it will be asked, as plain values: for a page and for a blank form.

What is asked of the organisation, of the project and of its money is read from the very forms that
ask it; the rest from the rules. So a field that joins a form is here by itself.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applicants.engine.precheck import asked
from applicants.forms.application import SendForm
from applicants.forms.costs import blank_costs
from applicants.forms.heading import HeadingForm
from applicants.forms.organisation import OrganisationForm
from applicants.forms.told import Values, field_of, fields_of
from applicants.forms.whole_group import districts_asked, group_asked, whose
from applicants.models import Application
from calls.engine.asking import AttachmentRule, Question, Section
from calls.engine.cost_groups import cost_blocks, cost_name
from calls.engine.rulebook import Rulebook
from calls.engine.spending import CostCategory, CostGroup
from calls.enums import ArticleTopic
from calls.labels import OBLIGATIONS, ORGANISATION_KINDS, QUESTION_KINDS
from calls.labels.access import access_said
from calls.labels.asking import condition_of, help_of
from calls.labels.lots import lot_said
from calls.labels.telling import sayings
from wecare.core.components import formats


def whole_form(rules: Rulebook) -> Values:
    """Every question of the call with its help, limits and condition, in the language now in use."""
    return {
        "organisation": {"fields": _organisation(rules), "asked": list(_access(rules))},
        "project": {
            "fields": [each | {"required": True} for each in fields_of(_heading_form(rules))],
            "limits": _said(rules.duration) if rules.duration else [],
            "lots": [
                {"title": lot.title, "asked": list(lot_said(lot)), "article": lot.article}
                for lot in rules.lots
                if lot_said(lot)
            ],
        },
        "group": group_asked(rules),
        "districts": districts_asked(rules),
        "sections": [_section(each, rules) for each in rules.sections],
        "costs": {
            "rows": list(_costs(rules)),
            "fields": list(_own_funding(rules)),
            "limits": _said(rules.amounts),
        },
        "attachments": [_attachment(each, rules) for each in rules.attachments],
        "declarations": [
            str(SendForm.base_fields["confirmed"].label),
            _(
                "Quello che scrivi ha valore di dichiarazione (articoli 46 e 47 del D.P.R. 445/2000)."
            ),
        ],
        "terms": _said(rules.terms),
    }


def _organisation(rules: Rulebook) -> list[Values]:
    """What the organisation says of itself; what this call looks at may not be left out."""
    form, needed = OrganisationForm(), asked(rules)
    first = form.first_fields()
    names = (*first, *(name for name in form.fields if name not in first))
    fields = {name: field_of(name, form.fields[name]) for name in names}
    fields["kind"]["choices"] = [str(ORGANISATION_KINDS[kind]) for kind in rules.eligible_kinds]
    return [
        each | {"required": each["required"] or name in needed} for name, each in fields.items()
    ]


def _access(rules: Rulebook) -> Iterator[Values]:
    """What the call asks of who applies."""
    kinds = "; ".join(str(ORGANISATION_KINDS[kind]) for kind in rules.eligible_kinds)
    eligible = _("Possono partecipare: %(kinds)s.") % {"kinds": kinds}
    yield {"sentence": eligible, "article": rules.article(ArticleTopic.ELIGIBILITY)}
    for sentence, article in access_said(rules.access):
        yield {"sentence": sentence, "article": article}


def _heading_form(rules: Rulebook) -> HeadingForm:
    return HeadingForm(application=Application(), rules=rules)


def _own_funding(rules: Rulebook) -> Iterator[Values]:
    """What the applicant pays; the categories are told with their limits."""
    needed = "own" in asked(rules)
    for each in fields_of(blank_costs(rules)):
        if each["code"] == "own_funding":
            yield each | {"required": needed}
        elif not each["code"].startswith("cost_"):
            yield each


def _section(section: Section, rules: Rulebook) -> Values:
    return {
        "code": section.code,
        "title": section.title,
        "intro": section.intro,
        "who": whose(section, rules),
        "questions": [_question(each, rules) for each in section.questions],
    }


def _question(question: Question, rules: Rulebook) -> Values:
    return {
        "code": question.code,
        "label": question.label,
        "help": help_of(question),
        "required": question.required,
        "kind": question.kind.value,
        "choices": list(question.choices),
        "columns": list(question.columns),
        "max_words": question.max_words,
        "max_rows": question.max_rows,
        "condition": condition_of(question, rules),
        "blind": question.blind,
        "answer": _answer(question),
        "article": question.article,
    }


def _answer(question: Question) -> str:
    """How the question is answered, and within which limit."""
    said = str(QUESTION_KINDS[question.kind])
    if question.max_words is not None:
        limit = ngettext("massimo %(n)d parola", "massimo %(n)d parole", question.max_words)
        said = f"{said}, {limit % {'n': question.max_words}}"
    if question.max_rows is not None:
        limit = ngettext("massimo %(n)d riga", "massimo %(n)d righe", question.max_rows)
        said = f"{said}, {limit % {'n': question.max_rows}}"
    return said


def _costs(rules: Rulebook) -> Iterator[Values]:
    """Every kind of expense, those of a macro-item under it."""
    for block in cost_blocks(rules):
        if block.group is not None:
            yield _cost(block.group) | {"flat": "", "is_group": True, "is_inside": False}
        inside = block.group is not None
        for each in block.categories:
            yield _cost(each) | {"flat": _flat(each, rules), "is_group": False, "is_inside": inside}


def _cost(part: CostCategory | CostGroup) -> Values:
    return {
        "title": part.title,
        "help": part.help,
        "minimum": formats.percent(part.minimum_percent),
        "maximum": formats.percent(part.maximum_percent),
        "article": part.article,
    }


def _flat(category: CostCategory, rules: Rulebook) -> str:
    if category.flat_rate is None:
        return ""
    share = formats.percent(category.flat_rate)
    base = ", ".join(cost_name(rules.cost_category(code), rules) for code in category.flat_base)
    return _("A forfait, fino a %(share)s di: %(base)s") % {"share": share, "base": base}


def _attachment(rule: AttachmentRule, rules: Rulebook) -> Values:
    label, tone, icon = OBLIGATIONS[rule.obligation]
    return {
        "title": rule.title,
        "help": rule.help,
        "mark": [str(label), tone, icon],
        "who": whose(rule, rules),
        "article": rule.article,
    }


def _said(part: Any) -> list[Values]:
    return [
        {"name": each.name, "value": each.value, "article": each.article} for each in sayings(part)
    ]
