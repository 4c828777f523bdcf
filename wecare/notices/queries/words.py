"""The office's words for the letters that apps write."""

from collections.abc import Mapping

from django.db.models import QuerySet

from wecare.notices.models import TemplateVersion

SHOWN = 50  # versions of a history


def in_force(template: str, language: str) -> TemplateVersion | None:
    """The office's words for the letter, or None where the portal's own stand."""
    last = TemplateVersion.objects.filter(template=template, language=language)
    found = last.order_by("-version").first()
    return None if found is None or found.is_shipped else found


def history(template: str, language: str) -> list[TemplateVersion]:
    """The versions, the last first, with who wrote them."""
    rows = TemplateVersion.objects.filter(template=template, language=language)
    return list(rows.select_related("written_by").order_by("-version")[:SHOWN])


def last_versions() -> Mapping[tuple[str, str], TemplateVersion]:
    """Letter and language → its last version, of those that the office wrote anew."""
    rows: QuerySet[TemplateVersion] = TemplateVersion.objects.order_by(
        "template", "language", "-version"
    ).distinct("template", "language")
    return {(row.template, row.language): row for row in rows.select_related("written_by")}
