"""The words of the guards around requests for information, on SQLite and on PostgreSQL.

Nobody is searched for before who asks was shown. Nothing is released without a confirmed check
of identity (and authority where one is needed), an answer on serious harm for this pack, every
proposal decided, and a pack that is the newest and unchanged since a first person asked for its
release; that two people release it is a constraint of the table. What has ended stays ended.
"""

# ruff: noqa: S608 - names of our own tables and columns only, never a value from outside

from __future__ import annotations

from dataclasses import dataclass

from lacrecords.guards_refusals import Refusal, on_insert, statements_of

ACCESS_TABLES = frozenset(
    f"subject_access_{name}"
    for name in (
        "requests",
        "checks",
        "searches",
        "links",
        "packs",
        "pages",
        "proposals",
        "proposals_refused",
        "redactions",
        "redactions_undone",
        "harm_checks",
        "release_asked",
        "returned",
        "releases",
        "ends",
    )
)

_NEWEST_CHECK_CONFIRMS = (
    "EXISTS (SELECT 1 FROM subject_access_checks c WHERE c.request_id = NEW.request_id"
    " AND c.kind = '{kind}' AND c.outcome = 'confirmed' AND c.id = (SELECT MAX(n.id)"
    " FROM subject_access_checks n WHERE n.request_id = NEW.request_id AND n.kind = '{kind}'))"
)
_IDENTITY = _NEWEST_CHECK_CONFIRMS.format(kind="identity")
_AUTHORITY = (
    "(EXISTS (SELECT 1 FROM subject_access_requests r WHERE r.id = NEW.request_id"
    " AND r.asks_as IN ('themselves', 'child')) OR "
    + _NEWEST_CHECK_CONFIRMS.format(kind="authority")
    + ")"
)
_HARM = (
    "EXISTS (SELECT 1 FROM subject_access_harm_checks h WHERE h.pack_id = NEW.pack_id"
    " AND h.answer <> 'likely_as_a_whole' AND h.id = (SELECT MAX(n.id)"
    " FROM subject_access_harm_checks n WHERE n.pack_id = NEW.pack_id))"
)
_NEWEST_PACK = (
    "NEW.pack_id = (SELECT p.id FROM subject_access_packs p WHERE p.request_id = NEW.request_id"
    " ORDER BY p.number DESC LIMIT 1)"
)
_UNDECIDED = (
    "EXISTS (SELECT 1 FROM subject_access_proposals m WHERE m.pack_id = NEW.pack_id"
    " AND NOT EXISTS (SELECT 1 FROM subject_access_proposals_refused k"
    " WHERE k.proposal_id = m.id)"
    " AND NOT EXISTS (SELECT 1 FROM subject_access_redactions d WHERE d.proposal_id = m.id"
    " AND NOT EXISTS (SELECT 1 FROM subject_access_redactions_undone u"
    " WHERE u.redaction_id = d.id)))"
)
_RETURNED = (
    "EXISTS (SELECT 1 FROM subject_access_returned t WHERE t.asked_id = NEW.asked_id)"
    " OR EXISTS (SELECT 1 FROM subject_access_release_asked l"
    " WHERE l.request_id = NEW.request_id AND l.id > NEW.asked_id)"
)
_NOT_AS_ASKED = (
    # The foreign key says this too, but SQLite heeds it only where a connection asks.
    "NOT EXISTS (SELECT 1 FROM subject_access_release_asked a WHERE a.id = NEW.asked_id"
    " AND a.asked_by = NEW.asked_by AND a.pack_id = NEW.pack_id"
    " AND a.request_id = NEW.request_id AND a.release_digest = NEW.release_digest)"
)
_ASKED_AT = "(SELECT {asked} FROM subject_access_release_asked a WHERE a.id = NEW.asked_id)"
_CHANGED_SINCE = (
    "EXISTS (SELECT 1 FROM subject_access_redactions d WHERE d.pack_id = NEW.pack_id"
    " AND {made} > {asked_at})"
    " OR EXISTS (SELECT 1 FROM subject_access_redactions_undone u"
    " JOIN subject_access_redactions d ON d.id = u.redaction_id"
    " WHERE d.pack_id = NEW.pack_id AND {undone} > {asked_at})"
    " OR EXISTS (SELECT 1 FROM subject_access_links l WHERE l.request_id = NEW.request_id"
    " AND {decided} > {asked_at})"
)
_TOO_EARLY = (
    "NOT EXISTS (SELECT 1 FROM subject_access_searches s WHERE s.request_id = NEW.request_id"
    " AND s.id = (SELECT MAX(n.id) FROM subject_access_searches n"
    " WHERE n.request_id = NEW.request_id) AND s.release_from <= {released_on})"
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


def _refusals(clock: _Clock) -> tuple[Refusal, ...]:
    changed = _CHANGED_SINCE.format(
        made=clock.moment.format("d.made_at"),
        undone=clock.moment.format("u.undone_at"),
        decided=clock.moment.format("l.decided_at"),
        asked_at=_ASKED_AT.format(asked=clock.moment.format("a.asked_at")),
    )
    early = _TOO_EARLY.format(released_on=clock.day.format("NEW.released_at"))
    return (
        on_insert(
            "guard_subject_access_searches_shown",
            "subject_access_searches",
            f"NOT {_IDENTITY} OR NOT {_AUTHORITY}",
            "guard: nobody is searched for before who asks was shown",
        ),
        _release("identity", f"NOT {_IDENTITY}", "before who asks was shown"),
        _release("authority", f"NOT {_AUTHORITY}", "before their authority was shown"),
        _release("harm", f"NOT {_HARM}", "before somebody answered on serious harm"),
        _release("newest", f"NOT ({_NEWEST_PACK})", "but the newest pack"),
        _release("proposals", _UNDECIDED, "while a proposal waits for a decision"),
        _release("prepared", _NOT_AS_ASKED, "but exactly what a first person prepared"),
        _release("asked", _RETURNED, "that was given back or asked for anew"),
        _release("changed", changed, "that was changed since it was asked for"),
        _release("early", early, "before everybody had the time to answer"),
        *_after_the_end(),
    )


_OVER = (
    "(EXISTS (SELECT 1 FROM subject_access_ends e WHERE e.request_id = {request})"
    " OR EXISTS (SELECT 1 FROM subject_access_releases r WHERE r.request_id = {request}))"
)
_OF_PACK = "(SELECT p.request_id FROM subject_access_packs p WHERE p.id = NEW.pack_id)"
_OF_REDACTION = (
    "(SELECT p.request_id FROM subject_access_packs p JOIN subject_access_redactions d"
    " ON d.pack_id = p.id WHERE d.id = NEW.redaction_id)"
)


def _after_the_end() -> tuple[Refusal, ...]:
    of_request = ("searches", "links", "packs", "harm_checks", "release_asked", "ends", "releases")
    requests = dict.fromkeys(of_request, "NEW.request_id")
    requests |= {"redactions": _OF_PACK, "pages": _OF_PACK, "redactions_undone": _OF_REDACTION}
    return tuple(
        on_insert(
            f"guard_subject_access_{name}_over",
            f"subject_access_{name}",
            _OVER.format(request=request),
            "guard: nothing is changed in a request that was released or has ended",
            _HELD.format(request=request),
        )
        for name, request in requests.items()
    )


def access_statements(dialect: str) -> dict[str, str]:
    """Every trigger (and PostgreSQL function) by its name, in order of making."""
    clock = _SQLITE if dialect == "sqlite" else _POSTGRESQL
    return statements_of(_refusals(clock), dialect, _HELD.format(request="NEW.request_id"))
