"""What a row says, put as the facts that the record would hold. Pure.

Whether these facts are new is decided in `register_changes`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from lacrecords.exchange.changes import Values
from lacrecords.exchange.register_numbers import NumberSaid
from lacrecords.exchange.register_rows import AddressSaid, NameSaid, RegisterRow
from lacrecords.matching.forms import AddressForm, Described, NameForm
from lacrecords.terms import AddressType, DatePrecision, IdentifierScheme, NameType


@dataclass(frozen=True, slots=True)
class LeadAccount:
    """The account behind an e-mail address, and the team it is in."""

    account_id: int
    team_id: int | None


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row that can be taken: its number in the file, what it says, who leads."""

    number: int
    said: RegisterRow
    lead: LeadAccount | None
    digest: str


def checked_row(number: int, said: RegisterRow, lead: LeadAccount | None) -> CheckedRow:
    """The row with a digest of what it says; that also changes when its lead gets an account."""
    return CheckedRow(number, said, lead, hashlib.sha256(repr((said, lead)).encode()).hexdigest())


def name_values(name: NameSaid, name_type: NameType) -> dict[str, Any]:
    """A name as a fact."""
    return {
        "name_type": name_type,
        "forename": name.forename,
        "middle": name.middle,
        "surname": name.surname,
    }


def address_values(address: AddressSaid) -> dict[str, Any]:
    """A home address as a fact."""
    return {
        "address_type": AddressType.HOME,
        "line1": address.line1,
        "line2": address.line2,
        "town": address.town,
        "postcode": address.postcode,
        "uprn": address.uprn,
        "confidential": False,
    }


def birth_values(said: RegisterRow) -> Values | None:
    """The date of birth, or the expected date, as a fact; None when the row has neither."""
    if said.born:
        return {"born_on": said.born.on, "expected_on": None, "precision": said.born.precision}
    if said.expected_on:
        expected = DatePrecision.EXPECTED
        return {"born_on": None, "expected_on": said.expected_on, "precision": expected}
    return None


def identifier_values(said: RegisterRow) -> list[dict[str, Any]]:
    """Every number of the row as a fact."""
    numbers = (
        (IdentifierScheme.AUTHORITY, NumberSaid(said.child_id, False)),
        (IdentifierScheme.NHS, said.nhs),
        (IdentifierScheme.UPN, said.upn),
    )
    return [
        {"scheme": scheme, "value": number.value, "check_failed": number.check_failed}
        for scheme, number in numbers
        if number
    ]


def lead_values(row: CheckedRow) -> Values | None:
    """Who leads, as a fact; None when nobody does or the file does not say."""
    if row.said.lead is None or not row.said.lead.email:
        return None
    if row.lead:
        return {"account_id": row.lead.account_id, "name_as_given": "", "team_id": row.lead.team_id}
    return {"account_id": None, "name_as_given": row.said.lead.email, "team_id": None}


def described(said: RegisterRow) -> Described:
    """The child as the row describes it, for the index."""
    names = (said.name, *said.other_names)
    address = said.address
    return Described(
        names=tuple(NameForm(name.forename, name.middle, name.surname) for name in names),
        born_on=said.born.on if said.born else None,
        born_precision=said.born.precision if said.born else DatePrecision.EXACT,
        expected_on=said.expected_on,
        sex=said.sex,
        nhs_number=said.nhs.value if said.nhs else "",
        upn=said.upn.value if said.upn else "",
        addresses=(
            AddressForm(
                line1=address.line1,
                line2=address.line2,
                town=address.town,
                postcode=address.postcode,
                uprn=address.uprn,
            ),
        )
        if address
        else (),
    )
