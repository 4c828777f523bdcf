"""What is looked for among the calls, as the address says it; what cannot be read is left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from calls.enums import OrganisationKind
from calls.forms.enquiries import SearchForm
from calls.labels import ORGANISATION_KINDS
from calls.models import Call, Measure
from calls.queries import search, showing
from wecare.core.text import TextRefused, clean_text

LONGEST = 200  # characters looked for
SHELVES = {
    None: gettext_lazy("Tutti"),
    showing.Shelf.OPEN: gettext_lazy("Aperti"),
    showing.Shelf.COMING: gettext_lazy("In arrivo"),
    showing.Shelf.UNDER_WAY: gettext_lazy("In valutazione"),
    showing.Shelf.DONE: gettext_lazy("Conclusi"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A state, a measure, a kind of organisation, and words."""

    shelf: showing.Shelf | None
    measure: str
    kind: OrganisationKind | None
    text: str

    @classmethod
    def read(cls, words: Mapping[str, str]) -> Self:
        """Read the address."""
        shelf, kind = words.get("stato", ""), words.get("chi", "")
        return cls(
            shelf=next((each for each in showing.Shelf if each == shelf), None),
            measure=_clean(words.get("misura", ""))[:40],
            kind=next((each for each in OrganisationKind if each == kind), None),
            text=_clean(words.get("q", "")),
        )

    @property
    def narrows(self) -> bool:
        """Whether anything but the state leaves calls out."""
        return bool(self.measure or self.kind or self.text)

    def found(self, at: datetime) -> QuerySet[Call]:
        """The calls, those with the code looked for first."""
        calls = showing.on_shelf(self.shelf, at)
        if self.measure:
            calls = calls.filter(line__measure__code=self.measure)
        if self.kind is not None:
            calls = search.open_to(calls, self.kind)
        return search.matching(calls, self.text)

    def address(self, **words: str) -> str:
        """The same with some words changed, the first page unless it is said."""
        said = {
            "stato": self.shelf or "",
            "misura": self.measure,
            "chi": self.kind or "",
            "q": self.text,
        }
        return "?" + urlencode({name: word for name, word in (said | words).items() if word})

    def form(self) -> SearchForm:
        """The form that shows what is looked for."""
        measures = Measure.objects.order_by("order").values_list("code", "title")
        return SearchForm(
            measures=[(code, f"{code} – {title}") for code, title in measures],
            kinds=[(kind.value, label) for kind, label in ORGANISATION_KINDS.items()],
            initial={"q": self.text, "misura": self.measure, "chi": self.kind or ""},
        )


def _clean(text: str) -> str:
    try:
        return clean_text(text[:LONGEST], multiline=False)
    except TextRefused:
        return ""
