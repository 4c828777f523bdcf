"""Somebody else stands for an organisation of the demonstration, somebody asks to, a register is read."""

from datetime import date, datetime, timedelta

from applicants.actions import joining, mandates, registers, seats, successions
from applicants.actions.mandates import Proxy, Terms
from applicants.enums import ApplicationState, MandateKind, SeatKind
from applicants.models import Application
from wecare.portal.demonstration import bodies, story


def tell(telling: story.Telling, today: datetime) -> None:
    """Around the draft of the open call of the first who applies."""
    anna, bruno = (telling.people[email] for email in story.APPLICANTS)
    drafts = Application.objects.filter(created_by=anna, state=ApplicationState.DRAFT.value)
    application = drafts.order_by("id").first()
    if application is None:
        return
    organisation = application.organisation
    successions.rename(
        organisation=organisation,
        name=f"{organisation.name} e amici",
        on=(today - timedelta(days=30)).date(),
        deed="Verbale dimostrativo dell'assemblea",
        actor=anna,
    )
    seats.open_seat(
        organisation=organisation,
        kind=SeatKind.OPERATING,
        address="via dei Mille 8",
        municipality="Cuneo",
        province="CN",
        valid_from=date(today.year, 1, 1),
        actor=anna,
    )
    mandates.grant(
        organisation=organisation,
        person=bruno,
        terms=Terms(
            MandateKind.DELEGATE,
            call=application.call,
            expires_at=today + timedelta(days=60),
            proxy=Proxy("delega-dimostrativa.pdf", bodies.sheet()),
        ),
        actor=anna,
    )
    joining.ask(
        organisation=organisation,
        message="Sono il nuovo segretario: mi servono anche le altre domande. Dati dimostrativi.",
        actor=bruno,
    )
    registers.read(organisation=organisation, actor=anna)
