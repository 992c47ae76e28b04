"""The words of the guards around suitability checks, on SQLite and on PostgreSQL.

Nobody is searched for without a consent that was seen; nothing is sent without a confirmed
check of the requester, a result that may be sent in exactly those words, every consent still
standing, and an address of the agency's own in the directory. Nothing is decided or sent on a
search after which the register was found to hold more. What has ended stays ended.
"""

# ruff: noqa: S608 - names of our own tables and columns only, never a value from outside

from __future__ import annotations

from lacrecords.guards_refusals import Refusal, moment_on, on_insert, statements_of

CHECK_TABLES = frozenset(
    {"check_requests", "check_request_versions", "requester_checks", "checked_people"}
    | {"checked_person_versions", "check_consents", "check_searches", "check_results"}
    | {"check_replies", "check_request_ends", "check_found_since", "contact_points"}
)

_NEWEST_VERSION = (
    "(SELECT MAX(n.id) FROM check_request_versions n"
    " WHERE n.check_request_id = NEW.check_request_id)"
)
_POINT_IN_FORCE = (
    "EXISTS (SELECT 1 FROM contact_points c JOIN check_request_versions v"
    " ON v.agency_id = c.agency_id WHERE v.id = {version} AND c.id = NEW.contact_point_id"
    " AND c.confirmed_by <> c.added_by AND c.withdrawn_at IS NULL AND {usable} <= {at} AND {kind})"
)
_ENDED = (
    "EXISTS (SELECT 1 FROM check_request_ends e WHERE e.check_request_id = NEW.check_request_id)"
)
_ANSWERED = "EXISTS (SELECT 1 FROM check_replies r WHERE r.check_request_id = NEW.check_request_id)"
_WITHOUT_CONSENT = (
    "EXISTS (SELECT 1 FROM checked_people p WHERE p.check_request_id = NEW.check_request_id"
    " AND NOT EXISTS (SELECT 1 FROM check_consents s WHERE s.checked_person_id = p.id"
    " AND s.withdrawn_at IS NULL))"
)


_HELD = "check_requests WHERE id = NEW.check_request_id"
"""A reply, a check, an end and a consent taken back wait for each other at the request."""


def _refusals(moment: str) -> tuple[Refusal, ...]:
    kind = "(NEW.method, c.kind) IN (('ring_back', 'telephone'), ('directory_email', 'email'))"
    usable = moment.format("c.usable_from_at")
    checked_by = _POINT_IN_FORCE.format(
        version="NEW.version_id", usable=usable, at=moment.format("NEW.checked_at"), kind=kind
    )
    goes_to = _POINT_IN_FORCE.format(
        version=_NEWEST_VERSION,
        usable=usable,
        at=moment.format("NEW.sent_at"),
        kind="c.kind = 'email'",
    )
    return (
        on_insert(
            "guard_requester_checks_directory",
            "requester_checks",
            f"NEW.outcome = 'confirmed' AND NOT {checked_by}",
            "guard: nobody is checked by a contact point that is not in force in the directory",
        ),
        on_insert(
            "guard_check_searches_consent",
            "check_searches",
            "NOT EXISTS (SELECT 1 FROM check_consents s WHERE s.id = NEW.consent_id"
            " AND s.checked_person_id = NEW.checked_person_id AND s.withdrawn_at IS NULL)",
            "guard: nobody is searched for without a consent that was seen and stands",
        ),
        *_replies(goes_to),
        *_after_the_end(),
        *_overtaken(),
    )


def _replies(goes_to: str) -> tuple[Refusal, ...]:
    return (
        on_insert(
            "guard_check_replies_checked",
            "check_replies",
            _NOT_CHECKED,
            "guard: nothing is sent before the requester is checked",
        ),
        on_insert(
            "guard_check_replies_result",
            "check_replies",
            _NOT_THE_RESULT,
            "guard: nothing is sent but the newest result, word for word, where it may be sent",
        ),
        on_insert(
            "guard_check_replies_consent",
            "check_replies",
            _WITHOUT_CONSENT,
            "guard: nothing is sent about somebody whose consent does not stand",
        ),
        on_insert(
            "guard_check_replies_address",
            "check_replies",
            f"NOT {goes_to}",
            "guard: an answer goes to an e-mail address of the agency in the directory",
        ),
    )


_NOT_CHECKED = (
    "NOT EXISTS (SELECT 1 FROM requester_checks c WHERE c.id = NEW.requester_check_id"
    " AND c.check_request_id = NEW.check_request_id AND c.outcome = 'confirmed'"
    f" AND c.version_id = {_NEWEST_VERSION})"
    " OR EXISTS (SELECT 1 FROM requester_checks c WHERE c.check_request_id = NEW.check_request_id"
    " AND c.id > NEW.requester_check_id AND c.outcome <> 'confirmed')"
)
"""No confirmed check of whoever asks now, or a later one that failed."""
_NOT_THE_RESULT = (
    "NOT EXISTS (SELECT 1 FROM check_results r WHERE r.id = NEW.result_id"
    " AND r.check_request_id = NEW.check_request_id AND r.result = 'nothing_known'"
    " AND r.words = NEW.words AND trim(NEW.words) <> '')"
    " OR EXISTS (SELECT 1 FROM check_results r WHERE r.check_request_id = NEW.check_request_id"
    " AND r.id > NEW.result_id)"
)


def _after_the_end() -> tuple[Refusal, ...]:
    tables = ("check_searches", "check_results", "check_replies")
    ended = tuple(
        on_insert(
            f"guard_{table}_ended",
            table,
            _ENDED,
            "guard: nothing is searched, decided or sent on a request that has ended",
        )
        for table in tables
    )
    answered = tuple(
        on_insert(
            f"guard_{table}_answered",
            table,
            _ANSWERED,
            "guard: what was answered is neither decided anew nor ended",
        )
        for table in ("check_results", "check_request_ends")
    )
    return ended + answered


_FOUND_SINCE = (
    "EXISTS (SELECT 1 FROM check_found_since f JOIN check_searches s ON s.id = f.search_id"
    " WHERE s.check_request_id = NEW.check_request_id AND NOT EXISTS (SELECT 1"
    " FROM check_searches l WHERE l.checked_person_id = s.checked_person_id AND l.id > s.id))"
)
"""Our own people were told that the register holds more than the newest search of somebody."""


def _overtaken() -> tuple[Refusal, ...]:
    return tuple(
        on_insert(
            f"guard_{table}_overtaken",
            table,
            _FOUND_SINCE,
            "guard: nothing is decided or sent on a search that the register has overtaken",
        )
        for table in ("check_results", "check_replies")
    )


_LOCK_CONSENT = (
    "BEGIN PERFORM 1 FROM check_requests WHERE id = (SELECT p.check_request_id"
    " FROM checked_people p WHERE p.id = NEW.checked_person_id) FOR UPDATE; RETURN NEW; END"
)


def check_statements(dialect: str) -> dict[str, str]:
    """Every trigger (and PostgreSQL function) by its name, in order of making."""
    statements = statements_of(_refusals(moment_on(dialect)), dialect, _HELD)
    if dialect == "sqlite":
        return statements
    name = "guard_check_consents_lock"
    return statements | {
        name: f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {_LOCK_CONSENT} $$",
        f"{name}_change": f"CREATE TRIGGER {name}_change BEFORE UPDATE ON check_consents "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()",
    }
