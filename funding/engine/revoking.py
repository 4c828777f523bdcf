"""The days of a revocation: to answer its notice (L. 241/1990, arts. 7 and 10-bis), and to conclude."""

from datetime import date, timedelta

RESTART_DAYS = 10  # after the observations the term runs again (art. 10-bis as of D.L. 76/2020)


def concludes_on(
    started: date, *, days: int, answer_until: date, last_observation: date | None
) -> date:
    """The last day to conclude: `days` from the start, without those in which the term stood still.

    It stands still from the notice until ten days after the last observation; without any, until the
    end of the days to answer.
    """
    restarts = (
        answer_until
        if last_observation is None
        else last_observation + timedelta(days=RESTART_DAYS)
    )
    return started + timedelta(days=days) + max(restarts - started, timedelta())
