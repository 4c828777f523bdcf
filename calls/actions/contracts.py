"""Service contracts: what is known of each, and its acts. They post no money."""

from dataclasses import asdict

from django.db import IntegrityError, transaction

from calls.engine.contracts import Terms
from calls.enums import ContractActRole
from calls.models import ContractAct, Measure, ServiceContract
from calls.policies.contracts import (
    check_act_is_new,
    check_cig_is_free,
    check_code_is_free,
    check_contract_unchanged,
    check_terms,
)
from wecare.accounts.models import Person
from wecare.acts.actions.acts import record_external
from wecare.acts.actions.external import Said
from wecare.core import events


@transaction.atomic
def record(*, measure: Measure, code: str, terms: Terms, actor: Person | None) -> ServiceContract:
    """Enter a contract of the measure; its code never changes.

    :raises ContractRefused: if code or CIG are taken, or amount, CIG or days do not hold.
    """
    check_terms(terms)
    check_code_is_free(code)
    check_cig_is_free(terms.cig, besides=None)
    contract = ServiceContract(measure=measure, code=code, **asdict(terms))
    try:
        with transaction.atomic():
            contract.save(force_insert=True)
    except IntegrityError:  # somebody took the code or the CIG meanwhile
        check_code_is_free(code)
        check_cig_is_free(terms.cig, besides=None)
        raise
    events.record(
        "contract.recorded",
        subject=contract,
        actor=actor,
        measure=measure.code,
        code=code,
        **asdict(terms),
    )
    return contract


@transaction.atomic
def describe(
    *, contract: ServiceContract, terms: Terms, seen: str, actor: Person | None
) -> ServiceContract:
    """Write a contract anew, over the terms whose mark is `seen`.

    :raises ContractRefused: if somebody wrote it meanwhile, if another has its CIG, or if amount,
        CIG or days do not hold.
    """
    check_terms(terms)
    contract = _locked(contract)
    check_contract_unchanged(contract, seen=seen)
    check_cig_is_free(terms.cig, besides=contract)
    for name, value in asdict(terms).items():
        setattr(contract, name, value)
    try:
        with transaction.atomic():
            contract.save()
    except IntegrityError:  # somebody gave the CIG to another contract meanwhile
        check_cig_is_free(terms.cig, besides=contract)
        raise
    events.record(
        "contract.described", subject=contract, actor=actor, code=contract.code, **asdict(terms)
    )
    return contract


@transaction.atomic
def add_act(
    *, contract: ServiceContract, role: ContractActRole, ground: Said, actor: Person | None
) -> ContractAct:
    """Record an act adopted elsewhere and put it among those of the contract: both or neither.

    :raises ActRefused: if the act is blank somewhere, to come, or recorded otherwise.
    :raises ContractRefused: if it is among them already.
    """
    contract = _locked(contract)
    act = record_external(
        kind=ground.kind,
        number_text=ground.number_text,
        adopted_on=ground.adopted_on,
        subject=ground.subject,
        link=ground.link,
        copy=ground.copy,
        by=actor,
    )
    check_act_is_new(contract, act)
    added = ContractAct.objects.create(contract=contract, act=act, role=role.value)
    events.record(
        "contract.act_added",
        subject=contract,
        actor=actor,
        code=contract.code,
        act=str(act),
        role=role,
    )
    return added


def _locked(contract: ServiceContract) -> ServiceContract:
    return ServiceContract.objects.select_for_update(of=("self",), no_key=True).get(pk=contract.pk)
