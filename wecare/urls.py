"""Addresses of the portal: each app brings its own, from the whole to the parts."""

from django.urls import include, path

urlpatterns = [
    path("", include("wecare.core.urls")),
    path("", include("applicants.urls")),  # tried first: many write and send, all on the same days
    path("", include("wecare.portal.urls")),
    path("", include("funding.urls")),
    path("", include("evaluation.urls")),
    path("", include("calls.urls")),
    path("", include("wecare.notices.urls")),
    path("", include("wecare.acts.urls")),
    path("", include("wecare.accounts.urls")),
]

handler400 = "wecare.portal.views.errors.bad_request"
handler403 = "wecare.portal.views.errors.permission_denied"
handler404 = "wecare.portal.views.errors.page_not_found"
handler500 = "wecare.portal.views.errors.server_error"
