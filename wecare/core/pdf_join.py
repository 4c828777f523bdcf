"""Parts of one document, each composed by itself, become one PDF with one tree of tags.

Pages keep their content; on each comes its foot, from a PDF that has nothing else on as many pages. The
parts' tags become children of the first part's document, in order, and the tables by which marks on a page
find their tags become one (ISO 32000-1, 14.7.4.4).
"""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

_PARENTS = "/StructParents"  # on pages and forms
_PARENT = "/StructParent"  # on annotations
_FOOT = "/PageFoot"  # no name of the renderer's


def sizes(parts: Sequence[bytes]) -> list[bool]:
    """For each page of the parts, in order, whether it lies on its side."""
    found: list[bool] = []
    for part in parts:
        with pikepdf.open(io.BytesIO(part)) as pdf:
            for page in pdf.pages:
                left, bottom, right, top = (float(edge) for edge in page.mediabox)
                found.append(right - left > top - bottom)
    return found


def join(parts: Sequence[bytes], feet: bytes) -> bytes:
    """The parts in order as one PDF, with page n of `feet` at the foot of page n.

    Metadata, language, colours and attachments are those of the first part.

    :raises ValueError: if the feet are not as many as the pages, or a part has no tags.
    """
    with pikepdf.open(io.BytesIO(parts[0])) as whole, pikepdf.open(io.BytesIO(feet)) as under:
        _name_tables(whole, 0)
        for number, part in enumerate(parts[1:], 1):
            with pikepdf.open(io.BytesIO(part)) as pdf:
                _append(whole, pdf, number)
        if len(under.pages) != len(whole.pages):
            raise ValueError(f"{len(under.pages)} feet for {len(whole.pages)} pages")
        for number, (page, foot) in enumerate(zip(whole.pages, under.pages, strict=True)):
            _set(page, foot, whole, name=f"{_FOOT}{number}")  # pages of a part share their names
        result = io.BytesIO()
        whole.save(
            result,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return result.getvalue()


def _set(page: pikepdf.Page, foot: pikepdf.Page, whole: pikepdf.Pdf, *, name: str) -> None:
    """Draw the foot on the page, as something that is no content: it is not read aloud."""
    form = whole.copy_foreign(foot.as_form_xobject())
    if _PARENTS in form:
        del form[_PARENTS]
    page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name(name))
    page.contents_add(f"/Artifact BMC q {name} Do Q EMC".encode(), prepend=True)


def _append(whole: pikepdf.Pdf, part: pikepdf.Pdf, number: int) -> None:
    _name_tables(part, number)
    start, base = len(whole.pages), _next_key(whole)
    whole.pages.extend(part.pages)  # before the tags: those find their pages then
    for page in whole.pages[start:]:
        _move_keys(page, base)
    tags = whole.copy_foreign(part.make_indirect(part.Root.StructTreeRoot))
    document = _document(whole.Root.StructTreeRoot)
    for child in _document(tags).K:
        child.P = document
        document.K.append(child)
    numbers = whole.Root.StructTreeRoot.ParentTree.Nums
    for key, value in _pairs(tags.ParentTree):
        numbers.append(key + base)
        numbers.append(value)
    outline = part.Root.get("/Outlines")
    if outline is not None:
        _append_outline(whole, whole.copy_foreign(part.make_indirect(outline)))


def _document(root: Any) -> Any:
    (document,) = root.K if isinstance(root.K, pikepdf.Array) else [root.K]
    if pikepdf.Name.Document != document.S:
        raise ValueError(f"the tags begin with {document.S}, not with a document")
    return document


def _pairs(tree: Any) -> Iterator[tuple[int, Any]]:
    numbers = list(tree.Nums)
    return ((int(key), value) for key, value in zip(numbers[::2], numbers[1::2], strict=True))


def _next_key(pdf: pikepdf.Pdf) -> int:
    return max((key for key, _value in _pairs(pdf.Root.StructTreeRoot.ParentTree)), default=-1) + 1


def _move_keys(page: pikepdf.Page, base: int) -> None:
    if _PARENTS in page.obj:
        page.obj[_PARENTS] = int(page.obj[_PARENTS]) + base
    for annotation in page.obj.get("/Annots", []):
        if _PARENT in annotation:
            annotation[_PARENT] = int(annotation[_PARENT]) + base


def _name_tables(pdf: pikepdf.Pdf, number: int) -> None:
    """Headers of tables are found by a name, which is one of the whole document."""
    pending = [_document(pdf.Root.StructTreeRoot)]
    while pending:
        element = pending.pop()
        if "/ID" in element:
            element.ID = pikepdf.String(f"{number}-{element.ID}")
        attributes = element.get("/A")
        for each in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
            if isinstance(each, pikepdf.Dictionary) and "/Headers" in each:
                each.Headers = pikepdf.Array(
                    [pikepdf.String(f"{number}-{name}") for name in each.Headers]
                )
        kids = element.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                pending.append(kid)


def _append_outline(whole: pikepdf.Pdf, more: Any) -> None:
    """Bookmarks of a part after those there are; their places on the pages came along."""
    mine = whole.Root.get("/Outlines")
    if mine is None:
        whole.Root.Outlines = more
        return
    last, first = mine.Last, more.First
    last.Next, first.Prev = first, last
    entry = first
    while entry is not None:
        entry.Parent = mine
        entry = entry.get("/Next")
    mine.Last = more.Last
    mine.Count = int(mine.get("/Count", 0)) + int(more.get("/Count", 0))
