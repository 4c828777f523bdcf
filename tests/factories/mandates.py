"""Mandates for tests, written straight: who may grant them is tested where they are granted."""

from typing import Any

from applicants.enums import MandateKind
from applicants.models import Application, Mandate, Organisation
from tests.fixtures.scenes import scene
from wecare.accounts.models import Person
from wecare.core import clock, store
from wecare.core.uploads import PDF


@scene
def a_mandate(
    person: Person,
    organisation: Organisation,
    kind: MandateKind = MandateKind.EDITOR,
    **values: Any,
) -> Mandate:
    """A live mandate; a delegate has its proxy."""
    if kind is MandateKind.DELEGATE:
        proxy = store.put(b"%PDF-1.7 a proxy", media_type=PDF)
        values = {"proxy": proxy, "proxy_name": "delega.pdf"} | values
    values = {"since": clock.now()} | values
    return Mandate.objects.create(
        person=person, organisation=organisation, kind=kind.value, **values
    )


@scene
def a_signer(person: Person, application: Application) -> Application:
    """The application; the person may sign it as legal representative."""
    a_mandate(
        person,
        application.organisation,
        MandateKind.LEGAL_REPRESENTATIVE,
        call=application.call,
    )
    return application
