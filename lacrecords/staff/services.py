"""The work of keeping accounts, teams and absences, and of setting passwords.

Nobody sees or sets another person's password: an invitation lets the person set
it. An account is disabled, never deleted. Each change leaves its row in the trail.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy import Select, func, select, update

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.refusals import StepRefused
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import account_rules, password_policy, passwords, sessions
from lacrecords.staff.models import Absence, Account, Invitation, Team, TeamMembership
from lacrecords.staff.queries import council_day, email_as_kept
from lacrecords.staff.sign_in_steps import PasswordProved
from lacrecords.terms import Role, TeamKind

INVITATION_LASTS = timedelta(days=3)


class NoSuchAccount(Exception):
    """No account has this number."""


class AccountExists(Exception):
    """Somebody has an account with this e-mail address, or the first account is made already."""


class InvitationVoid(Exception):
    """The one-time token is unknown, used, replaced by a later one, or too old."""


class PasswordRefused(Exception):
    """The new password may not be set; the message says why."""


class AbsenceRefused(StepRefused):
    """The absence cannot be recorded; `field` is the part that is wrong, the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """A member of staff to be invited."""

    email: str
    name: str
    role: Role
    office_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTeam:
    """A team to be added."""

    name: str
    kind: TeamKind
    office_number: str
    manager_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAbsence:
    """Somebody is away from a day until the first day back (not known: empty); who covers."""

    account_id: int
    from_on: date
    to_on: date | None = None
    cover_id: int | None = None


@dataclass(frozen=True, slots=True)
class Invited:
    """The account and its one-time token, which is shown once and kept nowhere."""

    account_id: int
    token: str


def invite(actor: Actor, new: NewAccount, now: datetime) -> Invited:
    """Make an account and its invitation; AccountExists when the address has one.

    AccountRefused when its name or number could not be told to an enquirer.
    """
    account_rules.refuse_unspeakable(new.name, new.office_number, new.role)
    email = email_as_kept(new.email)
    if db.session.scalar(select(Account.id).where(Account.email == email)) is not None:
        raise AccountExists("There is an account with this e-mail address.")
    account = Account(
        email=email,
        name=new.name,
        role=new.role,
        office_number=new.office_number,
        created_at=now,
    )
    db.session.add(account)
    db.session.flush()
    audit.record(actor, "account_made", "account", account.id)
    return Invited(account.id, invite_again(actor, account.id, now))


def invite_first_administrator(actor: Actor, email: str, name: str, now: datetime) -> Invited:
    """Begin an empty system with its administrator; AccountExists once any account is there."""
    if db.session.scalar(select(func.count()).select_from(Account)):
        raise AccountExists("This system has accounts already.")
    administrator = NewAccount(
        email=email, name=name, role=Role.SYSTEM_ADMINISTRATOR, office_number=""
    )
    return invite(actor, administrator, now)


def invite_again(actor: Actor, account_id: int, now: datetime) -> str:
    """A fresh one-time token to set a password; every earlier one is void from now."""
    account = _account(account_id)
    earlier = (Invitation.account_id == account.id, Invitation.used_at.is_(None))
    db.session.execute(update(Invitation).where(*earlier).values(used_at=now))
    token = sessions.new_token()
    db.session.add(
        Invitation(
            token_hash=sessions.hash_of(token),
            account_id=account.id,
            made_at=now,
            made_by=actor.key,
            expires_at=now + INVITATION_LASTS,
        )
    )
    db.session.flush()
    audit.record(actor, "account_invited", "account", account.id)
    return token


def invited_email(token: str, now: datetime) -> str:
    """Whose invitation this is; InvitationVoid when it can no longer be used."""
    return _account(_invitation(_invitation_query(token, now), now).account_id).email


def set_password(token: str, password: str, now: datetime) -> int:
    """Set one's password with an invitation and use it up; gives the account's number."""
    # Locked, so that of two who use it at once only one can.
    invitation = _invitation(_invitation_query(token, now).with_for_update(), now)
    account = _account(invitation.account_id)
    _keep_password(account, password, now)
    invitation.used_at = now
    db.session.flush()
    audit.record(sessions.actor_of(account, now), "password_set", "account", account.id)
    return account.id


def change_password(proved: PasswordProved, new: str, now: datetime) -> None:
    """Change the password of whoever has just proved the current one; all their sessions end."""
    account = _account(proved.account_id)
    _keep_password(account, new, now)
    audit.record(sessions.actor_of(account, now), "password_changed", "account", account.id)


def _keep_password(account: Account, password: str, now: datetime) -> None:
    council: str = current_app.extensions["lacrecords_settings"].council_name
    words = (account.name, account.email.partition("@")[0], council)
    reason = password_policy.reason_to_refuse(password, words)
    if reason:
        raise PasswordRefused(reason)
    account.password_hash = passwords.hash_password(password)
    db.session.flush()
    sessions.end_all(account.id, now)


def _invitation_query(token: str, now: datetime) -> Select[Invitation]:
    return select(Invitation).where(
        Invitation.token_hash == sessions.hash_of(token),
        Invitation.used_at.is_(None),
        Invitation.expires_at > now,
    )


def _invitation(found: Select[Invitation], now: datetime) -> Invitation:
    invitation = db.session.scalars(found).first()
    if invitation is None or not sessions.may_sign_in(_account(invitation.account_id), now):
        raise InvitationVoid
    return invitation


def add_team(actor: Actor, new: NewTeam) -> int:
    """Add a team; gives its number."""
    row = Team(
        name=new.name,
        kind=new.kind,
        office_number=new.office_number,
        manager_id=new.manager_id,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "team_added", "team", row.id)
    return row.id


def add_to_team(actor: Actor, account_id: int, team_id: int, from_on: date) -> None:
    """Put somebody in a team from that day."""
    account = _account(account_id)
    db.session.add(TeamMembership(account_id=account.id, team_id=team_id, from_on=from_on))
    db.session.flush()
    audit.record(actor, "team_joined", "account", account.id)


def record_absence(actor: Actor, absence: NewAbsence, now: datetime) -> int:
    """Record that somebody is away and who covers; AbsenceRefused when it cannot be so."""
    account = _account(absence.account_id)
    if absence.to_on is not None and absence.to_on <= absence.from_on:
        raise AbsenceRefused("to_on", "First day back must be after the first day away")
    if absence.cover_id == account.id:
        raise AbsenceRefused("cover_id", "Select somebody else to cover")
    cover = _account(absence.cover_id) if absence.cover_id is not None else None
    if cover is not None and not sessions.may_sign_in(cover, now):
        raise AbsenceRefused("cover_id", "Select somebody who still works here")
    row = Absence(
        account_id=account.id,
        cover_id=absence.cover_id,
        from_on=absence.from_on,
        to_on=absence.to_on,
        recorded_at=now,
        recorded_by=actor.key,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "absence_recorded", "account", account.id)
    return row.id


def mark_left(actor: Actor, account_id: int, left_on: date, now: datetime) -> None:
    """Write down that somebody left or will leave the council; sessions end on that day."""
    account = _account(account_id)
    account_rules.refuse_oneself(actor, account)
    account_rules.refuse_to_lose_the_last_administrator(account)
    account.left_on = left_on
    db.session.flush()
    if left_on <= council_day(now):
        sessions.end_all(account.id, now)
    audit.record(actor, "account_left", "account", account.id)


def disable_account(actor: Actor, account_id: int, now: datetime) -> None:
    """Close an account at once: its sessions end with this transaction."""
    account = _account(account_id)
    account_rules.refuse_oneself(actor, account)
    account_rules.refuse_to_lose_the_last_administrator(account)
    account.disabled_at = account.disabled_at or now
    db.session.flush()
    sessions.end_all(account.id, now)
    audit.record(actor, "account_disabled", "account", account.id)


def _account(account_id: int | None) -> Account:
    account = db.session.get(Account, account_id) if account_id is not None else None
    if account is None:
        raise NoSuchAccount
    return account
