"""Addresses of the money as a whole, and what expires when."""

from django.urls import path

from funding.views import budget_years
from funding.views.seeing import dossiers, expiries, overview

urlpatterns = [
    path("ufficio/contributi/quadro/", overview.OverviewPage.as_view(), name="overview"),
    path(
        "ufficio/contributi/quadro/<slug:what>.<slug:ending>",
        overview.OverviewFile.as_view(),
        name="overview_file",
    ),
    path("ufficio/contributi/annualita/", budget_years.YearsPage.as_view(), name="years"),
    path(
        "ufficio/contributi/annualita/<slug:code>/<int:year>/",
        budget_years.ShiftPage.as_view(),
        name="years_shift",
    ),
    path("ufficio/contributi/scadenze/", expiries.Expiries.as_view(), name="expiries"),
    path("ufficio/contributi/<int:pk>/dossier/", dossiers.DossierNew.as_view(), name="dossier_new"),
    path(
        "ufficio/contributi/<int:pk>/dossier/<int:dossier>/",
        dossiers.DossierArchive.as_view(),
        name="dossier",
    ),
    path(
        "area/contributi/<int:pk>/dossier/",
        dossiers.OwnDossierNew.as_view(),
        name="own_dossier_new",
    ),
    path(
        "area/contributi/<int:pk>/dossier/<int:dossier>/",
        dossiers.OwnDossierArchive.as_view(),
        name="own_dossier",
    ),
]
