"""Files kept by what they hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A file of the store, known by the SHA-256 of its bytes; written by `wecare.core.store` alone.

    Never changed and never removed: a trigger refuses.
    """

    digest = models.CharField(_("impronta SHA-256"), max_length=64, primary_key=True)
    size = models.BigIntegerField(_("dimensione in byte"))
    media_type = models.CharField(_("tipo"), max_length=100)
    created_at = models.DateTimeField(_("istante"))

    class Meta:
        verbose_name = _("file conservato")
        verbose_name_plural = _("file conservati")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size__gte=0), name="core_storedfile_size_is_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(digest__regex="^[0-9a-f]{64}$"),
                name="core_storedfile_digest_is_sha256",
            ),
        ]

    def __str__(self) -> str:
        return self.digest
