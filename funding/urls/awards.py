"""Addresses of decrees and awards."""

from django.urls import path

from funding.views import decrees
from funding.views.awards import pages as awards

urlpatterns = [
    path("area/contributi/", awards.OwnAwards.as_view(), name="own_awards"),
    path("area/contributi/<int:pk>/", awards.OwnAward.as_view(), name="own_award"),
    path("ufficio/contributi/", awards.AwardList.as_view(), name="awards"),
    path("ufficio/contributi/<int:pk>/", awards.AwardDesk.as_view(), name="award"),
    path("ufficio/decreti/", decrees.DecreeList.as_view(), name="decrees"),
    path(
        "ufficio/graduatorie/<slug:code>/<int:version>/decreto/",
        decrees.Beginning.as_view(),
        name="decree_new",
    ),
    path("ufficio/decreti/atti/<int:act>/", decrees.DecreeOfAct.as_view(), name="decree_of_act"),
    path("ufficio/decreti/<int:pk>/", decrees.DecreePage.as_view(), name="decree"),
    path("ufficio/decreti/<int:pk>/bozza-pdf/", decrees.ProofPdf.as_view(), name="decree_proof"),
    path("ufficio/decreti/<int:pk>/prova/", decrees.Freezing.as_view(), name="decree_freezing"),
    path(
        "ufficio/decreti/<int:pk>/riapertura/", decrees.Reopening.as_view(), name="decree_reopening"
    ),
    path("ufficio/decreti/<int:pk>/adozione/", decrees.Adoption.as_view(), name="decree_adoption"),
    path(
        "ufficio/decreti/<int:pk>/pubblicazione/",
        decrees.Publication.as_view(),
        name="decree_publication",
    ),
]
