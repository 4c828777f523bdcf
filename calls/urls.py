"""Addresses of the programme and of the calls."""

from django.urls import path

from calls.views import (
    budgets,
    calls,
    desk,
    editor,
    exports,
    measures,
    movements,
    programme,
    publication,
    territory,
)

app_name = "calls"
urlpatterns = [
    path("misure/", measures.measures, name="measures"),
    path("misure/movimenti/", movements.Movements.as_view(), name="movements"),
    path("misure/<slug:code>/", measures.measure, name="measure"),
    path("bandi/", calls.calls, name="calls"),
    path("bandi/<slug:code>/", calls.call, name="call"),
    path("bandi/<slug:code>/regole/", calls.rules, name="rules"),
    path("bandi/<slug:code>/regole/<int:version>/", calls.rules, name="rules_version"),
    path("bandi/<slug:code>/regole/<int:version>.json", calls.rules_json, name="rules_json"),
    path("ufficio/programma/", programme.DeskProgramme.as_view(), name="desk_programme"),
    path(
        "ufficio/programma/<slug:what>.<slug:ending>",
        exports.Export.as_view(),
        name="programme_export",
    ),
    path(
        "ufficio/programma/movimenti/",
        movements.DeskMovements.as_view(),
        name="desk_movements",
    ),
    path(
        "ufficio/programma/movimenti/<slug:kind>/",
        budgets.BudgetNew.as_view(),
        name="budget_new",
    ),
    path("ufficio/bandi/", desk.DeskCalls.as_view(), name="desk_calls"),
    path("ufficio/bandi/nuovo/", desk.CallNew.as_view(), name="call_new"),
    path("ufficio/bandi/<slug:code>/", desk.DeskCall.as_view(), name="desk_call"),
    path(
        "ufficio/bandi/<slug:code>/sezioni/<slug:section>/",
        editor.EditorView.as_view(),
        name="editor",
    ),
    path(
        "ufficio/bandi/<slug:code>/sezioni/sections/<str:part>/",
        editor.QuestionsView.as_view(),
        name="editor_questions",
    ),
    path("ufficio/bandi/<slug:code>/anteprima/", publication.Preview.as_view(), name="preview"),
    path(
        "ufficio/bandi/<slug:code>/pubblicazione/",
        publication.Publication.as_view(),
        name="publication",
    ),
    path("ufficio/bandi/<slug:code>/chiusura/", publication.Closing.as_view(), name="closing"),
    path("territorio/", territory.territory, name="territory"),
    path("ufficio/territorio/", territory.DeskTerritory.as_view(), name="desk_territory"),
    path("ufficio/territorio/nuovo/", territory.DistrictNew.as_view(), name="district_new"),
    path("ufficio/territorio/<slug:code>/", territory.DistrictEdit.as_view(), name="district"),
    path("ufficio/territorio/<slug:code>/enti/", territory.BodyNew.as_view(), name="body_new"),
    path(
        "ufficio/territorio/<slug:code>/enti/<int:pk>/fine/",
        territory.BodyEnd.as_view(),
        name="body_end",
    ),
    path(
        "ufficio/territorio/<slug:code>/subentro/",
        territory.Succession.as_view(),
        name="succession",
    ),
]
