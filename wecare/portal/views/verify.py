"""Whether a printed document is authentic: by its code, by its file, or by both."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applicants.queries.submissions import proves_what_was_withdrawn
from wecare.acts.queries.corrections import corrections_of
from wecare.core.digests import sha256
from wecare.core.fields import PlainTextField
from wecare.core.web import UNPROCESSABLE
from wecare.portal.authenticity import act_of, look_up, read_digest

KINDS = {
    "receipt": gettext_lazy("Ricevuta di una domanda"),
    "signing_copy": gettext_lazy("Domanda da firmare, che non è una domanda inviata"),
    "withdrawal": gettext_lazy("Ricevuta del ritiro di una domanda"),
    "ranked_list": gettext_lazy("Graduatoria"),
    "panel_minutes": gettext_lazy("Verbale di un nucleo di valutazione"),
    "blank_form": gettext_lazy("Fac-simile, che non è una domanda inviata"),
    "act": gettext_lazy("Atto"),
    "act_proof": gettext_lazy("Prova di un atto: non è l'atto adottato"),
}
LONGEST_CODE = 40
LONGEST_DIGEST = 200


class VerifyForm(forms.Form):
    """The code, and the file or its digest. In the browser the file becomes its digest."""

    use_required_attribute = False

    codice = PlainTextField(
        label=gettext_lazy("Codice di controllo"),
        help_text=gettext_lazy("È in fondo al documento, per esempio WCR-7K4P-92QX."),
        max_length=LONGEST_CODE,
        multiline=False,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    documento = forms.FileField(
        label=gettext_lazy("Il file PDF, o il .p7m di un atto firmato"),
        help_text=gettext_lazy(
            "Se il browser può, il file non parte da qui: ne calcoliamo l'impronta e inviamo "
            "solo quella."
        ),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(
            attrs={
                "accept": ".pdf,.p7m",
                "data-digest-file": "",
                "data-digest-into": "id_impronta",
            }
        ),
    )
    impronta = PlainTextField(
        label=gettext_lazy("Impronta del file (SHA-256)"),
        help_text=gettext_lazy("Si compila da sola quando scegli il file. Sono 64 caratteri."),
        max_length=LONGEST_DIGEST,
        multiline=False,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_documento(self) -> Any:
        """A file of a size we print."""
        uploaded = self.cleaned_data["documento"]
        if uploaded is not None and uploaded.size > settings.UPLOAD_MAX_BYTES:
            megabytes = settings.UPLOAD_MAX_BYTES // 1024**2
            raise forms.ValidationError(
                _("Il file pesa più di %(limit)d MB: non è un documento del portale.")
                % {"limit": megabytes}
            )
        return uploaded

    def clean_impronta(self) -> str:
        """A digest, in whatever groups it was copied."""
        typed = self.cleaned_data["impronta"]
        digest = read_digest(typed)
        if typed and not digest:
            raise forms.ValidationError(
                _("L'impronta ha 64 caratteri, cifre e lettere dalla a alla f. Ricontrollala.")
            )
        return digest

    def clean(self) -> dict[str, Any]:
        """Something to look for."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        asked = (cleaned.get("codice"), cleaned.get("documento"), cleaned.get("impronta"))
        if not any(asked) and not self.errors:
            raise forms.ValidationError(_("Scrivi il codice di controllo oppure scegli il file."))
        return cleaned

    @property
    def digest(self) -> str:
        """The digest of the file, made here if the browser sent the file itself."""
        uploaded = self.cleaned_data.get("documento")
        return sha256(uploaded.read()) if uploaded else self.cleaned_data["impronta"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask, and answer on the same page; nothing is kept."""
    if request.method == "POST":
        form = VerifyForm(request.POST, request.FILES)
    elif "codice" in request.GET:
        form = VerifyForm(request.GET)
    else:
        return render(request, "portal/verify.html", {"form": VerifyForm(), "finding": None})
    if not form.is_valid():
        blank: dict[str, Any] = {"form": form, "finding": None}
        return render(request, "portal/verify.html", blank, status=UNPROCESSABLE)
    finding = look_up(code=form.cleaned_data["codice"], digest=form.digest)
    document = finding.document
    act = act_of(document) if document is not None else None
    context: dict[str, Any] = {
        "form": form,
        "finding": finding,
        "verdict": finding.verdict.value,
        "withdrawn": document is not None and proves_what_was_withdrawn(document),
        "act": act,
        "corrections": corrections_of(act, published_only=True) if act is not None else [],
        "kind": KINDS.get(document.kind, _("Documento del portale")) if document else "",
    }
    return render(request, "portal/verify.html", context)
