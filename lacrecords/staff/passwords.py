"""Passwords as they are kept: argon2id, and the same work for an account that is not there.

It hashes and compares. Which passwords may be set is `password_policy`; who
may try, and how often, is `throttle`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

from lacrecords.staff.password_policy import LONGEST, as_compared

MEMORY_KIBIBYTES = 47104
PASSES = 2
"""46 MiB and two passes, above the floor that OWASP's password storage page gives for argon2id."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a comparison showed; `rehashed` is set where the kept hash is of an older strength."""

    proved: bool
    rehashed: str | None = None


def hash_password(password: str) -> str:
    """The argon2id hash to keep; nothing of the password is cut off or trimmed."""
    return _hasher(_is_slow()).hash(as_compared(password))


def compare(kept_hash: str | None, password: str) -> Proof:
    """Whether the password is the kept one; without a kept hash, the same work and always no."""
    hasher = _hasher(_is_slow())
    known = kept_hash is not None and len(password) <= LONGEST
    against = kept_hash if known and kept_hash else _hash_of_nobody(_is_slow())
    offered = as_compared(password[: LONGEST + 1])
    try:
        hasher.verify(against, offered)
    except (VerificationError, InvalidHashError):
        return Proof(False)
    if not known:
        return Proof(False)
    return Proof(True, hasher.hash(offered) if hasher.check_needs_rehash(against) else None)


def _is_slow() -> bool:
    slow: bool = current_app.extensions["lacrecords_settings"].slow_hash
    return slow


@cache
def _hasher(slow: bool) -> PasswordHasher:
    if slow:
        return PasswordHasher(PASSES, MEMORY_KIBIBYTES, parallelism=1, type=Type.ID)
    return PasswordHasher(1, 8, parallelism=1, type=Type.ID)


@cache
def _hash_of_nobody(slow: bool) -> str:
    return _hasher(slow).hash("nobody has this password")
