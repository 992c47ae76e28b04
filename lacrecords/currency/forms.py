"""The forms of the worklist: narrowing it, letting a finding stand, confirming an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from wtforms import TextAreaField

from lacrecords.currency.services import Accept, ConfirmAddress
from lacrecords.currency.worklist import (
    ACCEPTED,
    LATE,
    NEWEST,
    NOBODY,
    OLDEST,
    SOONEST,
    WAITING,
    Wanted,
)
from lacrecords.terms import CurrencyRule, CurrencySeverity
from lacrecords.web.fields import DatePartsField
from lacrecords.web.forms import GovukForm, required

STATES = {WAITING: "Waiting", LATE: "Late", ACCEPTED: "Accepted for a while"}
ORDERS = {
    SOONEST: "Most urgent first",
    OLDEST: "So for the longest time first",
    NEWEST: "Found last first",
}
LARGEST_NUMBER = 2**31 - 1


class AcceptForm(GovukForm):
    """Let a finding stand until a day."""

    until_on = DatePartsField(
        "Until which day may it stand?",
        subject="The day until which it may stand",
        description="On that day it comes back to the list by itself.",
        validators=[required("Enter the day until which it may stand")],
    )
    reason = TextAreaField(
        "Why may it stand?", validators=[required("Enter the reason why it may stand")]
    )

    def value(self) -> Accept:
        """For `accept`."""
        return Accept(reason=self.reason.data, until_on=_day(self.until_on))


class ConfirmAddressForm(GovukForm):
    """The child still lives where the record says."""

    confirmed_on = DatePartsField(
        "On which day was that so?",
        subject="The day",
        description="The day of the visit, the call or the letter.",
        validators=[required("Enter the day on which the child lived there")],
    )
    how = TextAreaField(
        "How do you know?",
        description="For example, a visit, or the school or the health visitor said so.",
        validators=[required("Enter how you know")],
    )

    def value(self) -> ConfirmAddress:
        """For `confirm_address`."""
        return ConfirmAddress(confirmed_on=_day(self.confirmed_on), how=self.how.data)


def _day(field: DatePartsField) -> date:
    day = field.data.exact if field.data else None
    assert day is not None  # noqa: S101 - the form demands it
    return day


def wanted_of(arguments: Mapping[str, str]) -> Wanted:
    """What the address of the page asks for; what cannot be is passed over."""
    worker = arguments.get("worker", "")
    if worker != NOBODY and _number(worker) is None:
        worker = ""
    state, order = arguments.get("state", ""), arguments.get("order", "")
    rule, severity = arguments.get("rule", ""), arguments.get("severity", "")
    return Wanted(
        rule=CurrencyRule(rule) if rule in list(CurrencyRule) else None,
        severity=CurrencySeverity(severity) if severity in list(CurrencySeverity) else None,
        team_id=_number(arguments.get("team_id", "")),
        worker=worker,
        state=state if state in STATES else WAITING,
        order=order if order in ORDERS else SOONEST,
    )


def as_arguments(wanted: Wanted) -> dict[str, Any]:
    """What the address of the page says of it: nothing of what is so anyway."""
    usual = asdict(Wanted())
    said = asdict(wanted)
    return {name: said[name] for name in said if said[name] != usual[name] and name != "digest_id"}


def _number(text: str) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) < len(str(LARGEST_NUMBER))):
        return None
    return int(text)
