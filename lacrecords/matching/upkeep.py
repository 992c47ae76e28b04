"""Compares the index with what the records say, and mends it child by child.

Reads one stretch of records at a time, all of it as of one moment, with every key that stands for
them: memory does not grow with the register. It opens and commits nothing, and describes nobody.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BigInteger, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from lacrecords.database import is_postgresql
from lacrecords.matching.forms import Described, SubjectKind
from lacrecords.matching.keys import KEYS_VERSION
from lacrecords.matching.models import MatchForm, MatchKey, MatchNameVariant
from lacrecords.matching.neighbours import kept_variants
from lacrecords.matching.store import Entry, names_to_keep, prepare, slices

STRETCH = 50_000
"""Records of one stretch: one reading of all keys, of which those of the stretch are kept."""
DESCRIBED_AT_A_TIME = 500
_FORMS: Any = MatchForm.__table__
_KEYS: Any = MatchKey.__table__
_NAMES: Any = MatchNameVariant.__table__
_MOST_PARAMETERS = 900
_ALL_AFTER = 2**63 - 1
_STANDING_KEYS = select(_KEYS.c.subject_id, _KEYS.c.key).where(
    _KEYS.c.subject_kind == bindparam("kind"),
    _KEYS.c.subject_id > bindparam("after"),
    _KEYS.c.subject_id <= bindparam("to", type_=BigInteger),
)
_STANDING_FORMS = select(_FORMS.c.subject_id, _FORMS.c.keys_version, _FORMS.c.packed).where(
    _FORMS.c.subject_kind == bindparam("kind"),
    _FORMS.c.subject_id > bindparam("after"),
    _FORMS.c.subject_id <= bindparam("to"),
)
_DELETE_KEY = delete(_KEYS).where(
    _KEYS.c.key == bindparam("number"),
    _KEYS.c.subject_kind == bindparam("of_kind"),
    _KEYS.c.subject_id == bindparam("who"),
)
_DELETE_FORM = delete(_FORMS).where(
    _FORMS.c.subject_kind == bindparam("of_kind"), _FORMS.c.subject_id == bindparam("who")
)


@dataclass(frozen=True, slots=True)
class Records:
    """The records of one kind: their numbers in order, what they say, and holding them still."""

    kind: SubjectKind
    some: Callable[[int, int], Sequence[int]]
    """The next so many numbers after this one."""
    describe: Callable[[Collection[int]], Mapping[int, Described]]
    """What those of them say that are there."""
    hold: Callable[[Collection[int]], object]
    """Let nobody change these until the transaction ends."""


@dataclass(slots=True)
class Differences:
    """What is wrong with one stretch of the index, and every key that stands for what is wrong."""

    missing: list[int] = field(default_factory=list)
    stale: list[int] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)
    earlier: list[int] = field(default_factory=list)
    """Right, and written under an earlier way of making keys."""
    names: int = 0
    compared: int = 0
    last: int = 0
    standing: dict[int, Sequence[int]] = field(default_factory=dict)

    @property
    def wrong(self) -> list[int]:
        """Every record of the stretch that is to be mended."""
        return sorted({*self.missing, *self.stale, *self.extra})


def begin_reading(session: Session) -> None:
    """Let all that is read until the next commit or rollback be as of one moment."""
    session.rollback()
    if is_postgresql(session):
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def compare_stretch(
    session: Session, records: Records, after: int, names_known: set[str]
) -> Differences:
    """Compare the records after this one with the index; `names_known` need no second look."""
    ids = records.some(after, STRETCH)
    found = Differences(last=ids[-1] if ids else 0)
    to = found.last if len(ids) == STRETCH else _ALL_AFTER
    bounds = {"kind": int(records.kind), "after": after, "to": to}
    keys: dict[int, array[int]] = {}
    for who, number in session.execute(_STANDING_KEYS, bounds).yield_per(10_000):
        keys.setdefault(who, array("q")).append(number)
    packed = {
        who: (version, hash(text))
        for who, version, text in session.execute(_STANDING_FORMS, bounds).yield_per(10_000)
    }
    for some in slices(ids, DESCRIBED_AT_A_TIME):
        entries = {who: prepare(said) for who, said in records.describe(some).items()}
        for who, entry in entries.items():
            _note(found, who, entry, packed.pop(who, None), keys.pop(who, array("q")))
        found.names += len(_names_missing(session, entries, names_known))
    for who in sorted({*keys, *packed}):
        found.extra.append(who)
        found.standing[who] = keys.get(who, array("q"))
    found.compared = len(ids)
    return found


def _note(
    found: Differences, who: int, entry: Entry, form: tuple[int, int] | None, keys: Sequence[int]
) -> None:
    version, packed = form or (None, None)
    if packed == hash(entry.packed) and set(entry.keys) == set(keys):
        if version != KEYS_VERSION:
            found.earlier.append(who)
        return
    (found.missing if form is None else found.stale).append(who)
    found.standing[who] = keys


def _names_missing(
    session: Session, entries: Mapping[int, Entry], names_known: set[str]
) -> list[dict[str, Any]]:
    """The spellings of these records' names that do not stand in the vocabulary."""
    names = names_to_keep(entry.form for entry in entries.values()) - names_known
    wanted = {(number, name) for name in names for number in kept_variants(name)}
    standing: set[tuple[int, str]] = set()
    for some in slices(sorted(wanted), _MOST_PARAMETERS):
        rows = session.execute(
            select(_NAMES.c.variant, _NAMES.c.name).where(
                _NAMES.c.variant.in_({number for number, _ in some})
            )
        )
        standing.update((number, name) for number, name in rows)
    missing = sorted(wanted - standing)
    names_known |= names - {name for _, name in missing}
    return [{"variant": number, "name": name} for number, name in missing]


def note_as_current(session: Session, kind: SubjectKind, ids: Sequence[int]) -> None:
    """Note that these entries are what this way of making keys would write."""
    for some in slices(ids, _MOST_PARAMETERS):
        session.execute(
            update(_FORMS)
            .where(_FORMS.c.subject_kind == int(kind), _FORMS.c.subject_id.in_(some))
            .values(keys_version=KEYS_VERSION)
        )


def holds_earlier_keys(session: Session) -> bool:
    """Whether anybody stands in the index under an earlier way of making keys."""
    earlier = select(_FORMS.c.subject_id).where(_FORMS.c.keys_version != KEYS_VERSION).limit(1)
    return session.scalar(earlier) is not None


def mend(
    session: Session, records: Records, ids: Sequence[int], standing: Mapping[int, Sequence[int]]
) -> None:
    """Put into the index what these records say now, in the caller's transaction.

    `standing` are the keys found before: those that the record does not give are taken out.
    Whoever searches meanwhile finds the child by what stood before, and then by what stands now.
    """
    records.hold(ids)
    entries = {who: prepare(said) for who, said in records.describe(ids).items()}
    kind = int(records.kind)
    expected = {who: set(entries[who].keys) if who in entries else set() for who in ids}
    gone = [
        {"number": number, "of_kind": kind, "who": who}
        for who in ids
        for number in standing.get(who, ())
        if number not in expected[who]
    ]
    if gone:
        session.execute(_DELETE_KEY, sorted(gone, key=lambda row: int(row["number"])))
    session.execute(_DELETE_FORM, [{"of_kind": kind, "who": who} for who in ids])
    _add(session, MatchForm, [_form_row(kind, who, entry) for who, entry in entries.items()])
    keys = sorted((number, who) for who, numbers in expected.items() for number in numbers)
    rows = [{"key": number, "subject_kind": kind, "subject_id": who} for number, who in keys]
    _add(session, MatchKey, rows)
    _add(session, MatchNameVariant, _names_missing(session, entries, set()))


def mend_names(session: Session, records: Records, ids: Sequence[int]) -> None:
    """Put the names of these records into the vocabulary, in the caller's transaction."""
    entries = {who: prepare(said) for who, said in records.describe(ids).items()}
    _add(session, MatchNameVariant, _names_missing(session, entries, set()))


def _form_row(kind: int, who: int, entry: Entry) -> dict[str, Any]:
    return {
        "subject_kind": kind,
        "subject_id": who,
        "keys_version": KEYS_VERSION,
        "packed": entry.packed,
    }


def _add(session: Session, table: type[Any], rows: list[dict[str, Any]]) -> None:
    """Insert what is not there yet; somebody else may have added it meanwhile."""
    if rows:
        dialect = postgresql if is_postgresql(session) else sqlite
        session.execute(dialect.insert(table.__table__).on_conflict_do_nothing(), rows)
