"""Components: what they say in each state, and that what people typed stays text."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from wecare.core.components import formats

AT = datetime(2026, 11, 20, 7, 57, 12, 314159, tzinfo=UTC)
DUE = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
HOSTILE = "<b>Alfa</b> {{ x }}"
NO_BREAK = "\N{NO-BREAK SPACE}"


def rendered(source: str, **facts: Any) -> str:
    return flat(Template("{% load ui %}" + source).render(Context(facts)))


def flat(html: str) -> str:
    """The markup on one line; no-break spaces stay."""
    return re.sub(r"[ \n]+", " ", html)


@pytest.mark.parametrize(
    ("filtered", "expected"),
    [
        (formats.euro("1234567.891"), f"1.234.567,89{NO_BREAK}€"),
        (formats.euro(None), "–"),
        (formats.figure("84000"), "84.000,00"),
        (formats.measure(Decimal("1250.00")), "1.250"),
        (formats.measure("12.50"), "12,50"),
        (formats.measure(None), "–"),
        (formats.percent(Decimal("12.5")), f"12,50{NO_BREAK}%"),
        (formats.points("68.5"), "68,50"),
        (formats.integer(12345), "12.345"),
        (formats.weight(999), f"999{NO_BREAK}byte"),
        (formats.weight(184_320), f"184{NO_BREAK}kB"),
        (formats.weight(2_400_000), f"2,4{NO_BREAK}MB"),
        (formats.day(date(2026, 11, 3)), "3 novembre 2026"),
        (formats.instant(AT), "20 novembre 2026, ore 08:57"),
        (formats.instant_exact(AT), "20 novembre 2026, ore 08:57:12,314159"),
        (formats.instant_short(AT), "20/11/2026 08:57"),
        (formats.instant_due(DUE), "lunedì 23 novembre 2026, ore 12:00"),
    ],
)
def test_a_figure_is_written_as_the_house_writes_it(filtered: str, expected: str) -> None:
    assert filtered == expected


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(days=2, hours=3, minutes=5), "2 giorni e 3 ore"),
        (timedelta(days=1), "1 giorno"),
        (timedelta(days=1, minutes=5), "1 giorno"),
        (timedelta(hours=1, seconds=5), "1 ora"),
        (timedelta(minutes=58), "58 minuti"),
        (timedelta(minutes=1, seconds=1), "1 minuto e 1 secondo"),
        (timedelta(seconds=-5), "0 secondi"),
    ],
)
def test_what_is_left_is_said_in_two_units_that_are_neighbours(left: timedelta, said: str) -> None:
    with override("it"):
        assert formats.remaining(left) == said


def test_an_hour_in_the_night_that_is_doubled_is_told_in_italian_time() -> None:
    before, after = (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    )

    assert (formats.instant_short(before), formats.instant_short(after)) == (
        "25/10/2026 02:30",
        "25/10/2026 02:30",
    )


def test_a_status_is_word_icon_and_tone_whatever_way_it_is_given() -> None:
    by_mark = rendered("{% status mark %}", mark=("Da controllare", "todo", "it-clock"))
    by_name = rendered('{% status "Da controllare" tone="todo" %}')

    assert by_mark == by_name
    assert "wc-status-todo" in by_mark
    assert "#it-clock" in by_mark
    assert "<span>Da controllare</span>" in by_mark


def test_a_tone_that_is_not_the_houses_is_refused() -> None:
    with pytest.raises(ValueError, match="no tone 'pink'"):
        rendered('{% status "Bozza" tone="pink" %}')


@pytest.mark.parametrize(
    "source",
    [
        "{% status text %}",
        "{% card text %}{% endcard %}",
        "{% callout title=text %}{{ text }}{% endcallout %}",
        "{% crumb text %}",
        "{% definition text %}{{ text }}{% enddefinition %}",
        "{% filerow text state='blocked' reason=text %}",
        "{% actingfor text role=text %}",
        "{% moneybar parts title=text %}",
        "{% requirements rows %}",
        "{% timeline rows %}",
        "{% icon 'it-file' label=text %}",
    ],
)
def test_what_people_typed_stays_text(source: str) -> None:
    rows = [{"sentence": HOSTILE, "what": HOSTILE, "who": HOSTILE, "partner": HOSTILE}]

    html = rendered(source, text=HOSTILE, rows=rows, parts=[(HOSTILE, Decimal(1), "paid")])

    assert "<b>" not in html
    assert "&lt;b&gt;Alfa&lt;/b&gt; {{ x }}" in html


@pytest.mark.parametrize(
    ("at", "opens_at", "words"),
    [
        (DUE - timedelta(days=3), None, "Aperto"),
        (DUE - timedelta(hours=24), None, "Ultime ore"),
        (DUE - timedelta(microseconds=1), None, "Ultime ore"),
        (DUE, None, "Chiuso"),
        (DUE - timedelta(days=3), DUE - timedelta(days=2), "Non ancora aperto"),
    ],
)
def test_a_deadline_says_its_state(at: datetime, opens_at: datetime | None, words: str) -> None:
    html = rendered("{% deadline due opens_at=opens_at at=at %}", due=DUE, opens_at=opens_at, at=at)

    assert f"<span>{words}</span>" in html
    assert "lunedì 23 novembre 2026, ore 12:00</time> (ora italiana)" in html
    assert ("mancano" in html.replace('"mancano"', "").replace("&quot;mancano&quot;", "")) is (
        words in ("Aperto", "Ultime ore")
    )


def test_an_extension_tells_the_earlier_term_and_its_act() -> None:
    html = rendered(
        '{% deadline due extended_from=before act="DD 9/A2203A/2026" at=at %}',
        due=DUE + timedelta(days=7),
        before=DUE,
        at=AT,
    )

    assert "Il termine era lunedì 23 novembre 2026, ore 12:00. DD 9/A2203A/2026" in html


def test_the_money_bar_and_its_table_tell_the_same_figures() -> None:
    parts = [
        ("Impegnati", Decimal(2400000), "committed"),
        ("Liberi", Decimal(1600000), "available"),
    ]

    html = rendered('{% moneybar parts title="FSE3" %}', parts=parts)

    assert 'x="0.00" y="0" width="596.00"' in html
    assert 'x="600.00" y="0" width="400.00"' in html
    assert html.count(f"2.400.000,00{NO_BREAK}€") == 3
    assert f"60,00{NO_BREAK}%" in html
    assert "style=" not in html


def test_a_money_bar_of_nothing_has_no_widths_and_no_error() -> None:
    html = rendered(
        '{% moneybar parts title="Vuota" %}', parts=[("Liberi", Decimal(0), "available")]
    )

    assert f"0,00{NO_BREAK}€" in html


def test_requirements_count_what_is_missing_and_link_to_it() -> None:
    rows = [
        {"ok": True, "sentence": "Siete un ente del Terzo settore"},
        {"ok": False, "sentence": "Scrivi il titolo", "url": "/qui/"},
        {"state": "error", "sentence": "Troppo", "article": "art. 6"},
    ]

    whole = rendered("{% requirements rows %}", rows=rows)
    short = rendered("{% requirements rows only_missing=True %}", rows=rows)
    folded = rendered("{% requirements rows folded=True %}", rows=rows)

    assert folded.index("Scrivi il titolo") < folded.index("<details")
    assert (
        folded.index("<details") < folded.index("1 punto a posto") < folded.index("Terzo settore")
    )
    assert "<details" not in whole
    assert "Mancano 2 cose per poter inviare." in whole
    assert '<a href="/qui/">Scrivi il titolo</a>' in whole
    assert "Terzo settore" not in short


def test_a_path_that_is_walked_says_so() -> None:
    on_the_way = rendered("{% stepper steps 2 %}", steps=["Richiesta", "Pagamento"])
    done = rendered("{% stepper steps 3 %}", steps=["Richiesta", "Pagamento"])

    assert "Passo 2 di 2" in on_the_way
    assert on_the_way.count('aria-current="step"') == 1
    assert "Tutti i passi sono fatti" in done
    assert "aria-current" not in done


def test_a_draft_to_be_adopted_is_not_said_to_be_sent() -> None:
    assert "BOZZA – non inviata" in rendered("{% draftband %}")
    band = rendered('{% draftband label="BOZZA – non adottata" %}')
    assert "non adottata" in band
    assert "non inviata" not in band


class TwoFields(forms.Form):
    title = forms.CharField(label="Titolo", error_messages={"required": "Scrivi qui la risposta."})
    lot = forms.ChoiceField(
        label="Lotto",
        widget=forms.RadioSelect,
        choices=[("a", "A")],
        error_messages={"required": "Scegli."},
    )


def test_the_summary_names_each_field_that_misses_and_leads_to_it() -> None:
    form = TwoFields({})
    form.add_error(None, "Le spese superano il valore.")

    html = rendered("{% errors form %}", form=form)

    assert "Ci sono 3 problemi" in html
    assert "<li>Le spese superano il valore.</li>" in html
    assert '<a href="#id_title">Titolo: scrivi qui la risposta.</a>' in html
    assert '<a href="#id_lot_0">Lotto: scegli.</a>' in html


def test_a_form_is_told_once_however_often_it_is_asked() -> None:
    html = rendered("{% errors form %}{% errors form %}", form=TwoFields({}))

    assert html.count("Ci sono 2 problemi") == 1


def test_a_crispy_form_ties_each_error_to_its_field() -> None:
    form = TwoFields({})
    html = " ".join(
        Template("{% load crispy_forms_filters %}{{ form|crispy }}")
        .render(Context({"form": form}))
        .split()
    )

    assert 'id="errori"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_title_error"' in html
    assert 'id="id_title_error"' in html
    assert "*" not in html


def test_what_may_stay_empty_says_so_in_words() -> None:
    class Optional(forms.Form):
        note = forms.CharField(label="Nota", required=False)
        surety = forms.BooleanField(label="Vuole una fideiussione", required=False)

    html = " ".join(
        Template("{% load crispy_forms_filters %}{{ form|crispy }}")
        .render(Context({"form": Optional()}))
        .split()
    )

    assert 'Nota <span class="wc-optional">(facoltativo)</span>' in html
    assert ">Vuole una fideiussione</label>" in html  # a box left empty is an answer


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (
            {"pk": 1, "state": "pending", "title": "Ricevuta"},
            "Stiamo preparando il PDF «Ricevuta».",
        ),
        (
            {"pk": 1, "state": "failed", "title": "Ricevuta"},
            "Non siamo riusciti a preparare «Ricevuta».",
        ),
        (
            {"pk": 1, "state": "rendered", "title": "Ricevuta", "file": {"size": 184_320}},
            f"Ricevuta (PDF 184{NO_BREAK}kB)",
        ),
    ],
)
def test_a_document_says_how_far_it_is(document: dict[str, Any], words: str) -> None:
    assert words in rendered('{% progress document "/pdf/" %}', document=document)


def test_other_work_than_a_document_says_what_is_done_and_how_far_it_is() -> None:
    html = rendered(
        '{% progress work "/qui/" doing="Controlliamo le righe." label="Leggi" done=9988 of=10000 %}',
        work={"pk": 7, "state": "pending"},
    )

    said = " ".join(html.split())
    assert "Controlliamo le righe. Fatti 9.988 di 10.000. Puoi chiudere la pagina" in said
    assert 'value="9988" max="10000"' in said
    assert 'data-progress-done="Leggi"' in said
    assert "PDF" not in said


def test_a_definition_with_nothing_inside_says_so() -> None:
    html = rendered('{% definition "Codice" %}   {% enddefinition %}')

    assert "Non indicato" in html


def test_a_digest_is_shown_in_groups_and_copied_whole() -> None:
    html = rendered("{% digest value short=True %}", value="9f2c41d0aabb" + "0" * 52)

    assert "<span>9f2c</span><span>41d0</span><span>aabb</span>…" in html
    assert f'data-copy="9f2c41d0aabb{"0" * 52}"' in html
