"""Addresses of decrees and of what they grant."""

from django.urls import path

from funding.views import adhesion, awards, conditions, decrees

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
    # Conditions of an award and its acceptance
    path("area/contributi/<int:pk>/accettazione/", adhesion.Accepting.as_view(), name="accepting"),
    path("area/contributi/<int:pk>/costituzione/", adhesion.DeedNew.as_view(), name="deed_new"),
    path(
        "area/contributi/<int:pk>/costituzione/<int:deed>/",
        adhesion.OwnDeedFile.as_view(),
        name="own_deed_file",
    ),
    path("area/contributi/<int:pk>/avvio/", adhesion.StartNew.as_view(), name="start_new"),
    path("ufficio/contributi/adesioni/", adhesion.Waiting.as_view(), name="waiting"),
    path(
        "ufficio/contributi/<int:pk>/costituzione/<int:deed>/",
        adhesion.DeedDecision.as_view(),
        name="deed",
    ),
    path(
        "ufficio/contributi/<int:pk>/costituzione/<int:deed>/documento/",
        adhesion.DeedFile.as_view(),
        name="deed_file",
    ),
    path(
        "ufficio/contributi/bandi/<slug:code>/condizioni/",
        conditions.CallSettings.as_view(),
        name="call_conditions",
    ),
    path(
        "ufficio/contributi/domande/<int:pk>/condizioni/",
        conditions.Conditions.as_view(),
        name="conditions",
    ),
    path(
        "ufficio/contributi/domande/<int:pk>/risposta/",
        conditions.RegisterAnswerNew.as_view(),
        name="register_answer",
    ),
    path(
        "ufficio/contributi/domande/<int:pk>/registri/<slug:code>/",
        conditions.RegistersAsked.as_view(),
        name="registers_asked",
    ),
    path(
        "ufficio/contributi/risposte/<int:pk>/documento/",
        conditions.AnswerDocument.as_view(),
        name="answer_document",
    ),
]
