"""Who applies together, how often, who leads on condition, and the Distretti of a project."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.enums import CapRole
from calls.forms.access import AccessForm, several, where
from calls.forms.fields import CodeField, LineField, LinesField, WholeField
from calls.forms.parts import PartForm
from calls.forms.rows import RowForm
from calls.forms.stored import NO, YES
from calls.forms.tables import CHOOSE, article
from calls.labels import ORGANISATION_KINDS
from calls.labels.groups import CAP_ROLES
from wecare.core.fields import AmountField
from wecare.core.money import CENT

MOST_PARTNERS = 100
MOST_APPLICATIONS = 100
MOST_DISTRICTS = 100


def yes_or_no(label: Any, *, yes: Any, no: Any, **options: Any) -> Any:
    """A choice between two, that the draft keeps as a flag; no is the default."""
    return forms.TypedChoiceField(
        label=label,
        choices=[(NO, no), (YES, yes)],
        coerce=lambda word: word == YES,
        initial=NO,
        error_messages=CHOOSE,
        **options,
    )


class GroupForm(AccessForm):
    """Whether bodies apply together, with how many partners, and who these may be."""

    groups = yes_or_no(
        gettext_lazy("Chi partecipa"),
        yes=gettext_lazy("un ente capofila con i suoi partner"),
        no=gettext_lazy("un ente da solo"),
    )
    minimum = WholeField(
        label=gettext_lazy("Partner, almeno"),
        minimum=0,
        maximum=MOST_PARTNERS,
        required=False,
        help_text=gettext_lazy("Senza contare il capofila. Vuoto o 0: si può partecipare da soli."),
    )
    maximum = WholeField(
        label=gettext_lazy("Partner, al massimo"),
        maximum=MOST_PARTNERS,
        required=False,
        help_text=gettext_lazy("Vuoto: quanti ne vuole."),
    )
    count_article = where(gettext_lazy("Articolo sul numero di partner"))
    kinds = several(
        gettext_lazy("Chi può essere partner"),
        ORGANISATION_KINDS,
        required=False,
        help_text=gettext_lazy("Nessuna scelta: qualunque ente."),
    )
    kinds_article = where(gettext_lazy("Articolo su chi può essere partner"))

    sign_off = yes_or_no(
        gettext_lazy("Conferma dei partner prima dell'invio"),
        yes=gettext_lazy("ogni partner conferma il testo: senza conferma la domanda non parte"),
        no=gettext_lazy("il capofila invia senza conferma"),
        required=False,
        empty_value=False,
    )
    sign_off_article = where(gettext_lazy("Articolo sulla conferma dei partner"))

    field_order = [
        "groups",
        "minimum",
        "maximum",
        "count_article",
        "sign_off",
        "sign_off_article",
        "kinds",
        "kinds_article",
    ]

    def clean(self) -> dict[str, Any]:
        """The maximum is not below the minimum."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        low, high = cleaned.get("minimum"), cleaned.get("maximum")
        if low is not None and high is not None and high < low:
            sentence = _("Il massimo (%(high)s) è sotto il minimo (%(low)s).")
            self.add_error("maximum", sentence % {"high": high, "low": low})
        return cleaned


class CompulsoryRow(RowForm):
    """A kind of partner that must be there."""

    unique_field = ""

    kinds = several(
        gettext_lazy("Deve esserci tra i partner uno di questi"),
        ORGANISATION_KINDS,
        missing=gettext_lazy("Scegli almeno un tipo di organizzazione."),
    )
    least = WholeField(
        label=gettext_lazy("Quanti almeno"), maximum=MOST_PARTNERS, required=False, initial=1
    )
    article = article()


class CapRow(RowForm):
    """In how many applications an organisation takes part."""

    unique_field = ""

    role = forms.ChoiceField(
        label=gettext_lazy("Un ente partecipa come"),
        choices=[(each.value, name) for each, name in CAP_ROLES.items()],
        initial=CapRole.ANY.value,
        error_messages=CHOOSE,
    )
    most = WholeField(
        label=gettext_lazy("al massimo a quante domande inviate"), maximum=MOST_APPLICATIONS
    )
    kinds = several(
        gettext_lazy("Vale per"),
        ORGANISATION_KINDS,
        required=False,
        help_text=gettext_lazy("Nessuna scelta: vale per tutti."),
    )
    article = article()


class ConditionRow(RowForm):
    """Who may lead only on a condition."""

    unique_field = ""

    kinds = several(
        gettext_lazy("Possono essere capofila solo a una condizione"),
        ORGANISATION_KINDS,
        missing=gettext_lazy("Scegli almeno un tipo di organizzazione."),
    )
    in_group = yes_or_no(
        gettext_lazy("Da soli o in gruppo"),
        yes=gettext_lazy("solo in gruppo, con almeno un partner"),
        no=gettext_lazy("anche da soli"),
        required=False,
    )
    question = CodeField(
        label=gettext_lazy("E solo se a una domanda"),
        required=False,
        help_text=gettext_lazy("Il codice di una scelta da un elenco del modulo. Vuoto: nessuna."),
    )
    answers = LinesField(
        label=gettext_lazy("si risponde così"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Una risposta per riga, scritta come tra le scelte."),
    )
    article = article()

    def clean(self) -> dict[str, Any]:
        """A condition says something."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        question, answers = cleaned.get("question"), cleaned.get("answers")
        if cleaned.get("kinds") and not cleaned.get("in_group") and question == "":
            self.add_error("in_group", _("Scegli «solo in gruppo» o scrivi una domanda."))
        if question and answers == []:
            self.add_error("answers", _("Scrivi almeno una risposta."))
        return cleaned


class DistrictsForm(PartForm):
    """What is asked of the Distretti of a project."""

    asked = yes_or_no(
        gettext_lazy("Il progetto dice in quali Distretti si svolge"),
        yes=gettext_lazy("sì, uno o più Distretti"),
        no=gettext_lazy("no, non serve"),
    )
    most = WholeField(
        label=gettext_lazy("Distretti, al massimo"),
        maximum=MOST_DISTRICTS,
        required=False,
        help_text=gettext_lazy("Vuoto: quanti ne vuole."),
    )
    most_article = where(gettext_lazy("Articolo sul numero di Distretti"))
    one_application = yes_or_no(
        gettext_lazy("Lo stesso Distretto in più domande"),
        yes=gettext_lazy("no: ogni Distretto sta in una sola domanda"),
        no=gettext_lazy("sì, non conta"),
        help_text=gettext_lazy("Un gruppo di Distretti conta per ognuno di loro."),
    )
    one_application_article = where(gettext_lazy("Articolo sulla domanda unica"))
    lead_manages = yes_or_no(
        gettext_lazy("Il capofila"),
        yes=gettext_lazy("è un ente gestore di uno dei Distretti"),
        no=gettext_lazy("può essere un altro ente"),
    )
    lead_article = where(gettext_lazy("Articolo sul capofila"))
    all_bodies = yes_or_no(
        gettext_lazy("Gli enti gestori dei Distretti"),
        yes=gettext_lazy("partecipano tutti, capofila o partner"),
        no=gettext_lazy("partecipano se vogliono"),
        help_text=gettext_lazy("Conta chi gestisce i servizi il giorno dell'invio."),
    )
    bodies_article = where(gettext_lazy("Articolo sugli enti gestori"))
    grants_article = where(gettext_lazy("Atto o articolo della tabella di riparto"))


class GrantRow(RowForm):
    """The most that is granted for a Distretto."""

    code = CodeField(label=gettext_lazy("Codice del Distretto"))
    title = LineField(label=gettext_lazy("Distretto"))
    amount = AmountField(
        label=gettext_lazy("Contributo massimo"),
        min_value=CENT,
        help_text=gettext_lazy("In euro, per esempio 213.333,33."),
    )
