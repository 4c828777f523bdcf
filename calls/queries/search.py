"""Looking for calls: Italian words by their stem, words alike by their letters, codes as they are.

The stemmer of PostgreSQL keeps «anziano» apart from «anziani», so a word is also found when it
shares most of its groups of three letters with one of the text.
"""

from functools import reduce
from operator import and_

from django.contrib.postgres.search import SearchQuery, SearchVector, TrigramWordSimilarity
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import override

from calls.engine.rulebook import Rulebook as Rules
from calls.enums import OrganisationKind
from calls.labels import ORGANISATION_KINDS
from calls.models import Call, Rulebook

ALIKE = 0.6  # of the groups of three letters of a word
MOST_WORDS = 8
SHORTEST = 3  # letters of a word that is compared by likeness


def words_of(call: Call, rules: Rules) -> str:
    """The text in which a call is looked for, in Italian."""
    with override("it"):
        kinds = [str(ORGANISATION_KINDS[kind]) for kind in rules.eligible_kinds]
    parts = [
        call.code,
        rules.title,
        rules.summary,
        call.line.measure.code,
        call.line.measure.title,
        call.line.title,
        call.fund.code,
        *(lot.title for lot in rules.lots),
        *kinds,
    ]
    return " ".join(part for part in parts if part)


def matching(calls: QuerySet[Call], text: str) -> QuerySet[Call]:
    """The calls that have every word looked for; one whose code it is comes first."""
    words = text.replace("\x00", " ").split()[:MOST_WORDS]
    if not words:
        return calls
    text = " ".join(words)
    exact = Q(code__iexact=text) | Q(line__measure__code__iexact=text)
    near = {
        f"near_{place}": TrigramWordSimilarity(word, "search_text")
        for place, word in enumerate(words)
    }
    found = calls.annotate(
        vector=SearchVector("search_text", config="italian"),
        is_code=Case(When(exact, then=Value(0)), default=Value(1), output_field=IntegerField()),
        **near,
    )
    every = reduce(and_, (_has(word, place) for place, word in enumerate(words)))
    order = found.query.order_by
    return found.filter(exact | every).order_by("is_code", *order)


def _has(word: str, place: int) -> Q:
    stem = Q(vector=SearchQuery(word, config="italian", search_type="plain"))
    if len(word) < SHORTEST:
        return stem
    if any(letter.isdigit() for letter in word):  # a code: one that looks alike is another
        return Q(search_text__icontains=word)
    return stem | Q(search_text__icontains=word) | Q(**{f"near_{place}__gte": ALIKE})


def open_to(calls: QuerySet[Call], kind: OrganisationKind) -> QuerySet[Call]:
    """The calls whose rules in force let this kind of organisation apply."""
    rulebooks = Rulebook.objects.filter(call=OuterRef("pk"))
    later = Rulebook.objects.filter(call=OuterRef("call"), version__gt=OuterRef("version"))
    last = rulebooks.exclude(Exists(later))
    return calls.filter(Exists(last.filter(body__contains={"eligible_kinds": [kind.value]})))
