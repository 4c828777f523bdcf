"""What the office asks of an applicant, for the page of the application."""

from django import template
from django.db.models import QuerySet

from applicants.models import Application
from evaluation.models import FormalRequest

register = template.Library()


@register.simple_tag
def own_requests(application: Application) -> QuerySet[FormalRequest]:
    """Every request about the application, the last first."""
    return FormalRequest.objects.filter(submission__application=application).order_by("-pk")
