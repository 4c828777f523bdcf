"""The notices app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "wecare.notices"
    label = "notices"
    verbose_name = _("Lettere")

    def ready(self) -> None:
        from wecare.core import dispatch
        from wecare.notices import permissions, queries  # noqa: F401 -- permissions register here

        dispatch.pending(
            "notices.letters",
            task="notices.send_letter",
            query=queries.letters_to_send,
            oldest=queries.oldest_letter_to_send,
        )
