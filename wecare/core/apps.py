"""The core app."""

from django.apps import AppConfig
from django.core import checks as django_checks


class CoreConfig(AppConfig):
    name = "wecare.core"
    label = "core"
    verbose_name = "nucleo"

    def ready(self) -> None:
        from wecare.celery import app
        from wecare.core import checks, dispatch, events, printing, store
        from wecare.core.verification import register

        app.set_default()  # in every thread, background work is asked of this application
        django_checks.register(checks.print_fonts)
        django_checks.register(checks.trusted_authorities, deploy=True)
        register("core.chain", events.verify_chain)
        register("core.files", store.verify)
        register("core.documents", printing.verify_documents)
        dispatch.pending(
            "core.documents",
            task=printing.TASK,
            query=printing.pending_documents,
            oldest=printing.oldest_pending_document,
        )
