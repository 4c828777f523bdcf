"""Refusals the portal foresees. Anything else that is raised is a bug and is left to rise."""


class DomainError(Exception):
    """An anticipated refusal: its text is a sentence that people read.

    The sentence names the rule, its limit and the value that broke it. Subclasses are defined
    beside what raises them.
    """

    http_status: int = 409
