"""Addresses of the programme and of the calls."""

from django.urls import path

from calls.views import (
    budgets,
    calls,
    desk,
    editor,
    enquiries,
    exports,
    feeds,
    funds,
    imports,
    measures,
    movements,
    programme,
    publication,
    territory,
    versions,
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
    path("ufficio/programma/importazioni/", imports.BudgetImports.as_view(), name="budget_imports"),
    path(
        "ufficio/programma/importazioni/nuova/",
        imports.BudgetImportNew.as_view(),
        name="budget_import_new",
    ),
    path(
        "ufficio/programma/importazioni/modello.<slug:ending>",
        imports.BudgetImportTemplate.as_view(),
        name="budget_import_template",
    ),
    path(
        "ufficio/programma/importazioni/<int:pk>/",
        imports.BudgetImportDetail.as_view(),
        name="budget_import",
    ),
    path(
        "ufficio/programma/importazioni/<int:pk>/conferma/",
        imports.BudgetImportConfirmation.as_view(),
        name="budget_import_confirmation",
    ),
    path(
        "ufficio/programma/importazioni/<int:pk>/prova/",
        imports.BudgetImportAgain.as_view(),
        name="budget_import_again",
    ),
    path(
        "ufficio/programma/importazioni/<int:pk>/file/",
        imports.BudgetImportFile.as_view(),
        name="budget_import_file",
    ),
    path("bandi/<slug:code>/versioni/", versions.versions, name="versions"),
    path("bandi/atom.xml", feeds.CallsFeed(), name="calls_feed"),
    path("bandi/calendario.ics", feeds.calls_calendar, name="calls_calendar"),
    path("bandi/<slug:code>/calendario.ics", feeds.call_calendar, name="call_calendar"),
    path("bandi/<slug:code>/domande-e-risposte/", enquiries.enquiries, name="enquiries"),
    path(
        "bandi/<slug:code>/domande-e-risposte/atom.xml",
        feeds.EnquiriesFeed(),
        name="enquiries_feed",
    ),
    path(
        "bandi/<slug:code>/domande-e-risposte/nuova/",
        enquiries.EnquiryNew.as_view(),
        name="enquiry_new",
    ),
    path(
        "ufficio/bandi/<slug:code>/quesiti/",
        enquiries.DeskEnquiries.as_view(),
        name="desk_enquiries",
    ),
    path(
        "ufficio/bandi/<slug:code>/quesiti/<int:number>/",
        enquiries.DeskEnquiry.as_view(),
        name="desk_enquiry",
    ),
    path(
        "ufficio/bandi/<slug:code>/quesiti/<int:number>/non-pubblicata/",
        enquiries.EnquirySettingAside.as_view(),
        name="enquiry_setting_aside",
    ),
    path("ufficio/programma/fondi/nuovo/", funds.FundNew.as_view(), name="fund_new"),
    path("ufficio/programma/fondi/<slug:code>/", funds.FundEdit.as_view(), name="fund"),
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
    path("ufficio/bandi/<slug:code>/proroga/", versions.Extension.as_view(), name="extension"),
    path(
        "ufficio/bandi/<slug:code>/correzione/",
        versions.Correction.as_view(),
        name="correction",
    ),
    path(
        "ufficio/bandi/<slug:code>/correzione/annullamento/",
        versions.CorrectionDiscarding.as_view(),
        name="correction_discarding",
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
