"""Addresses of decrees and of what they grant."""

from django.urls import path

from funding.views import awards, decrees, dossiers, expiries, overview

app_name = "funding"
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
    # Seeing: the money as a whole, what expires when
    path("ufficio/contributi/quadro/", overview.OverviewPage.as_view(), name="overview"),
    path(
        "ufficio/contributi/quadro/<slug:what>.<slug:ending>",
        overview.OverviewFile.as_view(),
        name="overview_file",
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
