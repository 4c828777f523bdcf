"""The acts app."""

from django.apps import AppConfig


class ActsConfig(AppConfig):
    name = "wecare.acts"
    label = "acts"

    def ready(self) -> None:
        """Make permissions, templates, pending work and checks known."""
        from wecare.acts import documents, permissions, queries  # noqa: F401 -- both register
        from wecare.acts.queries import chain, signed
        from wecare.core import dispatch, verification

        dispatch.pending("acts.proofs", task="acts.attach_proof", query=queries.proofs_to_attach)
        verification.register("acts", queries.problems)
        verification.register("approvals", chain.chain_problems)
        verification.register("signed acts", signed.signed_problems)
