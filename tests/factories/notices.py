"""Letters for tests."""

import factory

from tests.factories.accounts import PersonFactory
from tests.fixtures.scenes import SceneFactory
from wecare.core import clock
from wecare.notices.actions.letters import reference_of
from wecare.notices.enums import LetterState
from wecare.notices.models import Letter


class LetterFactory(SceneFactory):
    """A letter that waits to be sent. Traits: ``sent``, ``failed``, ``read``."""

    class Meta:
        model = Letter

    class Params:
        sent = factory.Trait(
            state=LetterState.SENT, attempts=1, sent_at=factory.LazyFunction(clock.now)
        )
        failed = factory.Trait(
            state=LetterState.FAILED, attempts=8, error="ConnectionRefusedError: no"
        )
        read = factory.Trait(read_at=factory.LazyFunction(clock.now))

    key = factory.Sequence(lambda n: f"letter-{n}")
    reference = factory.LazyAttribute(lambda letter: reference_of(letter.key))
    person = factory.SubFactory(PersonFactory)
    template = "accounts/registration_repeated"
    subject = factory.Sequence(lambda n: f"Oggetto della lettera {n}")
    body = "Gentile Anna,\n\necco il testo riservato.\n"
    created_at = factory.LazyFunction(clock.now)
    due_at = factory.SelfAttribute("created_at")
