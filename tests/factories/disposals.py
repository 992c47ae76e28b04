"""Notifications that were taken off long ago, for what is destroyed. Each opens a transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import text

from lacrecords.database import Base, db, now_utc, transaction
from lacrecords.people.services import NewPersonAddress, NewPersonName
from lacrecords.procedure import load_procedure
from lacrecords.risk_notifications import course, disposal
from lacrecords.risk_notifications.hits import person_of
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import PersonNameType, RiskDisposalAnswer, RiskDisposalGround, Role
from tests.factories.risk import TANSY_WALK, id_of, make_notification, source
from tests.factories.staff import make_account

PROCEDURE = load_procedure()
YEARS = PROCEDURE.risk_disposal_years
GALLOWS_REACH = NewPersonAddress(
    line1="77 Gallows Reach", town="Dunmarrow", postcode="ZZ8 8WW", from_on=date(2021, 1, 6)
)
ALIAS = NewPersonName(forename="Caspar", surname="Nightjar", name_type=PersonNameType.ALIAS)
TRACES = (
    *("quillfeather", "bertram", "nightjar", "caspar", "gallows reach", "dunmarrow", "zz88ww"),
    *("1978-04-09", "convicted at brackwater", "seek contact", "girls under ten", "3 june 2026"),
    *("tamsett", "07700 900123", "photo pass 8812"),
)
"""What it says of the person, and who sent it, as a dump of the rows would have it."""


@dataclass(frozen=True, slots=True)
class Removed:
    """A notification that two people took off, and those who answer for it."""

    reference: str
    number: int
    person_id: int
    manager: SignedInActor
    guardian: SignedInActor
    removed_at: datetime

    @property
    def later(self) -> datetime:
        """A moment at which it may be destroyed."""
        return self.removed_at + timedelta(days=366 * YEARS)

    def asked(
        self,
        ground: RiskDisposalGround = RiskDisposalGround.TIME_IS_OVER,
        at: datetime | None = None,
    ) -> str:
        """The manager asks that it be destroyed."""
        with transaction():
            return disposal.ask_disposal(
                self.manager, self.number, ground, PROCEDURE, at or self.later
            )

    def decided(
        self,
        answer: RiskDisposalAnswer = RiskDisposalAnswer.AGREED,
        by: SignedInActor | None = None,
        at: datetime | None = None,
    ) -> bool:
        """The Caldicott Guardian, or somebody else, decides."""
        with transaction():
            return disposal.decide_disposal(
                by or self.guardian, self.number, answer, PROCEDURE, at or self.later
            )

    def destroyed(self) -> str:
        """Asked for and agreed; the reference of the certificate."""
        reference = self.asked()
        assert self.decided()
        return reference


def make_removed(at: datetime | None = None, **more: Any) -> Removed:
    """Written down, and taken off by the manager and the Caldicott Guardian."""
    made = make_standing(at, **more)
    taken_off(made)
    return made


def make_standing(at: datetime | None = None, **more: Any) -> Removed:
    """Written down, and still on the register."""
    moment = at or now_utc()
    said: dict[str, Any] = {
        "addresses": (TANSY_WALK, GALLOWS_REACH),
        "person": {"names": (ALIAS,)},
    }
    if at is not None:
        said["source"] = source(None, received_on=moment.date() - timedelta(days=1))
        said["checked"] = False
    with transaction():
        manager = make_account(Role.DESIGNATED_MANAGER)
        guardian = make_account(Role.CALDICOTT_GUARDIAN)
        reference = make_notification(manager, now=moment, **(said | more))
    number = id_of(reference)
    return Removed(reference, number, person_of(number), manager, guardian, moment)


def long_ago() -> datetime:
    """So long ago that what was taken off then may be destroyed now."""
    return now_utc() - timedelta(days=366 * YEARS + 1)


def taken_off(made: Removed) -> None:
    """Two people take it off."""
    number, at = made.number, made.removed_at
    with transaction():
        course.propose_removal(made.manager, number, "Quillfeather has died", PROCEDURE, at)
    with transaction():
        course.decide_removal(made.guardian, number, True, "So the police say of Bertram", at)


def whole_dump() -> str:
    """Every value of every row of every table, in small letters, without blanks in postcodes."""
    db.session.rollback()
    values = []
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(text(f"SELECT * FROM {table.name}")):
            values += [f"{table.name}: {value}" for value in row if value is not None]
    dump = "\n".join(values).casefold()
    return f"{dump}\n{dump.replace('zz8 8ww', 'zz88ww')}"


def traces_in(dump: str, *allowed: str) -> list[str]:
    """Which of what the notification said is still found, and on which line."""
    lines = dump.splitlines()
    return [
        f"{trace} in {line[:120]}"
        for trace in TRACES
        for line in lines
        if trace in line and not line.startswith(allowed)
    ]
