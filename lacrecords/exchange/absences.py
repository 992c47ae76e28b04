"""Children of earlier files whom a whole file does not name: listed, and left as they are.

A record is never ended or deleted because a row is missing: the child may have moved, or
the file may have been cut short.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import insert, select

from lacrecords.children import bulk
from lacrecords.database import db, transaction
from lacrecords.exchange.batches import Run
from lacrecords.exchange.findings import Finding, FindingKind
from lacrecords.exchange.models import ImportAbsence, ImportedRow
from lacrecords.exchange.rejects_file import RejectsFile
from lacrecords.exchange.source import Source

ROWS_AT_A_TIME = 2_000
REASON = "{number} stands in the register and not in the file. The record is left as it is."


def note(run: Run, source: Source, rejects: RejectsFile | None, writes: bool) -> int:
    """List them, write them down where the run writes, and give their number."""
    noted = 0
    for some in _absent(source):
        noted += len(some)
        if writes:
            with transaction():
                _keep(run.run_id, [child_id for _, child_id in some])
        for number, _ in some if rejects else ():
            _list(source, rejects, number)
    return noted


def _list(source: Source, rejects: RejectsFile | None, number: str) -> None:
    finding = Finding(FindingKind.NOT_IN_FILE, "", REASON.format(number=number))
    if rejects:
        rejects.add(tuple("" for _ in source.place_columns), finding, ())


def _absent(source: Source) -> Iterator[Sequence[tuple[str, int]]]:
    """Numbers and children that an earlier file named and this one does not, some at a time."""
    named, after = source.numbers(), ""
    while True:
        rows = db.session.execute(
            select(ImportedRow.authority_number, ImportedRow.child_id)
            .where(ImportedRow.authority_number > after)
            .order_by(ImportedRow.authority_number)
            .limit(ROWS_AT_A_TIME)
        ).all()
        if not rows:
            return
        after = rows[-1].authority_number
        sealed = bulk.sealed_children({child_id for _, child_id in rows})
        absent = [
            (number, child_id)
            for number, child_id in rows
            if number not in named and child_id not in sealed
        ]
        if absent:
            yield absent


def _keep(run_id: int, child_ids: Sequence[int]) -> None:
    rows = [{"import_run_id": run_id, "child_id": child_id} for child_id in child_ids]
    known = set(
        db.session.scalars(
            select(ImportAbsence.child_id).where(
                ImportAbsence.import_run_id == run_id, ImportAbsence.child_id.in_(child_ids)
            )
        )
    )
    new = [row for row in rows if row["child_id"] not in known]
    if new:
        db.session.connection().execute(insert(ImportAbsence), new)
