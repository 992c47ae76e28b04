"""Signing in, in steps that stand apart: a try, a proof, and then a session.

`prove_password` says only that a password was the right one. `begin_session`
says only who it is about. Another proof (a passkey, a code, the council's own
identity provider) goes between or beside them. An account that is absent,
closed or without a password costs the same work and gets the same answer.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from lacrecords.audit import services as audit
from lacrecords.audit.actors import UnattendedActor
from lacrecords.database import db, is_postgresql
from lacrecords.rules.authorisation import Actor
from lacrecords.staff import passwords, sessions, throttle
from lacrecords.staff.models import Account, SignInAttempt
from lacrecords.staff.queries import email_as_kept

NOBODY: Actor = UnattendedActor("nobody", "nobody signed in")
NO_WAIT = timedelta(0)


@dataclass(frozen=True, slots=True)
class SignInTry:
    """A try that is written down; `wait` is how long it must wait before it is looked at."""

    attempt_id: int | None
    wait: timedelta


@dataclass(frozen=True, slots=True)
class PasswordProved:
    """The right password of an open account was given; nobody is signed in by that alone."""

    account_id: int
    kept_hash: str
    rehashed: str | None


def open_try(email: str, network: str, now: datetime) -> SignInTry:
    """Write the try down before the password is looked at, so that many at once are counted."""
    email_hash = hashlib.sha256(email_as_kept(email).encode()).hexdigest()
    _one_at_a_time(email_hash)
    wait = throttle.wait_left(_wrong_tries(email_hash, network, now), now)
    if wait > NO_WAIT:
        return SignInTry(None, wait)
    attempt = SignInAttempt(at=now, email_hash=email_hash, network=network, succeeded=False)
    db.session.add(attempt)
    db.session.flush()
    return SignInTry(attempt.id, NO_WAIT)


def _one_at_a_time(email_hash: str) -> None:
    # SQLite has one writer; PostgreSQL would let two count the same tries side by side.
    if is_postgresql(db.session()):
        key = int(email_hash[:15], 16)
        db.session.execute(select(func.pg_advisory_xact_lock(key)))


def _wrong_tries(email_hash: str, network: str, now: datetime) -> list[datetime]:
    mine = (SignInAttempt.email_hash == email_hash, SignInAttempt.network == network)
    latest_right = select(func.max(SignInAttempt.id)).where(*mine, SignInAttempt.succeeded)
    since = db.session.scalar(latest_right) or 0
    recent = (SignInAttempt.id > since, SignInAttempt.at > now - throttle.FORGOTTEN_AFTER)
    return list(db.session.scalars(select(SignInAttempt.at).where(*mine, *recent)))


def prove_password(email: str, password: str, now: datetime) -> PasswordProved | None:
    """Whether this is the password of an open account; reads only, and takes the same time."""
    found = select(Account).where(Account.email == email_as_kept(email))
    account = db.session.scalars(found).first()
    is_open = account is not None and sessions.may_sign_in(account, now)
    kept_hash = account.password_hash if account and is_open else None
    proof = passwords.compare(kept_hash, password)
    if account is None or kept_hash is None or not proof.proved:
        return None
    return PasswordProved(account.id, kept_hash, proof.rehashed)


def record_wrong_password(email: str) -> None:
    """Leave the refused try in the trail, by the account's number where there is one."""
    found = select(Account.id).where(Account.email == email_as_kept(email))
    audit.record(NOBODY, "sign_in", "account", db.session.scalar(found), outcome="refused")


def begin_session(
    proved: PasswordProved, attempt: SignInTry, now: datetime, replaced_token: str | None = None
) -> str:
    """Sign the proved person in: a fresh token, and the end of this browser's earlier session."""
    account = db.session.get_one(Account, proved.account_id)
    # A password changed since the proof must not be put back by its older hash.
    if proved.rehashed and account.password_hash == proved.kept_hash:
        account.password_hash = proved.rehashed
    right = update(SignInAttempt).where(SignInAttempt.id == attempt.attempt_id)
    db.session.execute(right.values(succeeded=True))
    token = sessions.begin(account.id, now, replaced_token)
    audit.record(sessions.actor_of(account, now), "sign_in", "account", account.id)
    return token
