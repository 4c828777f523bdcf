"""Boxes around content: breadcrumb, card, callout, definitions, explanation, empty state."""

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag(end_name="endbreadcrumb")
def breadcrumb(content: str) -> str:
    """The way here: Home first, then the crumbs inside."""
    return render_to_string("components/breadcrumb.html", {"content": content})


@register.simple_tag
def crumb(label: str, route: str = "", *args: object, **kwargs: object) -> SafeString:
    """One step of the breadcrumb; without a route it is the page itself."""
    if not route:
        return format_html('<li class="breadcrumb-item active" aria-current="page">{}</li>', label)
    address = reverse(route, args=args, kwargs=kwargs)
    return format_html('<li class="breadcrumb-item"><a href="{}">{}</a></li>', address, label)


@register.simple_block_tag(end_name="endcard")
def card(content: str, title: str, *, url: str = "", level: int = 3, note: str = "") -> str:
    """A card; its title is the link when it has an address."""
    facts = {"content": content, "title": title, "url": url, "level": level, "note": note}
    return render_to_string("components/card.html", facts)


@register.simple_block_tag(end_name="endcallout")
def callout(content: str, tone: str = "info", *, title: str = "", level: int = 2) -> str:
    """A remark that must not be missed: info, done, warning or stop."""
    icons = {
        "info": "it-info-circle",
        "done": "it-check-circle",
        "warning": "it-warning-circle",
        "stop": "it-error",
    }
    facts = {"content": content, "tone": tone, "icon": icons[tone], "title": title, "level": level}
    return render_to_string("components/callout.html", facts)


@register.simple_block_tag(end_name="enddefinitions")
def definitions(content: str, *, label: str = "") -> str:
    """A list of names and values."""
    return render_to_string("components/definitions.html", {"content": content, "label": label})


@register.simple_block_tag(end_name="enddefinition")
def definition(content: str, term: str, *, change_url: str = "", change_of: str = "") -> str:
    """A name and its value, with the link that changes it; nothing inside says "Non indicato"."""
    facts = {
        "content": content,
        "blank": not content.strip(),
        "term": term,
        "change_url": change_url,
        "change_of": change_of or term,
    }
    return render_to_string("components/definition.html", facts)


@register.simple_block_tag(end_name="endemptystate")
def emptystate(content: str, title: str, *, level: int = 2) -> str:
    """What will be here, and the first step."""
    return render_to_string(
        "components/emptystate.html", {"content": content, "title": title, "level": level}
    )


@register.simple_block_tag(end_name="endwhy")
def why(content: str, summary: str = "") -> str:
    """Why this place, why this amount: open on demand."""
    return render_to_string("components/why.html", {"content": content, "summary": summary})


@register.simple_block_tag(end_name="endscrolltable")
def scrolltable(content: str, label: str) -> str:
    """A table that scrolls inside its own named, focusable box."""
    return render_to_string("components/scrolltable.html", {"content": content, "label": label})
