"""Addresses of decrees and of what they grant."""

from django.urls import path

from funding.views import (
    awards,
    decrees,
    expense_checks,
    expense_imports,
    expenses,
    results,
    visits,
)

app_name = "funding"
_OWN = "area/contributi/<int:pk>/rendiconti/<int:number>"
_OWN_DOCUMENT = f"{_OWN}/documenti/<int:document>"
_REPORT = "ufficio/contributi/<int:pk>/rendiconti/<int:number>"
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
    # Expense reports
    path("area/rendiconti/", expenses.OwnReports.as_view(), name="own_reports"),
    path(
        "area/contributi/<int:pk>/rendiconti/nuovo/",
        expenses.ReportNew.as_view(),
        name="own_report_new",
    ),
    path(f"{_OWN}/", expenses.ReportPage.as_view(), name="own_report"),
    path(f"{_OWN}/periodo/", expenses.PeriodPage.as_view(), name="own_report_period"),
    path(f"{_OWN}/invio/", expenses.SendPage.as_view(), name="own_report_sending"),
    path(f"{_OWN}/documenti/nuovo/", expenses.DocumentNew.as_view(), name="own_document_new"),
    path(f"{_OWN_DOCUMENT}/", expenses.DocumentPage.as_view(), name="own_document"),
    path(f"{_OWN_DOCUMENT}/righe/", expenses.LineNew.as_view(), name="own_line_new"),
    path(
        f"{_OWN_DOCUMENT}/righe/<int:line>/rimozione/",
        expenses.LineRemoval.as_view(),
        name="own_line_removal",
    ),
    path(f"{_OWN_DOCUMENT}/caricamento/", expenses.FilePut.as_view(), name="own_document_upload"),
    path(f"{_OWN_DOCUMENT}/file/", expenses.DocumentFile.as_view(), name="own_document_file"),
    path(
        f"{_OWN_DOCUMENT}/rimozione/",
        expenses.DocumentRemoval.as_view(),
        name="own_document_removal",
    ),
    path(f"{_OWN}/importazioni/", expense_imports.ImportNew.as_view(), name="own_import_new"),
    path(
        f"{_OWN}/importazioni/<int:brought>/",
        expense_imports.ImportPage.as_view(),
        name="own_import",
    ),
    path(
        f"{_OWN}/importazioni/modello.<slug:ending>",
        expense_imports.ImportTemplate.as_view(),
        name="own_import_template",
    ),
    path(f"{_REPORT}/", expense_checks.CheckPage.as_view(), name="report_check"),
    path(f"{_REPORT}/righe/<int:line>/", expense_checks.Decision.as_view(), name="report_decision"),
    path(f"{_REPORT}/campione/", expense_checks.SampleNew.as_view(), name="report_sample"),
    path(f"{_REPORT}/resto/", expense_checks.RestAcceptance.as_view(), name="report_rest"),
    path(f"{_REPORT}/conclusione/", expense_checks.Conclusion.as_view(), name="report_conclusion"),
    path(
        f"{_REPORT}/riapertura/", expense_checks.CheckReopening.as_view(), name="report_reopening"
    ),
    path(f"{_REPORT}/chiusura/", expense_checks.ReportClosing.as_view(), name="report_closing"),
    path(
        f"{_REPORT}/documenti/<int:document>/file/",
        expense_checks.CheckedFile.as_view(),
        name="report_file",
    ),
    path("ufficio/contributi/<int:pk>/sopralluoghi/", visits.Visits.as_view(), name="visits"),
    path(
        "ufficio/contributi/<int:pk>/sopralluoghi/<int:visit>/",
        visits.VisitFile.as_view(),
        name="visit_file",
    ),
    # Results
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
