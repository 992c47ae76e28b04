"""How a request stands, derived from its rows: its clock, what is missing, what is done next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from flask import current_app
from sqlalchemy import select

from lacrecords.clocks import local_date, working_hours
from lacrecords.database import Base, db
from lacrecords.procedure import Procedure
from lacrecords.rules import subject_access as rules
from lacrecords.rules.subject_access import ClockFigures, ReleaseFacts, RequestDays
from lacrecords.rules.subject_access_corrections import counts, with_extension
from lacrecords.rules.subject_access_further import later_of
from lacrecords.subject_access.asked import Asked, asked_for
from lacrecords.subject_access.end_models import EndAsked, EndReturned
from lacrecords.subject_access.further_models import FurtherPack
from lacrecords.subject_access.models import (
    AccessCheck,
    AccessExtension,
    AccessQuestion,
    SubjectLink,
    SubjectSearch,
    SubjectVoice,
)
from lacrecords.subject_access.pack_models import SubjectPack
from lacrecords.subject_access.packs import newest_pack, undecided_by_page
from lacrecords.subject_access.release_models import (
    AccessDelivery,
    AccessDocument,
    AccessEnded,
    HarmCheck,
    Release,
    ReleaseAsked,
    ReleaseReturned,
)
from lacrecords.subject_access.rounds import Round, first_round, this_round
from lacrecords.subject_access.scope_models import SubjectScope
from lacrecords.subject_access.second_people import asked_of, end_asked_of, harm_of
from lacrecords.subject_access.standing_parts import (
    born_on_of,
    days_of,
    entitlement_of,
    is_confirmed,
    newest_scope,
    pages_left_for_harm,
    undecided_in,
)
from lacrecords.subject_access.subject import Subject, links_of, subject_of
from lacrecords.terms import (
    AccessCheckKind,
    AccessClock,
    AccessQuestionKind,
    AccessStep,
    SubjectLinkKind,
    SubjectVoiceKind,
)

Row = TypeVar("Row", bound=Base)
AN_END_WAITS = "The end of this request waits for a second person. Let them give it back first"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessStanding:
    """One request as it stands now."""

    request: Asked
    identity: AccessCheck | None
    authority: AccessCheck | None
    questions: tuple[AccessQuestion, ...]
    extension: AccessExtension | None
    voices: dict[SubjectVoiceKind, SubjectVoice]
    search: SubjectSearch | None
    links: tuple[SubjectLink, ...]
    undecided: tuple[tuple[SubjectLinkKind, int], ...]
    """Who came up in the search and nobody has decided on; closed records are not among them."""
    subject: Subject
    born_on: date | None
    scope: SubjectScope | None
    """Which part is asked for; None: everything, or nobody said yet."""
    pack: SubjectPack | None
    undecided_marks: int
    harm: HarmCheck | None
    open_ask: ReleaseAsked | None
    returned: ReleaseReturned | None
    """The pack was given back last, and not asked for again since."""
    further: FurtherPack | None
    """The further pack that is being made or was released last; None: it is the first."""
    release: Release | None
    """The release of this round."""
    end_ask: EndAsked | None
    """Somebody asks a second person that the request ends without a pack."""
    end_returned: EndReturned | None
    """The end was given back last, and not asked for again since."""
    ended: AccessEnded | None
    document: AccessDocument | None
    delivery: AccessDelivery | None
    days: RequestDays
    due_on: date | None
    first_due_on: date | None
    """The last day for the first answer."""
    clock: AccessClock
    facts: ReleaseFacts

    @property
    def is_open(self) -> bool:
        """Neither released nor ended."""
        return self.release is None and self.ended is None

    @property
    def missing(self) -> tuple[AccessStep, ...]:
        """What stands between the request and its release."""
        return rules.missing(self.facts)

    @property
    def next_step(self) -> AccessStep | None:
        """What is done next."""
        if self.ended is not None:
            if self.document is None:
                return AccessStep.DOCUMENT
            return None if self.delivery else AccessStep.DELIVERY
        if self.end_ask is not None:
            return AccessStep.AGREE_END
        return rules.next_step(self.facts)

    def question(self, kind: AccessQuestionKind) -> AccessQuestion | None:
        """The question of this kind that waits for its answer."""
        waiting = (one for one in self.questions if one.answered_at is None and one.kind is kind)
        return next(waiting, None)

    @property
    def subject_name(self) -> str:
        """The person's name as it was given."""
        return f"{self.request.subject_forename} {self.request.subject_surname}".strip()


def figures() -> ClockFigures:
    """The council's figures for the clock."""
    procedure = this_procedure()
    return ClockFigures(
        months=procedure.subject_access_months,
        extension_months=procedure.subject_access_extension_months,
        ask_identity_days=procedure.subject_access_ask_identity_days,
        warning_days=procedure.subject_access_warning_days,
        director_days=procedure.subject_access_director_days,
    )


def this_procedure() -> Procedure:
    """The council's own figures."""
    procedure: Procedure = current_app.extensions["lacrecords_procedure"]
    return procedure


def standing_of(request_id: int, now: datetime) -> AccessStanding:
    """How one request stands; LookupError: there is none."""
    return _standing(asked_for(request_id), now)


def _all(kind: type[Row], request_id: int) -> list[Row]:
    columns: Any = kind
    found = select(kind).where(columns.request_id == request_id).order_by(columns.id)
    return list(db.session.scalars(found))


def _one(kind: type[Row], **said: Any) -> Row | None:
    return db.session.scalars(select(kind).filter_by(**said)).first()


def _newest(rows: list[Row]) -> Row | None:
    return rows[-1] if rows else None


def _standing(request: Asked, now: datetime) -> AccessStanding:
    at = this_round(request.id)
    parts = _asking(request, at) | _finding(request) | _answering(request, at)
    days, due = _days(parts, at)
    stopped = parts["release"] is not None or parts["ended"] is not None
    today = local_date(now)
    parts |= {
        "days": days,
        "due_on": due,
        "first_due_on": _days(parts, first_round(request.id))[1] if at.further else due,
        "clock": rules.clock_of(days, due, figures(), today, stopped=stopped),
    }
    return AccessStanding(**parts, facts=_facts(parts, at, today))


def _days(parts: dict[str, Any], at: Round) -> tuple[RequestDays, date | None]:
    """The days on which the clock of a round depends, and its last day."""
    extension: AccessExtension | None = parts["extension"]
    told = extension if extension and at.holds(extension.recorded_at) else None
    asked = tuple(one for one in parts["questions"] if at.holds(one.asked_at))
    days = days_of(parts["request"], at.further, parts["identity"], parts["authority"], asked)
    days = with_extension(days, told.told_on if told else None, figures())
    is_working_day = working_hours(this_procedure()).is_working_day
    return days, rules.due_on(days, figures(), is_working_day)


def _asking(request: Asked, at: Round) -> dict[str, Any]:
    """Who asks, and what was asked back."""
    since = later_of(request.asker_changed_at, at.since(at.anew.shown))
    checks = [one for one in _all(AccessCheck, request.id) if counts(one.checked_at, since)]
    return {
        "request": request,
        "identity": _newest([one for one in checks if one.kind is AccessCheckKind.IDENTITY]),
        "authority": _newest([one for one in checks if one.kind is AccessCheckKind.AUTHORITY]),
        "questions": tuple(_all(AccessQuestion, request.id)),
        "extension": _one(AccessExtension, request_id=request.id),
        "voices": {
            one.kind: one
            for one in _all(SubjectVoice, request.id)
            if one.kind is SubjectVoiceKind.UNDERSTANDING
            or counts(one.recorded_at, at.since(at.anew.consented))
        },
    }


def _finding(request: Asked) -> dict[str, Any]:
    """Whose information it is."""
    search, links = _newest(_all(SubjectSearch, request.id)), links_of(request.id)
    subject = subject_of(request.id)
    return {
        "search": search,
        "links": links,
        "undecided": undecided_in(search, links),
        "subject": subject,
        "born_on": born_on_of(request, subject),
    }


def _answering(request: Asked, at: Round) -> dict[str, Any]:
    """The pack, and how the request was answered in this round."""
    pack, ended = newest_pack(request.id), _one(AccessEnded, request_id=request.id)
    document = None
    if ended or at.release:
        release_id = None if ended else at.release and at.release.id
        document = _one(AccessDocument, request_id=request.id, release_id=release_id)
    return {
        "pack": pack,
        "scope": newest_scope(request),
        "undecided_marks": sum(undecided_by_page(pack.id).values()) if pack else 0,
        "harm": harm_of(pack),
        **asked_of(pack),
        **end_asked_of(request.id, ended),
        "further": at.further,
        "release": at.release,
        "ended": ended,
        "document": document,
        "delivery": _one(AccessDelivery, document_id=document.id) if document else None,
    }


def _is_current(parts: dict[str, Any], at: Round) -> bool:
    """Nothing on which the pack rests was decided or put right since it was assembled."""
    request, pack, scope = parts["request"], parts["pack"], parts["scope"]
    if pack is None or pack.scope_id != (scope.id if scope else None):
        return False
    rests_on = [row.decided_at for row in parts["links"]]
    changed = (request.person_changed_at, request.part_changed_at, at.since(at.anew.assembled))
    return all(at <= pack.assembled_at for at in rests_on) and all(
        counts(pack.assembled_at, at) for at in changed
    )


def _facts(parts: dict[str, Any], at: Round, today: date) -> ReleaseFacts:
    request, search = parts["request"], parts["search"]
    harm: HarmCheck | None = parts["harm"]
    searched_since = later_of(request.person_changed_at, at.since(at.anew.searched))
    authority = is_confirmed(parts["authority"]) or not rules.needs_authority(request.asks_as)
    return ReleaseFacts(
        identity_shown=is_confirmed(parts["identity"]),
        authority_shown=authority,
        entitlement=entitlement_of(request, parts["voices"], parts["born_on"], today),
        paused=rules.is_paused(parts["days"]),
        searched=search is not None and counts(search.searched_at, searched_since),
        undecided=bool(parts["undecided"]),
        part_said=request.everything or parts["scope"] is not None,
        pack_is_current=_is_current(parts, at),
        marks_undecided=parts["undecided_marks"] > 0,
        harm=harm.answer if harm else None,
        harm_pages_left=bool(pages_left_for_harm(harm)),
        owners_had_their_time=search is not None and today >= search.release_from,
        asked=parts["open_ask"] is not None,
        released=parts["release"] is not None,
        document_made=parts["document"] is not None,
        delivered=parts["delivery"] is not None,
    )
