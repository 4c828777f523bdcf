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
        from wecare.notices.engine import catalogue
        from wecare.notices.engine.catalogue import COMMON, LetterType
        from wecare.notices.enums import LetterKind
        from wecare.notices.queries import mailings

        catalogue.register(LetterType(COMMON, _("Lettera dell'ufficio")))
        catalogue.register(  # the people's app, to the right, knows nothing of letters
            LetterType(
                "accounts/registration_repeated",
                _("Qualcuno ha provato a registrarsi con un indirizzo già registrato"),
                kind=LetterKind.FORMAL,
                example={},
            )
        )
        dispatch.pending(
            "notices.letters",
            task="notices.send_letter",
            query=queries.letters_to_send,
            oldest=queries.oldest_letter_to_send,
        )
        dispatch.pending(
            "notices.mailings_to_prepare",
            task="notices.prepare_mailing",
            query=mailings.mailings_to_prepare,
            oldest=mailings.oldest_mailing_to_prepare,
        )
        dispatch.pending(
            "notices.mailings_to_release",
            task="notices.release_mailing",
            query=mailings.mailings_to_release,
            oldest=mailings.oldest_mailing_to_release,
        )
