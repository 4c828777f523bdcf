"""Whether what is written of a contract or of an accompaniment holds, with the sentence that says why not."""

import re
from datetime import date

from django.utils.translation import gettext as _

from calls.engine.contracts import Help, Terms
from calls.labels.contracts import NOT_FOUND, period_words
from calls.models import Accompaniment, ServiceContract
from calls.queries.contracts import at_the_same_time, help_of, mark_of, terms_of
from wecare.acts.models import Act
from wecare.core.components import formats
from wecare.core.errors import DomainError
from wecare.core.money import ZERO

CIG_LENGTH = 10  # characters
_CIG = re.compile(r"[0-9A-Z]{10}")
_RESERVED = frozenset({"nuovo"})  # an address of the desk


class ContractRefused(DomainError):
    """A contract or an accompaniment that does not hold, or that somebody else wrote meanwhile."""


def check_terms(terms: Terms) -> None:
    """Look whether amount, CIG and days can be those of a contract.

    :raises ContractRefused: naming the first that cannot.
    """
    if terms.amount is not None and terms.amount <= ZERO:
        raise ContractRefused(
            _("L'importo presunto deve essere maggiore di zero: hai scritto %(amount)s.")
            % {"amount": formats.euro(terms.amount)}
        )
    check_cig(terms.cig)
    if _is_backwards(terms.notice_from, terms.notice_until):
        raise ContractRefused(
            _("L'avviso non può chiudersi il %(last)s: è pubblicato dal %(first)s.")
            % {"first": formats.day(terms.notice_from), "last": formats.day(terms.notice_until)}
        )
    if _is_backwards(terms.begins_on, terms.ends_on):
        raise ContractRefused(
            _("Il servizio non può finire il %(last)s: comincia il %(first)s.")
            % {"first": formats.day(terms.begins_on), "last": formats.day(terms.ends_on)}
        )


def check_cig(cig: str) -> None:
    """Look whether this has the form of a CIG; a blank is one that is not known.

    :raises ContractRefused: with the characters that were counted.
    """
    if cig and not _CIG.fullmatch(cig):
        raise ContractRefused(
            _(
                "Il CIG ha %(limit)d caratteri: solo cifre e lettere maiuscole, senza accento. "
                "«%(cig)s» ne ha %(found)d."
            )
            % {"limit": CIG_LENGTH, "cig": cig[:40], "found": len(cig)}
        )


def _is_backwards(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and last < first


def check_code_is_free(code: str) -> None:
    """Look whether no contract has this code.

    :raises ContractRefused: if one has.
    """
    if code.lower() in _RESERVED or ServiceContract.objects.filter(code__iexact=code).exists():
        raise ContractRefused(
            _("Il codice «%(code)s» è già preso: scegline un altro.") % {"code": code}
        )


def check_cig_is_free(cig: str, *, besides: ServiceContract | None) -> None:
    """Look whether no other contract has this CIG.

    :raises ContractRefused: naming the one that has.
    """
    others = ServiceContract.objects.filter(cig=cig).exclude(cig="").order_by("pk")
    for other in others.exclude(pk=besides.pk)[:1] if besides else others[:1]:
        raise ContractRefused(
            _("Il CIG %(cig)s è già quello del contratto «%(title)s».")
            % {"cig": cig, "title": other.title}
        )


def check_contract_unchanged(contract: ServiceContract, *, seen: str) -> None:
    """Look whether the contract is still what was read before writing.

    :raises ContractRefused: if somebody wrote it meanwhile.
    """
    if seen != mark_of(terms_of(contract)):
        raise ContractRefused(
            _(
                "Un'altra persona ha salvato il contratto %(code)s mentre scrivevi. Quello che hai "
                "scritto è ancora qui: apri di nuovo la pagina accanto a questa e riportalo lì."
            )
            % {"code": contract.code}
        )


def check_act_is_new(contract: ServiceContract, act: Act) -> None:
    """Look whether the act is not yet among those of the contract.

    :raises ContractRefused: if it is.
    """
    if contract.acts.filter(act=act).exists():
        raise ContractRefused(
            _("L'atto %(act)s è già tra quelli del contratto %(code)s.")
            % {"act": act, "code": contract.code}
        )


def check_help(said: Help, *, besides: Accompaniment | None = None) -> None:
    """Look whether the days are in order, and the body does not help the project at the same time already.

    :raises ContractRefused: naming the days that forbid it.
    """
    _check_days(said.body, said.since, said.until)
    for other in at_the_same_time(said, besides=besides)[:1]:
        raise ContractRefused(
            _(
                "%(body)s accompagna già «%(project)s» (periodo: %(days)s). Lo stesso soggetto non "
                "accompagna due volte lo stesso progetto negli stessi giorni: registra prima la fine "
                "di quell'accompagnamento, o correggi i giorni."
            )
            % {
                "body": other.body,
                "project": other.project,
                "days": period_words(other.since, other.until) or str(NOT_FOUND).lower(),
            }
        )


def check_can_end(accompaniment: Accompaniment, on: date) -> None:
    """Look whether an accompaniment ends once, after it began.

    :raises ContractRefused: naming the day that forbids it.
    """
    if accompaniment.until is not None:
        raise ContractRefused(
            _("L'accompagnamento di %(body)s è già finito il %(day)s.")
            % {"body": accompaniment.body, "day": formats.day(accompaniment.until)}
        )
    _check_days(accompaniment.body, accompaniment.since, on)


def _check_days(body: str, since: date | None, until: date | None) -> None:
    if since is not None and until is not None and until <= since:
        raise ContractRefused(
            _("%(body)s accompagna il progetto dal %(since)s: non può finire il %(until)s.")
            % {"body": body, "since": formats.day(since), "until": formats.day(until)}
        )


def check_accompaniment_unchanged(accompaniment: Accompaniment, *, seen: str) -> None:
    """Look whether the accompaniment is still what was read before writing.

    :raises ContractRefused: if somebody wrote it meanwhile.
    """
    if seen != mark_of(help_of(accompaniment)):
        raise ContractRefused(
            _(
                "Un'altra persona ha salvato l'accompagnamento di %(body)s mentre scrivevi. Quello "
                "che hai scritto è ancora qui: apri di nuovo la pagina accanto a questa e riportalo "
                "lì."
            )
            % {"body": accompaniment.body}
        )
