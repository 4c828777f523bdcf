"""The notices app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "wecare.notices"
    label = "notices"
