"""A few questions about who would apply and with which project; none is compulsory."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from applicants.engine.eligibility import Profile
from applicants.engine.precheck import Idea, asked
from applicants.forms.organisation import NONE, NONPROFIT
from calls.engine.rulebook import Rulebook
from calls.enums import OrganisationKind, OrganisationSize, Register
from calls.labels import ORGANISATION_KINDS, ORGANISATION_SIZES, PROVINCES, REGISTERS
from calls.labels.lots import AID_FORMS
from wecare.core.fields import AmountField, ItalianDateField, PlainTextField

UNSAID = ("", _("Non so ancora"))
ELSEWHERE = "--"
MOST = 600


def _whole(label: Any, *, least: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Scrivi un numero intero, per esempio 12.")},
    )


class PrecheckForm(forms.Form):
    """What this call makes sense of; the rest is not asked."""

    lot = forms.ChoiceField(label=_("A quale lotto pensate?"), required=False)
    aid_form = forms.ChoiceField(label=_("Quale aiuto vi serve?"), required=False)
    kind = forms.ChoiceField(label=_("Che tipo di ente siete?"), required=False)
    province = forms.ChoiceField(
        label=_("In quale provincia è la sede?"),
        required=False,
        choices=[
            UNSAID,
            *((each.value, name) for each, name in PROVINCES.items()),
            (ELSEWHERE, _("Fuori dal Piemonte")),
        ],
    )
    municipality = PlainTextField(
        label=_("In quale comune è la sede?"), required=False, max_length=80, multiline=False
    )
    size = forms.ChoiceField(
        label=_("Quanto è grande l'ente?"),
        required=False,
        choices=[UNSAID, *((each.value, name) for each, name in ORGANISATION_SIZES.items())],
    )
    nonprofit = forms.ChoiceField(
        label=_("L'ente ha scopo di lucro?"),
        required=False,
        choices=[
            UNSAID,
            ("yes", _("No, è senza scopo di lucro")),
            ("no", _("Sì, ha scopo di lucro")),
        ],
    )
    registers = forms.MultipleChoiceField(
        label=_("A quali registri è iscritto?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            *((each.value, name) for each, name in REGISTERS.items()),
            (NONE, _("Nessuno di questi")),
        ],
    )
    sent = _whole(_("Quante domande avete già inviato per questo bando?"), least=0)
    partners = _whole(_("Quanti partner avete, oltre al capofila?"), least=0)
    partner_kinds = forms.MultipleChoiceField(
        label=_("Tra i partner c'è qualcuno di questi?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    value = AmountField(
        label=_("Quanto vale il progetto?"),
        help_text=_("In euro, tutte le spese. Basta una stima."),
        required=False,
    )
    own = AmountField(
        label=_("Quanto mette l'ente?"), help_text=_("In euro. Basta una stima."), required=False
    )
    months = _whole(_("Quanti mesi dura?"), least=1)
    starts_on = ItalianDateField(
        label=_("Quando inizia?"), help_text=_("gg/mm/aaaa"), required=False
    )

    def __init__(self, *args: Any, rules: Rulebook, **options: Any) -> None:
        super().__init__(*args, **options)
        self.names = asked(rules)
        for name in set(self.fields) - set(self.names):
            del self.fields[name]
        kinds = [(kind.value, ORGANISATION_KINDS[kind]) for kind in OrganisationKind]
        self.fields["kind"].choices = [UNSAID, *kinds]  # type: ignore[attr-defined]
        if "lot" in self.fields:
            self.fields["lot"].choices = [  # type: ignore[attr-defined]
                UNSAID,
                *((lot.code, lot.title) for lot in rules.lots),
            ]
        if "aid_form" in self.fields:
            offered = {form for lot in rules.lots for form in lot.aid_forms}
            self.fields["aid_form"].choices = [  # type: ignore[attr-defined]
                UNSAID,
                *((form.value, name) for form, name in AID_FORMS.items() if form in offered),
            ]
        if "partner_kinds" in self.fields:
            self.fields["partner_kinds"].choices = self._partner_kinds(rules)  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            *self.names, Submit("risposta", str(_("Possiamo partecipare?")))
        )

    @staticmethod
    def _partner_kinds(rules: Rulebook) -> list[tuple[str, Any]]:
        """The kinds of which some partner must be, and none of them."""
        needs = rules.partnership.compulsory if rules.partnership is not None else ()
        wanted = {kind for need in needs for kind in need.kinds}
        kinds = [(each.value, name) for each, name in ORGANISATION_KINDS.items() if each in wanted]
        return [*kinds, (NONE, _("Nessuno di questi"))]

    @property
    def idea(self) -> Idea:
        """What was understood."""
        said = self.cleaned_data
        registers = said.get("registers")
        chosen = frozenset(Register(each) for each in registers or () if each != NONE)
        profile = Profile(
            kind=OrganisationKind(said["kind"]) if said["kind"] else None,
            province=said.get("province") or None,
            municipality=said.get("municipality") or None,
            size=OrganisationSize(said["size"]) if said.get("size") else None,
            nonprofit=NONPROFIT[said.get("nonprofit", "")],
            registers=chosen if registers else None,
        )
        names = ("value", "own", "months", "starts_on", "sent", "partners")
        partner_kinds = said.get("partner_kinds")
        there = frozenset(OrganisationKind(each) for each in partner_kinds or () if each != NONE)
        return Idea(
            profile=profile,
            partner_kinds=there if partner_kinds else None,
            lot=said.get("lot", ""),
            aid_form=said.get("aid_form", ""),
            **{name: said.get(name) for name in names},
        )
