"""Alerts from other authorities as their pages show them, the longest waiting first.

An alert in which one record is closed to the reader is not there for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.agencies import authorities
from lacrecords.children import queries as children
from lacrecords.clocks import local_date, working_days_later
from lacrecords.database import db
from lacrecords.movements.reading import this_procedure
from lacrecords.movements.received_facts import facts_of, linked_children, persons_of
from lacrecords.movements.received_models import (
    ReceivedAlert,
    ReceivedAlertCheck,
    ReceivedAlertLink,
    ReceivedAlertPerson,
)
from lacrecords.rules.authorisation import Actor
from lacrecords.rules.received_alerts import (
    AlertDuty,
    AlertFacts,
    duties_of_alert,
    is_confirmed,
    is_open,
)
from lacrecords.staff import queries as staff
from lacrecords.waiting import Waiting, next_of
from lacrecords.web.listing import Asked, ListKind, Paged, Selection
from lacrecords.web.words import date_words
from lacrecords.wording import words

DUTY_WORDS = {
    AlertDuty.CHECK_SENDER: "Check the sender",
    AlertDuty.DECIDE_PERSONS: "Decide who they are",
    AlertDuty.ACKNOWLEDGE: "Acknowledge it",
    AlertDuty.TELL_SENDER: "Tell the sender that they are here",
}
ALERTS = ListKind(
    "received_alerts",
    (
        Selection(
            "state",
            "Alerts",
            (("open", "Somebody still looks"), ("late", "Late"), ("all", "All")),
        ),
        Selection(
            "to_do",
            "Still to do",
            (("", "Anything or nothing"), *((duty.value, DUTY_WORDS[duty]) for duty in AlertDuty)),
        ),
        Selection(
            "sort",
            "In order of",
            (
                ("waiting", "Longest waiting first"),
                ("new", "Newest first"),
                ("due", "Due soonest first"),
                ("authority", "Authority"),
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person of the alert, and what was decided of them."""

    row: ReceivedAlertPerson
    decided: bool
    child_reference: str
    child_name: str
    because: str
    by: str

    @property
    def described(self) -> str:
        """As the alert describes them."""
        name = " ".join(part for part in (self.row.forename, self.row.surname) if part)
        born = f"born {date_words(self.row.born_on)}" if self.row.born_on else ""
        place = ", ".join(part for part in (self.row.address, self.row.postcode) if part)
        return ", ".join(part for part in (name, born, place) if part)


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check of the sender."""

    at: datetime
    what: str
    words: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertPage:
    """One alert with everything that was done about it."""

    row: ReceivedAlert
    authority: str
    facts: AlertFacts
    persons: tuple[PersonLine, ...]
    checks: tuple[CheckLine, ...]
    due_at: datetime
    is_late: bool

    @property
    def who(self) -> str:
        """The people, as the alert describes them."""
        return "; ".join(one.described for one in self.persons)

    @property
    def state_words(self) -> str:
        """How it stands, in words."""
        if self.facts.found:
            return "Found here, told" if self.facts.told else f"Here: {self.authority} not told"
        return "Ended" if self.facts.ended else "Looked for"

    @property
    def confirmed(self) -> bool:
        """The latest check confirmed the sender."""
        return is_confirmed(self.facts.checks)

    @property
    def duties(self) -> tuple[AlertDuty, ...]:
        """What is still to be done, in the order in which it is done."""
        still = duties_of_alert(self.facts)
        return tuple(duty for duty in AlertDuty if duty in still)

    @property
    def duty_words(self) -> tuple[str, ...]:
        """The same in words."""
        return tuple(DUTY_WORDS[duty] for duty in self.duties)

    @property
    def is_open(self) -> bool:
        """Somebody still looks, or waits to be told."""
        return is_open(self.facts)


def alerts_page(actor: Actor, asked: Asked, now: datetime) -> Paged[AlertPage]:
    """One page of the alerts that this reader may see, in the order asked for."""
    found = [one for one in _alerts(actor, now) if _is_asked(one, asked)]
    if asked["sort"] == "new":
        found.reverse()
    elif asked["sort"] == "due":
        # Where nothing is to be done, no clock runs.
        found.sort(key=lambda one: (not one.duties, one.due_at))
    elif asked["sort"] == "authority":
        found.sort(key=lambda one: one.authority.casefold())
    return asked.page_of(found)


def _is_asked(one: AlertPage, asked: Asked) -> bool:
    shown = {"open": one.is_open, "late": one.is_late, "all": True}[asked["state"]]
    return shown and asked["to_do"] in ("", *(duty.value for duty in one.duties))


def open_alert_counts(now: datetime, reader: Actor | None = None) -> Waiting:
    """The alerts that concern us still, late where something of one is; as the reader."""
    found = [one for one in _alerts(reader, now) if one.is_open]
    due = next_of((one.due_at for one in found if one.duties), now)
    return Waiting(len(found), sum(one.is_late for one in found), due)


def alert_page(actor: Actor, reference: str, now: datetime) -> AlertPage | None:
    """The alert with this reference, where this reader may see it."""
    row = db.session.scalar(select(ReceivedAlert).where(ReceivedAlert.reference == reference))
    if row is None:
        return None
    closed = children.closed_ids(linked_children(row.id), actor.account_id, local_date(now))
    return None if closed else _page(row, actor, now)


def reference_of_alert(person_reference: str) -> str:
    """The reference of the alert that describes the person with this one; empty: there is none."""
    found = (
        select(ReceivedAlert.reference)
        .join(ReceivedAlertPerson, ReceivedAlertPerson.received_alert_id == ReceivedAlert.id)
        .where(ReceivedAlertPerson.reference == person_reference)
    )
    return db.session.scalar(found) or ""


def alerts_of_children(
    actor: Actor, child_ids: Sequence[int], now: datetime
) -> tuple[AlertPage, ...]:
    """The alerts in which one of these records is, for this reader."""
    ids = (
        select(ReceivedAlertPerson.received_alert_id)
        .join(ReceivedAlertLink, ReceivedAlertLink.person_id == ReceivedAlertPerson.id)
        .where(ReceivedAlertLink.child_id.in_(child_ids), ReceivedAlertLink.undone_at.is_(None))
    )
    rows = db.session.scalars(select(ReceivedAlert).where(ReceivedAlert.id.in_(ids))).all()
    return tuple(_page(row, actor, now) for row in _shown(rows, actor, now))


def _alerts(reader: Actor | None, now: datetime) -> list[AlertPage]:
    rows = db.session.scalars(
        select(ReceivedAlert).order_by(ReceivedAlert.received_at, ReceivedAlert.id)
    ).all()
    return [_page(row, reader, now) for row in _shown(rows, reader, now)]


def _shown(
    rows: Sequence[ReceivedAlert], reader: Actor | None, now: datetime
) -> list[ReceivedAlert]:
    linked = {row.id: linked_children(row.id) for row in rows}
    ids = {child_id for some in linked.values() for child_id in some}
    account_id = reader.account_id if reader else None
    hidden = children.hidden_ids(ids, account_id, local_date(now))
    return [row for row in rows if not hidden & set(linked[row.id])]


def _page(row: ReceivedAlert, reader: Actor | None, now: datetime) -> AlertPage:
    facts, procedure = facts_of(row), this_procedure()
    began, days = row.recorded_at, procedure.received_alert_working_days
    if AlertDuty.TELL_SENDER in duties_of_alert(facts) and row.found_at is not None:
        began, days = row.found_at, procedure.found_for_others_working_days
    due_at = working_days_later(procedure, began, days)
    return AlertPage(
        row=row,
        authority=authorities.authority_names()[row.authority_id],
        facts=facts,
        persons=_persons(row, reader, now),
        checks=_checks(row),
        due_at=due_at,
        is_late=bool(duties_of_alert(facts)) and due_at < now,
    )


def _persons(row: ReceivedAlert, reader: Actor | None, now: datetime) -> tuple[PersonLine, ...]:
    persons = persons_of(row.id)
    links = {
        link.person_id: link
        for link in db.session.scalars(
            select(ReceivedAlertLink).where(
                ReceivedAlertLink.person_id.in_([one.id for one in persons]),
                ReceivedAlertLink.undone_at.is_(None),
            )
        )
    }
    ids = {link.child_id for link in links.values() if link.child_id is not None}
    on, account_id = local_date(now), reader.account_id if reader else None
    open_ids = ids - children.hidden_ids(ids, account_id, on)
    cards = children.candidate_cards(open_ids, account_id, on)
    by = staff.names_for({link.decided_by for link in links.values()})
    lines = []
    for one in persons:
        link = links.get(one.id)
        card = cards.get(link.child_id or 0) if link else None
        lines.append(
            PersonLine(
                one,
                link is not None,
                card.reference if card else "",
                card.name if card else "",
                link.because if link else "",
                by[link.decided_by] if link else "",
            )
        )
    return tuple(lines)


def _checks(row: ReceivedAlert) -> tuple[CheckLine, ...]:
    rows = db.session.scalars(
        select(ReceivedAlertCheck)
        .where(ReceivedAlertCheck.received_alert_id == row.id)
        .order_by(ReceivedAlertCheck.id.desc())
    ).all()
    names = staff.names_for({one.checked_by for one in rows})
    contacts = {one.contact_id: one.value for one in authorities.contacts_of(row.authority_id)}
    return tuple(
        CheckLine(
            one.checked_at,
            f"{words(one.outcome)}: {words(one.method).lower()}{_at(contacts, one.contact_id)}",
            one.words,
            names[one.checked_by],
        )
        for one in rows
    )


def _at(contacts: dict[int, str], contact_id: int | None) -> str:
    return f", {contacts[contact_id]}" if contact_id in contacts else ""
