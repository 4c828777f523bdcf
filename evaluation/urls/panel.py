"""Addresses of panels: composition, recusals, assignments, sessions."""

from django.urls import path

from evaluation.views import assigning, composition, recusals, sessions

_PANEL = "ufficio/nuclei/<slug:code>/"
_SESSIONS = "nucleo/<slug:code>/sedute/"
_SESSION = f"{_SESSIONS}<int:number>/"
of_panels = [
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
]
