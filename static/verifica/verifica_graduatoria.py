#!/usr/bin/env python3
"""Ricalcola una graduatoria pubblicata e dice che cosa non torna.

    python3 verifica_graduatoria.py graduatoria.json --impronta IMPRONTA

Serve solo Python (3.9 o successivo): nessun'altra libreria, nessuna connessione. Il file è il JSON
pubblicato accanto alla graduatoria; l'impronta è quella stampata sul PDF: senza di essa non si può
escludere che qualcuno abbia riscritto insieme dati, righe e impronte. Esce con 0 se tutto torna, con 1
se qualcosa non torna, con 2 se il file non si legge.

Le regole sono quelle di docs/reference/ranked-list-format.md. Le motivazioni delle righe (`why`) sono
coperte dalle impronte e non ricalcolate.
"""

import argparse
import functools
import hashlib
import json
import re
import sys
import unicodedata
from fractions import Fraction

FORMATS = {"wecare-ranked-list/%d" % n: n for n in (1, 2, 3, 4, 5, 6)}
GENERAL = None  # the purse of a lot that is for everybody
OUTCOMES = ("admissible", "inadmissible", "irreceivable")
MORE_FIRST = ("criterion", "class", "larger_own_share")
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{2})?")


class NoList(Exception):
    """The rules give no list: they leave somebody equal, or money ends between equals."""


# --- digests -----------------------------------------------------------------------------------


def canonical(value):
    if isinstance(value, dict):
        return {unicodedata.normalize("NFC", key): canonical(each) for key, each in value.items()}
    if isinstance(value, list):
        return [canonical(each) for each in value]
    if isinstance(value, float):
        raise ValueError("il documento contiene un numero con la virgola mobile")
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def digest(value):
    text = json.dumps(canonical(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def digests(document):
    apart = ("rules", "entries", "rows", "digest")
    return {
        "input_digest": digest({name: document[name] for name in ("rules", "entries")}),
        "rows_digest": digest(document["rows"]),
        "digest": digest({name: each for name, each in document.items() if name not in apart}),
    }


# --- numbers: whole cents, and hundredths of a point -------------------------------------------


def cents(text):
    if not isinstance(text, str) or not NUMBER.fullmatch(text):
        raise ValueError("%r non è un importo o un punteggio" % (text,))
    return int(Fraction(text) * 100)


def written(hundredths):
    sign = "-" if hundredths < 0 else ""
    return "%s%d.%02d" % (sign, abs(hundredths) // 100, abs(hundredths) % 100)


# --- points and order --------------------------------------------------------------------------


def criterion_points(criterion, entry):
    """The points as judged, or those that the published value is worth."""
    by = criterion.get("computed")
    if by is None:
        points = cents(entry["points"][criterion["code"]])
        if not 0 <= points <= cents(criterion["maximum"]):
            raise ValueError("%s: punti fuori scala" % entry["protocol"])
        return points
    value = entry["computed"][criterion["code"]]
    if value is None:
        return 0
    for each in by["words"]:
        if each["word"] == value:
            return cents(each["points"])
    steps = [(cents(each["value"]), cents(each["points"])) for each in by["steps"]]
    if not steps:
        return 0
    looked = cents(value)
    if by["bound"] == "at_least":
        return max([each for each in steps if each[0] <= looked], default=(0, 0))[1]
    return min([each for each in steps if each[0] >= looked], default=(0, 0))[1]


def scored(entry, rules):
    points = {each["code"]: criterion_points(each, entry) for each in rules["criteria"]}
    classes = {each["code"]: 0 for each in rules["classes"]}
    for each in rules["criteria"]:
        exact = points[each["code"]] * cents(each["weight"])
        classes[each["class_code"]] += (exact + 50) // 100
    total = sum(classes.values())
    least = rules["total_threshold"]
    passes = least is None or total >= cents(least)
    for parts, had in ((rules["classes"], classes), (rules["criteria"], points)):
        for part in parts:
            if part["threshold"] is not None and had[part["code"]] < cents(part["threshold"]):
                passes = False
    return {"criteria": points, "classes": classes, "total": total, "passes": passes}


def protocol_order(entry):
    number, _bar, year = entry["protocol"].partition("/")
    return (int(year), int(number)) if year.isdigit() and number.isdigit() else (0, 0)


def tie_value(rule, entry, card, rules):
    kind = rule["kind"]
    if kind == "criterion":
        return card["criteria"][rule["reference"]]
    if kind == "class":
        return card["classes"][rule["reference"]]
    if kind == "smaller_request":
        return cents(entry["requested"])
    if kind == "larger_own_share":
        return cents(entry["own_share_percent"])
    if kind == "earlier_instant":
        return entry["received_at"]
    if kind == "earlier_protocol":
        year, number = protocol_order(entry)
        return year * 1000000000 + number
    if kind == "draw":
        drawn = digest({"protocol": entry["protocol"], "seed": rules["draw_seed"]})
        return int(drawn[:12], 16)
    if kind == "equal_place":
        return 0
    raise ValueError("regola di parità sconosciuta: %s" % kind)


def keys_of(first, values, rules):
    amounts = ("criterion", "class", "smaller_request", "larger_own_share")
    ties = [
        (each["kind"], each["reference"], written(value) if each["kind"] in amounts else value)
        for each, value in zip(rules["ties"], values)
    ]
    return [{"kind": k, "reference": r, "value": v} for k, r, v in [first, *ties]]


def ranked(lot, entries, rules):
    """The lot's entries in the order of the list, each with place, card and keys."""
    inside = sorted((e for e in entries if e["lot"] == lot["code"]), key=protocol_order)
    placed, below = [], []
    for entry in (each for each in inside if each["outcome"] == "admissible"):
        card = scored(entry, rules)
        values = [tie_value(rule, entry, card, rules) for rule in rules["ties"]]
        desk = rules.get("procedure") == "desk"
        lead = entry["received_at"] if desk else -card["total"]
        turned = [-v if r["kind"] in MORE_FIRST else v for r, v in zip(rules["ties"], values)]
        first = ("arrival", "", lead) if desk else ("total", "", written(card["total"]))
        one = {"entry": entry, "card": card, "order": [lead, *turned], "place": None}
        one["keys"] = keys_of(first, values, rules)
        (placed if card["passes"] else below).append(one)
    placed.sort(key=lambda one: one["order"])
    below.sort(key=lambda one: (-one["card"]["total"], protocol_order(one["entry"])))
    shared = any(rule["kind"] == "equal_place" for rule in rules["ties"])
    for n, one in enumerate(placed):
        equal = n > 0 and placed[n - 1]["order"] == one["order"]
        if equal and not shared:
            raise NoList("%s: parità che le regole non risolvono" % one["entry"]["protocol"])
        one["place"] = placed[n - 1]["place"] if equal else n + 1
    out = [
        {"entry": entry, "card": None, "place": None, "keys": [], "outcome": outcome}
        for outcome in ("inadmissible", "irreceivable")
        for entry in inside
        if entry["outcome"] == outcome
    ]
    for one in below:
        one["outcome"] = "below_threshold"
    return placed, [*below, *out]


# --- money -------------------------------------------------------------------------------------


class Lot:
    """A lot while its money is given out: what its purses hold, and where each was closed."""

    def __init__(self, rule, placed, amount):
        self.rule, self.placed, self.amount = rule, placed, amount
        self.codes = [each["code"] for each in rule.get("reserves", [])]

    def give_out(self):
        kept = {}
        for each in self.rule.get("reserves", []):
            size = reserve_size(each, self.rule)
            asked = [claim(o["entry"]) for o in self.placed if each["code"] in reserves(o["entry"])]
            kept[each["code"]] = min(size, sum(asked))
        while True:
            self.walk(kept)
            if not any(self.holds[code] for code in kept):
                return self.holds[GENERAL]
            kept = {code: self.drawn[code] for code in kept}

    def walk(self, kept):
        self.holds = {**kept, GENERAL: self.amount - sum(kept.values())}
        self.drawn = dict.fromkeys(self.holds, 0)
        self.closed = {}
        for one in self.placed:
            one["granted"] = held(one["entry"])
            self.take(self.codes_of(one["entry"]), one["granted"], below_nothing=True)
        for code in self.codes:
            moved = min(max(-self.holds[GENERAL], 0), self.holds[code])
            self.holds[code] -= moved
            self.holds[GENERAL] += moved
        if self.holds[GENERAL] < 0:
            raise NoList("lotto %s: non basta per quanto era già concesso" % self.rule["code"])
        for place in sorted({one["place"] for one in self.placed}):
            tied = [one for one in self.placed if one["place"] == place]
            self.tell_apart([one for one in tied if lacks(one)])
            for one in tied:
                self.serve(one)

    def codes_of(self, entry):
        return [*(code for code in self.codes if code in reserves(entry)), GENERAL]

    def open_to(self, one):
        """Its purses that still give at its place: those who share the place that closed one may ask."""
        place = one["place"]
        return [c for c in self.codes_of(one["entry"]) if self.closed.get(c, place) == place]

    def serve(self, one):
        codes, lack, more = self.open_to(one), lacks(one), self.offer(one)
        there = sum(self.holds[code] for code in codes)
        self.take(codes, more)
        one["granted"] += more
        if lack > there > 0 and self.rule["allocation"] != "skip":
            self.closed.update(dict.fromkeys(codes, one["place"]))
        one["outcome"] = "partly_funded" if one["granted"] else "unfunded"
        if not lacks(one):
            one["outcome"] = "funded"

    def take(self, codes, amount, below_nothing=False):
        for code in codes:
            last = below_nothing and code is GENERAL
            given = amount if last else min(amount, self.holds[code])
            self.holds[code] -= given
            self.drawn[code] += given
            amount -= given

    def offer(self, one):
        """What one would get beyond what it holds, were it served now."""
        there = sum(self.holds[code] for code in self.open_to(one))
        if lacks(one) <= there:
            return lacks(one)
        if there == 0 or self.rule["allocation"] != "offer_rest":
            return 0
        asked, least = claim(one["entry"]), one["entry"]["minimum_acceptable"]
        part = self.rule.get("minimum_offer")
        if not held(one["entry"]) and (
            (part is not None and there * 10000 < asked * cents(part))
            or (least is not None and there < min(cents(least), asked))
        ):
            return 0
        return there

    def tell_apart(self, tied):
        """Those who share a place are paid together or not at all: purse by purse, who meets whom."""
        groups = []
        for one in tied:
            own = {code for code in self.open_to(one) if self.holds[code]}
            if own:
                groups.append({"who": [one], "lacks": lacks(one), "purses": own, "open": False})
        order = [*self.codes, GENERAL]
        for n, code in enumerate(order):
            meet = [g for g in groups if code in g["purses"] and (g["lacks"] or g["open"])]
            lack, unclear = sum(g["lacks"] for g in meet), any(g["open"] for g in meet)
            if not meet:
                continue
            groups = [g for g in groups if g not in meet]
            if lack <= self.holds[code] and not unclear:
                continue
            after = [g["purses"] & set(order[n + 1 :]) for g in meet]
            groups.append(
                {
                    "who": [one for g in meet for one in g["who"]],
                    "lacks": max(0, lack - self.holds[code]),
                    "purses": set().union(*after),
                    "open": unclear or any(each != after[0] for each in after),
                }
            )
        for group in groups:
            if len(group["who"]) > 1 and any(self.offer(one) for one in group["who"]):
                named = ", ".join(one["entry"]["protocol"] for one in group["who"])
                raise NoList("le risorse finiscono tra domande allo stesso posto: %s" % named)


def reserve_size(reserve, lot):
    if reserve["amount"] is not None:
        return cents(reserve["amount"])
    return cents(reserve["percent"]) * cents(lot["amount"]) // 10000


def reserves(entry):
    return entry.get("reserves", [])


def claim(entry):
    return cents(entry["requested"] if entry.get("asks") is None else entry["asks"])


def held(entry):
    return cents(entry.get("held", "0.00"))


def lacks(one):
    return claim(one["entry"]) - one["granted"]


# --- several funds ------------------------------------------------------------------------------


@functools.lru_cache(maxsize=None)
def turns(shares):
    """By fund, how many of the first n cents of a round of 10 000 it pays, from none to all."""
    part = {fund: cents(percent) for fund, percent in shares}
    if len(part) < len(shares) or sum(part.values()) != 10000 or min(part.values()) < 1:
        raise ValueError("le quote dei fondi non fanno cento")
    paid = {fund: [0] for fund in sorted(part)}
    for number in range(1, 10001):
        behind = [fund for fund in paid if paid[fund][-1] * 10000 < part[fund] * number]
        turn = min(behind, key=lambda fund: (Fraction(paid[fund][-1] + 1, part[fund]), fund))
        for fund, sums in paid.items():
            sums.append(sums[-1] + (fund == turn))
    return paid


def held_runs(entry):
    return [(each["first"], each["last"]) for each in entry.get("held_cents", [])]


def length(runs):
    return sum(last - first + 1 for first, last in runs)


def joined(runs):
    found = []
    for first, last in sorted(runs):
        if found and found[-1][1] + 1 == first:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def keeps_its_own(entry, due):
    """Whether the cents an entry holds are as many as were granted, in order, in as few runs as can be."""
    runs = held_runs(entry)
    ordered = all(1 <= first <= last for first, last in runs) and runs == joined(runs)
    return ordered and length(runs) == due


def free_runs(order):
    """The cents that nobody holds, from the first to more than are needed."""
    free, at = [], 1
    for first, last in sorted(run for one in order for run in held_runs(one["entry"])):
        if first > at:
            free.append((at, first - 1))
        at = last + 1
    return [*free, (at, at + sum(one["granted"] for one in order))]


def divide(lot, placed):
    """The cents of each grant, and what each fund pays of them; who holds cents keeps them."""
    order = [one for one in placed if one["granted"]]
    paid = turns(tuple((each["fund"], each["percent"]) for each in lot["shares"]))
    free = free_runs(order)
    for one in order:
        own = held_runs(one["entry"])
        more = one["granted"] - length(own)
        while more > 0:
            first, last = free.pop(0)
            end = min(last, first + more - 1)
            own.append((first, end))
            more -= end - first + 1
            if end < last:
                free.insert(0, (end + 1, last))
        one["cents"] = [{"first": first, "last": last} for first, last in joined(own)]
        one["parts"] = {
            fund: sum(until(sums, last) - until(sums, first - 1) for first, last in own)
            for fund, sums in paid.items()
        }


def in_cents(parts):
    return {fund: cents(amount) for fund, amount in parts.items()}


def draw(there, amount):
    """What each fund pays of an amount, out of what stands on the funds: by code, each its part."""
    rest, paid = sum(there.values()), {}
    if not 0 <= amount <= rest or min(there.values(), default=0) < 0:
        raise NoList("sui fondi non c'è quanto serve")
    for fund in sorted(there):
        paid[fund] = amount * there[fund] // rest if rest else 0
        amount, rest = amount - paid[fund], rest - there[fund]
    return paid


def divide_what_stands(lot, placed, there):
    """What each fund pays of each grant, where what stands on the funds says it; what the lot leaves."""
    funds = sorted(each["fund"] for each in lot["shares"])
    if not set(there) <= set(funds):
        raise ValueError("lotto %s: un fondo che non lo paga" % lot["code"])
    there = {fund: there.get(fund, 0) for fund in funds}
    gone, count = draw(there, 0), 0
    for one in placed:
        if one["granted"]:
            own, before = in_cents(one["entry"].get("held_parts", {})), gone
            count += one["granted"] - held(one["entry"])
            gone = draw(there, count)
            one["parts"] = {f: own.get(f, 0) + gone[f] - before[f] for f in funds}
    return {fund: there[fund] - gone[fund] for fund in funds}


def keeps_its_parts(entry, lot):
    """Whether what an entry holds is on funds of its lot, and no more than was granted."""
    own = in_cents(entry.get("held_parts", {}))
    funds = {each["fund"] for each in lot.get("shares", [])}
    return (
        set(own) <= funds
        and all(amount > 0 for amount in own.values())
        and sum(own.values()) <= held(entry)
        and not held_runs(entry)
    )


def until(sums, number):
    return number // 10000 * sums[10000] + sums[number % 10000]


def giving_order(lots):
    waiting, ordered = list(lots), []
    while waiting:
        targets = {lot.get("leftover_to") for lot in waiting}
        ready = [lot for lot in waiting if lot["code"] not in targets]
        if not ready:
            raise ValueError("i lotti si lasciano le risorse in cerchio")
        ordered += ready
        waiting = [lot for lot in waiting if lot["code"] in targets]
    return ordered


def drawn_up(entries, rules, edition):
    """The rows, as far as they are computed, and what became of each lot's money."""
    lists = {lot["code"]: ranked(lot, entries, rules) for lot in rules["lots"]}
    gave = {code: cents(amount) for code, amount in rules.get("given", {}).items()}
    came = {lot["code"]: {} for lot in rules["lots"]}
    money = {}
    free = {code: in_cents(parts) for code, parts in rules.get("free", {}).items()}
    for lot in giving_order(rules["lots"]):
        placed, before = lists[lot["code"]][0], gave.get(lot["code"], 0)
        received = sum(came[lot["code"]].values())
        purse = Lot(lot, placed, cents(lot["amount"]) + received - before)
        left = purse.give_out() + before
        if lot.get("leftover_to") and left:
            came[lot["leftover_to"]][lot["code"]] = left
        if lot.get("shares") and free:
            rest = divide_what_stands(lot, placed, free[lot["code"]])
            if lot.get("leftover_to"):
                there = free[lot["leftover_to"]]
                free[lot["leftover_to"]] = {
                    fund: there.get(fund, 0) + rest.get(fund, 0) for fund in {*there, *rest}
                }
        elif lot.get("shares"):
            divide(lot, placed)
        money[lot["code"]] = (sum(one["granted"] for one in placed), left, purse.drawn)
    rows = [one for lot in rules["lots"] for part in lists[lot["code"]] for one in part]
    summaries = [summed(lot, money, came, edition) for lot in rules["lots"]]
    if edition >= 5:
        for lot, summary in zip(rules["lots"], summaries):
            summary["funds"] = [
                {"fund": fund, "granted": written(paid_by(fund, lists[lot["code"]][0]))}
                for fund in sorted(each["fund"] for each in lot["shares"])
            ]
    return rows, summaries


def paid_by(fund, placed):
    return sum(one.get("parts", {}).get(fund, 0) for one in placed)


def summed(lot, money, came, edition):
    granted, left, drawn = money[lot["code"]]
    summary = {"code": lot["code"], "amount": lot["amount"], "granted": written(granted)}
    if edition < 3:
        return {**summary, "left": written(left)}
    passed_on = left if lot["leftover_to"] else 0
    return {
        **summary,
        "left": written(left - passed_on),
        "given": written(passed_on),
        "received": [
            {"lot": code, "amount": written(amount)} for code, amount in came[lot["code"]].items()
        ],
        "reserves": [
            {
                "code": each["code"],
                "amount": written(reserve_size(each, lot)),
                "drawn": written(drawn[each["code"]]),
            }
            for each in lot["reserves"]
        ],
    }


def row_of(one, sequence, edition):
    entry, card = one["entry"], one["card"]
    names = ("lot", "protocol", "organisation_name", "fiscal_code", "title", "requested")
    shown = {name: entry[name] for name in names}
    if edition >= 5:
        shown["parts"] = {f: written(paid) for f, paid in one.get("parts", {}).items()}
        shown["cents"] = one.get("cents", [])
    return {
        **shown,
        "sequence": sequence,
        "position": one["place"],
        "points": written(card["total"]) if card else None,
        "criteria": {c: written(p) for c, p in card["criteria"].items()} if card else {},
        "classes": {c: written(p) for c, p in card["classes"].items()} if card else {},
        "granted": written(one.get("granted", 0)),
        "outcome": one["outcome"],
        "keys": one["keys"],
    }


# --- what differs ------------------------------------------------------------------------------


def compared(place, published, computed):
    if isinstance(published, dict) and isinstance(computed, dict):
        for key in sorted({*published, *computed}):
            yield from compared("%s.%s" % (place, key), published.get(key), computed.get(key))
    elif isinstance(published, list) and isinstance(computed, list):
        if len(published) != len(computed):
            yield "%s: pubblicati %d elementi, ricalcolati %d" % (
                place,
                len(published),
                len(computed),
            )
        for n, (one, other) in enumerate(zip(published, computed)):
            yield from compared("%s[%d]" % (place, n + 1), one, other)
    elif type(published) is not type(computed) or published != computed:
        yield "%s: pubblicato %r, ricalcolato %r" % (place, published, computed)


def differences(document, printed_digest=None):
    """Each thing that does not hold, as a sentence."""
    if not isinstance(document, dict) or document.get("format") not in FORMATS:
        yield "il file non è una graduatoria pubblicata in un formato conosciuto"
        return
    try:
        if printed_digest and document["digest"] != printed_digest.strip().lower():
            yield "l'impronta del file non è quella stampata sulla graduatoria"
        for name, value in digests(document).items():
            yield from compared(name, document[name], value)
        yield from recomputed(document)
    except NoList as problem:
        yield "le regole non danno una graduatoria: %s" % problem
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError) as problem:
        yield "il file non si può ricalcolare: %s: %s" % (type(problem).__name__, problem)


def recomputed(document):
    rules, entries = document["rules"], document["entries"]
    protocols = [each["protocol"] for each in entries]
    if len(set(protocols)) < len(protocols):
        yield "entries: un protocollo compare più di una volta"
    lots = {lot["code"] for lot in rules["lots"]}
    several = {lot["code"] for lot in rules["lots"] if lot.get("shares")}
    stand, by_code = rules.get("free", {}), {lot["code"]: lot for lot in rules["lots"]}
    if stand and set(stand) != several:
        yield "rules.free: i lotti non sono quelli pagati da più fondi"
    for entry in entries:
        if entry["lot"] not in lots or entry["outcome"] not in OUTCOMES:
            yield "entries: %s ha un lotto o un esito sconosciuto" % entry["protocol"]
        elif not 0 <= held(entry) <= claim(entry) <= cents(entry["requested"]):
            yield "entries: %s ha importi che non stanno insieme" % entry["protocol"]
        elif stand and not keeps_its_parts(entry, by_code[entry["lot"]]):
            yield "entries: %s conserva sui fondi altro da quanto ha avuto" % entry["protocol"]
        elif not stand and not keeps_its_own(entry, held(entry) if entry["lot"] in several else 0):
            yield "entries: %s conserva altri centesimi del lotto" % entry["protocol"]
    for code in sorted(several):
        runs = sorted(run for each in entries if each["lot"] == code for run in held_runs(each))
        if any(runs[n][1] >= runs[n + 1][0] for n in range(len(runs) - 1)):
            yield "entries: nel lotto %s un centesimo è conservato due volte" % code
    if any(rule["kind"] == "draw" for rule in rules["ties"]):
        drawn = sorted({*protocols, *rules.get("left", [])})
        seed = digest({"rulebook": document["rulebook_digest"], "protocols": drawn})
        yield from compared("rules.draw_seed", rules["draw_seed"], seed)
    edition = FORMATS[document["format"]]
    rows, lots = drawn_up(entries, rules, edition)
    told = [{name: v for name, v in row.items() if name != "why"} for row in document["rows"]]
    yield from compared("rows", told, [row_of(one, n + 1, edition) for n, one in enumerate(rows)])
    yield from compared("lots", document["lots"], lots)


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Ricalcola una graduatoria pubblicata.")
    parser.add_argument("file", help="il JSON pubblicato accanto alla graduatoria")
    parser.add_argument("--impronta", help="l'impronta stampata sulla graduatoria")
    asked = parser.parse_args(arguments)
    try:
        with open(asked.file, encoding="utf-8") as opened:
            document = json.load(opened)
    except (OSError, ValueError, RecursionError) as problem:
        print("Il file non si legge: %s" % problem)
        return 2
    found = list(differences(document, asked.impronta))
    for each in found:
        print(each)
    if found:
        print("La graduatoria NON è quella che i suoi dati danno: %d differenze." % len(found))
        return 1
    print("La graduatoria è quella che i suoi dati danno: ordine e importi tornano.")
    if not asked.impronta:
        print("Confronta l'impronta con quella stampata: %s" % document["digest"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
