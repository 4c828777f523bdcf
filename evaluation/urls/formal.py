"""Addresses of the formal check: checklist, requests, notices, sample."""

from django.urls import path

from evaluation.views import (
    file_pages,
    formal_answer_files,
    formal_answers,
    formal_checks,
    formal_requests,
    samples,
)

of_checks = [
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
]
