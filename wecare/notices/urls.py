"""Addresses of the letters."""

from django.urls import path

from wecare.notices.views import inbox, mailings, outbox, preferences, words

app_name = "notices"
_MANY = "ufficio/lettere/invii/"
_TEMPLATE = "ufficio/lettere/modelli/<slug:app>/<slug:name>/<slug:language>/"
urlpatterns = [
    path("area/messaggi/", inbox.InboxView.as_view(), name="inbox"),
    path("area/messaggi/preferenze/", preferences.PreferencesView.as_view(), name="preferences"),
    path("area/messaggi/<int:pk>/", inbox.LetterView.as_view(), name="letter"),
    path("area/messaggi/<int:pk>/archivio/", inbox.ArchiveView.as_view(), name="archive"),
    path("area/messaggi/<int:pk>/ripristino/", inbox.UnarchiveView.as_view(), name="unarchive"),
    path("messaggi/disiscrizione/<str:token>/", preferences.LeaveView.as_view(), name="leave"),
    path("area/scadenze/", preferences.TermsView.as_view(), name="terms"),
    path("area/scadenze/calendario/", preferences.FeedOpenView.as_view(), name="feed_open"),
    path(
        "area/scadenze/calendario/revoca/", preferences.FeedCloseView.as_view(), name="feed_close"
    ),
    path("scadenze/<str:token>.ics", preferences.feed, name="feed"),
    path("scadenze/<str:token>.atom", preferences.news, name="news"),
    path("ufficio/lettere/", outbox.OutboxView.as_view(), name="outbox"),
    path("ufficio/lettere/<int:pk>/", outbox.OutboxLetterView.as_view(), name="outbox_letter"),
    path("ufficio/lettere/<int:pk>/partenza/", outbox.RetryView.as_view(), name="retry"),
    path("ufficio/lettere/ricevute/<int:pk>/", outbox.ReceiptView.as_view(), name="receipt"),
    path("ufficio/lettere/modelli/", words.TemplatesView.as_view(), name="templates"),
    path(_TEMPLATE, words.TemplateEditView.as_view(), name="template"),
    path(
        f"{_TEMPLATE}<int:base>/portale/",
        words.TemplateShippedView.as_view(),
        name="template_shipped",
    ),
    path(_MANY, mailings.MailingsView.as_view(), name="mailings"),
    path(f"{_MANY}nuovo/", mailings.MailingNewView.as_view(), name="mailing_new"),
    path(f"{_MANY}<int:pk>/", mailings.MailingView.as_view(), name="mailing"),
    path(f"{_MANY}<int:pk>/testo/", mailings.MailingWordsView.as_view(), name="mailing_words"),
    path(f"{_MANY}<int:pk>/preparazione/", mailings.HoldView.as_view(), name="mailing_hold"),
    path(f"{_MANY}<int:pk>/conferma/", mailings.ConfirmView.as_view(), name="mailing_confirm"),
    path(f"{_MANY}<int:pk>/annullamento/", mailings.CancelView.as_view(), name="mailing_cancel"),
    path(
        f"{_MANY}<int:pk>/lettere/<int:letter>/",
        mailings.HeldLetterView.as_view(),
        name="held_letter",
    ),
    path(
        f"{_MANY}<int:pk>/lettere/<int:letter>/esclusione/",
        mailings.LeaveOutView.as_view(),
        name="leave_out",
    ),
]
