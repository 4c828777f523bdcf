"""How service contracts and accompaniments are shown: days in words, and what is not known."""

from django import template
from django.utils.html import format_html

from calls.enums import ContractActRole
from calls.labels.contracts import CONTRACT_ACTS, NOT_FOUND, days_words, period_words
from calls.models import Accompaniment, ContractAct, ServiceContract

register = template.Library()


@register.filter
def known(value: object) -> object:
    """The value; where there is none, that the sources do not give it."""
    return value or format_html('<span class="wc-absent">{}</span>', NOT_FOUND)


@register.filter
def notice_days(contract: ServiceContract) -> str:
    """From when until when the notice was out."""
    return days_words(contract.notice_from, contract.notice_until)


@register.filter
def service_days(contract: ServiceContract) -> str:
    """From when until when the service lasts."""
    return days_words(contract.begins_on, contract.ends_on)


@register.filter
def period(accompaniment: Accompaniment) -> str:
    """Since when and until when a body helps a project."""
    return period_words(accompaniment.since, accompaniment.until)


@register.filter
def act_role(each: ContractAct) -> str:
    """`Decisione di contrarre`."""
    return str(CONTRACT_ACTS[ContractActRole(each.role)])
