"""Signs of life of the background processes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """When a background process was last alive; beaten by the task `core.heartbeat`."""

    name = models.CharField(_("processo"), max_length=100, primary_key=True)
    beaten_at = models.DateTimeField(_("istante"))

    class Meta:
        verbose_name = _("segno di vita")
        verbose_name_plural = _("segni di vita")

    def __str__(self) -> str:
        return self.name
