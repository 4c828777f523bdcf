"""What a template of a printed document is given, and the digest of the template itself."""

import io
from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

import segno
from django.conf import settings
from django.template import Template, engines
from django.template.base import NodeList
from django.template.library import InclusionNode
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.utils.safestring import SafeString, mark_safe

from wecare.core.digests import digest, sha256
from wecare.core.models import Document

LANGUAGE = "it"
CHECK_PATH = "/verifica/"  # printed on paper: it never changes
_digests: WeakKeyDictionary[Template, str] = WeakKeyDictionary()  # as long as Django keeps them


def check_url(check_code: str) -> str:
    """The public page that says whether a document with this code is authentic."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}{CHECK_PATH}?codice={check_code}"


def template_context(document: Document) -> dict[str, Any]:
    """The frozen context, and `document`: what the portal itself says of the document."""
    address = check_url(document.check_code)
    return {
        **document.context,
        "document": {
            "title": document.title,
            "kind": document.kind,
            "check_code": document.check_code,
            "check_url": address,
            "context_digest": document.context_digest,
            "chain_head": document.chain_head,
            "requested_at": document.requested_at,
            "qr_svg": qr_svg(address),
            "qr_data_uri": qr_data_uri(address),
        },
    }


def qr_svg(content: str) -> SafeString:
    """The QR code as inline SVG, with its content as accessible title."""
    output = io.BytesIO()
    segno.make(content, error="m", micro=False).save(
        output, kind="svg", scale=4, border=2, xmldecl=False, svgns=True, title=content
    )
    return mark_safe(output.getvalue().decode())  # noqa: S308 -- segno escapes the title


def qr_data_uri(content: str) -> str:
    """The same QR code as the address of an image."""
    return str(segno.make(content, error="m", micro=False).svg_data_uri(scale=4, border=2))


def template_digest(name: str) -> str:
    """The digest of the template with all it extends and includes by a fixed name."""
    backend: Any = engines["django"].get_template(name)
    known = _digests.get(backend.template)
    if known is None:
        known = digest({each: sha256(source.encode()) for each, source in _sources(name)})
        _digests[backend.template] = known
    return known


def _sources(name: str) -> Iterator[tuple[str, str]]:
    waiting, seen = [name], set()
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        backend: Any = engines["django"].get_template(current)
        template: Template = backend.template
        yield current, str(template.source)
        waiting.extend(_named_in(template.nodelist))


def _named_in(nodes: NodeList) -> Iterator[str]:
    kinds: Any = (ExtendsNode, IncludeNode, InclusionNode)
    found: list[Any] = nodes.get_nodes_by_type(kinds)
    for node in found:
        if isinstance(node, InclusionNode):
            name = node.filename
        else:
            expression: Any = node.parent_name if isinstance(node, ExtendsNode) else node.template
            name = expression.var
        if isinstance(name, str):
            yield str(name)
