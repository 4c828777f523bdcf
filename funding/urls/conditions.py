"""Addresses of the conditions of an award and its acceptance."""

from django.urls import path

from funding.views.conditions import adhesion, antimafia
from funding.views.conditions import office as conditions

urlpatterns = [
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
        "ufficio/contributi/domande/<int:pk>/antimafia/<int:answer>/",
        antimafia.GoingOn.as_view(),
        name="antimafia",
    ),
    path(
        "ufficio/contributi/risposte/<int:pk>/documento/",
        conditions.AnswerDocument.as_view(),
        name="answer_document",
    ),
]
