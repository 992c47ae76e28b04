"""The words of the guards around requests for information, on SQLite and on PostgreSQL.

Nobody is searched for before who asks was shown. Nothing is released without a confirmed check
of identity (and authority where one is needed), an answer on serious harm for this pack, every
proposal decided, and a pack that is the newest and unchanged since a first person asked for its
release; that two people release it is a constraint of the table. Every end but the asker's own is
agreed to by another person than asked for it. What has ended stays ended.
"""

from __future__ import annotations

from dataclasses import dataclass

from lacrecords.guards_access_conditions import (
    ASKED_AT,
    ASKS_ALONE,
    BEFORE_OPENED,
    CHANGED_SINCE,
    END_WAITS,
    FOUND_SINCE,
    HARM,
    NEWEST_CHECK_CONFIRMS,
    NEWEST_PACK,
    NOT_AFTER_A_RELEASE,
    NOT_AGREED,
    NOT_AS_ASKED,
    NOT_THE_PART,
    OF_END,
    OF_PACK,
    OF_REDACTION,
    OTHER_SINCE,
    OVER,
    RECEIVED_LATER,
    RETURNED,
    SCOPE_OF_PACK,
    TOO_EARLY,
    UNDECIDED,
    WAITS,
)
from lacrecords.guards_refusals import Refusal, on_insert, statements_of

ACCESS_TABLES = frozenset(
    f"subject_access_{name}"
    for name in (
        "requests",
        "corrections",
        "checks",
        "searches",
        "links",
        "scopes",
        "packs",
        "not_asked_for",
        "pages",
        "proposals",
        "proposals_refused",
        "redactions",
        "redactions_undone",
        "harm_checks",
        "release_asked",
        "returned",
        "releases",
        "further_packs",
        "ends_asked",
        "ends_returned",
        "ends",
    )
)


@dataclass(frozen=True, slots=True)
class _Clock:
    """How this database reads a moment, and the day of one (an hour on, for the summer time)."""

    moment: str
    day: str


_SQLITE = _Clock("julianday({})", "date({}, '+1 hour')")
_POSTGRESQL = _Clock("{}", "(({} + interval '1 hour') AT TIME ZONE 'UTC')::date")


_HELD = "subject_access_requests WHERE id = {request}"
"""Whatever changes a request waits for it."""


def _release(name: str, when: str, words: str) -> Refusal:
    return on_insert(
        f"guard_subject_access_releases_{name}",
        "subject_access_releases",
        when,
        f"guard: nothing is released {words}",
    )


def _confirmed(clock: _Clock, kind: str) -> str:
    return NEWEST_CHECK_CONFIRMS.format(
        kind=kind,
        corrected=clock.moment.format("k.corrected_at"),
        opened=clock.moment.format("f.opened_at"),
        checked=clock.moment.format("c.checked_at"),
    )


def _refusals(clock: _Clock) -> tuple[Refusal, ...]:
    identity, authority = _confirmed(clock, "identity"), _confirmed(clock, "authority")
    authority = f"({ASKS_ALONE} OR {authority})"
    return (
        on_insert(
            "guard_subject_access_searches_shown",
            "subject_access_searches",
            f"NOT {identity} OR NOT {authority}",
            "guard: nobody is searched for before who asks was shown",
        ),
        _release("identity", f"NOT {identity}", "before who asks was shown"),
        _release("authority", f"NOT {authority}", "before their authority was shown"),
        _release("harm", f"NOT {HARM}", "before somebody answered on serious harm"),
        _release("newest", f"NOT ({NEWEST_PACK})", "but the newest pack"),
        _release("proposals", UNDECIDED, "while a proposal waits for a decision"),
        _release("prepared", NOT_AS_ASKED, "but exactly what a first person prepared"),
        _release("asked", RETURNED, "that was given back or asked for anew"),
        _release(
            "part", NOT_THE_PART.format(scope=SCOPE_OF_PACK), "but the part that is asked for"
        ),
        *_releases_in_time(clock),
        *_beside_the_release(),
        *_ends_by_two(clock),
        *_after_the_end(),
    )


def _releases_in_time(clock: _Clock) -> tuple[Refusal, ...]:
    """What was done after something that it rests on was changed is not released."""
    moments = {
        "corrected": clock.moment.format("k.corrected_at"),
        "opened": clock.moment.format("f.opened_at"),
        "searched": clock.moment.format("s.searched_at"),
        "assembled": clock.moment.format("p.assembled_at"),
        "made": clock.moment.format("d.made_at"),
        "undone": clock.moment.format("u.undone_at"),
        "decided": clock.moment.format("l.decided_at"),
        "asked_at": ASKED_AT.format(asked=clock.moment.format("a.asked_at")),
        "released_on": clock.day.format("NEW.released_at"),
    }
    return tuple(
        _release(name, when.format(**moments), words)
        for name, when, words in (
            ("changed", CHANGED_SINCE, "that was changed since it was asked for"),
            ("early", TOO_EARLY, "before everybody had the time to answer"),
            ("put_right", OTHER_SINCE, "that was put right since"),
            ("opened", BEFORE_OPENED, "that is of before the request was opened again"),
        )
    )


def _beside_the_release() -> tuple[Refusal, ...]:
    return (
        on_insert(
            "guard_subject_access_further_packs_after",
            "subject_access_further_packs",
            NOT_AFTER_A_RELEASE,
            "guard: a further pack follows the last release of a request",
        ),
        on_insert(
            "guard_subject_access_packs_part",
            "subject_access_packs",
            NOT_THE_PART.format(scope="NEW.scope_id"),
            "guard: nothing is assembled but what is asked for",
        ),
        on_insert(
            "guard_subject_access_scopes_waits",
            "subject_access_scopes",
            WAITS,
            "guard: no other part is asked for while the pack waits for a second person",
        ),
        on_insert(
            "guard_subject_access_corrections_received",
            "subject_access_corrections",
            RECEIVED_LATER,
            "guard: a request reached us before it was recorded",
        ),
        on_insert(
            "guard_subject_access_corrections_waits",
            "subject_access_corrections",
            WAITS,
            "guard: nothing is put right while the pack waits for a second person",
        ),
    )


def _ends_by_two(clock: _Clock) -> tuple[Refusal, ...]:
    """Whoever asked takes it back alone; every other end is asked for and agreed to."""
    moments = {
        "decided": clock.moment.format("l.decided_at"),
        "asked": clock.moment.format("a.asked_at"),
    }
    return (
        on_insert(
            "guard_subject_access_ends_agreed",
            "subject_access_ends",
            NOT_AGREED,
            "guard: a request ends as one person asked and another agreed",
        ),
        on_insert(
            "guard_subject_access_ends_found",
            "subject_access_ends",
            FOUND_SINCE.format(**moments),
            "guard: something was found since it was asked that nothing is held",
        ),
        on_insert(
            "guard_subject_access_ends_asked_waits",
            "subject_access_ends_asked",
            f"{END_WAITS} OR {WAITS}",
            "guard: one thing at a time waits for a second person",
        ),
        on_insert(
            "guard_subject_access_release_asked_waits",
            "subject_access_release_asked",
            END_WAITS,
            "guard: no release is asked for while an end waits for a second person",
        ),
        on_insert(
            "guard_subject_access_corrections_end_waits",
            "subject_access_corrections",
            END_WAITS,
            "guard: nothing is put right while an end waits for a second person",
        ),
    )


def _after_the_end() -> tuple[Refusal, ...]:
    of_request = (
        "corrections",
        "scopes",
        "searches",
        "links",
        "packs",
        "harm_checks",
        "release_asked",
        "ends_asked",
        "ends",
        "releases",
    )
    requests = dict.fromkeys(of_request, "NEW.request_id")
    requests |= {"redactions": OF_PACK, "pages": OF_PACK, "not_asked_for": OF_PACK}
    requests |= {"redactions_undone": OF_REDACTION, "ends_returned": OF_END}
    return tuple(
        on_insert(
            f"guard_subject_access_{name}_over",
            f"subject_access_{name}",
            OVER.format(request=request),
            "guard: nothing is changed in a request that was released or has ended",
            _HELD.format(request=request),
        )
        for name, request in requests.items()
    )


def access_statements(dialect: str) -> dict[str, str]:
    """Every trigger (and PostgreSQL function) by its name, in order of making."""
    clock = _SQLITE if dialect == "sqlite" else _POSTGRESQL
    return statements_of(_refusals(clock), dialect, _HELD.format(request="NEW.request_id"))
