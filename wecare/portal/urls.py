"""Addresses of the pages that belong to no single app."""

from django.urls import path
from django.views.i18n import set_language

from wecare.portal.views import catalogue, desk, home, office, pages, transparency, verify

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("scrivania/", desk.desk, name="desk"),
    path("ufficio/", office.Office.as_view(), name="office"),
    path("verifica/", verify.verify, name="verify"),
    path("trasparenza/", transparency.Register.as_view(), name="register"),
    path("trasparenza/<int:pk>/", transparency.Grant.as_view(), name="grant"),
    path(
        "trasparenza/contributi.<str:ending>",
        transparency.RegisterFile.as_view(),
        name="register_file",
    ),
    path("promesse/", pages.promises, name="promises"),
    path("assistenza/", pages.assistance, name="help"),
    path("privacy/", pages.privacy, name="privacy"),
    path("note-legali/", pages.legal, name="legal"),
    path("accessibilita/", pages.accessibility, name="accessibility"),
    path("stato/", pages.status, name="status"),
    path("catalogo/", catalogue.catalogue, name="catalogue"),
    path("lingua/", set_language, name="language"),
]
