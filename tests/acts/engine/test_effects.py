"""What the adoption of a kind of act brings about: nothing, unless an app said so, once."""

import pytest

from wecare.acts.engine import effects
from wecare.acts.engine.effects import Effect


def test_a_template_has_no_effect_until_it_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effects, "_effects", {})
    done: list[object] = []
    one = Effect(hold=lambda act: done.append(("held", act)), run=lambda act, by: done.append(by))

    effects.effect_of("tested").hold("act")
    effects.effect_of("tested").run("act", "somebody")
    assert done == []
    effects.register("tested", one)
    effects.register("tested", one)

    effects.effect_of("tested").hold("act")
    effects.effect_of("tested").run("act", "somebody")
    assert done == [("held", "act"), "somebody"]
    with pytest.raises(ValueError, match="have their effect already"):
        effects.register("tested", Effect(lambda _act: None, lambda _act, _by: None))
