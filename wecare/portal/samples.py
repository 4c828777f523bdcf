"""What the catalogue of components shows: made-up facts, one for each state."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _

from wecare.core.digests import sha256

AT = datetime(2026, 11, 20, 8, 57, 12, tzinfo=ZoneInfo("Europe/Rome"))
CLOSES_AT = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Rome"))
DIGEST = sha256(b"WE.CA.RE.")


class SampleForm(forms.Form):
    """One field of each kind."""

    titolo = forms.CharField(label="Titolo del progetto", max_length=120)
    descrizione = forms.CharField(
        label="Quale bisogno affronta?",
        help_text="Scrivi per chi non conosce il territorio.",
        widget=forms.Textarea(attrs={"rows": 5, "data-max-words": "300"}),
    )
    importo = forms.CharField(
        label="Valore del progetto", help_text="Scrivi un numero come 1.250,00."
    )
    ente = forms.ChoiceField(
        label="Tipo di ente",
        choices=[("", "Scegli"), ("ets", "Ente del Terzo settore"), ("comune", "Comune")],
    )
    lotto = forms.ChoiceField(
        label="A quale lotto partecipi?",
        widget=forms.RadioSelect,
        choices=[("territoriale", "Territoriale"), ("regionale", "Regionale")],
    )
    temi = forms.MultipleChoiceField(
        label="Temi",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("casa", "Abitare"), ("lavoro", "Lavoro"), ("cura", "Cura delle persone")],
    )
    statuto = forms.FileField(label="Statuto", required=False, help_text="PDF, al massimo 20 MB.")
    letto = forms.BooleanField(label="Ho letto il bando e l'informativa privacy")


def wrong_form() -> SampleForm:
    """The form as it comes back with a problem in each kind of field."""
    form = SampleForm({"wrong-titolo": "", "wrong-importo": "1e400"}, prefix="wrong")
    form.add_error("importo", 'Importo: scrivi un numero come 1.250,00. Abbiamo letto "1e400".')
    form.add_error("statuto", "Il file pesa 24 MB, il massimo è 20 MB. Riducilo o dividilo.")
    form.add_error(None, "Le spese superano il valore del progetto di 1.000,00 €.")
    return form


def requirements() -> list[dict[str, Any]]:
    """A requirement in each state."""
    return [
        {"ok": True, "sentence": "Siete un ente del Terzo settore", "article": "art. 3"},
        {
            "ok": False,
            "sentence": "Descrizione: rispondi a 2 domande",
            "url": "#moduli",
            "partner": "Cooperativa Alfa",
        },
        {
            "state": "error",
            "sentence": "Preparazione: 11.000,00 € sono l'11,00 % del totale; il massimo è 10,00 %",
            "url": "#moduli",
            "article": "art. 6",
        },
        {
            "state": "not_needed",
            "sentence": "Delega del rappresentante: firma chi rappresenta l'ente",
        },
    ]


def timeline() -> list[dict[str, Any]]:
    """What happened, what happens, what comes."""
    return [
        {
            "what": "Bando pubblicato",
            "who": "Settore A2203A",
            "when": "1 ottobre 2026, ore 09:00",
            "act": "DD 7/A2203A/2026",
            "url": "#liste",
        },
        {
            "what": "Si presentano le domande",
            "when": "fino al 23 novembre 2026, ore 12:00",
            "time": "now",
        },
        {
            "what": "Controllo dei requisiti",
            "text": "Entro 30 giorni dalla chiusura.",
            "time": "future",
        },
    ]


def money_parts() -> list[tuple[str, Decimal, str]]:
    """An allocation as it is used."""
    return [
        (_("Pagati"), Decimal("1200000.00"), "paid"),
        (_("Impegnati"), Decimal("2400000.00"), "committed"),
        (_("Riservati"), Decimal("150000.00"), "reserved"),
        (_("Disponibili"), Decimal("250000.00"), "available"),
    ]


def deadlines() -> list[dict[str, Any]]:
    """A deadline in each state, all seen from the same instant."""
    week = timedelta(days=7)
    plain = {"closes_at": CLOSES_AT, "opens_at": None, "extended_from": None, "at": AT}
    return [
        plain,
        {**plain, "at": CLOSES_AT - timedelta(minutes=58)},
        {**plain, "opens_at": AT + timedelta(days=1)},
        {**plain, "at": CLOSES_AT},
        {**plain, "closes_at": CLOSES_AT + week, "extended_from": CLOSES_AT},
    ]


def documents() -> list[dict[str, Any]]:
    """A printed document that waits, is ready, has failed."""
    title = "Ricevuta prot. 4821/2026"
    return [
        {"pk": 1, "state": "pending", "title": title},
        {"pk": 2, "state": "rendered", "title": title, "file": {"size": 184_320}},
        {"pk": 3, "state": "failed", "title": title},
    ]


def letters() -> list[dict[str, Any]]:
    """A letter to read and one already read."""
    return [
        {"subject": "Domanda ricevuta: prot. 4821/2026", "created_at": AT, "read_at": None},
        {
            "subject": "La tua domanda è aperta",
            "created_at": AT,
            "read_at": AT + timedelta(hours=2),
        },
    ]


def statuses() -> list[tuple[str, str, str]]:
    """The states of an application and of its outcome, each with its tone and icon."""
    return [
        ("Bozza", "draft", ""),
        ("Inviata", "done", ""),
        ("Da controllare", "todo", ""),
        ("Integrazione richiesta", "warning", ""),
        ("Ammessa", "done", "it-check"),
        ("Finanziata", "done", ""),
        ("Finanziata in parte", "done", "it-minus-circle"),
        ("Ammessa, senza fondi", "info", ""),
        ("Sotto soglia", "closed", "it-arrow-down-circle"),
        ("Inammissibile", "closed", ""),
        ("Irricevibile", "closed", ""),
        ("Ritirata", "closed", "it-minus-circle"),
        ("Revocata", "closed", "it-ban"),
        ("C'è un problema", "stop", ""),
    ]
