"""Addresses of the letters."""

from django.urls import path

from wecare.notices import views

app_name = "notices"
urlpatterns = [
    path("area/messaggi/", views.InboxView.as_view(), name="inbox"),
    path("area/messaggi/<int:pk>/", views.LetterView.as_view(), name="letter"),
    path("ufficio/lettere/", views.OutboxView.as_view(), name="outbox"),
    path("ufficio/lettere/<int:pk>/partenza/", views.RetryView.as_view(), name="retry"),
]
