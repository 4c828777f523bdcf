"""Addresses of expense reports."""

from django.urls import path

from funding.views.expenses import checks as expense_checks
from funding.views.expenses import imports as expense_imports
from funding.views.expenses import own as expenses
from funding.views.expenses import visits

_OWN = "area/contributi/<int:pk>/rendiconti/<int:number>"
_OWN_DOCUMENT = f"{_OWN}/documenti/<int:document>"
_REPORT = "ufficio/contributi/<int:pk>/rendiconti/<int:number>"

urlpatterns = [
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
]
