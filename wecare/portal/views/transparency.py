"""Who was granted what: the register as pages and as open data (arts. 26 and 27 D.Lgs 33/2013)."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from evaluation.engine.privacy import PUBLISHED_OVER
from funding.labels import REGISTER_USE
from funding.queries.seeing import transparency
from funding.queries.seeing.transparency import Sought
from funding.resources import register as resources
from wecare.core import clock
from wecare.core.components.formats import integer
from wecare.core.errors import DomainError
from wecare.core.web import refused

SEARCH_MAX = 100  # characters
MOST_IN_SHEET = 10_000  # rows of a workbook, which is made in memory
_YEAR_DIGITS = 4
_EARLIEST = 2000


class TooLong(DomainError):
    """More rows than a workbook holds."""


class RegisterMixin(View):
    """Reads from the address what is looked for; what cannot be read narrows nothing."""

    @cached_property
    def sought(self) -> Sought:
        text = self.request.GET.get("cerca", "").replace("\x00", "")
        year = self.request.GET.get("anno", "")
        return Sought(
            text=" ".join(text.split())[:SEARCH_MAX],
            year=int(year) if _is_year(year) else None,
        )

    @property
    def kept(self) -> str:
        """What is looked for, as an address says it."""
        said = {"cerca": self.sought.text, "anno": self.sought.year}
        return urlencode({name: value for name, value in said.items() if value})


class Register(RegisterMixin, TemplateView):
    """The register, the last granted first."""

    template_name = "portal/register.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        after = self.request.GET.get("dopo", "")
        page = transparency.page(self.sought, after=after)
        here, kept = reverse("portal:register"), self.kept
        first = f"{here}?{kept}" if kept else here
        following = "&".join(filter(None, (kept, urlencode({"dopo": page.following}))))
        return super().get_context_data(
            rows=page.rows,
            sought=self.sought,
            years=transparency.years(),
            is_narrowed=bool(kept),
            first_url=first if after else "",
            following_url=f"?{following}" if page.following else "",
            files=[(ending.upper(), _file_address(ending, kept)) for ending in resources.MEDIA],
            use=REGISTER_USE,
            limit=PUBLISHED_OVER,
            **kwargs,
        )


class Grant(TemplateView):
    """One grant of the register, with how it was chosen and what came after."""

    template_name = "portal/grant.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = transparency.one(self.kwargs["pk"])
        if row is None:
            raise Http404
        return super().get_context_data(row=row, **kwargs)


class RegisterFile(RegisterMixin):
    """The rows of the page, all of them, as a file."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Send the file.

        :raises Http404: if there is no such format.
        """
        ending = self.kwargs["ending"]
        if ending not in resources.MEDIA:
            raise Http404
        if ending == "ods" and transparency.is_longer_than(MOST_IN_SHEET, self.sought):
            return refused(request, TooLong(_too_long()), None)
        found = resources.written(
            transparency.rows(self.sought),
            ending=ending,
            absolute=request.build_absolute_uri,
            at=localtime(clock.now()).isoformat(timespec="seconds"),
        )
        answer = FileResponse(
            found.stream,
            as_attachment=True,
            filename=f"contributi.{ending}",
            content_type=found.media_type,
        )
        answer["Repr-Digest"] = found.repr_digest
        answer["X-Content-Type-Options"] = "nosniff"
        return answer


def _too_long() -> str:
    return _(
        "Il foglio ODS contiene al massimo %(limit)s righe, e qui ce ne sono di più: scegli un anno, oppure "
        "scarica i dati in CSV o JSON."
    ) % {"limit": integer(MOST_IN_SHEET)}


def _file_address(ending: str, kept: str) -> str:
    address = reverse("portal:register_file", args=[ending])
    return f"{address}?{kept}" if kept else address


def _is_year(text: str) -> bool:
    return (
        text.isascii()
        and text.isdigit()
        and len(text) == _YEAR_DIGITS
        and _EARLIEST <= int(text) < clock.today().year + 1
    )
