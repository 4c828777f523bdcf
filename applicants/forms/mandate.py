"""Mandates: as what, over what, how long; and the requests to have one."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from applicants.actions.mandates import Proxy, Terms
from applicants.enums import MandateKind
from applicants.labels.organisations import MANDATE_KINDS
from applicants.models import Application, Mandate
from calls.models import Call
from wecare.core.fields import ROME, ItalianDateField, PlainTextField
from wecare.core.uploads import UploadRefused, check_size, clean_filename, media_type_of

ALL = "all"


class MandateForm(forms.Form):
    """The terms of a mandate; `calls` and `applications` are what it may be narrowed to."""

    kind = forms.ChoiceField(
        label=_("Incarico"),
        help_text=_("Che cosa permette ogni incarico è nella tabella della pagina «Persone»."),
        choices=[("", _("Scegli l'incarico")), *((k.value, n) for k, n in MANDATE_KINDS.items())],
    )
    administers = forms.BooleanField(
        label=_("Amministra le persone dell'ente"),
        help_text=_("Dà e toglie incarichi, risponde alle richieste, registra nomi e subentri."),
        required=False,
    )
    scope = forms.ChoiceField(label=_("Per quali domande?"))
    since = ItalianDateField(
        label=_("Da che giorno"), help_text=_("Lascia vuoto per cominciare subito."), required=False
    )
    until = ItalianDateField(
        label=_("Fino a che giorno, compreso"),
        help_text=_("Lascia vuoto se non ha scadenza."),
        required=False,
    )
    proxy = forms.FileField(
        label=_("Documento della delega"),
        help_text=_("Serve per un delegato: PDF o file firmato P7M, al massimo 20 MB."),
        required=False,
        allow_empty_file=True,  # the sentence about empty files is ours
    )

    def __init__(
        self,
        *args: Any,
        calls: list[Call],
        applications: list[Application],
        today: date,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.scopes: dict[str, Call | Application | None] = {ALL: None}
        self.scopes |= {f"call-{each.pk}": each for each in calls}
        self.scopes |= {f"application-{each.public_id}": each for each in applications}
        self.fields["scope"].choices = [  # type: ignore[attr-defined]
            (ALL, _("Tutte le domande dell'ente")),
            (_("Solo per un bando"), [(f"call-{each.pk}", each.title) for each in calls]),
            (
                _("Solo per una domanda"),
                [
                    (f"application-{each.public_id}", each.title or _("Domanda senza titolo"))
                    for each in applications
                ],
            ),
        ]
        self.content = b""

    @staticmethod
    def initial_of(mandate: Mandate) -> dict[str, Any]:
        """The terms of a mandate as the form shows them; it goes on from now."""
        scope = ALL
        if mandate.call_id is not None:
            scope = f"call-{mandate.call_id}"
        if mandate.application is not None:
            scope = f"application-{mandate.application.public_id}"
        until = mandate.expires_at
        return {
            "kind": mandate.kind,
            "administers": mandate.administers,
            "scope": scope,
            "until": (until.astimezone(ROME) - timedelta(microseconds=1)).date() if until else None,
        }

    def clean_since(self) -> date | None:
        """Today or later."""
        since: date | None = self.cleaned_data["since"]
        if since is not None and since < self.today:
            raise forms.ValidationError(_("Un incarico comincia oggi o più avanti."))
        return since

    def clean_until(self) -> date | None:
        """Today or later."""
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < self.today:
            raise forms.ValidationError(
                _("È un giorno già passato. Per togliere un incarico usa «Togli».")
            )
        return until

    def clean_proxy(self) -> UploadedFile | None:
        """The file, of an accepted size, name and content."""
        upload: UploadedFile | None = self.cleaned_data["proxy"]
        if upload is None:
            return None
        try:
            check_size(upload.size or 0)
            self.content = upload.read()
            media_type_of(self.content, filename=clean_filename(upload.name or ""))
        except UploadRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return upload

    @property
    def terms(self) -> Terms:
        """What was understood."""
        said = self.cleaned_data
        scope = self.scopes[said["scope"]]
        upload = said["proxy"]
        since: date | None = said["since"]
        until: date | None = said["until"]
        return Terms(
            kind=MandateKind(said["kind"]),
            administers=said["administers"],
            call=scope if isinstance(scope, Call) else None,
            application=scope if isinstance(scope, Application) else None,
            since=_midnight(since) if since is not None and since > self.today else None,
            expires_at=_midnight(until + timedelta(days=1)) if until is not None else None,
            proxy=Proxy(upload.name, self.content) if upload is not None else None,
        )


class GrantForm(MandateForm):
    """The same for somebody who is registered: found by e-mail and family name together."""

    email = forms.EmailField(label=_("Email della persona"), max_length=254)
    family_name = PlainTextField(
        label=_("Cognome"),
        help_text=_("Email e cognome come sono nella sua registrazione al portale."),
        max_length=80,
        multiline=False,
    )
    field_order = ("email", "family_name")


class JoinForm(forms.Form):
    """A word to whoever administers the organisation."""

    message = PlainTextField(
        label=_("Messaggio"),
        help_text=_("Lo legge chi amministra l'ente: per esempio chi sei e perché lo chiedi."),
        required=False,
        max_length=500,
    )


class RefusalForm(forms.Form):
    """Why not."""

    reason = PlainTextField(
        label=_("Motivo"), help_text=_("Lo legge chi ha chiesto."), max_length=500
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, ROME)
