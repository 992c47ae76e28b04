"""Members of staff, their teams, absences and sign-in; an account is disabled, never deleted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.terms import Role, TeamKind

_STAFF = {"class": "staff", "retention": "while employed, then 6 years; names stay in the history"}
_SIGN_IN = {"class": "security", "retention": "one year"}


class Team(Base):
    """A team of Children's Social Care."""

    __tablename__ = "teams"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "teams", **_STAFF}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    name: Mapped[str] = described("name of the team", unique=True)
    kind: Mapped[TeamKind] = described("casework, duty or out of hours")
    office_number: Mapped[str] = described("office number that may be given to an enquirer")
    manager_id: Mapped[int | None] = described(
        "account of its team manager", ForeignKey("accounts.id")
    )


class Account(Base):
    """A member of staff who can sign in."""

    __tablename__ = "accounts"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "accounts of staff", **_STAFF}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    email: Mapped[str] = described("work e-mail address, in lower case", unique=True)
    name: Mapped[str] = described("name that colleagues and enquirers know")
    role: Mapped[Role] = described("what this person is here to do")
    office_number: Mapped[str] = described("office number that may be given to an enquirer")
    password_hash: Mapped[str | None] = described("argon2id; empty until set", sensitivity="secret")
    created_at: Mapped[datetime] = described("moment it was made")
    left_on: Mapped[date | None] = described("day the person left the council")
    disabled_at: Mapped[datetime | None] = described("moment the account was closed")


class TeamMembership(Base):
    """Who is in which team, from when to when."""

    __tablename__ = "team_memberships"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "who is in which team", **_STAFF}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    account_id: Mapped[int] = described("the person", ForeignKey("accounts.id"), index=True)
    team_id: Mapped[int] = described("the team", ForeignKey("teams.id"), index=True)
    from_on: Mapped[date] = described("first day")
    to_on: Mapped[date | None] = described("day it ended; empty: still")


class Absence(Base):
    """A member of staff is away, and who covers."""

    __tablename__ = "absences"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("cover_id IS NULL OR cover_id <> account_id", name="not_own_cover"),
        {"info": {"meaning": "absences and who covers", **_STAFF}},
    )

    id: Mapped[int] = described("number of the row", primary_key=True)
    account_id: Mapped[int] = described("who is away", ForeignKey("accounts.id"), index=True)
    cover_id: Mapped[int | None] = described("who covers", ForeignKey("accounts.id"))
    from_on: Mapped[date] = described("first day away")
    to_on: Mapped[date | None] = described("first day back; empty: not known")
    recorded_at: Mapped[datetime] = described("moment it was written down")
    recorded_by: Mapped[str] = described("who wrote it down")


class StaffSession(Base):
    """One sign-in on one machine; it dies at sign-out, when idle, and after its hours."""

    __tablename__ = "staff_sessions"
    __table_args__ = ({"info": {"meaning": "sessions of signed-in staff", **_SIGN_IN}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    token_hash: Mapped[str] = described(
        "SHA-256 of the random token in the cookie", unique=True, sensitivity="secret"
    )
    account_id: Mapped[int] = described("who", ForeignKey("accounts.id"), index=True)
    started_at: Mapped[datetime] = described("moment of sign-in")
    last_seen_at: Mapped[datetime] = described("last request, to the minute")
    stepped_up_at: Mapped[datetime] = described("last time the password was proved")
    ended_at: Mapped[datetime | None] = described("moment it ended")


class SignInAttempt(Base):
    """A try to sign in, for slowing down guessing."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = ({"info": {"meaning": "attempts to sign in", **_SIGN_IN}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    at: Mapped[datetime] = described("moment", index=True)
    email_hash: Mapped[str] = described("SHA-256 of the address typed", index=True)
    network: Mapped[str] = described("network the request came from")
    succeeded: Mapped[bool] = described("whether it was the right password")


class Invitation(Base):
    """A one-time token with which somebody sets their own password."""

    __tablename__ = "invitations"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "invitations to set a password", **_SIGN_IN}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    token_hash: Mapped[str] = described(
        "SHA-256 of the one-time token", unique=True, sensitivity="secret"
    )
    account_id: Mapped[int] = described("for whom", ForeignKey("accounts.id"), index=True)
    made_at: Mapped[datetime] = described("moment it was made")
    made_by: Mapped[str] = described("who made it")
    expires_at: Mapped[datetime] = described("moment after which it is void")
    used_at: Mapped[datetime | None] = described("moment it was used")
