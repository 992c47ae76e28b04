"""Keeps the index: writes, replaces and removes the keys and the plain form of a child.

Runs inside the transaction that changes the record; it opens and commits nothing. What is
written of a child of the register leaves a mark, so that earlier enquiries are matched again.
Speaks to SQLite and PostgreSQL alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from lacrecords.database import is_postgresql
from lacrecords.matching.changed import mark_changed
from lacrecords.matching.forms import (
    Described,
    Normalised,
    PlacedAddress,
    SubjectKind,
    normalise,
    pack,
    unpack,
    unpack_addresses,
)
from lacrecords.matching.keys import KEYS_VERSION, record_keys
from lacrecords.matching.marks import mark_to_compare
from lacrecords.matching.models import MatchForm, MatchKey, MatchNameVariant
from lacrecords.matching.neighbours import SHORTEST_NAME, kept_variants
from lacrecords.matching.numbers_sought import rows_of

Row = TypeVar("Row")

_MOST_PARAMETERS = 900
_FORMS: Any = MatchForm.__table__
_KEYS: Any = MatchKey.__table__
_NAMES: Any = MatchNameVariant.__table__

_FORMS_OF = (
    "SELECT subject_id, packed, keys_version FROM match_forms"
    " WHERE subject_id {among} AND subject_kind = {kind}"
)
_NAMES_UNDER = select(_NAMES.c.name).where(
    _NAMES.c.variant.in_(bindparam("numbers", expanding=True))
)
_DELETE_KEY = delete(_KEYS).where(
    _KEYS.c.key == bindparam("number"),
    _KEYS.c.subject_kind == bindparam("kind"),
    _KEYS.c.subject_id == bindparam("who"),
)
_DELETE_FORM = delete(_FORMS).where(
    _FORMS.c.subject_kind == bindparam("kind"), _FORMS.c.subject_id == bindparam("who")
)


def index(
    session: Session, subject_kind: SubjectKind, subject_id: int, described: Described
) -> None:
    """Put one child into the index, replacing what stood there for it."""
    index_many(session, subject_kind, [(subject_id, described)])


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written of one child; worked out beforehand, so that the transaction is short."""

    form: Normalised
    packed: str
    keys: tuple[int, ...]


def prepare(described: Described) -> Entry:
    """What the index will hold of this child; asks no database."""
    form = normalise(described)
    return Entry(form, pack(form), tuple(record_keys(form)))


def index_many(
    session: Session,
    subject_kind: SubjectKind,
    rows: Sequence[tuple[int, Described]],
    all_new: bool = False,
) -> None:
    """Put many children into the index; `all_new` spares the look for earlier keys."""
    entries = {subject_id: prepare(described) for subject_id, described in rows}
    write_entries(session, subject_kind, entries, all_new)


def write_entries(
    session: Session,
    subject_kind: SubjectKind,
    entries: Mapping[int, Entry],
    all_new: bool = False,
    names_kept: set[str] | None = None,
) -> None:
    """Write entries that were prepared, as `index_many` does.

    `names_kept` are names known to be in the vocabulary; the names of these entries join them.
    """
    standing: Mapping[int, frozenset[int]] = {}
    if not all_new:
        earlier = _load_with_versions(session, subject_kind, list(entries))
        entries = {
            who: entry
            for who, entry in entries.items()
            if who not in earlier or entry.form != earlier[who][1]
        }
        standing = _make_room(session, subject_kind, entries, earlier)
    if not entries:
        return
    kind = int(subject_kind)
    _insert_forms(session, kind, entries)
    keys = sorted(
        (number, who)
        for who, entry in entries.items()
        for number in entry.keys
        if number not in standing.get(who, ())
    )
    if keys:
        _insert_keys(session, kind, keys)
    if subject_kind is SubjectKind.CHILD:
        _leave_marks(session, list(entries))
    _keep_names(session, (entry.form for entry in entries.values()), names_kept)


def _make_room(
    session: Session,
    subject_kind: SubjectKind,
    entries: Mapping[int, Entry],
    earlier: Mapping[int, tuple[int, Normalised]],
) -> dict[int, frozenset[int]]:
    """Take out what these entries replace; the keys that stand and are theirs too."""
    before = {who: record_keys(earlier[who][1]) for who in entries if who in earlier}
    # Which keys stand is known only where they were made in this way.
    kept = {
        who: keys & frozenset(entries[who].keys if earlier[who][0] == KEYS_VERSION else ())
        for who, keys in before.items()
    }
    _take_out(session, int(subject_kind), {who: before[who] - kept[who] for who in before})
    return kept


def _leave_marks(session: Session, child_ids: Sequence[int]) -> None:
    """Have these children compared with the other records, and with earlier enquiries."""
    mark_to_compare(session, child_ids)
    mark_changed(session, child_ids)


def _insert_forms(session: Session, kind: int, entries: Mapping[int, Entry]) -> None:
    rows = [
        {
            "subject_kind": kind,
            "subject_id": who,
            "keys_version": KEYS_VERSION,
            "packed": entry.packed,
        }
        for who, entry in sorted(entries.items())
    ]
    session.execute(insert(_FORMS), rows)


def _insert_keys(session: Session, kind: int, keys: Sequence[tuple[int, int]]) -> None:
    if is_postgresql(session):
        rows = [{"key": number, "subject_kind": kind, "subject_id": who} for number, who in keys]
        session.execute(insert(_KEYS), rows)
        return
    # Whole numbers only, so nothing is to be converted, and there are many of them.
    statement = "INSERT INTO match_keys (key, subject_kind, subject_id) VALUES (?, ?, ?)"
    session.connection().exec_driver_sql(statement, [(number, kind, who) for number, who in keys])


def remove(session: Session, subject_kind: SubjectKind, subject_id: int) -> None:
    """Take one child out of the index."""
    remove_many(session, subject_kind, [subject_id])


def remove_many(session: Session, subject_kind: SubjectKind, subject_ids: Sequence[int]) -> None:
    """Take children out of the index; their keys are found again from the plain forms kept."""
    if subject_kind is SubjectKind.CHILD:
        _leave_marks(session, subject_ids)
    forms = load_forms(session, subject_kind, subject_ids)
    _take_out(session, int(subject_kind), {who: record_keys(form) for who, form in forms.items()})


def _take_out(session: Session, kind: int, gone: Mapping[int, frozenset[int]]) -> None:
    """Take out the forms of these subjects, and these keys of theirs."""
    keys = sorted((number, who) for who, numbers in gone.items() for number in numbers)
    if keys:
        session.execute(
            _DELETE_KEY, [{"number": number, "kind": kind, "who": who} for number, who in keys]
        )
    if gone:
        session.execute(_DELETE_FORM, [{"kind": kind, "who": who} for who in sorted(gone)])


def slices(rows: Sequence[Row], size: int) -> Iterator[Sequence[Row]]:
    """The rows in parts of at most this size."""
    return (rows[start : start + size] for start in range(0, len(rows), size))


def load_forms(
    session: Session, subject_kind: SubjectKind, subject_ids: Sequence[int]
) -> Mapping[int, Normalised]:
    """The plain forms of children in the index, by their ids."""
    return {who: unpack(packed) for who, packed, _ in _packed(session, subject_kind, subject_ids)}


def load_addresses(
    session: Session, subject_kind: SubjectKind, subject_ids: Sequence[int]
) -> Mapping[int, tuple[PlacedAddress, ...]]:
    """The addresses alone, in their plain form, of children in the index, by their ids."""
    found = _packed(session, subject_kind, subject_ids)
    return {who: unpack_addresses(packed) for who, packed, _ in found}


def _load_with_versions(
    session: Session, subject_kind: SubjectKind, subject_ids: Sequence[int]
) -> dict[int, tuple[int, Normalised]]:
    found = _packed(session, subject_kind, subject_ids)
    return {who: (version, unpack(packed)) for who, packed, version in found}


def _packed(
    session: Session, subject_kind: SubjectKind, subject_ids: Sequence[int]
) -> Iterator[tuple[int, str, int]]:
    """Of each: number, packed form, and the version of the keys that it was put in with."""
    for ids in slices(subject_ids, _MOST_PARAMETERS):
        yield from rows_of(session, _FORMS_OF, ids, int(subject_kind))


def _keep_names(
    session: Session, forms: Iterable[Normalised], names_kept: set[str] | None = None
) -> None:
    """Add names not met before to the vocabulary; names are never taken out of it."""
    names = names_to_keep(forms)
    if names_kept is not None:
        names -= names_kept
        names_kept |= names
    rows = [
        {"variant": number, "name": name}
        for name in sorted(names - _known_names(session, names))
        for number in kept_variants(name)
    ]
    if rows:
        session.execute(_insert_new(session), rows)


def names_to_keep(forms: Iterable[Normalised]) -> set[str]:
    """The names of these forms that belong into the vocabulary."""
    return {
        word
        for form in forms
        for name in form.names
        for word in (*name.forename, *name.middle[:2], *name.surname)
        if len(word) >= SHORTEST_NAME
    }


def _known_names(session: Session, names: set[str]) -> set[str]:
    """Those of the names that are in the vocabulary."""
    known: set[str] = set()
    # By one number alone: few share it, and of two lists the database would try every pair.
    for some in slices(sorted({kept_variants(name)[0] for name in names}), _MOST_PARAMETERS):
        known.update(session.scalars(_NAMES_UNDER, {"numbers": some}))
    return names & known


def _insert_new(session: Session) -> Any:
    """An insert that passes over rows that another writer has added meanwhile."""
    insert_into = postgresql.insert if is_postgresql(session) else sqlite.insert
    return insert_into(_NAMES).on_conflict_do_nothing()
