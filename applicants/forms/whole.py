"""The whole form of a call as it will be asked, as plain values: for a page and for a blank form.

What is asked of the organisation, of the project and of its money is read from the very forms that
ask it; the rest from the rules. So a field that joins a form is here by itself.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applicants.engine.precheck import asked
from applicants.forms.application import CostsForm, HeadingForm, SendForm
from applicants.forms.organisation import OrganisationForm
from applicants.models import Application
from calls.engine.asking import AttachmentRule, Question, Section
from calls.engine.rulebook import Rulebook
from calls.engine.spending import CostCategory
from calls.enums import ArticleTopic, QuestionKind
from calls.labels import OBLIGATIONS, ORGANISATION_KINDS, QUESTION_KINDS
from calls.labels.access import access_said
from calls.labels.asking import condition_of
from calls.labels.telling import sayings
from wecare.core.components import formats
from wecare.core.fields import AmountField, ItalianDateField

_KINDS: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.MultipleChoiceField, "several"),
    (forms.ChoiceField, QuestionKind.CHOICE.value),
    (AmountField, QuestionKind.MONEY.value),
    (ItalianDateField, QuestionKind.DATE.value),
    (forms.IntegerField, QuestionKind.NUMBER.value),
)
_LINE = "line"

Values = dict[str, Any]


def whole_form(rules: Rulebook) -> Values:
    """Every question of the call with its help, limits and condition, in the language now in use."""
    return {
        "organisation": {"fields": _organisation(rules), "asked": list(_access(rules))},
        "project": {
            "fields": [each | {"required": True} for each in _fields(_heading_form(rules))],
            "limits": _said(rules.duration) if rules.duration else [],
        },
        "sections": [_section(each, rules) for each in rules.sections],
        "costs": {
            "rows": [_cost(each, rules) for each in rules.cost_categories],
            "fields": list(_own_funding(rules)),
            "limits": _said(rules.amounts),
        },
        "attachments": [_attachment(each) for each in rules.attachments],
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
    fields = {name: _field(name, form.fields[name]) for name in names}
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
    for each in _fields(CostsForm(application=Application(), rules=rules, costs={})):
        if each["code"] == "own_funding":
            yield each | {"required": needed}
        elif not each["code"].startswith("cost_"):
            yield each


def _fields(form: forms.Form) -> Iterator[Values]:
    for bound in form.visible_fields():
        yield _field(bound.name, bound.field)


def _field(name: str, field: forms.Field) -> Values:
    kind = next((word for each, word in _KINDS if isinstance(field, each)), _LINE)
    choices = [str(label) for value, label in getattr(field, "choices", ()) if value]
    return {
        "code": name,
        "label": str(field.label),
        "help": str(field.help_text),
        "required": field.required,
        "kind": kind,
        "choices": choices,
    }


def _section(section: Section, rules: Rulebook) -> Values:
    return {
        "code": section.code,
        "title": section.title,
        "intro": section.intro,
        "questions": [_question(each, rules) for each in section.questions],
    }


def _question(question: Question, rules: Rulebook) -> Values:
    return {
        "code": question.code,
        "label": question.label,
        "help": question.help,
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


def _cost(category: CostCategory, rules: Rulebook) -> Values:
    base = ", ".join(rules.cost_category(code).title for code in category.flat_base)
    flat = ""
    if category.flat_rate is not None:
        share = formats.percent(category.flat_rate)
        flat = _("A forfait, fino a %(share)s di: %(base)s") % {"share": share, "base": base}
    return {
        "title": category.title,
        "help": category.help,
        "flat": flat,
        "minimum": formats.percent(category.minimum_percent),
        "maximum": formats.percent(category.maximum_percent),
        "article": category.article,
    }


def _attachment(rule: AttachmentRule) -> Values:
    label, tone, icon = OBLIGATIONS[rule.obligation]
    return {
        "title": rule.title,
        "help": rule.help,
        "mark": [str(label), tone, icon],
        "article": rule.article,
    }


def _said(part: Any) -> list[Values]:
    return [
        {"name": each.name, "value": each.value, "article": each.article} for each in sayings(part)
    ]
