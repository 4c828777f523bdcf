"""Addresses of changes of partners after sending."""

from django.urls import path

from applicants.views import variation_desk, variations

_SENT = "area/domande/<uuid:public_id>/variazioni/"
_DESK = "ufficio/bandi/<slug:code>/variazioni/"
of_variations = [
    path(_SENT, variations.Variations.as_view(), name="variations"),
    path(f"{_SENT}nuova/", variations.VariationNew.as_view(), name="variation_new"),
    path(
        f"{_SENT}<uuid:variation>/ritiro/",
        variations.VariationWithdrawal.as_view(),
        name="variation_withdrawal",
    ),
    path("area/variazioni/<uuid:variation>/", variations.VariationPage.as_view(), name="variation"),
    path(
        "area/variazioni/file/<int:pk>/",
        variations.VariationAttachment.as_view(),
        name="variation_file",
    ),
    path(_DESK, variation_desk.CallVariations.as_view(), name="office_variations"),
    path(
        f"{_DESK}<uuid:variation>/",
        variation_desk.VariationDecision.as_view(),
        name="office_variation",
    ),
]
