"""Our own sessions: what one sign-in on one machine may still do, kept on our side.

The cookie holds a random token and nothing else; the database holds its hash.
A session ends at sign-out, when idle, after its hours, and when its account is
disabled or its person has left. How somebody was proved to be who they say is
not asked here, so another proof can be added without a change.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, select, update

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.rules.authorisation import MAY_DEPUTISE, Actor, acting_role
from lacrecords.staff import deputies
from lacrecords.staff.models import Account, StaffSession
from lacrecords.staff.queries import council_day, teams_of
from lacrecords.terms import Role

SEEN_AT_MOST_EVERY = timedelta(minutes=1)
"""A sign of life is written once a minute at most: reading pages stays reading."""


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long a session lives: without a request, and at most."""

    idle: timedelta
    whole: timedelta


@dataclass(frozen=True, slots=True)
class SignedInActor:
    """Whoever is signed in for this request; the Actor of every page.

    `own_role` is what the account is; `role` is what it may do today: a deputy's is another.
    """

    account_id: int
    name: str
    own_role: Role
    team_ids: tuple[int, ...]
    session_id: int | None = None
    deputy_of: Role | None = None

    is_authenticated = True
    is_active = True
    is_anonymous = False

    @property
    def role(self) -> Role:
        """The role in which this person acts today."""
        return acting_role(self.own_role, self.deputy_of)

    @property
    def key(self) -> str:
        """How the trail names this person."""
        return f"account:{self.account_id}"

    def get_id(self) -> str:
        """The name that Flask-Login asks for."""
        return self.key


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A session found by its cookie; `seen_long_ago` asks for a sign of life."""

    actor: SignedInActor
    seen_long_ago: bool


@dataclass(frozen=True, slots=True)
class SessionCard:
    """One of a person's own sessions, as their account page lists it."""

    session_id: int
    started_at: datetime
    last_seen_at: datetime
    is_this_one: bool


def new_token() -> str:
    """256 random bits: a cookie or an invitation that cannot be guessed."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is kept of a token, so that a copy of the database signs nobody in."""
    return hashlib.sha256(token.encode()).hexdigest()


def actor_of(account: Account, now: datetime, session_id: int | None = None) -> SignedInActor:
    """The actor that this account is today."""
    today = council_day(now)
    deputy_of = deputies.powers_held(account.id, today) if account.role in MAY_DEPUTISE else None
    teams = teams_of(account.id, today)
    return SignedInActor(account.id, account.name, account.role, teams, session_id, deputy_of)


def may_sign_in(account: Account, now: datetime) -> bool:
    """Whether the account is open: not disabled, and its person has not left."""
    left = account.left_on is not None and account.left_on <= council_day(now)
    return account.disabled_at is None and not left


def find(token: str, now: datetime, limits: SessionLimits) -> LiveSession | None:
    """The session of this cookie, if it may still be used."""
    found = _alive(now, limits).where(StaffSession.token_hash == hash_of(token))
    row = db.session.execute(found).first()
    if row is None or not may_sign_in(row[1], now):
        return None
    session, account = row
    return LiveSession(
        actor=actor_of(account, now, session.id),
        seen_long_ago=now - session.last_seen_at >= SEEN_AT_MOST_EVERY,
    )


def sessions_of(actor: SignedInActor, now: datetime, limits: SessionLimits) -> list[SessionCard]:
    """This person's own live sessions, latest first."""
    found = _alive(now, limits).where(StaffSession.account_id == actor.account_id)
    rows = db.session.execute(found.order_by(StaffSession.last_seen_at.desc()))
    return [
        SessionCard(row.id, row.started_at, row.last_seen_at, row.id == actor.session_id)
        for row, _account in rows
    ]


def _alive(now: datetime, limits: SessionLimits) -> Select[StaffSession, Account]:
    return (
        select(StaffSession, Account)
        .join(Account, Account.id == StaffSession.account_id)
        .where(
            StaffSession.ended_at.is_(None),
            StaffSession.last_seen_at > now - limits.idle,
            StaffSession.started_at > now - limits.whole,
        )
    )


def note_seen(session_id: int | None, now: datetime) -> None:
    """Write down a sign of life."""
    alive = (StaffSession.id == session_id, StaffSession.ended_at.is_(None))
    db.session.execute(update(StaffSession).where(*alive).values(last_seen_at=now))


def begin(account_id: int, now: datetime, replaced_token: str | None = None) -> str:
    """Begin a session and give its token; a session this browser had before ends."""
    if replaced_token:
        end_by_token(replaced_token, now)
    token = new_token()
    db.session.add(
        StaffSession(
            token_hash=hash_of(token),
            account_id=account_id,
            started_at=now,
            last_seen_at=now,
            stepped_up_at=now,
        )
    )
    db.session.flush()
    return token


def end_own(actor: Actor, session_id: int, now: datetime) -> bool:
    """End one of one's own sessions; False when it is not one's own or has ended."""
    own = (StaffSession.id == session_id, StaffSession.account_id == actor.account_id)
    ended = _end(*own, now=now)
    if ended:
        audit.record(actor, "session_ended", "staff_session", session_id)
    return ended > 0


def end_by_token(token: str, now: datetime) -> None:
    """End the session of this cookie."""
    _end(StaffSession.token_hash == hash_of(token), now=now)


def end_all(account_id: int, now: datetime) -> None:
    """End every session of an account, whoever holds it."""
    _end(StaffSession.account_id == account_id, now=now)


def _end(*which: ColumnElement[bool], now: datetime) -> int:
    alive = StaffSession.ended_at.is_(None)
    ended = update(StaffSession).where(*which, alive).values(ended_at=now)
    return len(db.session.scalars(ended.returning(StaffSession.id)).all())
