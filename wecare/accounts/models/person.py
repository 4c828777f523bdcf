"""Who uses the portal. Knows nothing of organisations, calls and money."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from stdnum import exceptions as stdnum_refusals
from stdnum.it import codicefiscale

FISCAL_CODE_LENGTH = 16


def normalise_email(email: str) -> str:
    """The form in which an address is stored and looked for: upper and lower case are the same."""
    return email.strip().lower()


def validate_person_fiscal_code(value: str) -> None:
    """Check the fiscal code of a natural person.

    :raises ValidationError: if length, letters or check letter are wrong.
    """
    if len(value) != FISCAL_CODE_LENGTH:
        message = gettext("Codice fiscale: ha %(length)d caratteri, ne servono %(expected)d.")
        values = {"length": len(value), "expected": FISCAL_CODE_LENGTH}
        raise ValidationError(message % values, code="length")
    try:
        codicefiscale.validate(value)
    except stdnum_refusals.InvalidChecksum as refusal:
        message = gettext("Codice fiscale: l'ultima lettera non corrisponde. Ricontrollalo.")
        raise ValidationError(message, code="check_letter") from refusal
    except stdnum_refusals.ValidationError as refusal:
        message = gettext("Codice fiscale: lettere e cifre non sono al loro posto. Ricontrollalo.")
        raise ValidationError(message, code="format") from refusal


class PersonManager(BaseUserManager["Person"]):
    """Finds people by address; Django's authentication asks through it."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=normalise_email(username or ""))

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(email=normalise_email(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser, PermissionsMixin):
    """A natural person with a login. ``actions.people`` creates and changes it.

    What a person may do comes from the roles granted by act (``RoleGrant``) and from what other
    apps tie to the person, never from groups or flags edited by hand.
    """

    email = models.EmailField(
        _("indirizzo email"),
        unique=True,
        error_messages={"unique": _("Esiste già una persona con questo indirizzo.")},
    )
    given_name = models.CharField(_("nome"), max_length=100)
    family_name = models.CharField(_("cognome"), max_length=100)
    fiscal_code = models.CharField(
        _("codice fiscale"),
        max_length=FISCAL_CODE_LENGTH,
        blank=True,
        validators=[validate_person_fiscal_code],
    )
    is_active = models.BooleanField(_("attiva"), default=True)
    is_staff = models.BooleanField(_("personale tecnico"), default=False)

    objects = PersonManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["given_name", "family_name"]

    class Meta:
        verbose_name = _("persona")
        verbose_name_plural = _("persone")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="accounts_person_email_is_lower_case",
            ),
            models.UniqueConstraint(
                fields=["fiscal_code"],
                condition=~models.Q(fiscal_code=""),
                name="accounts_person_one_per_fiscal_code",
                violation_error_message=_(
                    "Questo codice fiscale è già legato a un altro profilo. Scrivi all'assistenza."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def get_full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    def get_short_name(self) -> str:
        return self.given_name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = normalise_email(self.email)
