"""Lists with a meaning: what is missing, what happened, which files, which letters, which steps."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django import template
from django.utils.translation import gettext_lazy as _

from wecare.core.components.facts import fact

register = template.Library()

REQUIREMENTS = {
    "ok": ("it-check-circle", _("A posto")),
    "missing": ("it-plus-circle", _("Manca")),
    "error": ("it-error", _("Errore")),
    "not_needed": ("it-less-circle", _("Non serve")),
}
FILES = {
    "uploading": ("it-upload", _("Caricamento")),
    "checking": ("it-clock", _("In controllo")),
    "checked": ("it-check-circle", _("Controllato")),
    "blocked": ("it-error", _("Bloccato")),
}


@register.inclusion_tag("components/requirements.html")
def requirements(
    rows: Iterable[object],
    *,
    title: str = "",
    level: int = 2,
    only_missing: bool = False,
    said: str = "",
    folded: bool = False,
) -> dict[str, object]:
    """What is in order and what is not, each row a link to its field, with the count on top.

    `said` stands in place of the count where nothing is to be sent; `folded` shows what is missing and
    keeps the rest to be opened.
    """
    found = [_requirement(row) for row in rows]
    missing = [row for row in found if row["state"] in ("missing", "error")]
    rest = [row for row in found if row not in missing] if folded else []
    return {
        "rows": missing if only_missing or folded else found,
        "rest": rest,
        "title": title,
        "level": level,
        "missing": len(missing),
        "said": said,
    }


def _requirement(row: object) -> dict[str, object]:
    state = str(fact(row, "state") or ("ok" if fact(row, "ok", default=False) else "missing"))
    icon, label = REQUIREMENTS[state]
    return {
        "state": state,
        "icon": icon,
        "label": label,
        **{name: fact(row, name) for name in ("sentence", "url", "article", "partner")},
    }


@register.inclusion_tag("components/timeline.html")
def timeline(items: Iterable[object], *, label: str = "") -> dict[str, object]:
    """What happened and what comes: who, what, when, by which act."""
    names = ("what", "who", "when", "act", "url", "text", "time")
    said = [{name: fact(item, name) for name in names} for item in items]
    return {"items": said, "label": label}


@register.inclusion_tag("components/filerow.html")
def filerow(
    name: str,
    *,
    url: str = "",
    size: int | None = None,
    media: str = "",
    by: str = "",
    at: datetime | None = None,
    digest: str = "",
    state: str = "checked",
    share: int | None = None,
    reason: str = "",
    replace_url: str = "",
    remove_url: str = "",
    restore_url: str = "",
) -> dict[str, object]:
    """A file: name, size, who, digest, whether it is checked, and what can be done with it."""
    sign, label = FILES[state]
    return {**locals(), "label": label, "sign": sign}


@register.inclusion_tag("components/inboxrow.html")
def inboxrow(letter: object, url: str) -> dict[str, object]:
    """A letter of the inbox, with when it was read."""
    facts = {name: fact(letter, name, None) for name in ("subject", "created_at", "read_at")}
    return {**facts, "url": url}


@register.inclusion_tag("components/stepper.html")
def stepper(steps: Sequence[str], current: int) -> dict[str, object]:
    """Where one is in a guided path; steps count from one, and one past the last is the end of it."""
    said = [
        {
            "label": label,
            "state": "done" if at < current else "current" if at == current else "next",
        }
        for at, label in enumerate(steps, start=1)
    ]
    return {"steps": said, "current": current, "total": len(said)}


@register.inclusion_tag("components/onthispage.html")
def onthispage(items: Iterable[tuple[str, str]]) -> dict[str, object]:
    """The headings of a long page as (anchor, label)."""
    return {"items": [{"anchor": anchor, "label": label} for anchor, label in items]}


@register.inclusion_tag("components/pager.html")
def pager(*, previous: str = "", following: str = "", shown: str = "") -> dict[str, str]:
    """Links to the neighbouring pages of a list, and what is shown now."""
    return {"previous": previous, "following": following, "shown": shown}
