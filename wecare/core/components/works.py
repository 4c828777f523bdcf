"""Signs of work under way and of who acts."""

from datetime import date

from django import template

from wecare.core.components.facts import fact

register = template.Library()


@register.inclusion_tag("components/progress.html")
def progress(
    document: object,
    url: str,
    *,
    label: str = "",
    done: int | None = None,
    of: int | None = None,
    retry_url: str = "",
    doing: str = "",
) -> dict[str, object]:
    """A document being made, made or not made: what to wait for, where it is, what to do.

    Other work than a document says what is being done in `doing`.
    """
    state = str(fact(document, "state", "pending"))
    if of is None and doing == "":
        done, of = int(str(fact(document, "parts_done", 0))), int(str(fact(document, "parts", 0)))
    size = fact(fact(document, "file", None), "size", None)
    return {
        "state": state if state in ("rendered", "failed") else "pending",
        "title": fact(document, "title"),
        "size": size,
        "url": url,
        "label": label,
        "done": done,
        "of": of,
        "retry_url": retry_url,
        "doing": doing,
        "mark": f"wc-progress-{fact(document, 'pk', 0)}",
    }


@register.inclusion_tag("components/actingfor.html")
def actingfor(
    organisation: str, *, role: str = "", until: date | None = None, change_url: str = ""
) -> dict[str, object]:
    """For whom one is acting, always in sight while it matters."""
    return {"organisation": organisation, "role": role, "until": until, "change_url": change_url}


@register.inclusion_tag("components/draftband.html")
def draftband(text: str = "", *, label: str = "") -> dict[str, str]:
    """The grey band that keeps a draft from looking sent; `label` for what is not sent but adopted."""
    return {"text": text, "label": label}


@register.inclusion_tag("components/postbutton.html")
def postbutton(
    url: str, label: str, *, tone: str = "primary", icon: str = "", about: str = ""
) -> dict[str, str]:
    """A button alone in its form; `about` names the object for those who hear it out of its place."""
    return {"url": url, "label": label, "tone": tone, "icon": icon, "about": about}
