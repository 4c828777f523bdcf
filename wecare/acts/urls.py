"""Addresses of the acts."""

from django.urls import path

from wecare.acts.views import chain, desk, public, publication, signed, steps, wordings

app_name = "acts"
urlpatterns = [
    path("atti/", public.ActList.as_view(), name="acts"),
    path("atti/<int:pk>/", public.ActDetail.as_view(), name="act"),
    path("atti/<int:pk>/pdf/", public.ActPdf.as_view(), name="act_pdf"),
    path("atti/<int:pk>/firmato/", signed.PublicSigned.as_view(), name="act_signed"),
    path("ufficio/atti/", desk.DeskActs.as_view(), name="desk_acts"),
    path("ufficio/atti/nuovo/", desk.ActNew.as_view(), name="act_new"),
    path("ufficio/atti/esterni/nuovo/", desk.ExternalActNew.as_view(), name="external_new"),
    path("ufficio/atti/<int:pk>/", desk.DeskAct.as_view(), name="desk_act"),
    path("ufficio/atti/<int:pk>/pdf/", desk.DeskActPdf.as_view(), name="desk_act_pdf"),
    path("ufficio/atti/<int:pk>/prova/", steps.Proof.as_view(), name="proof"),
    path("ufficio/atti/<int:pk>/prova/pdf/", desk.ProofPdf.as_view(), name="proof_pdf"),
    path("ufficio/atti/<int:pk>/riapertura/", steps.Reopening.as_view(), name="reopening"),
    path("ufficio/atti/<int:pk>/adozione/", steps.Adoption.as_view(), name="adoption"),
    path("ufficio/atti/<int:pk>/pubblicazione/", steps.Publication.as_view(), name="publication"),
    path("ufficio/atti/<int:pk>/stampa/", steps.Printing.as_view(), name="printing"),
    path("ufficio/atti/<int:pk>/visto/", chain.Approving.as_view(), name="approving"),
    path("ufficio/atti/<int:pk>/rinvio/", chain.SendingBack.as_view(), name="sending_back"),
    path("ufficio/atti/<int:pk>/firma/", signed.GiveBack.as_view(), name="give_back"),
    path(
        "ufficio/atti/<int:pk>/firma/<int:signed>/", signed.DeskSigned.as_view(), name="desk_signed"
    ),
    path("ufficio/atti/<int:pk>/conformita/", signed.Attesting.as_view(), name="attesting"),
    path("ufficio/atti/<int:pk>/pubblicazioni/", publication.Recording.as_view(), name="recording"),
    path("ufficio/atti/<int:pk>/rettifica/", publication.Correcting.as_view(), name="correcting"),
    path("ufficio/modelli-atti/", wordings.Wordings.as_view(), name="wordings"),
    path("ufficio/modelli-atti/<str:code>/", wordings.WordingPage.as_view(), name="wording"),
    path("ufficio/modelli-atti/<str:code>/visti/", chain.ChainPage.as_view(), name="chain"),
    path(
        "ufficio/modelli-atti/<str:code>/bozza/",
        wordings.WordingEditor.as_view(),
        name="wording_draft",
    ),
    path(
        "ufficio/modelli-atti/<str:code>/bozza/eliminazione/",
        wordings.WordingDiscarding.as_view(),
        name="wording_discarding",
    ),
    path(
        "ufficio/modelli-atti/<str:code>/pubblicazione/",
        wordings.WordingPublication.as_view(),
        name="wording_publication",
    ),
    path(
        "ufficio/modelli-atti/<str:code>/versioni/<int:number>/",
        wordings.WordingVersionPage.as_view(),
        name="wording_version",
    ),
]
