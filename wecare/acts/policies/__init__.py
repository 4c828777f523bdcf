"""Whether a step is possible now; each refusal is a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from wecare.acts.engine.blocks import Problem, Wording
from wecare.acts.engine.lifecycle import ACT
from wecare.acts.engine.reading import read
from wecare.acts.engine.templates import UnknownTemplate, template_of
from wecare.acts.engine.variables import missing_of, refusals_of
from wecare.acts.engine.writing import WritingTooLong
from wecare.acts.enums import ActState
from wecare.acts.labels import ACT_STATE, missing_sentence, problem_sentence, refusal_sentence
from wecare.acts.models import Act
from wecare.core.errors import DomainError

_ADDRESS = URLValidator(schemes=["http", "https"])


class ActRefused(DomainError):
    """The act cannot take this step, or take this value; `about` is the field, if it is one."""

    def __init__(self, sentence: str, *, about: str = "") -> None:
        self.about = about
        super().__init__(sentence)


class VariablesRefused(ActRefused):
    """Some values do not suit their variables; `sentences` has one for each, by name."""

    http_status = 422

    def __init__(self, sentences: dict[str, str]) -> None:
        self.sentences = sentences
        super().__init__(" ".join(sentences.values()))


class WordingRefused(DomainError):
    """The words of a template cannot be used; `sentences` has those of each part, by its code."""

    http_status = 422

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.sentences: dict[str, list[str]] = {}
        for problem in problems:
            self.sentences.setdefault(problem.part, []).append(problem_sentence(problem))
        super().__init__(" ".join(each for said in self.sentences.values() for each in said))


class WordingChanged(DomainError):
    """Somebody else has written the words meanwhile, or they cannot take this step now."""


def check_wording(template: str, wording: Wording) -> None:
    """Look whether every part can be read with the catalogue of the template.

    :raises WordingRefused: if some cannot, with line and reason.
    """
    entries = template_of(template).entries
    problems = [each for part, source in wording for each in read(part, source, entries)[1]]
    if problems:
        raise WordingRefused(tuple(problems))


@contextmanager
def check_length() -> Iterator[None]:
    """Write an act inside; what would never end is refused.

    :raises WordingRefused: if the act would be too long.
    """
    try:
        yield
    except WritingTooLong as problem:
        raise WordingRefused((Problem("decision", 1, 1, "act_too_long"),)) from problem


def check_step(act: Act, step: str) -> None:
    """Look whether the act may take the step.

    :raises ActRefused: if its state does not allow it.
    """
    possible = {each.name for each in ACT.steps_from(ActState(act.state))}
    if act.external or step not in possible:
        raise ActRefused(
            _("L'atto %(act)s è nello stato «%(state)s»: questo passo non è più possibile.")
            % {"act": act, "state": ACT_STATE[ActState(act.state)]}
        )


def check_can_edit(act: Act) -> None:
    """Look whether subject and variables may still change.

    :raises ActRefused: if the act is no longer a draft.
    """
    if act.state != ActState.DRAFT or act.external:
        raise ActRefused(
            _("L'atto %(act)s non è più una bozza: per cambiarlo riaprilo, se non è adottato.")
            % {"act": act}
        )


def check_template(code: str) -> None:
    """Look whether the template is known.

    :raises ActRefused: if it is not.
    """
    try:
        template_of(code)
    except UnknownTemplate as unknown:
        raise ActRefused(
            _("Il modello d'atto «%(code)s» non esiste.") % {"code": code}
        ) from unknown


def check_variables(template: str, values: dict[str, Any]) -> None:
    """Look whether each value suits its variable; blanks do.

    :raises VariablesRefused: if some do not.
    """
    refusals = refusals_of(template_of(template).variables, values)
    if refusals:
        raise VariablesRefused(
            {refusal.variable.name: refusal_sentence(refusal) for refusal in refusals}
        )


def check_can_freeze(act: Act) -> None:
    """Look whether the act says all it has to.

    :raises ActRefused: if it is not a draft, or a required variable is blank.
    """
    check_step(act, "freeze")
    missing = missing_of(template_of(act.template).variables, act.variables)
    if missing:
        raise ActRefused(missing_sentence(missing))


def check_can_adopt(act: Act) -> None:
    """Look whether the act may be adopted: its proof is there to be read.

    :raises ActRefused: if there is no proof, or the state does not allow it.
    """
    if act.state == ActState.DRAFT:
        raise ActRefused(_("L'atto è una bozza: prima prepara la prova da rileggere."))
    if act.state == ActState.FROZEN:
        raise ActRefused(
            _("La prova dell'atto non è ancora pronta: si adotta ciò che si è potuto rileggere.")
        )
    check_step(act, "adopt")


def check_can_publish(act: Act) -> None:
    """Look whether the act may be published: its document is there.

    :raises ActRefused: if the document is not rendered, or the state does not allow it.
    """
    check_step(act, "publish")
    if act.document is None or not act.document.is_rendered:
        raise ActRefused(
            _("Il PDF dell'atto %(act)s non è ancora pronto: si pubblica con il suo documento.")
            % {"act": act}
        )


def check_is_past(adopted_on: date, *, today: date) -> None:
    """Look whether an act from elsewhere has been adopted.

    :raises ActRefused: if the date is to come.
    """
    if adopted_on > today:
        raise ActRefused(
            _("Data dell'atto: il %(date)s deve ancora venire. Si registra un atto già adottato.")
            % {"date": f"{adopted_on:%d/%m/%Y}"},
            about="adopted_on",
        )


def check_same_date(act: Act, adopted_on: date) -> None:
    """Look whether an act that is recorded already has this date.

    :raises ActRefused: if it has another.
    """
    if act.adopted_on != adopted_on:
        raise ActRefused(
            _("L'atto %(act)s è già registrato, con la data %(date)s.")
            % {"act": act, "date": f"{act.adopted_on:%d/%m/%Y}"},
            about="adopted_on",
        )


def check_link(link: str) -> None:
    """Look whether the link, if any, is an address of the web.

    :raises ActRefused: if it is not.
    """
    if not link:
        return
    try:
        _ADDRESS(link)
    except ValidationError as problem:
        raise ActRefused(
            _(
                "Indirizzo dell'atto: scrivilo come https://www.regione.piemonte.it/… Abbiamo letto «%(link)s»."
            )
            % {"link": link[:60]},
            about="link",
        ) from problem


def check_same_text(act: Act, *, link: str, digest: str) -> None:
    """Look whether what is said now of the act's text agrees with what is recorded.

    :raises ActRefused: if the act has another link or file: an act in force does not change.
    """
    if (link and link != act.link) or (digest and digest != act.file_id):
        raise ActRefused(
            _(
                "L'atto %(act)s è già registrato, con un altro indirizzo o un altro file: quello "
                "che è registrato non cambia. Lascia vuoti indirizzo e file."
            )
            % {"act": act},
            about="link",
        )


def check_moved_here(act: Act) -> None:
    """Look whether the act is moved from the desk of the acts.

    :raises ActRefused: if a procedure moves it, with effects of its own.
    """
    if act.external or not template_of(act.template).by_hand:
        raise ActRefused(
            _("L'atto %(act)s appartiene a una procedura: i suoi passi si fanno lì.") % {"act": act}
        )
