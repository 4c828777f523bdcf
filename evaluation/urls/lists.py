"""Addresses of published lists: observations, letters, scroll, exports."""

from django.urls import path, re_path

from evaluation.views import access, leaving, lists, observations, scrolling

of_lists = [
    re_path(
        r"^graduatorie/(?P<code>[-\w]+)/(?P<version>[0-9]+)/(?P<ending>xlsx|ods)/$",
        lists.list_sheet,
        name="list_sheet",
    ),
    path(
        "area/esiti/<uuid:public_id>/osservazioni/",
        observations.OwnObservations.as_view(),
        name="observations",
    ),
    path(
        "area/esiti/<uuid:public_id>/osservazioni/allegati/<int:pk>/",
        observations.OwnObservationFile.as_view(),
        name="observation_file",
    ),
    path(
        "area/esiti/<uuid:public_id>/rinuncia/",
        leaving.OwnRenunciation.as_view(),
        name="renunciation",
    ),
    path("area/esiti/<uuid:public_id>/offerta/", leaving.OwnOffer.as_view(), name="offer"),
    path(
        "ufficio/graduatorie/<slug:code>/osservazioni/",
        observations.DeskObservations.as_view(),
        name="desk_observations",
    ),
    path(
        "ufficio/graduatorie/<slug:code>/osservazioni/<int:pk>/",
        observations.DeskObservation.as_view(),
        name="desk_observation",
    ),
    path(
        "ufficio/graduatorie/<slug:code>/osservazioni/allegati/<int:pk>/",
        observations.DeskObservationFile.as_view(),
        name="desk_observation_file",
    ),
    path(
        "ufficio/graduatorie/<slug:code>/scorrimento/",
        scrolling.Scroll.as_view(),
        name="scroll",
    ),
    path(
        "ufficio/graduatorie/<slug:code>/scorrimento/proposta/",
        scrolling.DrawScroll.as_view(),
        name="draw_scroll",
    ),
    path(
        "ufficio/graduatorie/<slug:code>/scorrimento/uscite/<int:number>-<int:year>/",
        scrolling.Revocation.as_view(),
        name="revocation",
    ),
    path("ufficio/graduatorie/<slug:code>/accesso/", access.Accesses.as_view(), name="accesses"),
    path(
        "ufficio/graduatorie/<slug:code>/accesso/<int:pk>/",
        access.AccessArchive.as_view(),
        name="access_archive",
    ),
]
