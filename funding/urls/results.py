"""Addresses of indicators and results."""

from django.urls import path

from funding.views.seeing import results

urlpatterns = [
    path("bandi/<slug:code>/risultati/", results.PublicResults.as_view(), name="public_results"),
    path("area/contributi/<int:pk>/risultati/", results.OwnResults.as_view(), name="own_results"),
    path(
        "area/contributi/<int:pk>/risultati/<slug:half>/",
        results.OwnHalfYear.as_view(),
        name="own_half_year",
    ),
    path("ufficio/contributi/<int:pk>/risultati/", results.Results.as_view(), name="results"),
    path(
        "ufficio/contributi/<int:pk>/risultati/<slug:half>/conferma/",
        results.Confirmation.as_view(),
        name="results_confirmation",
    ),
    path("ufficio/bandi/<slug:code>/indicatori/", results.Indicators.as_view(), name="indicators"),
    path(
        "ufficio/bandi/<slug:code>/indicatori/<int:indicator>/rimozione/",
        results.IndicatorRemoval.as_view(),
        name="indicator_removal",
    ),
]
