"""Addresses of scenarios, beside the list of a call."""

from django.urls import path

from evaluation.views import scenarios

of_scenarios = [
    path(
        "ufficio/graduatorie/<slug:code>/scenari/",
        scenarios.Scenarios.as_view(),
        name="scenarios",
    ),
    path(
        "ufficio/graduatorie/<slug:code>/scenari/nuovo/",
        scenarios.NewScenario.as_view(),
        name="scenario_new",
    ),
    path(
        "ufficio/graduatorie/<slug:code>/scenari/<int:pk>/",
        scenarios.ScenarioPage.as_view(),
        name="scenario",
    ),
    path(
        "ufficio/graduatorie/<slug:code>/scenari/<int:pk>/json/",
        scenarios.ScenarioData.as_view(),
        name="scenario_json",
    ),
    path(
        "ufficio/graduatorie/<slug:code>/scenari/<int:pk>/<str:ending>/",
        scenarios.ScenarioSheet.as_view(),
        name="scenario_sheet",
    ),
]
