"""What the database says of a list after its publication, whoever writes it.

- the days for observations begin with the publication;
- an observation comes before the end of its days, of an application of the list, and the lock that it
  takes makes the definitive list wait for it;
- no definitive list is published while days run or an observation has no answer;
- observations, answers, departures and answers to offers never change.
"""

from django.db import migrations

from wecare.core.triggers import append_only_trigger, frozen_columns_trigger

_GUARD = """
CREATE OR REPLACE FUNCTION evaluation_guard_list() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state = 'published' THEN
        RAISE EXCEPTION 'a list is never removed, and a published one never changes'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.state = 'approved' AND (
        NEW.state = 'draft'
        OR (to_jsonb(NEW) - '{%(columns)s}'::text[])
           IS DISTINCT FROM
           (to_jsonb(OLD) - '{%(columns)s}'::text[])
    ) THEN
        RAISE EXCEPTION 'an approved list only goes on to publication'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    %(gate)s
    RETURN NEW;
END $$;
"""
_GATE = """
    IF NEW.state = 'published' AND EXISTS (
        SELECT 1 FROM evaluation_rankedlist f
        WHERE f.id = NEW.follows_id AND f.stage = 'provisional' AND (
            f.observations_until > wecare_clock()
            OR EXISTS (
                SELECT 1 FROM evaluation_observation o
                WHERE o.ranked_list_id = f.id AND o.answered_at IS NULL
            )
        )
    ) THEN
        RAISE EXCEPTION 'no definitive list while observations may come or wait for an answer'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
"""
GUARD = _GUARD % {
    "columns": "state,document_id,published_at,published_by_id,observations_until",
    "gate": _GATE,
}
FORMER_GUARD = _GUARD % {"columns": "state,document_id,published_at,published_by_id", "gate": ""}

OBSERVATION = """
CREATE FUNCTION evaluation_guard_observation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    until timestamptz;
BEGIN
    SELECT observations_until INTO until FROM evaluation_rankedlist
        WHERE id = NEW.ranked_list_id AND state = 'published' AND stage = 'provisional' FOR SHARE;
    IF until IS NULL OR wecare_clock() >= until THEN
        RAISE EXCEPTION 'an observation comes within the days of a provisional list'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM evaluation_rankedrow
        WHERE ranked_list_id = NEW.ranked_list_id AND submission_id = NEW.submission_id
    ) THEN
        RAISE EXCEPTION 'an observation is of an application of the list'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_observation_comes_in_its_days BEFORE INSERT ON evaluation_observation
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_observation();
"""
ANSWER = """
CREATE FUNCTION evaluation_guard_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.answered_at IS NOT NULL THEN
        RAISE EXCEPTION 'the answer to an observation never changes'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER evaluation_observation_is_answered_once BEFORE UPDATE ON evaluation_observation
    FOR EACH ROW EXECUTE FUNCTION evaluation_guard_answer();
"""
NO_ANSWER = """
DROP TRIGGER evaluation_observation_is_answered_once ON evaluation_observation;
DROP FUNCTION evaluation_guard_answer();
"""
NO_OBSERVATION = """
DROP TRIGGER evaluation_observation_comes_in_its_days ON evaluation_observation;
DROP FUNCTION evaluation_guard_observation();
"""


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0012_lists_have_a_life"), ("core", "0002_triggers")]

    operations = [
        migrations.RunSQL(GUARD, FORMER_GUARD),
        migrations.RunSQL(OBSERVATION, NO_OBSERVATION),
        migrations.RunSQL(ANSWER, NO_ANSWER),
        frozen_columns_trigger(
            "evaluation_observation",
            frozen=["ranked_list_id", "submission_id", "text", "filed_by_id", "filed_at"],
            set_once=["answered_at"],
        ),
        append_only_trigger("evaluation_observationfile"),
        append_only_trigger("evaluation_departure"),
        append_only_trigger("evaluation_offeranswer"),
    ]
