"""The words of the acts: written as a draft, published as a version, never changed after."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from wecare.accounts.models import Person
from wecare.acts import queries
from wecare.acts.actions.wording import line_of
from wecare.acts.engine.blocks import Wording, whole
from wecare.acts.engine.templates import template_of
from wecare.acts.enums import VersionState
from wecare.acts.models import WordingVersion
from wecare.acts.policies import WordingChanged, check_template, check_wording
from wecare.core import clock, events
from wecare.core.digests import digest
from wecare.core.documents import LANGUAGE

REASON_MAX = 500


@transaction.atomic
def in_force(template: str) -> WordingVersion:
    """The words in force; the first time, those that come with the portal become version 1."""
    found = queries.wording_in_force(template)
    return found or _ship(template)


@transaction.atomic
def write(*, template: str, parts: Mapping[str, str], base: str, by: Person) -> WordingVersion:
    """Save the draft of the next version. `base` is the digest of the words that were read.

    :raises ActRefused: if the template is not known.
    :raises WordingRefused: if a part cannot be read, with line and reason.
    :raises WordingChanged: if somebody else has written meanwhile.
    """
    check_template(template)
    wording = tidy(parts)
    check_wording(template, wording)
    last = _last(template)
    if last.digest != base:
        raise WordingChanged(
            _("Nel frattempo queste parole sono cambiate (versione %(n)s, %(who)s). Rileggile.")
            % {"n": last.number, "who": last.written_by or _("il portale")}
        )
    draft = _draft_after(last)
    before = last.parts
    draft.parts = dict(wording)
    draft.digest = digest(draft.parts)
    draft.written_at, draft.written_by = clock.now(), by
    _save(draft)
    events.record(
        "act_wording.written",
        subject=draft,
        actor=by,
        template=template,
        number=draft.number,
        digest=draft.digest,
        parts=[part for part, source in wording if source != before.get(part, "")],
    )
    return draft


@transaction.atomic
def publish(*, template: str, base: str, reason: str, by: Person) -> WordingVersion:
    """Publish the draft: the acts frozen from now on are written with it.

    :raises ActRefused: if the template is not known, or the reason is blank.
    :raises WordingRefused: if a part cannot be read any more.
    :raises WordingChanged: if there is no draft, or it is not the one that was read.
    """
    draft = _draft(template, base=base)
    check_wording(template, whole(draft.parts))
    draft.reason = line_of(reason, label=_("Motivo"), limit=REASON_MAX)
    draft.state = VersionState.PUBLISHED.value
    draft.published_at, draft.published_by = clock.now(), by
    draft.save(update_fields=["reason", "state", "published_at", "published_by"])
    events.record(
        "act_wording.published",
        subject=draft,
        actor=by,
        template=template,
        number=draft.number,
        digest=draft.digest,
        reason=draft.reason,
    )
    return draft


@transaction.atomic
def discard(*, template: str, base: str, by: Person) -> None:
    """Throw the draft away; its number is free again.

    :raises WordingChanged: if there is no draft, or it is not the one that was read.
    """
    draft = _draft(template, base=base)
    events.record(
        "act_wording.discarded",
        subject=draft,
        actor=by,
        template=template,
        number=draft.number,
        digest=draft.digest,
    )
    draft.delete()


def tidy(parts: Mapping[str, str]) -> Wording:
    """The parts as they are kept: all of them, lines ended alike, no blank lines around."""
    clean = {
        part: source.replace("\r\n", "\n").replace("\r", "\n") for part, source in parts.items()
    }
    return whole({part: source.strip("\n").rstrip() for part, source in clean.items()})


def _last(template: str) -> WordingVersion:
    """The draft, or else the words in force, locked."""
    in_force(template)
    versions = WordingVersion.objects.select_for_update(of=("self",)).filter(template=template)
    return versions.select_related("written_by").order_by("-number")[:1].get()


def _draft(template: str, *, base: str) -> WordingVersion:
    check_template(template)
    last = _last(template)
    if not last.is_draft or last.digest != base:
        raise WordingChanged(
            _("La bozza che hai letto non c'è più: qualcuno l'ha cambiata, pubblicata o eliminata.")
        )
    return last


def _draft_after(last: WordingVersion) -> WordingVersion:
    if last.is_draft:
        return last
    return WordingVersion(
        template=last.template, number=last.number + 1, state=VersionState.DRAFT.value
    )


def _save(draft: WordingVersion) -> None:
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError as problem:  # two began at the same instant
        raise WordingChanged(
            _("Nel frattempo qualcun altro ha iniziato la stessa versione. Rileggila.")
        ) from problem


def _ship(template: str) -> WordingVersion:
    """Version 1 from the words that come with the portal; whoever comes second finds it."""
    parts = dict(template_of(template).wording)
    at = clock.now()
    with override(LANGUAGE):
        reason = _("Testo che arriva con il portale.")
    version, is_new = WordingVersion.objects.get_or_create(
        template=template,
        number=1,
        defaults={
            "parts": parts,
            "digest": digest(parts),
            "state": VersionState.PUBLISHED.value,
            "reason": reason,
            "written_at": at,
            "published_at": at,
        },
    )
    if is_new:
        events.record(
            "act_wording.shipped",
            subject=version,
            template=template,
            number=1,
            digest=version.digest,
        )
    return version
