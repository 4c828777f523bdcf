"""Addresses of the office's register of organisations."""

from django.urls import path

from applicants.views import bodies

_BODY = "ufficio/enti/<int:pk>/"
of_bodies = [
    path("ufficio/enti/", bodies.Bodies.as_view(), name="bodies"),
    path("ufficio/enti/nuovo/", bodies.BodyNew.as_view(), name="body_new"),
    path(_BODY, bodies.Body.as_view(), name="body"),
    path(f"{_BODY}nome/", bodies.BodyRename.as_view(), name="body_rename"),
    path(f"{_BODY}subentro/", bodies.BodySuccession.as_view(), name="body_succession"),
    path(f"{_BODY}primo-incarico/", bodies.FirstMandateNew.as_view(), name="first_mandate"),
    path(
        f"{_BODY}primo-incarico/<int:mandate>/documento/",
        bodies.FirstDocument.as_view(),
        name="first_document",
    ),
]
