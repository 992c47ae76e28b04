"""What the files say of a child, in the form in which the search compares it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lacrecords.children.bulk import FactKind
from lacrecords.exchange.dataset_said import DatasetSays, SaidFact
from lacrecords.matching.forms import AddressForm, Described, NameForm
from lacrecords.terms import DatePrecision, IdentifierScheme, Sex


def described(said: DatasetSays) -> Described:
    """A child who is new to the register, as the files describe the child."""
    birth = _first(said, FactKind.BIRTH)
    born_on = birth.get("born_on")
    return Described(
        names=tuple(_name(fact.values) for fact in said.of(FactKind.NAME)),
        born_on=born_on,
        born_precision=birth["precision"] if born_on else DatePrecision.EXACT,
        expected_on=birth.get("expected_on"),
        sex=_first(said, FactKind.CHARACTERISTICS).get("sex", Sex.NOT_RECORDED),
        nhs_number=_number(said, IdentifierScheme.NHS),
        upn=_number(said, IdentifierScheme.UPN),
        addresses=tuple(_address(fact) for fact in reversed(said.of(FactKind.ADDRESS))),
    )


def _first(said: DatasetSays, kind: FactKind) -> Mapping[str, Any]:
    facts = said.of(kind)
    return facts[0].values if facts else {}


def _name(values: Mapping[str, Any]) -> NameForm:
    return NameForm(values["forename"], values.get("middle", ""), values["surname"])


def _number(said: DatasetSays, scheme: IdentifierScheme) -> str:
    """A number that passes its check comes before one that does not."""
    numbers = [
        fact.values for fact in said.of(FactKind.IDENTIFIER) if fact.values["scheme"] is scheme
    ]
    numbers.sort(key=lambda values: values["check_failed"])
    return str(numbers[0]["value"]) if numbers else ""


def _address(fact: SaidFact) -> AddressForm:
    values = fact.values
    return AddressForm(
        line1=values["line1"],
        line2=values["line2"],
        town=values["town"],
        postcode=values["postcode"],
        uprn=values["uprn"],
        from_on=fact.from_on,
        to_on=fact.to_on,
    )
