"""Saying which part is asked for, and taking in again what was left out for that reason."""

from __future__ import annotations

from datetime import datetime

from lacrecords.audit import services as audit
from lacrecords.database import db
from lacrecords.rules.authorisation import Actor
from lacrecords.subject_access.assembling import ask_to_assemble
from lacrecords.subject_access.holding import hold_open
from lacrecords.subject_access.scope_models import SubjectScope
from lacrecords.subject_access.scoping import unasked_of
from lacrecords.subject_access.standing import AccessStanding, standing_of
from lacrecords.subject_access.values import AccessRefused, NewScope


def say_part(actor: Actor, request_id: int, new: NewScope, now: datetime) -> None:
    """Keep which part is asked for; what was taken in before is not taken over."""
    standing = _to_narrow(request_id, now)
    if new.from_on and new.to_on and new.from_on > new.to_on:
        raise AccessRefused("until", "The last day must not be before the first")
    _keep(actor, standing, new, (), "part_said", now)


def take_in(actor: Actor, request_id: int, source: str, because: str, now: datetime) -> None:
    """Take a part of the records in that was not asked for, and ask for the pack anew."""
    standing = _to_narrow(request_id, now)
    scope, pack = standing.scope, standing.pack
    known = {row.source for row in unasked_of(pack.id)} if pack else set()
    if scope is None or source not in known or source in scope.taken_in:
        raise AccessRefused(None, "This is in the pack, or is being taken in. Open the pack again")
    new = NewScope(
        kinds=tuple(scope.kinds), from_on=scope.from_on, to_on=scope.to_on, words=because
    )
    _keep(actor, standing, new, (*scope.taken_in, source), "part_taken_in", now)
    ask_to_assemble(actor, request_id, now)


def _to_narrow(request_id: int, now: datetime) -> AccessStanding:
    asked = hold_open(request_id)
    standing = standing_of(request_id, now)
    if asked.everything:
        raise AccessRefused(None, "Everything is asked for. Put the request right first")
    if standing.open_ask is not None:
        raise AccessRefused(None, "The pack waits for a second person. Let them give it back first")
    return standing


def _keep(
    actor: Actor,
    standing: AccessStanding,
    new: NewScope,
    taken_in: tuple[str, ...],
    action: str,
    now: datetime,
) -> None:
    db.session.add(
        SubjectScope(
            request_id=standing.request.id,
            kinds=[str(kind) for kind in new.kinds],
            from_on=new.from_on,
            to_on=new.to_on,
            taken_in=list(taken_in),
            words=new.words,
            decided_by=actor.key,
            decided_at=now,
        )
    )
    audit.record(actor, action, "subject_access_request", standing.request.id)
    db.session.flush()
