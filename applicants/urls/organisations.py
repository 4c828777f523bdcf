"""Addresses of organisations, of their people and their story."""

from django.urls import path

from applicants.views import joining, organisations, people, registers, story

_ORGANISATION = "area/organizzazioni/<int:pk>/"
of_organisations = [
    path("area/organizzazioni/accesso/<str:fiscal_code>/", joining.Join.as_view(), name="join"),
    path(
        "area/organizzazioni/accesso/<int:asked>/ritiro/",
        joining.JoinWithdrawal.as_view(),
        name="join_withdrawal",
    ),
    path(_ORGANISATION, organisations.OrganisationEdit.as_view(), name="organisation"),
    path(f"{_ORGANISATION}sedi/", story.Seats.as_view(), name="organisation_seats"),
    path(f"{_ORGANISATION}sedi/<int:seat>/chiusura/", story.SeatEnd.as_view(), name="seat_end"),
    path(f"{_ORGANISATION}storia/", story.Story.as_view(), name="organisation_story"),
    path(f"{_ORGANISATION}storia/nome/", story.Rename.as_view(), name="organisation_rename"),
    path(f"{_ORGANISATION}storia/cessazione/", story.End.as_view(), name="organisation_end"),
    path(
        f"{_ORGANISATION}storia/subentro/", story.Succeed.as_view(), name="organisation_succession"
    ),
    path(
        f"{_ORGANISATION}storia/bozze/<uuid:public_id>/",
        story.TakeOver.as_view(),
        name="take_over",
    ),
    path(f"{_ORGANISATION}persone/", people.People.as_view(), name="organisation_people"),
    path(f"{_ORGANISATION}persone/nuova/", people.MandateNew.as_view(), name="mandate_new"),
    path(f"{_ORGANISATION}persone/<int:mandate>/", people.MandateChange.as_view(), name="mandate"),
    path(
        f"{_ORGANISATION}persone/<int:mandate>/fine/",
        people.MandateEnd.as_view(),
        name="mandate_end",
    ),
    path(f"{_ORGANISATION}persone/<int:mandate>/delega/", people.ProxyFile.as_view(), name="proxy"),
    path(f"{_ORGANISATION}richieste/", joining.Requests.as_view(), name="organisation_requests"),
    path(f"{_ORGANISATION}richieste/<int:asked>/", joining.Accept.as_view(), name="join_accept"),
    path(
        f"{_ORGANISATION}richieste/<int:asked>/rifiuto/",
        joining.Refuse.as_view(),
        name="join_refuse",
    ),
    path(f"{_ORGANISATION}registri/", registers.Registers.as_view(), name="organisation_registers"),
    path(f"{_ORGANISATION}registri/lettura/", registers.Reading.as_view(), name="register_reading"),
]
