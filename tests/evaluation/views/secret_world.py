"""Everything an evaluation can hold, each judgement marked: what an assessor could read too soon.

Four calls in which the same assessor sits and has still to sign, or to sign again; two more, of a
list whose money ended and of two phases, so that every address has something to show.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from applicants.actions.brought import Brought
from applicants.models import (
    ProtocolRegister,
    SignedFile,
    SigningCopy,
    Submission,
    SubmissionSignature,
)
from calls.engine.rulebook import Rulebook as Rules
from calls.engine.terms import Terms
from calls.models import Call
from evaluation.actions import (
    access,
    admissibilities,
    agreement,
    assessments,
    assigning,
    formal_requests,
    formal_samples,
    observations,
    panels,
    ranked_lists,
    reopenings,
    scenarios,
    score_checks,
    sessions,
)
from evaluation.engine.scenarios import Changes
from evaluation.enums import AdmissibilityOutcome, ObservationAnswer, PointKind, Presence
from evaluation.models import Assessment, PanelMember, RankedList, SignedMinutes
from evaluation.policies.formal import Point
from tests.factories.accounts import PersonFactory
from tests.factories.acts import external, printed
from tests.factories.applicants import a_pdf, answered, sent
from tests.factories.evaluation import (
    appointed,
    call_under_evaluation,
    decided,
    declared,
    manager,
    members_of,
    officer,
    published_list,
    submitted,
)
from tests.factories.formal import LETTER, clarification, in_hands, with_file
from tests.factories.formal import answered as sent_back
from tests.factories.formal import written as typed
from tests.factories.panels import held
from tests.factories.phases import a_two_phase_call, admitted, final, opened, preliminary
from tests.factories.phases import decided as passed
from tests.factories.rules import draft
from tests.factories.rules import rules as small_rules
from tests.factories.scrolls import renounced, short_list
from tests.fixtures.database import Clock
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.core import clock as the_clock
from wecare.core import signing, store
from wecare.core.digests import digest
from wecare.core.printing import request_document

CHAIRS = {"A1": "13.37", "B1": "17.17", "B2": "7.77"}
THIRDS = {"A1": "11.39", "B1": "19.31", "B2": "6.61"}
FORMER = {"A1": "9.83", "B1": "18.13", "B2": "5.59"}
AGREED = {"A1": "12.29", "B1": "18.71", "B2": "7.07"}
FAR = {"A1": "3.41", "B1": "21.43", "B2": "1.19"}
OWN = {"A1": "10.00", "B1": "20.00", "B2": "6.00"}
MARKS = {
    "reason": "RISERBO-MOTIVO",
    "reopened": "RISERBO-RIAPERTA",
    "agreed": "RISERBO-CONSENSO",
    "checked": "RISERBO-QA",
    "further": "RISERBO-ULTERIORE",
    "decision": "RISERBO-DECISIONE",
    "minutes": "RISERBO-VERBALE",
}
BLIND = "CIECO-NOME-DEL-PARROCO"
QUESTIONS = [
    {"code": "need", "label": "Bisogno", "kind": "text"},
    {"code": "who", "label": "Chi vi manda", "kind": "text", "blind": True, "required": False},
    {"code": "cv", "label": "Curriculum", "kind": "file", "blind": True, "required": False},
]


@dataclass
class World:
    """Who reads, and what each of the calls is."""

    assessor: Person
    clerk: Person
    boss: Person
    auditor: Person
    secretary: Person
    scored: Call
    people: list[Person] = field(default_factory=list)  # of panels and of applicants


def numbers() -> list[str]:
    """Points that others gave, as they may be written; of each assessment the total too."""
    found: set[str] = set()
    for given in (CHAIRS, THIRDS, FORMER, AGREED, FAR):
        of_total = Decimal(given["A1"]) + Decimal(given["B1"]) + 5 * Decimal(given["B2"])
        found |= {*given.values(), f"{of_total:.2f}"}
    return sorted(found | {each.replace(".", ",") for each in found})


def judge(member: PanelMember, submission: Submission, points: Mapping[str, str]) -> Assessment:
    """A signed assessment whose reasons are marked."""
    scores = {code: (Decimal(each), f"{MARKS['reason']}-{code}") for code, each in points.items()}
    assessments.save(submission=submission, member=member, scores=scores, by=member.person)
    return assessments.sign(submission=submission, member=member, by=member.person)


def own(member: PanelMember, submission: Submission) -> Assessment:
    """What the assessor signs: without marks."""
    scores = {code: (Decimal(each), "Motivo proprio") for code, each in OWN.items()}
    assessments.save(submission=submission, member=member, scores=scores, by=member.person)
    return assessments.sign(submission=submission, member=member, by=member.person)


def world(tmp_path: Path, clock: Clock) -> World:
    """All of it; the calls of two phases and of the list that ended come first: they move the clock."""
    phases = two_phases_judged(clock)
    made = World(
        assessor=PersonFactory(roles=[Role.ASSESSOR]),
        clerk=officer(),
        boss=manager(),
        auditor=PersonFactory(roles=[Role.AUDITOR]),
        secretary=officer(),
        scored=call_under_evaluation(rules=_rules()),
    )
    made.people += phases
    scored(made, tmp_path)
    further(made)
    provisional(made, tmp_path)
    drafted(made)
    ended(made)
    return made


def _rules(**criteria: Any) -> Rules:
    said = {"aggregation": "consensus", "checked_percent": "100.00"} | criteria
    book = small_rules(
        criteria=deepcopy(draft()["criteria"]) | said,
        sections=[{"code": "project", "title": "Progetto", "questions": QUESTIONS}],
    )
    terms = replace(book.terms, clarification_days=10, rejection_days=10, checking_days=60)
    return replace(book, terms=terms)


def _sent(call: Call, **values: Any) -> Submission:
    return submitted(
        call,
        answers={"need": "Una casa", "who": BLIND},
        files={"deed": a_pdf(), "cv": f"%PDF {BLIND}".encode()},
        **values,
    )


def _panel(world: World, call: Call, voting: int = 3) -> list[PanelMember]:
    """The chair, the assessor, the others who vote; a substitute and the secretary: all to declare."""
    chair, *others = [PersonFactory(roles=[Role.ASSESSOR]) for _each in range(voting - 1)]
    panel = panels.appoint(
        call=call,
        chair=chair,
        members=[world.assessor, *others],
        act=external(adopted_on=the_clock.today()),
        by=world.boss,
        substitutes=[PersonFactory(roles=[Role.ASSESSOR])],
        secretary=world.secretary,
    )
    seats = {each.person_id: each for each in members_of(panel)}
    world.people += [chair, *others]
    return [seats[each.pk] for each in (chair, world.assessor, *others)]


def _others_declare(call: Call) -> None:
    for each in members_of(call.panel):
        if not hasattr(each, "declaration"):
            declared(each)


def scored(world: World, tmp_path: Path) -> None:
    """Formal checks with a request each, sessions, a reopening, a consensus, a second check."""
    call = world.scored
    one, abstained = _sent(call), _sent(call, name="Ente astenuto")
    waiting, taken = _sent(call), _sent(call)
    for each in (one, waiting, taken):
        in_hands(each, by=world.clerk)
    who = Point(PointKind.ANSWER, "Chi vi manda", code="who", asked="Scrivi il nome.")
    request = clarification(one, who, LETTER, by=world.clerk)
    path = tmp_path / "lettera.pdf"
    path.write_bytes(a_pdf())
    with_file(request, path)
    typed(request, text=BLIND)
    answer = sent_back(request)
    printed(answer.receipt)
    formal_requests.read_points(
        request=request,
        readings=dict.fromkeys(request.points.order_by("id"), (True, "Basta")),
        by=world.clerk,
    )
    clarification(waiting, LETTER, by=world.clerk)
    admissibilities.decide(
        submission=one, outcome=AdmissibilityOutcome.ADMISSIBLE, reasons="", by=world.clerk
    )
    decided(abstained)
    formal_samples.draw(call=call, share=Decimal(100), by=officer())
    one, abstained = (Submission.objects.get(pk=each.pk) for each in (one, abstained))
    chair, assessor, third = _panel(world, call)
    declared(assessor, {abstained.organisation: "Parente"})
    _others_declare(call)
    for each in (one, abstained):
        reopenings.reopen(
            assessment=judge(chair, each, FORMER), reason=MARKS["reopened"], by=world.boss
        )
        judge(chair, each, CHAIRS)
        judge(third, each, THIRDS)
    agreement.record_consensus(
        submission=abstained,
        scores={code: (Decimal(each), MARKS["agreed"]) for code, each in AGREED.items()},
        note=MARKS["agreed"],
        by=chair.person,
    )
    score_checks.check(
        submission=abstained, is_confirmed=False, note=MARKS["checked"], by=world.clerk
    )
    _minuted(world, call, abstained)
    _signed_file(one)
    world.people += [one.submitted_by, waiting.submitted_by]


def _minuted(world: World, call: Call, abstained: Submission) -> None:
    """Sessions of every state; the last decided on what the assessor abstains from."""
    held(call.panel, world.secretary)
    session = sessions.convene(
        panel=call.panel,
        convened_for=the_clock.now() + timedelta(days=4),
        place="Sala B",
        agenda=["Consenso"],
        by=world.secretary,
    )
    by: dict[str, Any] = {"session": session, "by": world.secretary}
    sessions.open_session(**by)
    present = dict.fromkeys(members_of(call.panel), Presence.PRESENT)
    sessions.note_attendance(presences=present, **by)
    sessions.decide(text=f"{MARKS['decision']} {AGREED['A1']}", submission=abstained, **by)
    sessions.write_minutes(text=MARKS["minutes"], **by)
    closed = sessions.close(**by)
    marked = f"%PDF {MARKS['minutes']}".encode()
    printed(closed.document, marked)
    for each in (closed, call.panel.sessions.get(number=1)):
        content = marked if each == closed else b"%PDF firmato"
        SignedMinutes.objects.create(
            session=each,
            file=store.put(content, media_type="application/pdf"),
            filename="verbale-firmato.pdf",
            **_unsigned(content),
            given_at=the_clock.now(),
            given_by=world.secretary,
        )


def _unsigned(content: bytes) -> dict[str, Any]:
    """What the verification says of a file that nobody signed."""
    at = the_clock.now()
    report = signing.verify_file(content, original=content, signers=frozenset(), at=at)
    return {"report": report, "problem": report["problem"], "reason": "Non è firmato."}


def _signed_file(submission: Submission) -> None:
    """The signed file with which it was sent, as the records hold it."""
    by, at = submission.submitted_by, the_clock.now()
    copy = SigningCopy.objects.create(
        application=submission.application,
        phase=1,
        number=1,
        rulebook=submission.rulebook,
        content=submission.content,
        content_digest=submission.content_digest,
        frozen_at=at,
        frozen_by=by,
        document=request_document(
            key=f"copy/{submission.pk}",
            kind="copy",
            title="Copia",
            template="documents/applicants/signing_copy.html",
            context={},
        ),
    )
    verified = _unsigned(b"%PDF firmata")
    signed = SignedFile.objects.create(
        copy=copy,
        filename="firmata.pdf",
        file=store.put(b"%PDF firmata", media_type="application/pdf"),
        **verified,
        report_digest=digest(verified["report"]),
        uploaded_at=at,
        uploaded_by=by,
    )
    SubmissionSignature.objects.create(submission=submission, signed_file=signed)


def further(world: World) -> None:
    """Two judged far apart; for one the assessor was called, the other waits for somebody."""
    rules = _rules(assessors=2, aggregation="mean", spread_limit="30.00", beyond_spread="further")
    call = call_under_evaluation(rules=rules)
    one, waiting = (decided(_sent(call)) for _each in range(2))
    chair, assessor, third, *_rest = _panel(world, call, voting=5)
    _others_declare(call)
    for each in (one, waiting):
        assigning.assign(call=call, pairs=[(each, chair), (each, third)], by=world.boss)
        judge(chair, each, CHAIRS)
        judge(third, each, FAR)
    agreement.choose_further(
        submission=one, member=assessor, reason=MARKS["further"], by=chair.person
    )


def _judged_by_all(world: World, rules: Rules) -> tuple[Call, list[Submission], list[Assessment]]:
    """A call all signed, the assessor's assessments apart."""
    call = call_under_evaluation(rules=rules)
    found = [decided(_sent(call)) for _each in range(2)]
    chair, assessor, third = _panel(world, call)
    _others_declare(call)
    for each in found:
        judge(chair, each, CHAIRS)
        judge(third, each, THIRDS)
    return call, found, [own(assessor, each) for each in found]


def provisional(world: World, tmp_path: Path) -> None:
    """A provisional list; after an observation that was accepted, the assessor has to sign again."""
    rules = _rules(aggregation="mean", checked_percent=None)
    rules = replace(rules, terms=Terms(observation_days=15, observation_article="art. 11"))
    call, found, mine = _judged_by_all(world, rules)
    ranked_list = published_list(call)
    printed(ranked_list.document)
    path = tmp_path / "osservazione.pdf"
    path.write_bytes(a_pdf())
    observation = observations.file(
        application=found[0].application,
        text="Il criterio A1 vale di più.",
        files=[Brought("osservazione.pdf", path)],
        by=found[0].submitted_by,
    )
    observations.answer(
        observation=observation,
        said=ObservationAnswer.ACCEPTED,
        reasons="Si rilegge.",
        by=world.clerk,
    )
    given_access(call, found)
    tried(ranked_list, world.clerk)
    again(world, call, mine)
    world.people.append(found[0].submitted_by)


def drafted(world: World) -> None:
    """A draft of the list; then the assessor has to sign again."""
    call, _found, mine = _judged_by_all(world, _rules(aggregation="mean", checked_percent=None))
    ranked_list = ranked_lists.draw_up(call=call, by=world.clerk)
    tried(ranked_list, world.clerk)
    again(world, call, mine)


def again(world: World, call: Call, mine: Sequence[Assessment]) -> None:
    """The assessor's own are open again, and the chair's were for a while."""
    chair = members_of(call.panel)[0]
    for each in mine:
        other = Assessment.objects.get(member=chair, submission=each.submission)
        reopenings.reopen(assessment=other, reason=MARKS["reopened"], by=world.boss)
        judge(chair, each.submission, CHAIRS)
        reopenings.reopen(assessment=each, reason="Rilettura", by=world.boss)


def ended(world: World) -> None:
    """A published list whose money ended: one gave up, one was offered a part."""
    ranked_list, found = short_list()
    printed(ranked_list.document)
    renounced(found[0])
    tried(ranked_list, world.clerk)
    world.people += [found[1].submitted_by, found[2].submitted_by]


def tried(ranked_list: RankedList, by: Person) -> None:
    """A scenario beside the list."""
    lot = ranked_list.rulebook.rules.lots[0]
    changes = Changes(amounts={lot.code: Decimal(80_000)})
    scenarios.make(ranked_list=ranked_list, name="Meno soldi", changes=changes, by=by)


def given_access(call: Call, found: Sequence[Submission]) -> None:
    """An archive of what everybody gave and why, for who asked to see it."""
    asked = access.prepare(
        call=call,
        protocols=[each.protocol for each in found],
        asked_by="Comitato",
        reference="1/A",
        asked_on=the_clock.today(),
        reason="Interesse",
        with_attachments=True,
        by=officer(),
    )
    access.write(access_id=asked.pk)


def two_phases_judged(clock: Clock) -> list[Person]:
    """A call of two phases in the hands of its panel; its chair."""
    year = the_clock.today().year  # what is sent by the actions is counted from there
    ProtocolRegister.objects.update_or_create(year=year, defaults={"last": 9_000})
    call = a_two_phase_call()
    application = preliminary(call)
    call = opened(call, clock)
    passed(call, admitted(application))
    answered(final(application), need="Case e orti")
    decided(sent(application.__class__.objects.get(pk=application.pk)))
    chair = members_of(appointed(call))[0]
    declared(chair)
    return [chair.person]
