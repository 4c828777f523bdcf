"""What goes into the document of an act: plain values, no records."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from wecare.acts.engine import writing
from wecare.acts.engine.blocks import PART, Ref, Value, Wording, parts_from
from wecare.acts.engine.catalogue import ROW, Entry, example_of
from wecare.acts.engine.determination import DETERMINATION_NAMES
from wecare.acts.engine.reading import FORMS, read
from wecare.acts.engine.templates import ActTemplate, Variable, register_template, template_of
from wecare.acts.engine.variables import day_in_words, printed, reference
from wecare.acts.enums import ActKind, EntryKind, VariableKind
from wecare.acts.labels import ACT_KIND, ENTRY_KIND, OFFICES
from wecare.acts.models import Act
from wecare.acts.policies import WordingRefused, check_length
from wecare.core.documents import LANGUAGE

CONTEXT_FORMAT = 1  # of the acts printed by a template of their own
WRITTEN_FORMAT = 2  # of those written in words: the context holds the text itself
_WORDINGS = Path(__file__).with_name("wordings")
WRITTEN = "documents/acts/written.html"


def shipped_wording(path: Path) -> Wording:
    """The words that come with the portal, from a file with each part under its code.

    Attestation, publication and appeal are the usual ones unless the file says others.
    """
    usual = parts_from((_WORDINGS / "standard.txt").read_text(encoding="utf-8"))
    return parts_from(path.read_text(encoding="utf-8"), standard=dict(usual))


DETERMINATION = register_template(
    ActTemplate(
        code="acts.determination",
        title=_("Determinazione dirigenziale"),
        template="documents/acts/determination.html",
        by_hand=True,
        catalogue=DETERMINATION_NAMES,
        wording=shipped_wording(_WORDINGS / "determination.txt"),
        variables=(
            Variable(
                "seen",
                _("Visti"),
                VariableKind.PARAGRAPHS,
                help=_("Un riferimento normativo per riga: leggi, regolamenti, atti di indirizzo."),
            ),
            Variable(
                "premises",
                _("Premesso che"),
                VariableKind.PARAGRAPHS,
                help=_("I fatti e gli atti precedenti, uno per riga."),
            ),
            Variable(
                "noted",
                _("Dato atto che"),
                VariableKind.PARAGRAPHS,
                required=False,
                help=_("Ciò che risulta dall'istruttoria, un punto per riga."),
            ),
            Variable(
                "considered",
                _("Considerato che"),
                VariableKind.PARAGRAPHS,
                required=False,
                help=_("Le ragioni della decisione, una per riga."),
            ),
            Variable(
                "held",
                _("Ritenuto di"),
                VariableKind.PARAGRAPHS,
                required=False,
                help=_("Ciò che ne segue, un punto per riga."),
            ),
            Variable(
                "decision",
                _("Determina"),
                VariableKind.PARAGRAPHS,
                help=_("I punti della decisione, uno per riga: li numera il modello."),
            ),
            Variable(
                "expense",
                _("Spesa prevista"),
                VariableKind.AMOUNT,
                required=False,
                help=_("Se c'è, l'atto la scrive in cifre e in lettere."),
            ),
            Variable(
                "annexes",
                _("Allegati"),
                VariableKind.PARAGRAPHS,
                required=False,
                help=_("Un allegato per riga."),
            ),
        ),
    )
)


def context_of(act: Act, *, facts: dict[str, Any]) -> dict[str, Any]:
    """The context of the act as it stands: heading, variables as printed, facts of the caller.

    An act with a wording has its text too, written now: whatever becomes of the words, it stays.
    It is written in the language of the acts, whatever the language of who asks.

    :raises WordingRefused: if the words cannot be read, or would make the act too long.
    """
    template = template_of(act.template)
    with override(LANGUAGE):
        context = {
            "format": CONTEXT_FORMAT,
            "is_proof": act.number is None,
            "act": _heading(act) | {"template_title": str(template.title)},
            "variables": printed(template.variables, act.variables),
            "facts": facts,
        }
        if act.wording is None:
            return context
        return context | {
            "format": WRITTEN_FORMAT,
            "wording": {"number": act.wording.number, "digest": act.wording.digest},
            **written(template, act.wording.parts, context),
        }


def written(
    template: ActTemplate, parts: Mapping[str, str], context: Mapping[str, Any]
) -> dict[str, Any]:
    """What the words make of a context: the text, the lines of the signature, the closing.

    :raises WordingRefused: if the words cannot be read, or would make the act too long.
    """
    facts = context["facts"]
    return {
        "text": _text(template, parts, context),
        "signature": _signature(context),
        "closing": {
            "audit_head": facts.get("audit_head", ""),
            "movement": facts.get("movement", ""),
            "demonstration": bool(facts.get("demonstration")),
        },
    }


def proposed_subject(template: ActTemplate, parts: Mapping[str, str], facts: Any) -> str:
    """The object that the words propose when the act is begun; empty if they propose none.

    :raises WordingRefused: if it cannot be read.
    """
    nodes, problems = read("object", parts.get("object", ""), template.entries)
    if problems:
        raise WordingRefused(tuple(problems))
    with check_length(), override(LANGUAGE):
        return writing.line(nodes, {"facts": facts})


def example_context(template: ActTemplate) -> dict[str, Any]:
    """A context of the template made of the examples of its catalogue, as if it were a proof."""
    blank = {"act": {}, "variables": printed(template.variables, {}), "facts": {}}
    return blank | example_of(template.entries) | {"is_proof": True}


def catalogue_of(template: ActTemplate) -> list[dict[str, Any]]:
    """The catalogue as a page shows it: name, kind, meaning, an example as it is printed."""
    return [_shown(entry, "") for entry in template.entries]


def _shown(entry: Entry, prefix: str) -> dict[str, Any]:
    nodes = (Value(Ref(entry, in_row=False)),)
    printable = entry.kind is not EntryKind.ROWS and entry.source
    return {
        "name": f"{prefix}{entry.name}",
        "kind": ENTRY_KIND[entry.kind],
        "meaning": gettext(entry.meaning),
        "forms": [f"{prefix}{entry.name} in {form}" for form in FORMS.get(entry.kind, ())],
        "early": entry.early,
        "example": writing.line(nodes, example_of([entry])) if printable else "",
        "fields": [_shown(each, f"{ROW}.") for each in entry.fields],
    }


def _text(
    template: ActTemplate, parts: Mapping[str, str], context: Mapping[str, Any]
) -> list[dict[str, Any]]:
    nodes, problems = {}, []
    for code in PART:
        if code != "object":
            nodes[code], found = read(code, parts.get(code, ""), template.entries)
            problems += found
    if problems:
        raise WordingRefused(tuple(problems))
    with check_length():
        return writing.write([(PART[code], each) for code, each in nodes.items()], context)


def _signature(context: Mapping[str, Any]) -> list[str]:
    adopter = context["act"].get("adopted_by")
    signer = context["variables"].get("manager")
    if not adopter:
        return [*([signer] if signer else []), "(bozza: non adottata)"]
    return [signer, f"Adottato nel portale da {adopter}."] if signer else [adopter]


def printed_by(act: Act) -> str:
    """The printed template that lays the act out."""
    written_here = act.context is not None and "text" in act.context
    return WRITTEN if written_here else template_of(act.template).template


def _heading(act: Act) -> dict[str, Any]:
    adopted = act.adopted_on
    directorate, office = OFFICES.get(act.sector, ("", ""))
    return {
        "kind": act.kind,
        "kind_label": str(ACT_KIND[ActKind(act.kind)]),
        "sector": act.sector,
        "directorate": directorate,
        "office": office,
        "number": act.number,
        "year": act.year,
        "reference": reference(kind=act.kind, number=act.number, sector=act.sector, year=act.year),
        "adopted_on": adopted.isoformat() if adopted else None,
        "adopted_on_text": day_in_words(adopted) if adopted else None,
        "adopted_by": str(act.adopted_by) if act.adopted_by else None,
        "subject": act.subject,
        "template": act.template,
        **_corrected(act),
    }


def _corrected(act: Act) -> dict[str, Any]:
    """What the act corrects, by number and date; nothing where it corrects none."""
    other = act.corrects
    if other is None or other.adopted_on is None:
        return {}
    return {"corrects": {"reference": str(other), "on": day_in_words(other.adopted_on)}}


def text_of(act: Act) -> SafeString:
    """The text of the act for a page: the printed template without its sheet and its heading.

    It shows the frozen context, so that page and PDF say the same.
    """
    if act.context is None:
        return SafeString("")
    template = act.document.template if act.document else printed_by(act)
    return twin_of(act.context, template)


def twin_of(context: Mapping[str, Any], template: str = WRITTEN) -> SafeString:
    """A context as a page shows it."""
    with override(LANGUAGE):
        return SafeString(_twin_engine().get_template(template).render(dict(context)))


@cache
def _twin_engine() -> DjangoTemplates:
    """Django's templates, with the page's layout in the place of the printed sheet's."""
    sheet = "{% block content %}{% endblock content %}{% block closing %}{% endblock closing %}"
    pages = engines["django"]
    return DjangoTemplates(
        {
            "NAME": "twin",
            "DIRS": [],
            "APP_DIRS": False,
            "OPTIONS": {
                "loaders": [
                    ("django.template.loaders.locmem.Loader", {"layouts/document.html": sheet}),
                    ("django.template.loaders.filesystem.Loader", list(pages.dirs)),
                    "django.template.loaders.app_directories.Loader",
                ],
            },
        }
    )
