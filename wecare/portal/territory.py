"""The Distretti della Coesione Sociale as far as they are known, each name with its mark.

That there are thirty is said by D.G.R. 22 febbraio 2019 n. 21-8447; their official list was not found.
Names and bodies below are a reconstruction from the health districts and from the projects of FSE1,
to be confirmed; what a public source says is marked with that source.
"""

from dataclasses import dataclass, field
from datetime import date

RECONSTRUCTED = "ricostruzione da confermare"
FOUND_FSE1 = "progetti FSE1 pubblicati; nome da confermare"
FOUND = "fonte pubblica"


@dataclass(frozen=True, slots=True)
class KnownBody:
    """An ente gestore; `merged_into` names what follows it from `until`."""

    name: str
    mark: str = RECONSTRUCTED
    until: date | None = None
    merged_into: str = ""


@dataclass(frozen=True, slots=True)
class KnownDistrict:
    """A district with its working name."""

    code: str
    name: str
    health_authority: str
    bodies: tuple[KnownBody, ...] = field(default_factory=tuple)
    mark: str = RECONSTRUCTED


def _bodies(*names: str, mark: str = RECONSTRUCTED) -> tuple[KnownBody, ...]:
    return tuple(KnownBody(name, mark) for name in names)


_PINEROLO = date(2025, 1, 1)
_CISS = "CISS del Pinerolese"

DISTRICTS = (
    KnownDistrict("torino", "Città di Torino", "Città di Torino", _bodies("Comune di Torino")),
    KnownDistrict(
        "valle-susa-val-sangone",
        "Valle di Susa e Val Sangone",
        "TO3",
        _bodies("Con.I.S.A.", "Unione montana Val Sangone"),
    ),
    KnownDistrict(
        "pinerolese",
        "Pinerolese",
        "TO3",
        (
            KnownBody("CISS Pinerolo", RECONSTRUCTED, _PINEROLO, _CISS),
            KnownBody("Unione montana Valli Chisone e Germanasca", RECONSTRUCTED, _PINEROLO, _CISS),
        ),
    ),
    KnownDistrict(
        "metropolitana-centro",
        "Area metropolitana Centro (Collegno, Grugliasco, Rivoli)",
        "TO3",
        _bodies("CISAP", "CISA Rivoli"),
    ),
    KnownDistrict(
        "metropolitana-nord",
        "Area metropolitana Nord (Pianezza, Venaria)",
        "TO3",
        _bodies("CISSA"),
    ),
    KnownDistrict(
        "metropolitana-sud", "Area metropolitana Sud (Orbassano)", "TO3", _bodies("CIdiS")
    ),
    KnownDistrict(
        "cirie-valli-lanzo",
        "Ciriè e Valli di Lanzo",
        "TO4",
        _bodies("CIS Ciriè", "Unione montana Valli di Lanzo"),
    ),
    KnownDistrict(
        "chivasso-san-mauro",
        "Chivasso e San Mauro",
        "TO4",
        (KnownBody("CISS Chivasso", FOUND), KnownBody("CISA Gassino")),
    ),
    KnownDistrict("settimo", "Settimo Torinese", "TO4", _bodies("Unione NET")),
    KnownDistrict("ivrea", "Ivrea", "TO4", _bodies("In.Re.Te.", "CISSAC Caluso")),
    KnownDistrict("cuorgne", "Cuorgnè", "TO4", _bodies("CISS 38")),
    KnownDistrict("chieri", "Chieri", "TO5", _bodies("Consorzio del Chierese")),
    KnownDistrict("carmagnola", "Carmagnola", "TO5", _bodies("CISA 31")),
    KnownDistrict(
        "moncalieri-nichelino",
        "Moncalieri e Nichelino",
        "TO5",
        (KnownBody("Unione Moncalieri, Trofarello, La Loggia"), KnownBody("CISA 12", FOUND)),
    ),
    KnownDistrict(
        "vercelli",
        "Vercelli",
        "VC",
        _bodies(
            "Comune di Vercelli",
            "CISAS Santhià",
            "CASA Gattinara",
            "Unione montana Valsesia",
            mark=FOUND,
        ),
    ),
    KnownDistrict("biella", "Biella", "BI", _bodies("IRIS", "CISSABO")),
    KnownDistrict("novara", "Novara", "NO", _bodies("Comune di Novara")),
    KnownDistrict(
        "nord-novarese",
        "Area Nord novarese (Borgomanero)",
        "NO",
        _bodies("CISS Borgomanero", "CISAS Castelletto"),
    ),
    KnownDistrict(
        "sud-novarese",
        "Area Sud novarese (Romentino)",
        "NO",
        _bodies("CISA Ovest Ticino", "CISA 24"),
    ),
    KnownDistrict(
        "verbano-cusio-ossola",
        "Verbano Cusio Ossola",
        "VCO",
        _bodies("CSS Verbano", "CISS Cusio", "CISS Ossola", mark=FOUND),
    ),
    KnownDistrict(
        "fossano-saluzzo-savigliano",
        "Fossano, Saluzzo, Savigliano",
        "CN1",
        _bodies("Consorzio Monviso Solidale"),
    ),
    KnownDistrict("cuneo", "Cuneo", "CN1", _bodies("CSAC", "Consorzio Valli Grana e Maira")),
    KnownDistrict(
        "mondovi-ceva", "Mondovì e Ceva", "CN1", _bodies("CSSM", "Unione montana Ceva", mark=FOUND)
    ),
    KnownDistrict("alba", "Alba", "CN2", _bodies("Consorzio Alba Langhe Roero")),
    KnownDistrict("bra", "Bra", "CN2", _bodies("Gestione intercomunale ambito di Bra")),
    KnownDistrict(
        "asti",
        "Asti",
        "AT",
        (
            KnownBody("Comune di Asti"),
            KnownBody("Co.Ge.Sa.", FOUND),
            KnownBody("CISA Asti Sud"),
        ),
        FOUND_FSE1,
    ),
    KnownDistrict(
        "alessandria-valenza", "Alessandria e Valenza", "AL", _bodies("CISSACA"), FOUND_FSE1
    ),
    KnownDistrict(
        "casale",
        "Casale Monferrato",
        "AL",
        _bodies("ASL AL, servizio socio-assistenziale"),
        FOUND_FSE1,
    ),
    KnownDistrict(
        "novi-tortona",
        "Novi Ligure e Tortona",
        "AL",
        _bodies("CSP Novi", "CISA Tortona"),
        FOUND_FSE1,
    ),
    KnownDistrict(
        "acqui-ovada", "Acqui Terme e Ovada", "AL", _bodies("ASCA", "CSS Ovada"), FOUND_FSE1
    ),
)
