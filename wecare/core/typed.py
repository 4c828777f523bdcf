"""What was sent after the session was over: kept for whoever logs in next in the same browser."""

from django.http import HttpRequest, QueryDict

_KEY = "typed"
_MOST = 300_000  # characters: a section full of long answers


def keep(request: HttpRequest) -> None:
    """Keep what a form has sent, under the address of its page."""
    if request.method != "POST" or request.user.is_authenticated:
        return
    typed = request.POST.urlencode()
    if len(typed) <= _MOST:
        request.session[_KEY] = {"path": request.path, "typed": typed}


def taken_back(request: HttpRequest) -> QueryDict | None:
    """What was kept for this page, once."""
    kept = request.session.get(_KEY)
    if kept is None or kept["path"] != request.path:
        return None
    del request.session[_KEY]
    return QueryDict(kept["typed"])
