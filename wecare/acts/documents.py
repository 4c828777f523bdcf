"""What goes into the document of an act: plain values, no records."""

from functools import cache
from typing import Any

from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from wecare.acts.engine.templates import ActTemplate, Variable, register_template, template_of
from wecare.acts.engine.variables import day_in_words, printed, reference
from wecare.acts.enums import ActKind, VariableKind
from wecare.acts.labels import ACT_KIND, OFFICES
from wecare.acts.models import Act
from wecare.core.documents import LANGUAGE

CONTEXT_FORMAT = 1

DETERMINATION = register_template(
    ActTemplate(
        code="acts.determination",
        title=_("Determinazione dirigenziale"),
        template="documents/acts/determination.html",
        by_hand=True,
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

    It is written in the language of the acts, whatever the language of who asks.
    """
    template = template_of(act.template)
    with override(LANGUAGE):
        return {
            "format": CONTEXT_FORMAT,
            "is_proof": act.number is None,
            "act": _heading(act) | {"template_title": str(template.title)},
            "variables": printed(template.variables, act.variables),
            "facts": facts,
        }


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
    }


def text_of(act: Act) -> SafeString:
    """The text of the act for a page: the printed template without its sheet and its heading.

    It shows the frozen context, so that page and PDF say the same.
    """
    if act.context is None:
        return SafeString("")
    template = act.document.template if act.document else template_of(act.template).template
    with override(LANGUAGE):
        return SafeString(_twin_engine().get_template(template).render(dict(act.context)))


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
