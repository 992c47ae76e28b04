"""The parts of a standing that are worked out from single rows: days, age, who is undecided."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from lacrecords.children import queries as children
from lacrecords.clocks import local_date
from lacrecords.database import db
from lacrecords.documents.queries import changed_at
from lacrecords.people.queries import people_by_id
from lacrecords.rules import subject_access as rules
from lacrecords.rules.subject_access import Pause, RequestDays
from lacrecords.rules.subject_access_corrections import counts
from lacrecords.subject_access.asked import Asked
from lacrecords.subject_access.further_models import FurtherPack
from lacrecords.subject_access.models import (
    AccessCheck,
    AccessQuestion,
    SubjectLink,
    SubjectSearch,
    SubjectVoice,
)
from lacrecords.subject_access.packs import redactions_of
from lacrecords.subject_access.release_models import HarmCheck
from lacrecords.subject_access.rounds import Round
from lacrecords.subject_access.scope_models import SubjectScope
from lacrecords.subject_access.subject import Subject, place_of
from lacrecords.terms import (
    AccessQuestionKind,
    Entitlement,
    LeftOutReason,
    SubjectLinkKind,
    SubjectVoiceKind,
    VerificationOutcome,
)

FOR_HARM = frozenset(
    {LeftOutReason.SERIOUS_HARM, LeftOutReason.HEALTH, LeftOutReason.EDUCATION}
) | {LeftOutReason.SOCIAL_WORK}
"""Grounds on which something is left out because of serious harm."""
REQUEST_ID = "access_request_id"
"""The column of a document that names its request."""


def undecided_in(
    search: SubjectSearch | None, links: tuple[SubjectLink, ...]
) -> tuple[tuple[SubjectLinkKind, int], ...]:
    """Who came up and is not decided on; of closed records whoever answers for them is asked."""
    if search is None:
        return ()
    known = {place_of(row) for row in links}
    came_up = (
        (SubjectLinkKind(one["kind"]), int(one["id"]))
        for one in search.evidence["candidates"]
        if not one["closed"]
    )
    return tuple(place for place in came_up if place not in known)


def days_of(
    request: Asked,
    further: FurtherPack | None,
    identity: AccessCheck | None,
    authority: AccessCheck | None,
    questions: tuple[AccessQuestion, ...],
) -> RequestDays:
    """The days on which the clock depends, but for an extension."""
    asked = [one for one in questions if one.kind is AccessQuestionKind.IDENTITY]
    needed = [identity, authority] if rules.needs_authority(request.asks_as) else [identity]
    shown = [one.shown_on for one in needed if is_confirmed(one) and one is not None]
    return RequestDays(
        received_on=further.asked_on if further else request.received_on,
        asked_to_show_on=asked[0].asked_on if asked else None,
        shown_on=max(shown) if len(shown) == len(needed) else None,
        pauses=tuple(
            Pause(one.asked_on, one.answered_on)
            for one in questions
            if one.kind is AccessQuestionKind.CLARIFICATION
        ),
    )


def is_confirmed(check: AccessCheck | None) -> bool:
    """Whether the newest check of a kind confirmed it."""
    return check is not None and check.outcome is VerificationOutcome.CONFIRMED


def born_on_of(request: Asked, subject: Subject) -> date | None:
    """The person's date of birth: as a record that is theirs has it, else as it was given."""
    for child_id in sorted(subject.child_ids):
        birth = children.birth_of_child(child_id)
        if birth is not None and birth.born_on is not None:
            return birth.born_on
    for card in people_by_id(subject.person_ids).values():
        if card.born_on is not None:
            return card.born_on
    return request.subject_born_on


def entitlement_of(
    request: Asked,
    voices: dict[SubjectVoiceKind, SubjectVoice],
    born_on: date | None,
    today: date,
) -> Entitlement:
    """Whether whoever asks may be given it today."""
    said = {
        kind: one.answer
        for kind, one in voices.items()
        if born_on is None or rules.still_counts(born_on, local_date(one.recorded_at), today)
    }
    return rules.entitlement(
        request.asks_as,
        rules.age_on(born_on, today) if born_on else None,
        said.get(SubjectVoiceKind.UNDERSTANDING),
        said.get(SubjectVoiceKind.CONSENT),
    )


def pages_left_for_harm(harm: HarmCheck | None) -> tuple[int, ...]:
    """Pages on which a release would harm, and of which nothing was left out for that reason."""
    if harm is None or not harm.pages:
        return ()
    done = {row.page for row in redactions_of(harm.pack_id) if row.reason in FOR_HARM}
    return tuple(number for number in harm.pages if number not in done)


def newest_scope(asked: Asked) -> SubjectScope | None:
    """Which part is asked for, as somebody said last; None: everything, or nobody said yet."""
    if asked.everything:
        return None
    found = select(SubjectScope).where(SubjectScope.request_id == asked.id)
    return db.session.scalars(found.order_by(SubjectScope.id.desc()).limit(1)).first()


def is_current(parts: dict[str, Any], at: Round) -> bool:
    """Nothing on which the pack rests was decided or put right since it was assembled."""
    request, pack, scope = parts["request"], parts["pack"], parts["scope"]
    if pack is None or pack.scope_id != (scope.id if scope else None):
        return False
    papers_at = changed_at(REQUEST_ID, request.id)
    rests_on = [row.decided_at for row in parts["links"]] + ([papers_at] if papers_at else [])
    changed = (request.person_changed_at, request.part_changed_at, at.since(at.anew.assembled))
    return all(moment <= pack.assembled_at for moment in rests_on) and all(
        counts(pack.assembled_at, moment) for moment in changed
    )
