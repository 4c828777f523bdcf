"""Asking an organisation to take part, and the answer."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applicants.models import Organisation
from applicants.policies import CodeRefused, check_fiscal_code
from wecare.core.fields import PlainTextField


class InvitationForm(forms.Form):
    """Whom to ask: by fiscal code, by e-mail, or by both."""

    name = PlainTextField(
        label=gettext_lazy("Quale ente inviti"),
        help_text=gettext_lazy("La denominazione, come la conosci."),
        max_length=200,
        multiline=False,
    )
    fiscal_code = PlainTextField(
        label=gettext_lazy("Codice fiscale dell'ente"),
        help_text=gettext_lazy(
            "Se l'ente è già nel portale, chi opera per l'ente riceve un messaggio. Può rispondere "
            "solo chi opera per un ente con questo codice."
        ),
        max_length=32,
        multiline=False,
        required=False,
    )
    email = forms.EmailField(
        label=gettext_lazy("Email dell'ente"),
        help_text=gettext_lazy(
            "Se nel portale nessuno opera per l'ente, o non conosci il codice fiscale: mandiamo "
            "noi a questo indirizzo una lettera con un collegamento segreto per rispondere."
        ),
        max_length=254,
        required=False,
        error_messages={"invalid": gettext_lazy("L'indirizzo email non è completo.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            "name", "fiscal_code", "email", Submit("invite", str(_("Invita")))
        )

    def clean_fiscal_code(self) -> str:
        """The compact code, or the sentence that says what is wrong with it."""
        typed: str = self.cleaned_data["fiscal_code"]
        if not typed:
            return ""
        try:
            return check_fiscal_code(typed)
        except CodeRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        """One of the two at least."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not (cleaned.get("fiscal_code") or cleaned.get("email")):
            self.add_error("fiscal_code", _("Scrivi il codice fiscale dell'ente o un'email."))
        return cleaned


class AnswerForm(forms.Form):
    """Yes or no; for which of one's organisations, and why not."""

    ACCEPT, DECLINE = "accept", "decline"

    organisation_code = forms.ChoiceField(
        label=gettext_lazy("Per quale ente rispondi"), widget=forms.RadioSelect, required=False
    )
    reason = PlainTextField(
        label=gettext_lazy("Perché rifiuti"),
        help_text=gettext_lazy("Lo legge chi ti ha invitato."),
        max_length=2_000,
        required=False,
    )
    answer = forms.ChoiceField(
        choices=[(ACCEPT, ACCEPT), (DECLINE, DECLINE)],
        error_messages={
            "required": gettext_lazy("Scegli se accettare o rifiutare."),
            "invalid_choice": gettext_lazy("Scegli se accettare o rifiutare."),
        },
    )

    def __init__(self, *args: Any, organisations: list[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.organisations = {each.fiscal_code: each for each in organisations}
        self.fields["organisation_code"].choices = [  # type: ignore[attr-defined]
            (each.fiscal_code, f"{each.name} ({each.fiscal_code})") for each in organisations
        ]
        if len(organisations) == 1:
            self.initial["organisation_code"] = organisations[0].fiscal_code

    @property
    def organisation(self) -> Organisation | None:
        """The organisation for which the answer is; the only one there is, if none was chosen."""
        chosen = self.cleaned_data.get("organisation_code")
        if not chosen and len(self.organisations) == 1:
            return next(iter(self.organisations.values()))
        return self.organisations.get(chosen or "")

    def clean(self) -> dict[str, Any]:
        """A no has its reason."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        declines = cleaned.get("answer") == self.DECLINE
        if declines and "reason" not in self.errors and not cleaned.get("reason"):
            self.add_error("reason", _("Scrivi perché rifiuti: lo legge chi ti ha invitato."))
        return cleaned
