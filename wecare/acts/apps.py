"""The acts app."""

from django.apps import AppConfig


class ActsConfig(AppConfig):
    name = "wecare.acts"
    label = "acts"
