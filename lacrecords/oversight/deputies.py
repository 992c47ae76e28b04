"""Naming a deputy and ending it, with everybody told whom it concerns, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lacrecords.notifications.services import Matter, Notice, Recipient, notify
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import deputies, queries
from lacrecords.staff.deputies import HandOver
from lacrecords.staff.handing_over import (
    NewHandOver,
    hand_over_powers,
    may_hand_over,
    take_powers_back,
)
from lacrecords.staff.queries import council_day
from lacrecords.terms import MatterKind, NotificationKind, Role, Urgency
from lacrecords.web.words import date_words

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DeputyCard:
    """One hand-over in words: who holds the powers, when, why, by whom, how it ended."""

    reference: str
    deputy: str
    from_on: date
    last_on: date
    reason: str
    handed_over_by: str
    handed_over_at: datetime
    state: str
    is_in_force: bool
    may_end: bool
    ended_at: datetime | None
    ended_by: str
    ended_because: str


def every_deputy(actor: Actor, now: datetime) -> tuple[DeputyCard, ...]:
    """Every hand-over there was, the latest first."""
    return _cards(deputies.every_hand_over(), actor, council_day(now))


def deputy_card(reference: str, actor: Actor, now: datetime) -> DeputyCard | None:
    """One hand-over; None: there is none, or it is no business of this person's."""
    found = deputies.hand_over_of(reference)
    if found is None or not (may_hand_over(actor) or found.account_id == actor.account_id):
        return None
    return _cards((found,), actor, council_day(now))[0]


def name_deputy(actor: Actor, new: NewHandOver, procedure: Procedure, now: datetime) -> str:
    """Hand the powers over and tell the deputy, the manager and the Director; the reference.

    HandOverRefused says what is wrong.
    """
    reference = hand_over_powers(actor, new, procedure.deputy_longest_days, now)
    name = _name(new.account_id)
    why = (
        f"{name} holds the powers of the designated manager from {date_words(new.from_on)} "
        f"up to and including {date_words(new.last_on)}."
    )
    _tell(actor, new.account_id, reference, why, now)
    return reference


def end_deputy(actor: Actor, reference: str, because: str, now: datetime) -> bool:
    """End it before its time and tell the same people; False when it had ended already."""
    account_id = take_powers_back(actor, reference, because, now)
    if account_id is None:
        return False
    why = f"{_name(account_id)} no longer holds the powers of the designated manager."
    _tell(actor, account_id, reference, why, now)
    return True


def _tell(actor: Actor, account_id: int, reference: str, why: str, now: datetime) -> None:
    told = (
        Recipient(account_id=account_id),
        Recipient(role=Role.DESIGNATED_MANAGER),
        Recipient(role=Role.DIRECTOR),
    )
    for recipient in told:
        notice = Notice(
            kind=NotificationKind.POWERS_HANDED_OVER,
            urgency=Urgency.ROUTINE,
            recipient=recipient,
            matter=Matter(MatterKind.HAND_OVER, reference),
            why=why,
        )
        notify(actor, notice, now)


def _cards(rows: tuple[HandOver, ...], actor: Actor, today: date) -> tuple[DeputyCard, ...]:
    keys = {f"account:{row.account_id}" for row in rows}
    keys |= {key for row in rows for key in (row.handed_over_by, row.ended_by) if key}
    names = queries.names_for(keys)
    return tuple(_card(row, names, actor, today) for row in rows)


def _card(row: HandOver, names: dict[str, str], actor: Actor, today: date) -> DeputyCard:
    goes_on = row.ended_at is None and row.to_on > today
    in_force = goes_on and row.from_on <= today
    state = "In force" if in_force else "Not begun yet" if goes_on else "Ended"
    return DeputyCard(
        reference=row.reference,
        deputy=names[f"account:{row.account_id}"],
        from_on=row.from_on,
        last_on=row.to_on - ONE_DAY,
        reason=row.reason,
        handed_over_by=names[row.handed_over_by],
        handed_over_at=row.handed_over_at,
        state=state,
        is_in_force=in_force,
        may_end=goes_on and (may_hand_over(actor) or row.account_id == actor.account_id),
        ended_at=row.ended_at,
        ended_by=names[row.ended_by] if row.ended_by else "",
        ended_because=row.ended_because or "",
    )


def _name(account_id: int) -> str:
    return queries.names_for([f"account:{account_id}"])[f"account:{account_id}"]
