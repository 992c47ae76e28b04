"""The words of the guards: the triggers of each table, on SQLite and on PostgreSQL.

Both databases refuse the same things. PostgreSQL's triggers are written in the
order in which it gives them back, so that they can be compared.
"""

# ruff: noqa: S608 - names of our own tables and columns only, never a value from outside

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Index, MetaData, Table, UniqueConstraint

from lacrecords.guards import Guard, allowed_change, declared_guards
from lacrecords.guards_of_slices import OF_SLICES
from lacrecords.terms import TELLINGS_ABOUT_A_CHILD, TellingKind

CHECKED_TABLES = frozenset(
    {"disclosures", "outcomes", "outcome_tellings", "verifications", "more_asked", "more_told"}
    | {"enquirers", "contact_points"}
)
DIRECTORY_TABLES = frozenset({"verifications", "enquirers", "contact_points"})


def guard_statements(
    metadata: MetaData, dialect: str, tables: Collection[str] | None = None
) -> dict[str, str]:
    """Every trigger (and PostgreSQL function) by its name, in order of making."""
    present = metadata.tables.keys() if tables is None else tables
    make = _sqlite_table if dialect == "sqlite" else _postgresql_table
    statements: dict[str, str] = {}
    for guard in declared_guards(metadata):
        if guard.table.name in present:
            statements |= make(guard)
    if set(present) >= CHECKED_TABLES:
        statements |= _sqlite_checked() if dialect == "sqlite" else _postgresql_checked()
    if set(present) >= DIRECTORY_TABLES:
        sqlite = dialect == "sqlite"
        statements |= _sqlite_from_directory() if sqlite else _postgresql_from_directory()
    for needed, made in OF_SLICES:
        if set(present) >= needed:
            statements |= made(dialect)
    return statements


def _sqlite_table(guard: Guard) -> dict[str, str]:
    table = guard.table.name
    unless = f"WHEN NOT ({guard.disposal}) " if guard.disposal else ""
    refusals = {
        "delete": ("DELETE", unless, "deleted"),
        "replace": ("INSERT", f"WHEN EXISTS ({_same_row(guard.table)}) ", "replaced"),
    }
    if not guard.changes:
        may_change = bool(guard.steps or guard.blank)
        when = f"WHEN NOT ({allowed_change(guard, 'IS', 'IS')}) " if may_change else ""
        refusals["update"] = ("UPDATE", when, "changed")
    return {
        f"guard_{table}_{name}": f"CREATE TRIGGER guard_{table}_{name} BEFORE {event} ON {table} "
        f"{when}BEGIN SELECT RAISE(ABORT, 'guard: rows of {table} are never {done}'); END"
        for name, (event, when, done) in refusals.items()
    }


def _same_row(table: Table) -> str:
    """A row that INSERT OR REPLACE would remove: one with the same key, or the same unique value.

    Where `recursive_triggers` is off, as in a connection that is not ours, such a removal does
    not reach the trigger on DELETE.
    """
    keys = [(table.primary_key.columns, "")]
    for constraint in sorted(table.constraints, key=lambda one: str(one.name)):
        if isinstance(constraint, UniqueConstraint):
            keys.append((constraint.columns, ""))
    for index in sorted(table.indexes, key=lambda one: str(one.name)):
        if index.unique:
            keys.append((index.columns, _only_where(index)))
    same = [
        " AND ".join(f"{column.name} = NEW.{column.name}" for column in columns) + where
        for columns, where in keys
    ]
    return f"SELECT 1 FROM {table.name} WHERE {' OR '.join(same)}"


def _only_where(index: Index) -> str:
    where = index.dialect_options["sqlite"]["where"]
    return "" if where is None else f" AND ({where})"


def _postgresql_table(guard: Guard) -> dict[str, str]:
    table = guard.table.name
    may_change = bool(guard.steps or guard.blank)
    allowed = allowed_change(guard, "IS NOT DISTINCT FROM", "IS") if may_change else "false"
    gone = (
        f"IF TG_OP = 'DELETE' THEN IF {guard.disposal} THEN RETURN OLD; END IF; END IF; "
        if guard.disposal
        else ""
    )
    body = (
        f"BEGIN IF TG_OP = 'UPDATE' THEN IF {allowed} THEN RETURN NEW; END IF; END IF; {gone}"
        f"RAISE EXCEPTION 'guard: rows of {table} are never changed or deleted'; END"
    )
    events = "DELETE" if guard.changes else "DELETE OR UPDATE"
    return _postgresql_function(f"guard_{table}", body) | {
        f"guard_{table}_row": f"CREATE TRIGGER guard_{table}_row BEFORE {events} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION guard_{table}()",
        f"guard_{table}_truncate": f"CREATE TRIGGER guard_{table}_truncate BEFORE TRUNCATE "
        f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION guard_{table}()",
    }


def _postgresql_function(name: str, body: str) -> dict[str, str]:
    return {name: f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"}


# Kinds that say nothing about a child are listed; any other kind, also one that nobody has
# thought of yet, needs a confirmed check.
_ADVICE = ", ".join(f"'{kind.value}'" for kind in sorted(set(TellingKind) - TELLINGS_ABOUT_A_CHILD))


# A check in writing is good for two working days at most; over Christmas or Easter these are
# nine days. Whoever writes a longer time into the row gains nothing by it.
LONGEST_CHECK_DAYS = 10


@dataclass(frozen=True, slots=True)
class _Clock:
    """How this database reads a moment, and ten days after one: SQLite would compare letters."""

    moment: str
    days_after: str


_SQLITE_CLOCK = _Clock("julianday({})", "julianday({}, '+{} days')")
_POSTGRESQL_CLOCK = _Clock("{}", "{} + interval '{} days'")


def _confirmed(clock: _Clock) -> str:
    """The check is of this enquiry, confirmed, good at that moment, and no later one failed.

    A check in writing ends when the reply to it has gone.

    One that rests on the directory rests on a contact point of the enquirer's own agency that
    two people had confirmed by then; the guard of the checks themselves says so too.
    """
    checked, until, said, usable = (
        clock.moment.format(column)
        for column in ("v.checked_at", "v.valid_until_at", "NEW.said_at", "c.usable_from_at")
    )
    gone = clock.moment.format("w.sent_at")
    ended = (
        " AND NOT EXISTS (SELECT 1 FROM written_replies w"
        f" WHERE w.verification_id = NEW.verification_id AND {gone} < {said})"
    )
    at_most = clock.days_after.format("v.checked_at", LONGEST_CHECK_DAYS)
    return (
        "EXISTS (SELECT 1 FROM verifications v WHERE v.id = NEW.verification_id"
        " AND v.enquiry_id = NEW.enquiry_id AND v.outcome = 'confirmed' AND v.method <> 'none'"
        f" AND {checked} <= {said} AND {until} >= {said} AND {until} <= {at_most}"
        " AND (v.method NOT IN ('ring_back', 'directory_email') OR EXISTS ("
        "SELECT 1 FROM contact_points c JOIN enquirers e ON e.agency_id = c.agency_id"
        " WHERE c.id = v.contact_point_id AND e.enquiry_id = v.enquiry_id"
        f" AND c.confirmed_by <> c.added_by AND {usable} <= {checked})))"
        " AND NOT EXISTS (SELECT 1 FROM verifications v WHERE v.enquiry_id = NEW.enquiry_id"
        " AND v.id > NEW.verification_id AND v.outcome <> 'confirmed')" + ended
    )


_WORDS_UNCHECKED = "guard: nothing about a child is told before the enquirer is checked"


@dataclass(frozen=True, slots=True)
class _Telling:
    """A table of what was told: what allows a row of it, and which rows need a confirmed check."""

    table: str
    allowed: str
    words_not_allowed: str
    needs_check: str

    def unchecked(self, clock: _Clock) -> str:
        """The row needs a confirmed check and has none."""
        return f"{self.needs_check} AND NOT ({_confirmed(clock)})"


_TELLINGS = (
    _Telling(
        "disclosures",
        # The foreign keys say this too, but SQLite heeds them only where a connection asks.
        "EXISTS (SELECT 1 FROM outcomes o JOIN outcome_tellings t ON t.outcome_id = o.id"
        " WHERE o.id = NEW.outcome_id AND o.enquiry_id = NEW.enquiry_id"
        " AND o.enquired_child_id = NEW.enquired_child_id AND t.kind = NEW.kind)",
        "guard: nothing is told but what the outcome for this child allows",
        f"NEW.kind NOT IN ({_ADVICE})",
    ),
    _Telling(
        "more_told",
        "EXISTS (SELECT 1 FROM more_asked m WHERE m.id = NEW.more_asked_id"
        " AND m.enquiry_id = NEW.enquiry_id AND m.shared)",
        "guard: nothing more is told but what a manager decided to share",
        "1 = 1",
    ),
)


def _sqlite_checked() -> dict[str, str]:
    statements = {}
    for telling in _TELLINGS:
        for name, when, words in (
            ("allowed", f"NOT {telling.allowed}", telling.words_not_allowed),
            ("checked", telling.unchecked(_SQLITE_CLOCK), _WORDS_UNCHECKED),
        ):
            trigger = f"guard_{telling.table}_{name}"
            statements[trigger] = (
                f"CREATE TRIGGER {trigger} BEFORE INSERT ON {telling.table} WHEN {when} "
                f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )
    return statements


def _postgresql_checked() -> dict[str, str]:
    """A telling waits for a new check of its enquiry, and for a reply to it; so do they for it.

    Whoever comes second must see what the first wrote; only "read committed" looks anew after
    waiting, so any other isolation is refused.
    """
    held = "PERFORM 1 FROM enquiries WHERE id = NEW.enquiry_id FOR UPDATE;"
    statements: dict[str, str] = {}
    for table in ("verifications", "written_replies"):
        statements |= _postgresql_before_insert(f"guard_{table}_lock", table, held)
    for telling in _TELLINGS:
        body = (
            "IF current_setting('transaction_isolation') <> 'read committed' THEN "
            "RAISE EXCEPTION 'guard: telling is recorded in read committed only'; END IF; "
            "PERFORM 1 FROM enquiries WHERE id = NEW.enquiry_id FOR SHARE; "
            f"IF NOT {telling.allowed} THEN "
            f"RAISE EXCEPTION '{telling.words_not_allowed}'; END IF; "
            f"IF {telling.unchecked(_POSTGRESQL_CLOCK)} THEN "
            f"RAISE EXCEPTION '{_WORDS_UNCHECKED}'; END IF;"
        )
        name = f"guard_{telling.table}_checked"
        statements |= _postgresql_before_insert(name, telling.table, body)
    return statements


def _postgresql_before_insert(name: str, table: str, body: str) -> dict[str, str]:
    return _postgresql_function(name, f"BEGIN {body} RETURN NEW; END") | {
        f"{name}_insert": f"CREATE TRIGGER {name}_insert BEFORE INSERT ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()"
    }


_FROM_DIRECTORY = (
    "NEW.outcome = 'confirmed' AND NEW.method IN ('ring_back', 'directory_email')"
    " AND NOT EXISTS (SELECT 1 FROM contact_points c JOIN enquirers e ON e.agency_id = c.agency_id"
    " WHERE c.id = NEW.contact_point_id AND e.enquiry_id = NEW.enquiry_id"
    " AND c.confirmed_by <> c.added_by AND c.withdrawn_at IS NULL AND {usable} <= {checked}"
    " AND (NEW.method, c.kind) IN (('ring_back', 'telephone'), ('directory_email', 'email')))"
)
"""The check rests on a number that is not the agency's own, confirmed by two and in force."""
_WORDS_NOT_FROM_DIRECTORY = (
    "guard: nobody is checked by a contact point that is not in force in the directory"
)


def _sqlite_from_directory() -> dict[str, str]:
    when = _FROM_DIRECTORY.format(
        usable="julianday(c.usable_from_at)", checked="julianday(NEW.checked_at)"
    )
    name = "guard_verifications_directory"
    return {
        name: f"CREATE TRIGGER {name} BEFORE INSERT ON verifications WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{_WORDS_NOT_FROM_DIRECTORY}'); END"
    }


def _postgresql_from_directory() -> dict[str, str]:
    """A check and the withdrawal of the number it rests on wait for each other."""
    wrong = _FROM_DIRECTORY.format(usable="c.usable_from_at", checked="NEW.checked_at")
    return _postgresql_before_insert(
        "guard_verifications_directory",
        "verifications",
        "PERFORM 1 FROM contact_points WHERE id = NEW.contact_point_id FOR SHARE; "
        f"IF {wrong} THEN RAISE EXCEPTION '{_WORDS_NOT_FROM_DIRECTORY}'; END IF;",
    )
