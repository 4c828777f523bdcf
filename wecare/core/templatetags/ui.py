"""The portal's components: `{% load ui %}` gives them all. See docs/reference/components.md."""

from django import template

from wecare.core.components import boxes, deadlines, figures, formats, refusals, rows, signs, works

register = template.Library()
for part in (boxes, deadlines, figures, formats, refusals, rows, signs, works):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
