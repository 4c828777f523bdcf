"""Addresses of scores: agreement, consensus, reopening, second check."""

from django.urls import path

from evaluation.views import agreement, grid, score_checks

of_scores = [
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
    path(
        "nucleo/<slug:code>/valutazioni/<int:number>-<int:year>/salvataggio/",
        grid.Autosave.as_view(),
        name="assessment_autosave",
    ),
]
