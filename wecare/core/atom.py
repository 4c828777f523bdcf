"""Instants as an Atom feed (RFC 4287), for programs that read news."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.feedgenerator import Atom1Feed

HOST = "wecare.regione.piemonte.it"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to read. `uid` tells it apart for good (RFC 4151 makes an address of it)."""

    uid: str
    updated: datetime
    title: str
    text: str
    address: str


def feed(
    items: Iterable[Item], *, name: str, text: str, address: str, uid: str, language: str
) -> str:
    """Write the feed; `address` is where people read the same, `uid` tells the feed apart."""
    made = Atom1Feed(
        title=name,
        link=address,
        description=text,
        subtitle=text,
        language=language,
        feed_guid=_tag(uid),
    )
    for item in items:
        made.add_item(
            title=item.title,
            link=item.address,
            description=item.text,
            unique_id=_tag(item.uid),
            updateddate=item.updated,
        )
    return made.writeString("utf-8")


def _tag(uid: str) -> str:
    return f"tag:{HOST},2026:{uid}"
