"""Forms of the service contracts: a contract, an act of one."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.engine.contracts import Terms
from calls.enums import ContractActRole, ContractStep
from calls.forms.calls import PublicationForm
from calls.forms.fields import CodeField, LineField
from calls.forms.outside import ActLinkField
from calls.forms.tables import CHOOSE
from calls.labels.contracts import CONTRACT_ACTS, CONTRACT_STEPS
from calls.models import Measure
from calls.policies.contracts import ContractRefused, check_cig
from wecare.acts.actions.external import Said
from wecare.core.fields import AmountField, ItalianDateField, PlainTextField

CENT = Decimal("0.01")
TYPED_CIG_LENGTH = 40  # characters: a longer one is told with its length
ABOUT_LENGTH = 2000
SOURCE_LENGTH = 500
DAY_HELP = gettext_lazy("gg/mm/aaaa. Se non si sa, lascialo vuoto.")
SOURCE_HELP = gettext_lazy("Da dove si sa: l'atto, la pagina, oppure «da confermare». È pubblica.")


def _day(label: Any) -> ItalianDateField:
    return ItalianDateField(label=label, help_text=DAY_HELP, required=False)


class ContractForm(forms.Form):
    """What is known of a contract; what is not known is left blank."""

    use_required_attribute = False

    title = LineField(label=gettext_lazy("Oggetto del contratto"), max_length=300)
    step = forms.ChoiceField(
        label=gettext_lazy("Passo dell'accompagnamento"),
        choices=[(each.value, words) for each, words in CONTRACT_STEPS.items()],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    procedure = LineField(
        label=gettext_lazy("Procedura di affidamento"),
        help_text=gettext_lazy("In parole, con l'articolo della legge."),
        max_length=300,
        required=False,
    )
    amount = AmountField(
        label=gettext_lazy("Importo presunto"),
        help_text=gettext_lazy(
            "In euro, per esempio 245.000,00. Non muove soldi. Se non si sa, lascialo vuoto."
        ),
        min_value=CENT,
        required=False,
    )
    cig = LineField(
        label=gettext_lazy("CIG"),
        help_text=gettext_lazy("Codice identificativo di gara: dieci caratteri."),
        max_length=TYPED_CIG_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    tender_number = LineField(label=gettext_lazy("Numero di gara"), max_length=20, required=False)
    notice_from = _day(gettext_lazy("Avviso pubblicato dal"))
    notice_until = _day(gettext_lazy("Avviso chiuso il"))
    contractor = LineField(
        label=gettext_lazy("Chi svolge il servizio"), max_length=300, required=False
    )
    begins_on = _day(gettext_lazy("Primo giorno del servizio"))
    ends_on = _day(gettext_lazy("Ultimo giorno del servizio"))
    about = PlainTextField(
        label=gettext_lazy("Che altro se ne sa"),
        help_text=gettext_lazy("Lo leggono tutti."),
        max_length=ABOUT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    source_mark = LineField(
        label=gettext_lazy("Fonte"),
        help_text=SOURCE_HELP,
        max_length=SOURCE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def clean_cig(self) -> str:
        """The CIG in capital letters, without the spaces that copying leaves.

        :raises ValidationError: if it has not the form of one.
        """
        cig = "".join(self.cleaned_data["cig"].split()).upper()
        try:
            check_cig(cig)
        except ContractRefused as refusal:
            raise ValidationError(str(refusal), code="cig") from refusal
        return cig

    @property
    def terms(self) -> Terms:
        """What the valid form says of the contract."""
        said = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"measure", "code", "seen"}
        }
        return Terms(**said | {"step": ContractStep(said["step"])})


class NewContractForm(ContractForm):
    """The same, with the measure and the code that never change."""

    field_order = ("measure", "code")

    measure = forms.ModelChoiceField(
        label=gettext_lazy("Misura"),
        queryset=Measure.objects.order_by("order"),
        to_field_name="code",
        empty_label=gettext_lazy("Scegli"),
        error_messages=CHOOSE,
    )
    code = CodeField(
        label=gettext_lazy("Codice"),
        help_text=gettext_lazy("Sta nell'indirizzo della pagina e non cambia più."),
    )

    def clean_code(self) -> str:
        """The code is part of an address."""
        code: str = self.cleaned_data["code"]
        if "." in code:
            raise ValidationError(
                _("Nel codice del contratto il punto non si può usare."), code="code"
            )
        return code


class ContractActForm(PublicationForm):
    """An act of a contract, already adopted."""

    field_order = ("role",)

    role = forms.ChoiceField(
        label=gettext_lazy("Che cosa decide"),
        choices=[(each.value, words) for each, words in CONTRACT_ACTS.items()],
        initial=ContractActRole.DECISION.value,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    link = ActLinkField()

    @property
    def ground(self) -> Said:
        """The act that the valid form names."""
        said = self.cleaned_data
        return Said(
            kind=said["kind"],
            number_text=said["number_text"],
            adopted_on=said["adopted_on"],
            subject=said["subject"],
            link=said["link"],
        )
