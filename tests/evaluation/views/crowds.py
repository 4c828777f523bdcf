"""Calls with as many rows as one likes in every list of the office, the panel and the applicants."""

from dataclasses import dataclass
from decimal import Decimal

from evaluation.actions import (
    access,
    agreement,
    assigning,
    formal_samples,
    recusals,
    scenarios,
    score_checks,
)
from evaluation.engine.scenarios import Changes
from evaluation.models import OfferAnswer
from tests.factories.evaluation import (
    appointed,
    call_under_evaluation,
    decided,
    declared,
    judged,
    manager,
    members_of,
    officer,
    published_list,
    signed,
    submitted,
)
from tests.factories.formal import call_with_notice, clarification, in_hands, rejection
from tests.factories.funding import adopted_decree
from tests.factories.many import copies, many, triggers_at_rest
from tests.factories.panels import held, with_secretary
from tests.factories.publication import observed as an_observation
from tests.factories.publication import provisional_list
from tests.factories.scoring import HIGH, LOW, MIDDLE, judged_by
from tests.factories.scrolls import renounced, short_rules
from wecare.accounts.models import Person
from wecare.core import clock


@dataclass(frozen=True)
class Crowd:
    """Whom to ask for which address: each shows as many rows as the crowd has."""

    pages: dict[str, tuple[str, Person | None]]  # name → address, reader


def checked(count: int) -> Crowd:
    """As many formal checks: in one officer's hands, asked to complete, warned, decided, sampled."""
    call, by = call_with_notice(), officer()
    asked, warned, done = (submitted(call) for _kind in range(3))
    for each in (asked, warned):
        in_hands(each, by=by)
    clarification(asked, by=by)
    rejection(warned, by=by)
    decided(done)
    for each in (asked, warned, done):
        many(each, count)
    formal_samples.draw(call=call, share=Decimal(100), by=officer())
    panel = appointed(call)
    return Crowd(
        {
            "checks": (f"/ufficio/istruttorie/{call.code}/", by),
            "own requests": (f"/ufficio/istruttorie/{call.code}/?carico=mie&stato=attesa", by),
            "sample": (f"/ufficio/istruttorie/{call.code}/campione/", by),
            "what is open": (f"/ufficio/graduatorie/{call.code}/", by),
            "conflicts": (f"/nucleo/{call.code}/conflitti/", members_of(panel)[0].person),
            "office's day": ("/ufficio/", by),
        }
    )


def judging(count: int) -> Crowd:
    """As many applications in each stage of judgement, sessions, and substitutes."""
    rules = judged_by(
        assessors=2, spread_limit="30.00", beyond_spread="consensus", checked_percent="100.00"
    )
    call, boss = call_under_evaluation(rules=rules), manager()
    agreed, apart, drafted, left = (decided(submitted(call)) for _stage in range(4))
    panel = appointed(call, substitutes=1)
    secretary = officer()
    with_secretary(panel, secretary)
    chair, second, third, substitute = [
        declared(each) for each in members_of(panel) if not hasattr(each, "declaration")
    ]
    for submission, pair in (
        (agreed, (chair, second)),
        (apart, (chair, second)),
        (drafted, (second, third)),
    ):
        assigning.assign(call=call, pairs=[(submission, each) for each in pair], by=boss)
    signed(chair, agreed, MIDDLE)
    signed(second, agreed, MIDDLE)
    signed(chair, apart, HIGH)
    signed(second, apart, LOW)
    signed(second, drafted, MIDDLE)
    points = {code: (Decimal(each), "Concordato") for code, each in MIDDLE.items()}
    agreement.record_consensus(submission=apart, scores=points, note="Letto", by=chair.person)
    for each in (agreed, apart):
        score_checks.check(submission=each, is_confirmed=True, note="", by=officer())
    recusals.recuse(member=third, submission=drafted, reason="Parenti", by=third.person)
    recusals.stand_in(
        substitute=substitute,
        member=third,
        submissions=[drafted],
        reason="Astensione",
        by=chair.person,
    )
    sessions = held(panel, secretary)
    for each in (agreed, apart, drafted, left):
        many(each, count)
    with triggers_at_rest():
        copies(sessions[:1] * count, number=list(range(10, count + 10)))
        people = copies([substitute.person] * count)
        copies([substitute] * count, person=people)
    desk, own = f"/ufficio/nuclei/{call.code}/", f"/nucleo/{call.code}/"
    return Crowd(
        {
            "panel": (desk, boss),
            "who judges what": (f"{desk}assegnazioni/", boss),
            "agreement for the office": (f"{desk}accordo/", boss),
            "second checks": (f"{desk}punti/", officer()),
            "sessions for the office": (f"{desk}sedute/", boss),
            "seats": ("/nucleo/", chair.person),
            "conflicts declared": (f"{own}conflitti/", chair.person),
            "to judge": (f"{own}valutazioni/", second.person),
            "agreement": (f"{own}accordo/", chair.person),
            "sessions": (f"{own}sedute/", second.person),
            "one session": (f"{own}sedute/2/", secretary),
            "what is open": (f"/ufficio/graduatorie/{call.code}/", boss),
            "checks": (f"/ufficio/istruttorie/{call.code}/", boss),
        }
    )


def listed(count: int) -> Crowd:
    """A published list: half funded, one in part; a fourth left, answered; scenarios; a decree."""
    amount = f"{count // 2 * 80_000 + 40_000}.00"
    lots = [{"code": "T", "title": "Territoriale", "amount": amount, "allocation": "offer_rest"}]
    call, by = call_under_evaluation(rules=short_rules(lots=lots)), officer()
    first = submitted(call)
    judged(call, {first: MIDDLE})
    sent = [first, *many(first, count - 1)]
    ranked_list = published_list(call)
    decree = adopted_decree(ranked_list)
    made = scenarios.make(
        ranked_list=ranked_list, name="Meno", changes=Changes(amounts={"T": Decimal(80_000)}), by=by
    )
    asked = access.prepare(
        call=call,
        protocols=[first.protocol],
        asked_by="Comitato",
        reference="1/A",
        asked_on=clock.today(),
        reason="Interesse",
        with_attachments=False,
        by=by,
    )
    left = renounced(first)
    offered = ranked_list.rows.get(outcome="partly_funded")
    answer = OfferAnswer.objects.create(
        ranked_list=ranked_list,
        submission=offered.submission,
        reply="accepted",
        amount=offered.granted,
        answered_by=by,
        answered_at=clock.now(),
    )
    with triggers_at_rest():
        copies([left] * (count // 4), submission=sent[1 : count // 4 + 1])
        copies([answer] * (count // 4), submission=sent[count // 4 : count // 4 * 2])
        copies([made] * count)
        copies([asked] * count)
        former = copies([ranked_list] * count)
        acts = copies([decree.act] * count)
        copies([decree] * count, ranked_list=former, act=acts)
    desk, public = f"/ufficio/graduatorie/{call.code}/", f"/graduatorie/{call.code}/1/"
    return Crowd(
        {
            "list": (public, None),
            "list for who is in it": (public, first.submitted_by),
            **{f"list as {each}": (f"{public}{each}/", None) for each in ("csv", "json", "xlsx")},
            "lists": ("/graduatorie/", None),
            "lists of the office": (desk, by),
            "scroll": (f"{desk}scorrimento/", by),
            "requests of access": (f"{desk}accesso/", by),
            "scenarios": (f"{desk}scenari/", by),
            "scenario": (f"{desk}scenari/{made.pk}/", by),
            "scenario as ods": (f"{desk}scenari/{made.pk}/ods/", by),
            "decrees": ("/ufficio/decreti/", by),
            "decree": (f"/ufficio/decreti/{decree.pk}/", by),
            "adoption": (f"/ufficio/decreti/{decree.pk}/adozione/", manager()),
            "own outcome": (f"/area/esiti/{first.application.public_id}/", first.submitted_by),
        }
    )


def observed(count: int) -> Crowd:
    """A provisional list in which everybody observed something."""
    ranked_list, (first, *_others) = provisional_list()
    filed = an_observation(first)
    with triggers_at_rest():
        copies([filed] * count)
    desk = f"/ufficio/graduatorie/{ranked_list.call.code}/"
    return Crowd(
        {
            "observations": (f"{desk}osservazioni/", officer()),
            "own observations": (
                f"/area/esiti/{first.application.public_id}/osservazioni/",
                first.submitted_by,
            ),
            "provisional list of the office": (desk, officer()),
        }
    )
