"""What awards hold on the funds that pay them, told to the lists that scroll."""

from calls.engine.fund_parts import Parts
from calls.models import Call
from evaluation.queries.on_funds import Told
from funding.enums import AwardState
from funding.queries.awards.standing import on_desk, standings
from funding.queries.lot_money import passed_in
from wecare.core.money import total


def awards_on_funds(call: Call) -> Told:
    """Who was granted something by decree, and what each holds; nothing once the award ended.

    What was paid to who lost the award, and has not come back, is nobody's to give out.
    """
    awards = list(on_desk().filter(decree__ranked_list__call=call).exclude(parts={}))
    money = standings(each for each in awards if each.state == AwardState.GRANTED)
    parts: dict[str, Parts] = {each.submission.protocol: {} for each in awards}
    paid: dict[str, Parts] = {}
    for award in (each for each in awards if each.pk in money):
        funds = money[award.pk].funds
        parts[award.submission.protocol] = {
            fund: each.held for fund, each in funds.items() if each.held
        }
        given = {fund: each.paid + each.repaid for fund, each in funds.items()}
        if total(given.values()):
            paid[award.submission.protocol] = {fund: each for fund, each in given.items() if each}
    passed = {giver: total(each.values()) for (giver, _taker), each in passed_in(call).items()}
    return Told(parts, paid, passed)
