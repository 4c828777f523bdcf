"""Addresses of the kernel."""

from django.urls import path

from wecare.core.views import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
