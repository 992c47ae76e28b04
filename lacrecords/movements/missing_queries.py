"""Families nobody can find, as their pages, their alert and the home page show them.

A family in which the record of one child is closed to the reader is not there for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.agencies import authorities
from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.movements.missing_models import (
    MissingFamily,
    MissingFamilyAlert,
    MissingFamilyChild,
)
from lacrecords.movements.reading import batched
from lacrecords.movements.words import METHOD_WORDS
from lacrecords.rules.authorisation import Actor
from lacrecords.waiting import Waiting
from lacrecords.web.listing import Asked, ListKind, Paged, Selection
from lacrecords.web.words import date_words


@dataclass(frozen=True, slots=True)
class AlertLine:
    """One authority that was told."""

    row: MissingFamilyAlert
    authority: str
    method: str

    @property
    def stood_down(self) -> bool:
        """It was told that the family is found."""
        return self.row.stood_down_at is not None


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """One family, with its children and the authorities that were told."""

    row: MissingFamily
    children: tuple[MissingFamilyChild, ...]
    alerts: tuple[AlertLine, ...]

    @property
    def who(self) -> str:
        """The children, as the alert describes them."""
        return "; ".join(child.told_as for child in self.children)

    @property
    def found(self) -> bool:
        """The family is found."""
        return self.row.found_at is not None

    @property
    def still_looking(self) -> tuple[str, ...]:
        """The authorities that still look for a family that is found."""
        return tuple(one.authority for one in self.alerts if self.found and not one.stood_down)

    @property
    def to_stand_down(self) -> int:
        """How many those are."""
        return len(self.still_looking)

    @property
    def is_open(self) -> bool:
        """Somebody still looks: for the family, or without need."""
        return not self.found or self.to_stand_down > 0

    @property
    def state_words(self) -> str:
        """How it stands, in words."""
        if self.to_stand_down:
            return f"Found: {self.to_stand_down} not told to stand down"
        return "Found, all stood down" if self.found else "Looked for"


FAMILIES = ListKind(
    "missing_families",
    (
        Selection(
            "state",
            "Families",
            (
                ("open", "Somebody still looks for"),
                ("looked_for", "Not found"),
                ("stand_down", "Found, an authority still looks"),
                ("all", "All"),
            ),
        ),
        Selection("told", "Authorities", (("", "Any"), ("nobody", "None was told yet"))),
        Selection(
            "sort",
            "In order of",
            (("new", "Newest first"), ("old", "Oldest first"), ("name", "Name in the alert")),
        ),
    ),
)


def families_page(actor: Actor, asked: Asked, now: datetime) -> Paged[FamilyPage]:
    """One page of the families that this reader may see, in the order asked for."""
    found = [one for one in _families(actor, now) if _is_asked(one, asked)]
    if asked["sort"] == "old":
        found.reverse()
    elif asked["sort"] == "name":
        found.sort(key=lambda one: one.who.casefold())
    return asked.page_of(found)


def _is_asked(one: FamilyPage, asked: Asked) -> bool:
    shown = {
        "open": one.is_open,
        "looked_for": not one.found,
        "stand_down": one.to_stand_down > 0,
        "all": True,
    }
    return shown[asked["state"]] and not (asked["told"] and one.alerts)


def open_family_counts(now: datetime, reader: Actor | None = None) -> Waiting:
    """The families somebody still looks for, late where they are found; as the reader."""
    found = [one for one in _families(reader, now) if one.is_open]
    return Waiting(len(found), sum(one.to_stand_down > 0 for one in found))


def _families(reader: Actor | None, now: datetime) -> list[FamilyPage]:
    rows = db.session.scalars(select(MissingFamily).order_by(MissingFamily.id.desc())).all()
    return _shown(_pages(rows), reader.account_id if reader else None, now)


def family(actor: Actor, reference: str, now: datetime) -> FamilyPage | None:
    """The family with this reference, where this reader may see it."""
    row = db.session.scalar(select(MissingFamily).where(MissingFamily.reference == reference))
    return _only(row, actor, now)


def family_of_alert(
    actor: Actor, reference: str, now: datetime
) -> tuple[FamilyPage, AlertLine] | None:
    """The family and the alert with this reference, where this reader may see them."""
    alert = db.session.scalar(
        select(MissingFamilyAlert).where(MissingFamilyAlert.reference == reference)
    )
    row = db.session.get(MissingFamily, alert.missing_family_id) if alert else None
    page = _only(row, actor, now)
    if page is None or alert is None:
        return None
    return page, next(one for one in page.alerts if one.row.id == alert.id)


def _only(row: MissingFamily | None, actor: Actor, now: datetime) -> FamilyPage | None:
    """A sealed record is in no list; its owner gets here by the task."""
    for page in _pages([row] if row else []):
        ids = {child.child_id for child in page.children if child.child_id}
        if not children.closed_ids(ids, actor.account_id, local_date(now)):
            return page
    return None


def _shown(pages: Iterable[FamilyPage], account_id: int | None, now: datetime) -> list[FamilyPage]:
    found = list(pages)
    ids = {child.child_id for one in found for child in one.children if child.child_id}
    hidden = children.hidden_ids(ids, account_id, local_date(now))
    return [one for one in found if not {child.child_id for child in one.children} & hidden]


def _pages(rows: Sequence[MissingFamily]) -> list[FamilyPage]:
    if not rows:
        return []
    ids, names = [row.id for row in rows], authorities.authority_names()
    children_of: dict[int, list[MissingFamilyChild]] = defaultdict(list)
    alerts_of: dict[int, list[AlertLine]] = defaultdict(list)
    for some in batched(ids):
        wanted = select(MissingFamilyChild).where(MissingFamilyChild.missing_family_id.in_(some))
        for child in db.session.scalars(wanted.order_by(MissingFamilyChild.id)):
            children_of[child.missing_family_id].append(child)
        told = select(MissingFamilyAlert).where(MissingFamilyAlert.missing_family_id.in_(some))
        for alert in db.session.scalars(told.order_by(MissingFamilyAlert.id)):
            line = AlertLine(alert, names[alert.authority_id], METHOD_WORDS[alert.method])
            alerts_of[alert.missing_family_id].append(line)
    return [FamilyPage(row, tuple(children_of[row.id]), tuple(alerts_of[row.id])) for row in rows]


def families_of_children(actor: Actor, child_ids: Sequence[int], now: datetime) -> list[FamilyPage]:
    """The families in which one of these records is, for this reader."""
    ids = select(MissingFamilyChild.missing_family_id).where(
        MissingFamilyChild.child_id.in_(child_ids)
    )
    rows = db.session.scalars(select(MissingFamily).where(MissingFamily.id.in_(ids))).all()
    return _shown(_pages(rows), actor.account_id, now)


def alert_lines(page: FamilyPage, number: str) -> tuple[tuple[str, str], ...]:
    """What the alert says, as pairs of what and which."""
    row = page.row
    seen = ", ".join(part for part in (date_words(row.last_seen_on), row.last_seen_where) if part)
    lines = [("Our reference", row.reference)]
    lines += [(f"Child {place}", one.told_as) for place, one in enumerate(page.children, 1)]
    lines += [
        ("Adults", row.family),
        ("Why they are looked for", row.worry),
        ("Last seen", seen),
        ("If you find them", row.if_found),
        ("Our telephone number", number),
    ]
    return tuple((what, which) for what, which in lines if which)


def alert_text(page: FamilyPage, council: str, number: str) -> str:
    """The alert, or the standing down once the family is found, as plain text."""
    if page.found:
        return (
            f"Stand down: {council}, our reference {page.row.reference}\n\n"
            f"The family of our alert was found on {date_words(page.row.found_on)}."
            " Stop looking for them, and take the alert off your systems.\n\n"
            f"Our telephone number: {number}\n"
        )
    lines = [f"Alert from {council}: a family whose whereabouts are not known", ""]
    lines += [f"{what}: {which}" for what, which in alert_lines(page, number)]
    lines += ["", "We tell you to stand down when they are found."]
    return "\n".join(lines) + "\n"
