"""From a phase to the next by act: who goes on, until when, with what was written."""

from datetime import timedelta

import pytest

from applicants.actions import applications, phases
from applicants.engine.phases import Decided
from applicants.enums import PhaseOutcome
from applicants.models import Application, PhaseDecision, PhaseTerm, RefusedAttempt, Submission
from applicants.policies import DeadlinePassed, WritingRefused
from applicants.policies.phases import PhaseRefused
from applicants.queries import verification
from applicants.queries.submissions import live_of
from calls.models import Call
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, fresh, resumed, sent, withdrawn
from tests.factories.calls import an_act
from tests.factories.phases import a_two_phase_call, admitted, decided, final, opened, preliminary
from tests.fixtures.database import Clock
from wecare.core.clock import now
from wecare.core.models import Event
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    return a_two_phase_call()


@pytest.fixture
def application(call: Call, clock: Clock) -> Application:
    """A preliminary project of a call whose applications are open."""
    application = preliminary(call)
    opened(call, clock)
    return application


def test_who_is_admitted_goes_on_writing_with_all_that_was_written(
    call: Call, application: Application
) -> None:
    (decision,) = decided(call, admitted(application))

    again = fresh(application)
    assert (again.phase, again.state) == (2, "draft")
    assert again.answers.get(key="idea").value == "Case per tutti"
    assert (decision.outcome, decision.submission) == ("admitted", application.submissions.get())
    assert Event.objects.get(name="application.phase_decided").facts["outcome"] == "admitted"


def test_the_final_project_is_sent_within_its_own_term_and_both_are_kept(
    call: Call, application: Application
) -> None:
    decided(call, admitted(application))

    second = sent(final(application))

    first = Submission.objects.get(phase=1)
    assert (second.phase, second.version) == (2, 2)
    assert {each.state for each in (first, second)} == {"live"}
    assert [each.pk for each in live_of(call)] == [second.pk]
    assert "idea" not in second.content["answers"]
    assert [each.code for each in first.rules.sections] != [
        each.code for each in second.rules.sections
    ]
    assert verification.submissions() == verification.protocols() == []


def test_the_letter_says_the_deadline_and_the_conditions(
    call: Call, application: Application
) -> None:
    decided(
        call,
        Decided(application.pk, PhaseOutcome.CONDITIONAL, conditions="Aggiungere un Comune."),
    )

    letter = Letter.objects.get(key__startswith="phase-decision/")
    assert "ammessa alla fase successiva" in letter.subject
    assert "Aggiungere un Comune." in letter.body
    assert "Una bozza non è una domanda inviata." in letter.body


def test_who_is_not_admitted_reads_why_and_writes_no_more(
    call: Call, application: Application
) -> None:
    decided(
        call, Decided(application.pk, PhaseOutcome.NOT_ADMITTED, reason="Manca un ente gestore.")
    )

    again = fresh(application)
    assert (again.phase, again.state) == (1, "excluded")
    assert "Manca un ente gestore." in Letter.objects.get(key__startswith="phase-decision/").body
    assert PhaseTerm.objects.count() == 0
    with pytest.raises(WritingRefused):
        applications.save_answers(
            application=again, answers={"idea": ("Altro", 1)}, actor=again.created_by
        )


@pytest.mark.parametrize("late", [timedelta(), timedelta(microseconds=1)])
def test_from_its_deadline_on_the_final_project_is_late(
    call: Call, application: Application, clock: Clock, late: timedelta
) -> None:
    decided(call, admitted(application))
    ready = final(application)
    clock.set(PhaseTerm.objects.get().closes_at + late)

    with pytest.raises(DeadlinePassed, match="Il bando è chiuso"):
        sent(ready)

    assert RefusedAttempt.objects.get().deadline == PhaseTerm.objects.get().closes_at
    assert Submission.objects.filter(phase=2).count() == 0


def test_a_microsecond_before_it_is_in_time(
    call: Call, application: Application, clock: Clock
) -> None:
    decided(call, admitted(application))
    ready = final(application)
    instant = PhaseTerm.objects.get().closes_at - timedelta(microseconds=1)
    clock.set(instant)

    assert sent(ready).received_at == instant


def test_before_the_phase_opens_nothing_is_written(
    call: Call, application: Application, clock: Clock
) -> None:
    opens_at = now() + timedelta(days=3)
    decided(call, admitted(application), opens_at=opens_at)

    with pytest.raises(WritingRefused, match="Si scrive e si invia dal"):
        final(application)

    clock.set(opens_at)
    assert final(application).phase == 2


def test_one_project_may_have_a_deadline_of_its_own(clock: Clock) -> None:
    call = a_two_phase_call()
    one, other = preliminary(call), preliminary(call)
    opened(call, clock)
    own = now() + timedelta(days=60)

    decided(call, admitted(one), admitted(other, closes_at=own), days=30)

    clock.set(now() + timedelta(days=45))
    with pytest.raises(WritingRefused):
        final(one)
    assert sent(final(other)).received_at < own


def test_more_time_by_act_is_a_new_term_and_everybody_is_told(
    call: Call, application: Application, clock: Clock
) -> None:
    decided(call, admitted(application), days=30)
    before = PhaseTerm.objects.get().closes_at
    later = before + timedelta(days=10)

    phases.give_time(
        application=application,
        closes_at=later,
        act=an_act("DD 200", kind="DD"),
        reason="Un ente gestore è in riordino.",
        actor=PersonFactory(),
    )

    assert list(PhaseTerm.objects.order_by("sequence").values_list("closes_at", flat=True)) == [
        before,
        later,
    ]
    assert "in riordino" in Letter.objects.get(key__startswith="phase-time/").body
    clock.set(before)
    assert sent(final(application)).received_at >= before


def test_a_term_is_never_shortened_nor_given_again_once_it_is_past(
    call: Call, application: Application, clock: Clock
) -> None:
    decided(call, admitted(application), days=30)
    closes_at = PhaseTerm.objects.get().closes_at
    asked = {
        "application": application,
        "act": an_act("DD 200", kind="DD"),
        "reason": "x",
        "actor": PersonFactory(),
    }

    with pytest.raises(PhaseRefused, match="un termine non si accorcia mai"):
        phases.give_time(**asked, closes_at=closes_at)
    clock.set(closes_at)
    with pytest.raises(PhaseRefused, match="si proroga solo prima della scadenza"):
        phases.give_time(**asked, closes_at=closes_at + timedelta(days=5))


def test_the_final_project_is_withdrawn_and_sent_again_within_its_term(
    call: Call, application: Application
) -> None:
    decided(call, admitted(application))
    second = sent(final(application))

    withdrawn(second)
    third = sent(resumed(fresh(application)))

    assert (third.phase, third.version) == (2, 3)
    assert Submission.objects.get(phase=1).state == "live"
    assert [each.pk for each in live_of(call)] == [third.pk]


def test_a_preliminary_project_is_not_withdrawn_from_the_second_phase(
    call: Call, application: Application
) -> None:
    first = application.submissions.get()
    decided(call, admitted(application))

    with pytest.raises(Exception, match="Si ritira solo una domanda inviata"):
        withdrawn(first)


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (PhaseOutcome.NOT_ADMITTED, "scrivi perché non è ammessa"),
        (PhaseOutcome.CONDITIONAL, "scrivi a quali condizioni è ammessa"),
    ],
)
def test_a_no_has_its_reason_and_conditions_are_written(
    call: Call, application: Application, outcome: PhaseOutcome, sentence: str
) -> None:
    with pytest.raises(PhaseRefused, match=sentence):
        decided(call, Decided(application.pk, outcome, conditions=" ", reason=" "))


def test_all_are_decided_or_none(clock: Clock) -> None:
    call = a_two_phase_call()
    one, other = preliminary(call), preliminary(call)
    opened(call, clock)

    with pytest.raises(PhaseRefused):
        decided(call, admitted(one), Decided(other.pk, PhaseOutcome.NOT_ADMITTED))

    assert PhaseDecision.objects.count() == 0
    assert {fresh(each).phase for each in (one, other)} == {1}


def test_nothing_is_decided_twice(call: Call, application: Application) -> None:
    decided(call, admitted(application))

    with pytest.raises(PhaseRefused, match="è già passata alla fase successiva"):
        decided(call, admitted(application))


def test_a_draft_is_not_admitted(clock: Clock) -> None:
    call = a_two_phase_call()
    never_sent = a_draft(call)
    opened(call, clock)

    with pytest.raises(PhaseRefused, match="non ha una domanda inviata che conti"):
        decided(call, admitted(never_sent))


def test_an_application_of_another_call_is_not_decided(
    call: Call, application: Application
) -> None:
    stranger = a_draft(a_two_phase_call())

    with pytest.raises(PhaseRefused, match="Nessuna delle domande indicate"):
        decided(call, admitted(stranger))


def test_before_the_applications_are_open_nobody_is_admitted(call: Call) -> None:
    application = preliminary(call)

    with pytest.raises(PhaseRefused, match="dopo aver chiuso il bando e aperto le domande"):
        decided(call, admitted(application))


def test_after_the_last_phase_there_is_no_other(call: Call, application: Application) -> None:
    with pytest.raises(PhaseRefused, match="ha 2 fasi: dopo la fase 2 non ce n'è un'altra"):
        decided(call, admitted(application), phase=2)


def test_a_deadline_in_the_past_is_refused(call: Call, application: Application) -> None:
    with pytest.raises(PhaseRefused, match="è già passata"):
        decided(
            call,
            admitted(application),
            opens_at=now() - timedelta(days=2),
            closes_at=now() - timedelta(days=1),
        )


def test_who_was_found_without_requirements_is_not_admitted(
    call: Call, application: Application
) -> None:
    Application.objects.filter(pk=application.pk).update(state="excluded")

    with pytest.raises(PhaseRefused, match="non ha superato il controllo dei requisiti"):
        decided(call, admitted(application))


def test_a_cap_counts_a_project_of_two_phases_once(clock: Clock) -> None:
    eligibility = a_two_phase_call().draft["eligibility"] | {
        "most_as_lead": 1,
        "cap_article": "art. 4",
    }
    call = a_two_phase_call(eligibility=eligibility)
    application = preliminary(call)
    opened(call, clock)
    decided(call, admitted(application))

    assert sent(final(application)).phase == 2
