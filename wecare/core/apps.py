"""The core app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "wecare.core"
    label = "core"
    verbose_name = "nucleo"

    def ready(self) -> None:
        from wecare.core import events, store
        from wecare.core.verification import register

        register("core.chain", events.verify_chain)
        register("core.files", store.verify)
