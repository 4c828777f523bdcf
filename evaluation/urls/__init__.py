"""Addresses of judgement: the office's checks and lists, the panel's desk, what is published."""

from django.urls import path

from evaluation.urls.formal import of_checks
from evaluation.urls.lists import of_lists
from evaluation.urls.panel import of_panels
from evaluation.urls.scenarios import of_scenarios
from evaluation.urls.scores import of_scores
from evaluation.views import assessments, checks, conflicts, drawing, grid, lists, outcomes, panels

app_name = "evaluation"
urlpatterns = [
    path("graduatorie/", lists.Lists.as_view(), name="lists"),
    path("graduatorie/<slug:code>/<int:version>/", lists.ListPage.as_view(), name="list"),
    path("graduatorie/<slug:code>/<int:version>/csv/", lists.list_csv, name="list_csv"),
    path("graduatorie/<slug:code>/<int:version>/json/", lists.list_json, name="list_json"),
    path("graduatorie/<slug:code>/<int:version>/pdf/", lists.list_pdf, name="list_pdf"),
    path("graduatorie/verifica/", lists.verifier, name="verifier"),
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
        "ufficio/istruttorie/<slug:code>/<int:number>-<int:year>/firma/",
        checks.CheckSignedFile.as_view(),
        name="check_signed_file",
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
        grid.AssessmentPage.as_view(),
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
    *of_panels,
    *of_scores,
    *of_checks,
    *of_lists,
    *of_scenarios,
]
