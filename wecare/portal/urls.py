"""Addresses of the pages that belong to no single app."""

from django.urls import path
from django.views.i18n import set_language

from wecare.portal.views import catalogue, pages

app_name = "portal"
urlpatterns = [
    path("promesse/", pages.promises, name="promises"),
    path("assistenza/", pages.assistance, name="help"),
    path("privacy/", pages.privacy, name="privacy"),
    path("note-legali/", pages.legal, name="legal"),
    path("accessibilita/", pages.accessibility, name="accessibility"),
    path("stato/", pages.status, name="status"),
    path("catalogo/", catalogue.catalogue, name="catalogue"),
    path("lingua/", set_language, name="language"),
]
