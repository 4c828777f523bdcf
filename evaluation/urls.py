"""Addresses of judgement: the office's checks and lists, the panel's desk, what is published."""

from django.urls import path

from evaluation.views import (
    assessments,
    checks,
    conflicts,
    drawing,
    file_pages,
    formal_answer_files,
    formal_answers,
    formal_checks,
    formal_requests,
    lists,
    outcomes,
    panels,
    samples,
)

app_name = "evaluation"
urlpatterns = [
    path("graduatorie/", lists.Lists.as_view(), name="lists"),
    path("graduatorie/<slug:code>/<int:version>/", lists.ListPage.as_view(), name="list"),
    path("graduatorie/<slug:code>/<int:version>/csv/", lists.list_csv, name="list_csv"),
    path("graduatorie/<slug:code>/<int:version>/json/", lists.list_json, name="list_json"),
    path("graduatorie/<slug:code>/<int:version>/pdf/", lists.list_pdf, name="list_pdf"),
    path("area/esiti/<uuid:public_id>/", outcomes.OwnOutcomePage.as_view(), name="outcome"),
    path("ufficio/istruttorie/<slug:code>/", checks.Queue.as_view(), name="checks"),
    path(
        "ufficio/istruttorie/<slug:code>/<int:number>-<int:year>/",
        checks.Check.as_view(),
        name="check",
    ),
    path(
        "ufficio/istruttorie/<slug:code>/<int:number>-<int:year>/allegati/<str:requirement>/",
        checks.CheckFile.as_view(),
        name="check_file",
    ),
    path(
        "ufficio/istruttorie/<slug:code>/<int:number>-<int:year>/allegati/<str:requirement>/<int:page>/",
        file_pages.CheckFilePage.as_view(),
        name="check_file_page",
    ),
    path(
        "ufficio/istruttorie/<slug:code>/<int:number>-<int:year>/richieste/<int:which>/file/<int:file>/<int:page>/",
        file_pages.RequestFilePage.as_view(),
        name="request_file_page",
    ),
    path(
        "ufficio/istruttorie/<slug:code>/<int:number>-<int:year>/firma/",
        checks.CheckSignedFile.as_view(),
        name="check_signed_file",
    ),
    path("ufficio/istruttorie/<slug:code>/campione/", samples.SamplePage.as_view(), name="sample"),
    path(
        "ufficio/istruttorie/<slug:code>/campione/<int:sample>/<int:place>/",
        samples.SecondLook.as_view(),
        name="second_look",
    ),
    path(
        "ufficio/istruttorie/<slug:code>/<int:number>-<int:year>/lista/",
        formal_checks.CheckLines.as_view(),
        name="check_lines",
    ),
    path(
        "ufficio/istruttorie/<slug:code>/<int:number>-<int:year>/carico/",
        formal_checks.Taking.as_view(),
        name="check_taking",
    ),
    path(
        "ufficio/istruttorie/<slug:code>/<int:number>-<int:year>/passaggio/",
        formal_checks.HandingOver.as_view(),
        name="check_handover",
    ),
    path(
        "ufficio/istruttorie/<slug:code>/<int:number>-<int:year>/richieste/completamento/",
        formal_requests.Asking.as_view(),
        {"kind": "clarification"},
        name="request_clarification",
    ),
    path(
        "ufficio/istruttorie/<slug:code>/<int:number>-<int:year>/richieste/preavviso/",
        formal_requests.Asking.as_view(),
        {"kind": "rejection"},
        name="request_rejection",
    ),
    path(
        "ufficio/istruttorie/<slug:code>/<int:number>-<int:year>/richieste/<int:which>/",
        formal_requests.RequestPage.as_view(),
        name="request",
    ),
    path(
        "ufficio/istruttorie/<slug:code>/<int:number>-<int:year>/richieste/<int:which>/proroga/",
        formal_requests.Extension.as_view(),
        name="request_extension",
    ),
    path(
        "ufficio/istruttorie/<slug:code>/<int:number>-<int:year>/richieste/<int:which>/chiusura/",
        formal_requests.Closing.as_view(),
        name="request_closing",
    ),
    path(
        "ufficio/istruttorie/<slug:code>/<int:number>-<int:year>/richieste/<int:which>/file/<int:file>/",
        formal_requests.RequestFile.as_view(),
        name="request_file",
    ),
    path(
        "area/richieste/<uuid:public_id>/",
        formal_answers.AnswerPage.as_view(),
        name="request_answer",
    ),
    path(
        "area/richieste/<uuid:public_id>/salvataggio/",
        formal_answers.AnswerAutosave.as_view(),
        name="request_autosave",
    ),
    path(
        "area/richieste/<uuid:public_id>/punti/<int:point>/file/",
        formal_answer_files.AnswerUpload.as_view(),
        name="request_upload",
    ),
    path(
        "area/richieste/<uuid:public_id>/file/<int:file>/",
        formal_answer_files.AnswerFile.as_view(),
        name="request_own_file",
    ),
    path(
        "area/richieste/<uuid:public_id>/file/<int:file>/eliminazione/",
        formal_answer_files.AnswerFileRemoval.as_view(),
        name="request_file_removal",
    ),
    path(
        "area/richieste/<uuid:public_id>/ricevuta/",
        formal_answer_files.AnswerReceipt.as_view(),
        name="request_receipt",
    ),
    path("ufficio/nuclei/<slug:code>/", panels.PanelPage.as_view(), name="panel"),
    path("ufficio/graduatorie/<slug:code>/", drawing.Drawing.as_view(), name="drawing"),
    path("ufficio/graduatorie/<slug:code>/proposta/", drawing.DrawUp.as_view(), name="draw_up"),
    path(
        "ufficio/graduatorie/<slug:code>/<int:version>/approvazione/",
        drawing.Approval.as_view(),
        name="approval",
    ),
    path(
        "ufficio/graduatorie/<slug:code>/<int:version>/pubblicazione/",
        drawing.Publication.as_view(),
        name="publication",
    ),
    path("nucleo/", assessments.PanelDesk.as_view(), name="panel_desk"),
    path("nucleo/<slug:code>/conflitti/", conflicts.Declaration.as_view(), name="conflicts"),
    path("nucleo/<slug:code>/valutazioni/", assessments.Queue.as_view(), name="assessments"),
    path(
        "nucleo/<slug:code>/valutazioni/<int:number>-<int:year>/",
        assessments.AssessmentPage.as_view(),
        name="assessment",
    ),
    path(
        "nucleo/<slug:code>/valutazioni/<int:number>-<int:year>/confronto/",
        assessments.Comparison.as_view(),
        name="comparison",
    ),
    path(
        "nucleo/<slug:code>/valutazioni/<int:number>-<int:year>/firma/",
        assessments.Signature.as_view(),
        name="signature",
    ),
    path(
        "nucleo/<slug:code>/valutazioni/<int:number>-<int:year>/allegati/<str:requirement>/",
        assessments.AssessmentFile.as_view(),
        name="assessment_file",
    ),
]
