"""The office writes a letter in its own words: nothing is run, every version is kept."""

import pytest
from django.db import DatabaseError, transaction

from tests.factories.accounts import PersonFactory
from wecare.core.models import Event
from wecare.notices import documents
from wecare.notices.actions import letters, preferences, words
from wecare.notices.engine import catalogue
from wecare.notices.models import TemplateVersion

pytestmark = pytest.mark.django_db
TEMPLATE = "calls/enquiry_answered"
CONTEXT = {
    "call_code": "FSE2",
    "call_title": 'Case & "affini" {nome} {{ x }}',
    "question": "Chi?",
    "answer": "Tutti.",
    "number": 1,
}


def rewrite(subject: str = "Ecco: {bando}", body: str = "{risposta}", base: int = 0) -> object:
    return words.rewrite(
        template=TEMPLATE,
        language="it",
        subject=subject,
        body=body,
        base=base,
        by=PersonFactory(),
    )


def written(key: str = "k") -> letters.Letter:
    return letters.write(key=key, person=PersonFactory(), template=TEMPLATE, context=CONTEXT)


def test_the_office_s_words_are_those_of_letters_written_from_then_on() -> None:
    before = written("before")
    version = rewrite(body="Domanda: {domanda}\nRisposta: {risposta}")

    after = written("after")

    assert before.words is None
    assert before.subject.startswith("Risposta alla tua domanda")
    assert after.words == version
    assert after.subject == 'Ecco: Case & "affini" {nome} {{ x }}'
    assert after.body.startswith(f"Gentile {after.person},\n\nDomanda: Chi?\nRisposta: Tutti.\n")
    assert "Regione Piemonte" in after.body
    before.refresh_from_db()
    assert before.subject.startswith("Risposta alla tua domanda")


def test_giving_way_brings_the_portal_s_words_back_and_the_history_stays() -> None:
    by = PersonFactory()
    rewrite()
    words.give_way(template=TEMPLATE, language="it", base=1, by=by)

    assert written().subject.startswith("Risposta alla tua domanda")
    rows = TemplateVersion.objects.order_by("version")
    assert [(row.version, row.is_shipped) for row in rows] == [(1, False), (2, True)]
    assert rows[1].written_by == by
    assert [event.name for event in Event.objects.about(rows[1])] == ["template.given_way"]


@pytest.mark.parametrize(
    "typed",
    [
        "{x}", "{{ nome }}", "{% load static %}", "{nome.password}", "{nome|safe}", "{}",
        "{settings}", "{0}", "{nome!r}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("part", ["subject", "body"])
def test_what_cannot_be_filled_is_refused_with_what_can(part: str, typed: str) -> None:
    with pytest.raises(words.WordsRefused) as refusal:
        rewrite(**{part: f"Ciao {typed}"})

    known = "{nome}, {indirizzo}, {codice_bando}, {bando}, {domanda}, {risposta}"
    assert known in str(refusal.value)
    assert not TemplateVersion.objects.exists()


@pytest.mark.parametrize("wrong", ["notices/office", "no/letter", "../../settings"])
def test_only_letters_of_the_portal_are_written_anew(wrong: str) -> None:
    with pytest.raises(words.WordsRefused):
        words.rewrite(
            template=wrong, language="it", subject="x", body="y", base=0, by=PersonFactory()
        )


def test_a_language_the_portal_does_not_write_is_refused() -> None:
    with pytest.raises(words.WordsRefused):
        words.rewrite(
            template=TEMPLATE, language="fr", subject="x", body="y", base=0, by=PersonFactory()
        )


def test_of_two_who_write_at_once_the_second_is_told() -> None:
    rewrite()

    with pytest.raises(words.WordsChanged):
        rewrite()


def test_the_words_of_one_language_say_nothing_in_another() -> None:
    rewrite()
    person = PersonFactory()
    preferences.choose(person=person, language="en", not_by_email=[], no_reminders=[])

    letter = letters.write(key="k", person=person, template=TEMPLATE, context=CONTEXT)

    assert letter.language == "en"
    assert letter.subject == "Answer to your question on the call FSE2"


def test_a_context_that_is_a_function_is_asked_for_in_the_person_s_language() -> None:
    person = PersonFactory()
    preferences.choose(person=person, language="en", not_by_email=[], no_reminders=[])
    asked: list[str] = []

    def context() -> dict[str, object]:
        from django.utils.translation import get_language

        asked.append(str(get_language()))
        return CONTEXT

    letters.write(key="k", person=person, template=TEMPLATE, context=context)

    assert asked == ["en"]


def test_no_version_is_changed_or_thrown_away() -> None:
    rewrite()

    with pytest.raises(DatabaseError), transaction.atomic():
        TemplateVersion.objects.update(body="altro")
    with pytest.raises(DatabaseError), transaction.atomic():
        TemplateVersion.objects.all().delete()


@pytest.mark.parametrize("letter", catalogue.letter_types(), ids=lambda each: each.name)
@pytest.mark.parametrize("language", ["it", "en"])
def test_every_letter_of_the_portal_has_an_example_that_can_be_read(
    letter: catalogue.LetterType, language: str
) -> None:
    shipped = documents.shipped_example(letter, language=language)
    own = documents.example_of(
        letter,
        subject="Prova",
        body=" ".join(f"{{{name}}}" for name in letter.known),
        language=language,
    )

    assert (shipped is None) is (letter.name == catalogue.COMMON)
    assert "{" not in own.body
    assert "Anna Neri" in own.body
