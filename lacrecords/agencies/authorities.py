"""Other authorities and where they take notices: proposed by one person, confirmed by another.

A notice that goes astray tells a stranger where a child is. Whoever gets an address in alone
can have nothing sent to it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lacrecords.agencies import contact_values
from lacrecords.agencies.models import AuthorityContact, OtherAuthority
from lacrecords.agencies.services import DirectoryError
from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import AuthorityContactKind, ContactPointKind

LONGEST_POSTAL = 300
LIKE_CONTACT_POINTS = {
    AuthorityContactKind.EMAIL: ContactPointKind.EMAIL,
    AuthorityContactKind.TELEPHONE: ContactPointKind.TELEPHONE,
}


@dataclass(frozen=True, slots=True)
class AuthorityCard:
    """Another authority."""

    authority_id: int
    name: str
    telephone: str
    listed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityContactCard:
    """A contact of an authority; only one in force serves for a notice."""

    contact_id: int
    kind: AuthorityContactKind
    value: str
    label: str
    added_by: str
    added_at: datetime
    confirmed_by: str | None
    confirmed_at: datetime | None
    withdrawn_at: datetime | None

    @property
    def in_force(self) -> bool:
        """Confirmed by a second person and not withdrawn."""
        return self.confirmed_at is not None and self.withdrawn_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAuthorityContact:
    """An address or number at which an authority takes notices."""

    kind: AuthorityContactKind
    value: str
    label: str


def every_authority(*, listed_only: bool = True) -> tuple[AuthorityCard, ...]:
    """The other authorities by name; those that left the list are kept for the history."""
    found = select(OtherAuthority).order_by(func.lower(OtherAuthority.name))
    if listed_only:
        found = found.where(OtherAuthority.left_list_at.is_(None))
    return tuple(_card(row) for row in db.session.scalars(found))


def authority(authority_id: int) -> AuthorityCard | None:
    """One of them, also when it has left the list."""
    row = db.session.get(OtherAuthority, authority_id)
    return None if row is None else _card(row)


def authority_names() -> dict[int, str]:
    """The name of every authority there ever was on the list."""
    rows = db.session.execute(select(OtherAuthority.id, OtherAuthority.name))
    return {number: name for number, name in rows}


def is_listed(authority_id: int) -> bool:
    """Whether this authority stands on the list."""
    card = authority(authority_id)
    return card is not None and card.listed


def authority_named(name: str) -> AuthorityCard | None:
    """The listed authority of this name, whatever its capitals and blanks."""
    wanted = contact_values.name_as_kept(name).casefold()
    return next((one for one in every_authority() if one.name.casefold() == wanted), None)


def contacts_of(authority_id: int) -> tuple[AuthorityContactCard, ...]:
    """Every contact of an authority, those in force first."""
    cards = contacts_by_authority((authority_id,)).get(authority_id, [])
    return tuple(sorted(cards, key=lambda one: (not one.in_force, one.withdrawn_at is not None)))


def contacts_in_force(authority_id: int) -> tuple[AuthorityContactCard, ...]:
    """Those that may serve for a notice."""
    return tuple(one for one in contacts_of(authority_id) if one.in_force)


def contacts_by_authority(ids: tuple[int, ...]) -> dict[int, list[AuthorityContactCard]]:
    """The contacts of these authorities, in the order in which they were added."""
    found: dict[int, list[AuthorityContactCard]] = defaultdict(list)
    rows = select(AuthorityContact).where(AuthorityContact.authority_id.in_(ids))
    for row in db.session.scalars(rows.order_by(AuthorityContact.id)):
        found[row.authority_id].append(_contact(row))
    return found


def propose_authority_contact(
    actor: Actor, authority_id: int, new: NewAuthorityContact, now: datetime
) -> int:
    """Propose a contact; nothing is sent to it until another person confirms it."""
    value, label = _value(new), contact_values.name_as_kept(new.label)
    if wrong := contact_values.reason_against_name(label, contact_values.LONGEST_LABEL):
        raise DirectoryError(f"{wrong}.", "label")
    same = [
        one
        for one in contacts_of(authority_id)
        if one.withdrawn_at is None and (one.kind, one.value) == (new.kind, value)
    ]
    if same:
        raise DirectoryError("The authority has this contact already.", "value")
    row = AuthorityContact(
        authority_id=authority_id,
        kind=new.kind,
        value=value,
        label=label,
        added_by=actor.key,
        added_at=now,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "authority_contact_proposed", "authority_contact", row.id)
    return row.id


def _value(new: NewAuthorityContact) -> str:
    like = LIKE_CONTACT_POINTS.get(new.kind)
    if like is not None:
        value = contact_values.as_kept(like, new.value)
        if wrong := contact_values.reason_against(like, value):
            raise DirectoryError(f"{wrong}.", "value")
        return value
    lines = [" ".join(line.split()) for line in new.value.replace(",", "\n").splitlines()]
    value = ", ".join(line for line in lines if line)
    if not value or "," not in value:
        raise DirectoryError("Enter the postal address with its lines apart.", "value")
    if wrong := contact_values.reason_against_name(value, LONGEST_POSTAL):
        raise DirectoryError(f"{wrong}.", "value")
    return value


def confirm_authority_contact(actor: Actor, contact_id: int, now: datetime) -> None:
    """A second person confirms it; DirectoryError for the one who proposed it."""
    row = _waiting(contact_id)
    if row.added_by == actor.key:
        raise DirectoryError("Somebody else must confirm what you proposed.")
    if row.withdrawn_at is not None:
        raise DirectoryError("It was withdrawn.")
    if row.confirmed_at is not None:
        return
    row.confirmed_by, row.confirmed_at = actor.key, now
    db.session.flush()
    audit.record(actor, "authority_contact_confirmed", "authority_contact", row.id)


def withdraw_authority_contact(actor: Actor, contact_id: int, now: datetime) -> None:
    """One person may withdraw it at once; doing it twice is harmless."""
    row = _waiting(contact_id)
    if row.withdrawn_at is not None:
        return
    row.withdrawn_by, row.withdrawn_at = actor.key, now
    db.session.flush()
    audit.record(actor, "authority_contact_withdrawn", "authority_contact", row.id)


def contact_is_of(contact_id: int, authority_id: int) -> bool:
    """Whether this contact is one of this authority."""
    row = db.session.get(AuthorityContact, contact_id)
    return row is not None and row.authority_id == authority_id


def _waiting(contact_id: int) -> AuthorityContact:
    return db.session.get_one(
        AuthorityContact, contact_id, with_for_update=True, populate_existing=True
    )


def _card(row: OtherAuthority) -> AuthorityCard:
    return AuthorityCard(row.id, row.name, row.telephone, row.left_list_at is None)


def _contact(row: AuthorityContact) -> AuthorityContactCard:
    return AuthorityContactCard(
        contact_id=row.id,
        kind=row.kind,
        value=row.value,
        label=row.label,
        added_by=row.added_by,
        added_at=row.added_at,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
        withdrawn_at=row.withdrawn_at,
    )
