"""Who reads and who does what: every page by every kind of person, by GET and by POST."""

from typing import Any

from django.db import connection

from tests.evaluation.views.conftest import PEOPLE, World, status_of

EVERYONE = dict.fromkeys(PEOPLE, 200)
DESK = {"officer": 200, "manager": 200, "auditor": 200, "anonymous": 302}
OFFICE = ("officer", "manager", "auditor")
SEAT = {"assessor": 200, "anonymous": 302}

# address → whoever is not named gets the second number
READING = {
    "/graduatorie/": (EVERYONE, 200),
    "/graduatorie/{listed}/1/": (EVERYONE, 200),
    "/graduatorie/{listed}/1/csv/": (EVERYONE, 200),
    "/graduatorie/{listed}/1/json/": (EVERYONE, 200),
    "/graduatorie/verifica/": (EVERYONE, 200),
    "/graduatorie/{listed}/1/pdf/": (EVERYONE, 200),
    "/area/esiti/{public_id}/": ({"applicant": 200, "anonymous": 302}, 404),
    "/ufficio/graduatorie/{listed}/osservazioni/": (DESK, 403),
    "/ufficio/graduatorie/{listed}/scorrimento/": (DESK, 403),
    "/ufficio/graduatorie/{listed}/accesso/": ({"officer": 200, "anonymous": 302}, 403),
    "/ufficio/graduatorie/{listed}/accesso/1/": ({"officer": 404, "anonymous": 302}, 403),
    "/ufficio/graduatorie/{listed}/scorrimento/uscite/{listed_prot}/": (
        {"manager": 200, "anonymous": 302},
        403,
    ),
    "/area/esiti/{public_id}/rinuncia/": ({"applicant": 200, "anonymous": 302}, 404),
    "/ufficio/istruttorie/{call}/": (DESK, 403),
    "/ufficio/istruttorie/{call}/{prot}/": (DESK, 403),
    "/ufficio/istruttorie/{call}/{prot}/allegati/deed/": (DESK, 403),
    "/ufficio/istruttorie/{call}/campione/": (DESK, 403),
    "/ufficio/istruttorie/{call}/campione/1/1/": ({"officer": 404, "anonymous": 302}, 403),
    "/ufficio/istruttorie/{call}/{prot}/richieste/completamento/": (
        {"officer": 200, "anonymous": 302},
        403,
    ),
    "/ufficio/istruttorie/{call}/{prot}/richieste/1/": (DESK | dict.fromkeys(OFFICE, 404), 403),
    "/area/richieste/00000000-0000-4000-8000-000000000000/": ({"anonymous": 302}, 404),
    "/ufficio/nuclei/{call}/": (DESK, 403),
    "/ufficio/graduatorie/{call}/": (DESK, 403),
    "/ufficio/graduatorie/{listed}/scenari/": (DESK, 403),
    "/ufficio/graduatorie/{listed}/scenari/nuovo/": (
        {"officer": 200, "manager": 200, "anonymous": 302},
        403,
    ),
    "/ufficio/nuclei/{call}/accordo/": (
        {"manager": 200, "auditor": 200, "assessor": 200, "anonymous": 302},
        403,
    ),
    "/ufficio/nuclei/{call}/accordo/{prot}/": (
        {"manager": 200, "auditor": 200, "assessor": 404, "anonymous": 302},
        403,
    ),
    "/ufficio/nuclei/{call}/punti/": (DESK, 403),
    "/nucleo/": (SEAT, 403),
    "/nucleo/{call}/conflitti/": (SEAT, 404),
    "/nucleo/{call}/valutazioni/": (SEAT, 404),
    "/nucleo/{call}/valutazioni/{prot}/": (SEAT, 404),
    "/nucleo/{call}/valutazioni/{prot}/allegati/deed/": (SEAT, 404),
}
DOING = {
    "/ufficio/graduatorie/{listed}/accesso/": ({"officer": 422, "anonymous": 302}, 403),
    "/ufficio/graduatorie/{listed}/scenari/nuovo/": (
        {"officer": 422, "manager": 422, "anonymous": 302},
        403,
    ),
    "/area/esiti/{public_id}/rinuncia/": ({"applicant": 422, "anonymous": 302}, 404),
    "/ufficio/graduatorie/{listed}/scorrimento/proposta/": (
        {"officer": 302, "anonymous": 302},
        403,
    ),
    "/ufficio/graduatorie/{listed}/scorrimento/uscite/{listed_prot}/": (
        {"manager": 422, "anonymous": 302},
        403,
    ),
    "/ufficio/istruttorie/{call}/{prot}/": ({"officer": 422, "anonymous": 302}, 403),
    "/ufficio/istruttorie/{call}/{prot}/lista/": ({"officer": 302, "anonymous": 302}, 403),
    "/ufficio/istruttorie/{call}/{prot}/carico/": ({"officer": 302, "anonymous": 302}, 403),
    "/ufficio/istruttorie/{call}/{prot}/passaggio/": ({"officer": 302, "anonymous": 302}, 403),
    "/ufficio/istruttorie/{call}/{prot}/richieste/completamento/": (
        {"officer": 422, "anonymous": 302},
        403,
    ),
    "/ufficio/istruttorie/{call}/campione/": ({"officer": 422, "anonymous": 302}, 403),
    "/area/richieste/00000000-0000-4000-8000-000000000000/": ({"anonymous": 302}, 404),
    "/ufficio/nuclei/{call}/": ({"manager": 422, "anonymous": 302}, 403),
    "/ufficio/graduatorie/{call}/proposta/": ({"officer": 302, "anonymous": 302}, 403),
    "/ufficio/graduatorie/{listed}/1/approvazione/": ({"manager": 302, "anonymous": 302}, 403),
    "/ufficio/graduatorie/{listed}/1/pubblicazione/": ({"manager": 302, "anonymous": 302}, 403),
    "/nucleo/{call}/conflitti/": ({"assessor": 422, "anonymous": 302}, 404),
    "/nucleo/{call}/valutazioni/{prot}/": ({"assessor": 302, "anonymous": 302}, 404),
    "/nucleo/{call}/valutazioni/{prot}/salvataggio/": ({"assessor": 422, "anonymous": 302}, 404),
    "/nucleo/{call}/accordo/{prot}/consenso/": ({"assessor": 404, "anonymous": 302}, 403),
    "/nucleo/{call}/accordo/{prot}/altra-persona/": ({"assessor": 404, "anonymous": 302}, 403),
    "/nucleo/{call}/valutazioni/{prot}/firma/": ({"assessor": 302, "anonymous": 302}, 404),
}


def test_each_page_is_read_by_whom_the_table_says(world: World) -> None:
    found = {
        address: {who: status_of(world.browser(who).get(world.address(address))) for who in PEOPLE}
        for address in READING
    }

    assert found == expected(READING)


def test_each_step_is_done_by_whom_the_table_says(world: World) -> None:
    found = {
        address: {who: status_of(world.browser(who).post(world.address(address))) for who in PEOPLE}
        for address in DOING
    }

    assert found == expected(DOING)


def test_a_stranger_of_the_portal_is_led_to_the_login(world: World) -> None:
    reader = world.browser("anonymous")

    led = {
        address: reader.get(world.address(address))["Location"].partition("?")[0]
        for address, (named, _others) in READING.items()
        if named.get("anonymous") == 302
    }

    assert led == dict.fromkeys(led, "/accesso/")
    assert len(led) == 27


def test_a_refused_post_writes_nothing(world: World) -> None:
    before = rows()

    for address, (named, _others) in DOING.items():
        for who in set(PEOPLE) - set(named):
            world.browser(who).post(world.address(address), {"outcome": "inadmissible"})

    assert rows() == before


def test_what_is_not_there_is_not_found(world: World) -> None:
    absent = (
        "/graduatorie/{listed}/2/",
        "/graduatorie/niente/1/",
        "/ufficio/istruttorie/niente/",
        "/ufficio/istruttorie/{call}/999999-2026/",
        "/ufficio/istruttorie/{call}/{prot}/allegati/altro/",
        "/ufficio/nuclei/niente/",
        "/ufficio/graduatorie/niente/",
    )
    officer = world.browser("officer")

    found = {address: officer.get(world.address(address)).status_code for address in absent}

    assert found == dict.fromkeys(absent, 404)


def expected(table: dict[str, Any]) -> dict[str, dict[str, int]]:
    """The table written out, person by person."""
    return {
        address: {who: named.get(who, others) for who in PEOPLE}
        for address, (named, others) in table.items()
    }


def rows() -> dict[str, int]:
    """How many rows each table of judgement holds."""
    tables = (
        "admissibility",
        "formalrequest",
        "checksample",
        "panel",
        "conflictdeclaration",
        "assessment",
        "score",
        "rankedlist",
    )
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM evaluation_{table}")
            found[table] = cursor.fetchone()[0]
        return found
