"""What people type about themselves: checked, cleaned, explained at the field."""

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from stdnum.it import codicefiscale

from wecare.accounts.models import Person, normalise_email
from wecare.accounts.models.person import validate_person_fiscal_code
from wecare.core.fields import PlainTextField
from wecare.core.text import TextRefused, clean_text

EMAIL_MAXIMUM = 254
PASSWORD_MAXIMUM = 128
LOGIN_BODY_MAXIMUM = 16 * 1024  # bytes; a login is an address and a password


class EmailAddressField(forms.EmailField):
    """An address in the form in which it is stored."""

    default_error_messages = {
        "required": _("Scrivi il tuo indirizzo email."),
        "invalid": _("Indirizzo email: scrivilo come nome@esempio.it."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"label": _("Indirizzo email"), **options})

    def to_python(self, value: Any) -> str:
        typed = str(super().to_python(value) or "")
        try:
            return normalise_email(clean_text(typed, max_length=EMAIL_MAXIMUM, multiline=False))
        except TextRefused as refusal:
            raise ValidationError(str(refusal), code="text") from refusal


class PasswordField(forms.CharField):
    """A secret word: kept as typed, never shown again, bounded."""

    default_error_messages = {"required": _("Scrivi la password.")}

    def __init__(self, *, autocomplete: str, **options: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(strip=False, widget=widget, **{"label": _("Password"), **options})

    def to_python(self, value: Any) -> str:
        typed = str(super().to_python(value) or "")
        if len(typed) > PASSWORD_MAXIMUM:
            message = gettext("Password: hai scritto %(length)d caratteri, il massimo è %(limit)d.")
            values = {"length": len(typed), "limit": PASSWORD_MAXIMUM}
            raise ValidationError(message % values, code="length")
        if any(not character.isprintable() for character in typed):
            message = gettext("Password: contiene un carattere che non si vede. Scrivila di nuovo.")
            raise ValidationError(message, code="text")
        return typed


class LoginForm(AuthenticationForm):
    """E-mail and password, with the throttle asked before the password is looked at."""

    username = EmailAddressField(
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = PasswordField(autocomplete="current-password")

    def clean(self) -> dict[str, Any]:
        self._check_size()
        email, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if email and password:
            self._check_throttle(email)
        return super().clean()

    def _check_size(self) -> None:
        request: Any = self.request
        size = int(request.META.get("CONTENT_LENGTH") or 0)
        if size > LOGIN_BODY_MAXIMUM:
            message = gettext("Accesso: hai mandato %(size)d kB, il massimo è %(limit)d kB.")
            values = {"size": size // 1024, "limit": LOGIN_BODY_MAXIMUM // 1024}
            raise ValidationError(message % values, code="size")

    def _check_throttle(self, email: str) -> None:
        request: Any = self.request
        credentials = {"username": email}
        if AxesProxyHandler.is_allowed(request, credentials):
            return
        request.axes_locked_out = True
        request.axes_credentials = credentials
        raise ValidationError(gettext("Troppi tentativi."), code="throttled")

    def get_invalid_login_error(self) -> ValidationError:
        limit: int = settings.AXES_FAILURE_LIMIT
        message = gettext(
            "L'indirizzo e la password non corrispondono. Controlla maiuscole e minuscole. "
            "Dopo %(limit)d tentativi sbagliati l'accesso si ferma per %(minutes)d minuti."
        )
        values = {"limit": limit, "minutes": int(settings.AXES_COOLOFF_TIME * 60)}
        return ValidationError(message % values, code="invalid_login")


class NewPasswordForm(forms.Form):
    """A password chosen twice, since there is no way to read it again."""

    password = PasswordField(
        autocomplete="new-password",
        help_text=_("Almeno 12 caratteri. Va bene una frase; puoi incollarla da un gestore."),
    )
    password_again = PasswordField(
        autocomplete="new-password", label=_("La stessa password, un'altra volta")
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        password, again = cleaned.get("password"), cleaned.get("password_again")
        if password and again and password != again:
            message = gettext("Le due password sono diverse. Scrivile di nuovo tutte e due.")
            self.add_error("password_again", ValidationError(message, code="different"))
        if password:
            self._check_strength(password)
        return cleaned

    def _check_strength(self, password: str) -> None:
        try:
            password_validation.validate_password(password, self.password_owner())
        except ValidationError as refusal:
            self.add_error("password", refusal)

    def password_owner(self) -> Person:
        """Whose name and address the password must not repeat."""
        raise NotImplementedError


class RegistrationForm(NewPasswordForm):
    """What a person gives to have a profile."""

    given_name = PlainTextField(
        label=_("Nome"),
        max_length=100,
        multiline=False,
        error_messages={"required": _("Scrivi il tuo nome.")},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    family_name = PlainTextField(
        label=_("Cognome"),
        max_length=100,
        multiline=False,
        error_messages={"required": _("Scrivi il tuo cognome.")},
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    email = EmailAddressField(
        help_text=_("Ti serve per accedere e per ricevere i messaggi."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ["given_name", "family_name", "email", "password", "password_again"]

    def password_owner(self) -> Person:
        return Person(email=self.cleaned_data.get("email", ""))


class ChangePasswordForm(NewPasswordForm):
    """The old password, then the new one twice."""

    old_password = PasswordField(autocomplete="current-password", label=_("La password di adesso"))
    field_order = ["old_password", "password", "password_again"]

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        self.person = person
        super().__init__(*args, **options)

    def clean_old_password(self) -> str:
        old: str = self.cleaned_data["old_password"]
        if not self.person.check_password(old):
            message = gettext("La password di adesso non corrisponde. Scrivila di nuovo.")
            raise ValidationError(message, code="wrong")
        return old

    def password_owner(self) -> Person:
        return self.person


class ProfileForm(forms.Form):
    """Name and fiscal code of whoever is logged in."""

    given_name = PlainTextField(
        label=_("Nome"),
        max_length=100,
        multiline=False,
        error_messages={"required": _("Scrivi il tuo nome.")},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    family_name = PlainTextField(
        label=_("Cognome"),
        max_length=100,
        multiline=False,
        error_messages={"required": _("Scrivi il tuo cognome.")},
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    fiscal_code = PlainTextField(
        label=_("Codice fiscale"),
        max_length=40,
        multiline=False,
        required=False,
        help_text=_("16 lettere e cifre, come sulla tessera sanitaria."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_fiscal_code(self) -> str:
        code: str = codicefiscale.compact(self.cleaned_data["fiscal_code"])
        if code:
            validate_person_fiscal_code(code)
        return code
