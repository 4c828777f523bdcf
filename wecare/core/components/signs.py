"""Small signs inside a sentence: icon, status, amount, digest, saved state."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wecare.core.components import formats

register = template.Library()

ICONS = {
    "draft": "it-pencil",
    "info": "it-info-circle",
    "todo": "it-clock",
    "done": "it-check-circle",
    "warning": "it-warning-circle",
    "closed": "it-close-circle",
    "stop": "it-error",
}


@register.simple_tag
def icon(name: str, *, label: str = "", size: str = "sm", css: str = "") -> SafeString:
    """An icon of the sprite; hidden from readers unless it has a label."""
    address = f"{static('bootstrap-italia/svg/sprites.svg')}#{name}"
    classes = f"icon icon-{size} {css}".strip()
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}" focusable="false"><use href="{}"></use></svg>',
            classes,
            label,
            address,
        )
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}"></use></svg>',
        classes,
        address,
    )


@register.inclusion_tag("components/status.html")
def status(mark: str | Sequence[str], tone: str = "", icon: str = "") -> dict[str, str]:
    """A state as word, icon and colour.

    :raises ValueError: if the tone is not one of the house's.
    """
    if isinstance(mark, (tuple, list)):
        label, tone, icon = (*mark, "", "")[:3]
    else:
        label = str(mark)
    tone = tone or "info"
    if tone not in ICONS:
        raise ValueError(f"no tone {tone!r}; there are {', '.join(ICONS)}")
    return {"label": label, "tone": tone, "icon": icon or ICONS[tone]}


@register.simple_tag(name="money")
def money_sign(amount: Decimal | int | str | None, *, css: str = "") -> SafeString:
    """An amount whose digits line up and never break."""
    return format_html(
        '<span class="{}">{}</span>', f"wc-money {css}".strip(), formats.euro(amount)
    )


@register.inclusion_tag("components/digest.html")
def digest(
    value: str, *, label: str = "", short: bool = False, explain: bool = True
) -> dict[str, object]:
    """A SHA-256 in groups of four, with a button that copies it whole."""
    shown = value[:12] if short else value
    groups = [shown[at : at + 4] for at in range(0, len(shown), 4)]
    return {
        "value": value,
        "groups": groups,
        "label": label,
        "short": short,
        "explain": explain and not short,
    }


@register.inclusion_tag("components/autosave.html")
def autosave(*, saved_at: datetime | None = None, keeps: bool = True) -> dict[str, object]:
    """The place where a form that saves by itself says so; `keeps` if of two texts both stay."""
    return {"saved_at": saved_at, "keeps": keeps}


@register.inclusion_tag("components/partsave.html")
def partsave(*, held: bool = False) -> dict[str, object]:
    """The same for a form that saves itself whole; `held` while two versions wait for a choice."""
    return {"held": held}
