"""Addresses of judgement: the office's checks and lists, the panel's desk, what is published."""

from django.urls import path

from evaluation.views import (
    agreement,
    assessments,
    assigning,
    checks,
    composition,
    conflicts,
    drawing,
    grid,
    lists,
    outcomes,
    panels,
    recusals,
    score_checks,
    sessions,
)

app_name = "evaluation"
_PANEL = "ufficio/nuclei/<slug:code>/"
_SESSIONS = "nucleo/<slug:code>/sedute/"
_SESSION = f"{_SESSIONS}<int:number>/"
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
        "ufficio/istruttorie/<slug:code>/<int:number>-<int:year>/firma/",
        checks.CheckSignedFile.as_view(),
        name="check_signed_file",
    ),
    path("ufficio/nuclei/<slug:code>/", panels.PanelPage.as_view(), name="panel"),
    path(
        "ufficio/nuclei/<slug:code>/accordo/",
        agreement.AgreementPage.as_view(),
        name="agreement_desk",
    ),
    path(
        "ufficio/nuclei/<slug:code>/accordo/<int:number>-<int:year>/",
        agreement.AgreementOne.as_view(),
        name="agreement_desk_one",
    ),
    path(
        "ufficio/nuclei/<slug:code>/accordo/<int:number>-<int:year>/riapertura/<int:assessment>/",
        agreement.ReopeningPage.as_view(),
        name="agreement_desk_reopening",
    ),
    path(
        "ufficio/nuclei/<slug:code>/punti/",
        score_checks.ScoreChecks.as_view(),
        name="score_checks",
    ),
    path(
        "ufficio/nuclei/<slug:code>/punti/<int:number>-<int:year>/",
        score_checks.ScoreCheckPage.as_view(),
        name="score_check",
    ),
    path(
        "nucleo/<slug:code>/accordo/",
        agreement.AgreementPage.as_view(area="panel"),
        name="agreement",
    ),
    path(
        "nucleo/<slug:code>/accordo/<int:number>-<int:year>/",
        agreement.AgreementOne.as_view(area="panel"),
        name="agreement_one",
    ),
    path(
        "nucleo/<slug:code>/accordo/<int:number>-<int:year>/riapertura/<int:assessment>/",
        agreement.ReopeningPage.as_view(area="panel"),
        name="agreement_reopening",
    ),
    path(
        "nucleo/<slug:code>/accordo/<int:number>-<int:year>/consenso/",
        agreement.ConsensusPage.as_view(area="panel"),
        name="consensus",
    ),
    path(
        "nucleo/<slug:code>/accordo/<int:number>-<int:year>/altra-persona/",
        agreement.FurtherPage.as_view(area="panel"),
        name="further",
    ),
    path(f"{_PANEL}nomine/", composition.Joining.as_view(), name="joining"),
    path(f"{_PANEL}subentro/", composition.StepIn.as_view(), name="step_in"),
    path(f"{_PANEL}supplenze/", composition.StandIn.as_view(), name="stand_in"),
    path(f"{_PANEL}componenti/<int:seat>/uscita/", composition.Leaving.as_view(), name="leaving"),
    path(
        f"{_PANEL}componenti/<int:seat>/competenze/",
        composition.Competences.as_view(),
        name="competences",
    ),
    path(f"{_PANEL}assegnazioni/", assigning.Assignments.as_view(), name="assigning"),
    path(f"{_PANEL}assegnazioni/automatica/", assigning.Automatic.as_view(), name="automatic"),
    path(f"{_PANEL}assegnazioni/file/", assigning.FromFile.as_view(), name="assigning_file"),
    path(
        f"{_PANEL}assegnazioni/<int:number>-<int:year>/",
        assigning.AssigningPage.as_view(),
        name="assigning_one",
    ),
    path(f"{_PANEL}assegnazioni/<int:pk>/fine/", assigning.TakeAway.as_view(), name="take_away"),
    path(f"{_PANEL}sedute/", sessions.DeskSessions.as_view(), name="desk_sessions"),
    path(
        f"{_PANEL}sedute/<int:number>/verbale/",
        sessions.DeskSessionPdf.as_view(),
        name="desk_session_pdf",
    ),
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
    path(
        "nucleo/<slug:code>/conflitti/nuovo/",
        recusals.LaterConflict.as_view(),
        name="later_conflict",
    ),
    path(_SESSIONS, sessions.OwnSessions.as_view(), name="sessions"),
    path(f"{_SESSIONS}nuova/", sessions.Convene.as_view(), name="convene"),
    path(_SESSION, sessions.OwnSession.as_view(), name="session"),
    path(f"{_SESSION}apertura/", sessions.OpenSession.as_view(), name="session_open"),
    path(f"{_SESSION}annullamento/", sessions.CancelSession.as_view(), name="session_cancel"),
    path(f"{_SESSION}presenze/", sessions.Attendances.as_view(), name="session_attendance"),
    path(f"{_SESSION}decisioni/", sessions.Decide.as_view(), name="session_decide"),
    path(f"{_SESSION}verbale/", sessions.Minutes.as_view(), name="session_minutes"),
    path(f"{_SESSION}chiusura/", sessions.CloseSession.as_view(), name="session_close"),
    path(f"{_SESSION}pdf/", sessions.OwnSessionPdf.as_view(), name="session_pdf"),
    path(f"{_SESSION}firma/", sessions.GiveBack.as_view(), name="session_give_back"),
    path(f"{_SESSION}firma/<int:pk>/", sessions.SignedFile.as_view(), name="session_signed"),
    path("nucleo/<slug:code>/subentro/", composition.ChairStepIn.as_view(), name="chair_step_in"),
    path(
        "nucleo/<slug:code>/supplenze/", composition.ChairStandIn.as_view(), name="chair_stand_in"
    ),
    path(
        "nucleo/<slug:code>/valutazioni/<int:number>-<int:year>/astensione/",
        recusals.Recuse.as_view(),
        name="recuse",
    ),
    path("nucleo/<slug:code>/valutazioni/", assessments.Queue.as_view(), name="assessments"),
    path(
        "nucleo/<slug:code>/valutazioni/<int:number>-<int:year>/",
        grid.AssessmentPage.as_view(),
        name="assessment",
    ),
    path(
        "nucleo/<slug:code>/valutazioni/<int:number>-<int:year>/salvataggio/",
        grid.Autosave.as_view(),
        name="assessment_autosave",
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
