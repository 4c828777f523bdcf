"""The columns of a table whose headings are ours: each is known, none lacks, none comes twice."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from wecare.core.sheets.cells import Cell
from wecare.core.uploads import UploadRefused

_SHOWN = 40  # characters of a heading in a sentence


def columns_of(
    headings: Sequence[Cell], *, known: Collection[str], optional: Collection[str]
) -> list[str]:
    """The columns by the names of the table, in the order of the file; nameless at its end left out.

    :raises UploadRefused: naming those that lack, are unknown or come twice.
    """
    written = [str(each) for each in headings]
    named = ["_".join(each.casefold().split()) for each in written]
    while named and not named[-1]:
        named.pop()
    lacking = [each for each in known if each not in optional and each not in named]
    unknown = [written[at] for at, each in enumerate(named) if each not in known]
    twice = sorted({each for each in named if named.count(each) > 1 and each in known})
    for sentence, names in (
        (_("Nel file mancano le colonne: %(names)s. Parti dal modello."), lacking),
        (
            _("Il file ha colonne che non conosciamo: %(names)s. Toglile o correggi il nome."),
            unknown,
        ),
        (_("Il file ha due volte le colonne: %(names)s. Tienine una."), twice),
    ):
        if names:
            shown = ", ".join(f"«{each[:_SHOWN]}»" for each in names)
            raise UploadRefused(sentence % {"names": shown})
    return named


def beyond(columns: Sequence[str], cells: Sequence[Cell]) -> str:
    """What is wrong with a row that has more cells than there are columns; empty where it has not."""
    if all(cell == "" for cell in cells[len(columns) :]):
        return ""
    return _(
        "La riga ha %(count)s celle e le colonne sono %(limit)s: se nel file il separatore è la "
        "virgola, scrivi gli importi tra virgolette."
    ) % {"count": len(cells), "limit": len(columns)}
