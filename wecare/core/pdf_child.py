"""The process that composes one PDF and ends: no Django, no network, little memory, little time.

It reads one JSON object from standard input, writes the PDF to standard output and exits with 0.
Otherwise it writes the reason to standard error, a line `code|detail`, and exits with 1. Nothing
outside the object it reads, its named assets and its fonts gets into the file.
"""

import base64
import gc
import io
import json
import os
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from wecare.core import bounds, pdf_parts

MAX_DEPTH = 100  # elements inside elements
MAX_ELEMENTS = 500_000
MAX_SPAN = 200  # columns or rows of one cell
MAX_RUN = 40_000  # characters of one run of text
MAX_RUN_IN_CELL = 20_000
_NOTES = re.compile(r"^::(?:foot)?note-[a-z]+ \{[^}]*\}$", re.MULTILINE)
_GC_THRESHOLDS = (200_000, 50, 100)  # boxes live until the end: looking for garbage cost a third
_CELLS = frozenset({"td", "th"})


class Refused(Exception):
    """The input is beyond what a document may be."""


def main() -> int:
    """Compose the PDF that standard input describes."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints does not spoil the PDF
    bounds.take_on(bounds.arguments(), writes=True)
    gc.set_threshold(*_GC_THRESHOLDS)
    request = json.load(sys.stdin)
    try:
        content = assemble(request) if "parts" in request else compose(request)
    except Refused as refusal:
        sys.stderr.write(f"\n{refusal}\n")
        return 1
    except MemoryError:
        sys.stderr.write("\nmemory|\n")
        return 1
    except RecursionError:
        sys.stderr.write("\nnesting|\n")
        return 1
    output.write(content)
    output.close()
    return 0


def compose(request: dict[str, Any]) -> bytes:
    """The PDF/A-3a, PDF/UA-1 bytes of the request.

    :raises Refused: if the input is too deep, too large, or names an asset that is not there.
    """
    import weasyprint  # noqa: PLC0415, TID251 -- the limits are set before anything is loaded

    fetcher = _fetcher(request["assets"])
    instant = datetime.fromisoformat(request["instant"])
    html = _lean(weasyprint)(string=request["html"], url_fetcher=fetcher)
    check_tree(html.etree_element)
    _label(html.etree_element, request)
    content = html.write_pdf(
        pdf_variant="pdf/a-3a",
        pdf_identifier=bytes.fromhex(request["identifier"])[:16],
        attachments=[
            weasyprint.Attachment(
                string=base64.b64decode(each["content"]),
                name=each["name"],
                description=each["description"],
                relationship="Data",
                created=instant,
                modified=instant,
                url_fetcher=fetcher,
            )
            for each in request["attachments"]
        ],
    )
    if fetcher.missing:
        raise Refused(f"asset|{fetcher.missing[0]}")
    return declare_ua(content)


def assemble(request: dict[str, Any]) -> bytes:
    """One PDF/A-3a, PDF/UA-1 of parts composed before; `html` is the document they come from.

    :raises Refused: if it names an asset that is not there.
    """
    from wecare.core import pdf_join  # noqa: PLC0415 -- the limits are set before anything is loaded

    parts = [base64.b64decode(each) for each in request["parts"]]
    numbers = compose({**request, "html": pdf_parts.feet(request["html"], pdf_join.sizes(parts))})
    return pdf_join.join(parts, numbers)


def check_tree(root: Element) -> None:
    """Refuse what is known to hang or crash the composition.

    :raises Refused: naming what is beyond its bound.
    """
    stack = [(root, 1)]
    count = 0
    while stack:
        element, depth = stack.pop()
        count += 1
        if depth > MAX_DEPTH:
            raise Refused(f"nesting|{MAX_DEPTH}")
        if count > MAX_ELEMENTS:
            raise Refused(f"elements|{MAX_ELEMENTS}")
        _check_element(element)
        stack.extend((child, depth + 1) for child in element)


def _check_element(element: Element) -> None:
    for name in ("colspan", "rowspan", "span"):
        span = element.get(name, "1").strip()
        if not (span.isascii() and span.isdigit() and len(span) < 6 and int(span) <= MAX_SPAN):  # noqa: PLR2004 -- a number of five digits is read safely
            raise Refused(f"span|{MAX_SPAN}")
    limit = MAX_RUN_IN_CELL if element.tag in _CELLS else MAX_RUN
    if element.tag not in ("style", "script") and len(element.text or "") > limit:
        raise Refused(f"text|{limit}")
    if len(element.tail or "") > MAX_RUN_IN_CELL:
        raise Refused(f"text|{MAX_RUN_IN_CELL}")


def _lean(weasyprint: Any) -> type[Any]:
    """HTML without what no document of ours has: notes at the foot, markers of what is no list.

    The renderer's own style sheet gives each element five styles for them: they were half of the
    memory and a sixth of the time of a long table.
    """
    source = Path(weasyprint.__file__).parent / "css" / "html5_ua.css"
    rules = _NOTES.sub("", source.read_text()).replace("\n::marker {", "\nli::marker {")
    sheet = weasyprint.CSS(string=rules)

    class Lean(weasyprint.HTML):  # type: ignore[misc]  # its class comes as an argument
        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:  # noqa: FBT001, FBT002 -- as it is called
            return [sheet]

    return Lean


def _label(root: Element, request: dict[str, Any]) -> None:
    root.set("lang", request["language"])
    head = root.find("head")
    if head is None:
        head = SubElement(root, "head")
    for old in [*head.findall("title"), *head.findall("meta")]:
        head.remove(old)
    SubElement(head, "title").text = request["title"]
    for name in ("dcterms.created", "dcterms.modified"):
        SubElement(head, "meta", {"name": name, "content": request["instant"]})


def _fetcher(assets: dict[str, str]) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415, TID251 -- see compose

    class DenyAll(URLFetcher):
        """Answers only with named assets and with data that the document itself carries."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=["data"], allow_redirects=False)
            self.missing: list[str] = []

        def fetch(self, url: str, headers: Any = None) -> Any:
            scheme, _colon, name = url.partition(":")
            if scheme == "data":
                return super().fetch(url, headers)
            if scheme != "static":
                raise ValueError("Nothing outside the document is fetched.")
            if name not in assets:
                self.missing.append(name)
                raise ValueError(f"There is no asset {name}.")
            path = Path(assets[name])
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _media_type(path)})

    return DenyAll()


def _media_type(path: Path) -> str:
    return {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}.get(
        path.suffix, "application/octet-stream"
    )


UA_DECLARATION = b"""
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>"""


def declare_ua(content: bytes) -> bytes:
    """The same PDF, saying in its one rdf:RDF that it is PDF/UA-1 too; equal input, equal bytes."""
    import pikepdf  # noqa: PLC0415 -- see compose

    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        metadata = pdf.Root.Metadata.read_bytes()
        before, end, after = metadata.rpartition(b"</rdf:RDF>")
        if not end:
            raise Refused("metadata|")
        pdf.Root.Metadata = pdf.make_stream(
            before + UA_DECLARATION + after,
            Type=pikepdf.Name.Metadata,
            Subtype=pikepdf.Name.XML,
        )
        pdf.save(result, deterministic_id=True, compress_streams=True)
    return result.getvalue()


if __name__ == "__main__":
    sys.exit(main())
