"""Logging in by address and password, without permissions: those come from roles granted by act."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from wecare.accounts.models import Person
from wecare.core.questions import Question

_BY_NUMBER: Question[Person] = Question(
    lambda pk: Person.objects.filter(pk=pk).order_by("pk"), pk=int
)


class PasswordBackend(ModelBackend):
    """Knows people by address and password, and answers no question on what they may do.

    Who may act is `rules`' word alone: a refusal asks no table of flags that nobody fills.
    """

    def get_user(self, user_id: Any) -> Person | None:
        """Who has this number and may still come in; asked with each request, so compiled once."""
        found = _BY_NUMBER.first(pk=int(user_id))
        return found if found is not None and self.user_can_authenticate(found) else None

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return False

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return False
