"""Notifications that nobody acknowledged, each with what it is about where the reader may open it.

What somebody alone may open is said to be theirs. Of a notice about a restricted record not
even the enquiry is named: that it concerns such a record is for its owner.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.movements import access as movements
from lacrecords.movements import missing_queries, received_queries
from lacrecords.notifications import lists
from lacrecords.notifications.items import InboxItem
from lacrecords.notifications.matters import MatterLink
from lacrecords.rules.authorisation import Actor
from lacrecords.sharing_decisions.queries import visible_standing
from lacrecords.terms import MatterKind, NotificationKind
from lacrecords.web.listing import Asked, Paged

FOR_THE_OWNER = frozenset(
    {
        NotificationKind.RESTRICTED_RECORD,
        NotificationKind.SEALED_RECORD,
        NotificationKind.LIFT_ASKED,
    }
)
OPEN_TO_THE_MANAGER = frozenset(
    {
        MatterKind.RISK_NOTIFICATION,
        MatterKind.CHECK_REQUEST,
        MatterKind.INCIDENT,
        MatterKind.HAND_OVER,
        MatterKind.CONSIDERATION,
        MatterKind.EXPORT,
        MatterKind.STATEMENT,
        MatterKind.GUIDANCE_PROPOSAL,
        MatterKind.AGENCY_AGREEMENT,
        MatterKind.SCHEME_QUESTION,
        MatterKind.SUBJECT_ACCESS,
    }
)
"""Matters of which the designated manager may open every one."""


_OPENS: Mapping[MatterKind, Callable[[Actor, str, datetime], bool]] = {
    MatterKind.MOVEMENT: lambda actor, one, now: movements.visible(actor, one, now) is not None,
    MatterKind.MISSING_FAMILY_ALERT: lambda actor, one, now: (
        missing_queries.family_of_alert(actor, one, now) is not None
    ),
    MatterKind.RECEIVED_ALERT: lambda actor, one, now: (
        received_queries.alert_page(actor, one, now) is not None
    ),
    MatterKind.SHARING_DECISION: lambda actor, one, now: (
        visible_standing(actor, one, now) is not None
    ),
}
"""Matters of which some are closed to the manager, with the question to the slice that knows."""


@dataclass(frozen=True, slots=True)
class UnacknowledgedLine:
    """One notification, and where its row leads; no `href`: only the recipient may open it."""

    item: InboxItem
    about: str
    href: str


def unacknowledged_lines(actor: Actor, asked: Asked, now: datetime) -> Paged[UnacknowledgedLine]:
    """One page of what nobody has answered, as this reader may follow it."""
    paged = lists.unacknowledged_page(asked, now)
    mine = lists.addressed_among(actor, [item.id for item in paged.rows])
    closed = _closed_children(actor, paged.rows, now)
    lines = tuple(_line(actor, item, item.id in mine, closed, now) for item in paged.rows)
    return Paged(lines, paged.total, paged.page)


def _line(
    actor: Actor, item: InboxItem, is_mine: bool, closed: frozenset[str], now: datetime
) -> UnacknowledgedLine:
    if is_mine:
        about, _ = _what(actor, item, closed, now)
        return UnacknowledgedLine(
            item, about, url_for("notifications.item", reference=item.reference)
        )
    if any(one.kind in FOR_THE_OWNER for one in item.about):
        return UnacknowledgedLine(item, "", "")
    return UnacknowledgedLine(item, *_what(actor, item, closed, now))


def _what(actor: Actor, item: InboxItem, closed: frozenset[str], now: datetime) -> tuple[str, str]:
    """What it is about in words, and the address of its page for this reader."""
    if item.matter is not None:
        words = f"{item.matter.label} {item.matter.reference}"
        opens = _opens(actor, item.matter, now)
        return (words, item.matter.href) if opens else ("", "")
    considered = next((one for one in item.about if one.consideration_reference), None)
    if considered is not None:
        reference = considered.consideration_reference
        return f"Consideration {reference}", url_for("enquiries.consideration", reference=reference)
    if item.enquiry_reference:
        there = url_for("enquiries.show", reference=item.enquiry_reference)
        return f"Enquiry {item.enquiry_reference}", there
    child = next((one.child_reference for one in item.about if one.child_reference), None)
    if child is not None and child not in closed:
        return f"Record {child}", url_for("children.child", reference=child)
    return "", ""


def _opens(actor: Actor, matter: MatterLink, now: datetime) -> bool:
    if not matter.href:
        return False
    ask = _OPENS.get(matter.kind)
    return ask(actor, matter.reference, now) if ask else matter.kind in OPEN_TO_THE_MANAGER


def _closed_children(actor: Actor, items: Sequence[InboxItem], now: datetime) -> frozenset[str]:
    """The references, among those in these notices, of records that are closed to this reader."""
    named = {one.child_reference for item in items for one in item.about if one.child_reference}
    ids = {reference: children.child_id_of(reference) for reference in named}
    numbers = {number for number in ids.values() if number is not None}
    hidden = children.hidden_ids(numbers, actor.account_id, local_date(now))
    return frozenset(one for one, number in ids.items() if number is None or number in hidden)
