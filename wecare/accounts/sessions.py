"""Sessions as Django keeps them, found by a question that is compiled once: each request asks it."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as Kept
from django.contrib.sessions.models import Session

from wecare.core import clock
from wecare.core.questions import Question

_ALIVE: Question[Session] = Question(
    lambda key, at: Session.objects.filter(session_key=key, expire_date__gt=at).order_by("pk"),
    key=str,
    at=datetime,
)


class SessionStore(Kept):
    """The same rows in the same form as `django.contrib.sessions.backends.db`."""

    def _get_session_from_db(self) -> Any:
        found = _ALIVE.first(key=self.session_key or "", at=clock.process_instant())
        if found is None:
            self._session_key = None
        return found
