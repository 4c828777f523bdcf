"""The parts of a content: what the lead wrote, and what each partner wrote."""

from collections.abc import Mapping
from typing import Any

from wecare.core.money import ZERO, euro, total

LEAD = ""  # in place of a partner's fiscal code


def part_of(content: Mapping[str, Any], fiscal_code: str = LEAD) -> dict[str, Any]:
    """What a partner wrote or, without a fiscal code, what the lead wrote.

    :raises KeyError: if no partner has this fiscal code.
    """
    partners = content.get("partners", ())
    if fiscal_code == LEAD:
        rest = {key: value for key, value in content.items() if key != "partners"}
        costs = {code: _left(content["costs"][code], partners, code) for code in content["costs"]}
        own = {
            name: str(euro(content[name]) - total(euro(each.get(name, ZERO)) for each in partners))
            for name in ("own_funding", "own_in_kind")
        }
        return {**rest, "costs": costs, **own}
    for each in partners:
        if each["fiscal_code"] == fiscal_code:
            return dict(each)
    raise KeyError(fiscal_code)


def _left(amount: str, partners: Any, code: str) -> str:
    spent = (euro(each.get("costs", {}).get(code, ZERO)) for each in partners)
    return str(euro(amount) - total(spent))
