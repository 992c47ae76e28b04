"""Drafts and issued statements as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from lacrecords.database import db
from lacrecords.figures.shown import ShownStatement
from lacrecords.staff import queries as staff
from lacrecords.statements.issued import Issue, issue_of, pdf_digest
from lacrecords.statements.making import Days, team_name
from lacrecords.statements.models import (
    IssuedStatement,
    StatementAcknowledgement,
    StatementDraft,
)


@dataclass(frozen=True, slots=True)
class ListedStatement:
    """One issued statement in the list."""

    reference: str
    title: str
    from_on: date
    to_on: date
    team_name: str
    issued_at: datetime
    acknowledged_at: datetime | None
    replaced_by: str


@dataclass(frozen=True, slots=True)
class ListedDraft:
    """One draft in the list."""

    reference: str
    from_on: date
    to_on: date
    team_name: str
    started_by: str
    figures_at: datetime


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A draft as it would be issued."""

    id: int
    reference: str
    days: Days
    team_name: str
    statement: ShownStatement
    figures_at: datetime
    comment: str
    started_by: str
    replaces: str
    """The number of the statement that it corrects; empty: none."""


@dataclass(frozen=True, slots=True)
class IssuedPage:
    """An issued statement, and whether it is as it was issued."""

    id: int
    reference: str
    issue: Issue
    team_id: int | None
    statement: ShownStatement
    is_as_issued: bool
    pdf: bytes | None
    replaces_reference: str
    replaced_by: str
    replaced_by_reference: str
    acknowledged_by: str
    acknowledged_at: datetime | None


def issued_statements() -> tuple[ListedStatement, ...]:
    """Every issued statement, the newest first."""
    later = aliased(IssuedStatement)
    found = db.session.execute(
        select(
            IssuedStatement.reference,
            IssuedStatement.year,
            IssuedStatement.number,
            IssuedStatement.from_on,
            IssuedStatement.to_on,
            IssuedStatement.team_name,
            IssuedStatement.issued_at,
            StatementAcknowledgement.acknowledged_at,
            later.year,
            later.number,
        )
        .outerjoin(
            StatementAcknowledgement, StatementAcknowledgement.statement_id == IssuedStatement.id
        )
        .outerjoin(later, later.replaces_id == IssuedStatement.id)
        .order_by(IssuedStatement.id.desc())
    ).all()
    return tuple(
        ListedStatement(
            row[0],
            f"{row[1]}/{row[2]}",
            *row[3:8],
            replaced_by=f"{row[8]}/{row[9]}" if row[8] else "",
        )
        for row in found
    )


def drafts() -> tuple[ListedDraft, ...]:
    """Every draft, the newest first."""
    rows = db.session.scalars(select(StatementDraft).order_by(StatementDraft.id.desc())).all()
    names = staff.names_for(row.started_by for row in rows)
    return tuple(
        ListedDraft(
            row.reference,
            row.from_on,
            row.to_on,
            team_name(row.team_id),
            names[row.started_by],
            row.figures_at,
        )
        for row in rows
    )


def draft_page(reference: str) -> DraftPage | None:
    """One draft; None: there is no such draft (any more)."""
    row = db.session.scalar(select(StatementDraft).where(StatementDraft.reference == reference))
    if row is None:
        return None
    replaces = db.session.get(IssuedStatement, row.replaces_id) if row.replaces_id else None
    return DraftPage(
        id=row.id,
        reference=row.reference,
        days=Days(row.from_on, row.to_on, row.team_id),
        team_name=team_name(row.team_id),
        statement=ShownStatement.from_json(row.figures),
        figures_at=row.figures_at,
        comment=row.comment,
        started_by=staff.names_for([row.started_by])[row.started_by],
        replaces=_title(replaces),
    )


def issued_page(reference: str) -> IssuedPage | None:
    """One issued statement, checked against the marks it was issued with."""
    row = db.session.scalar(select(IssuedStatement).where(IssuedStatement.reference == reference))
    if row is None:
        return None
    replaces = db.session.get(IssuedStatement, row.replaces_id) if row.replaces_id else None
    later = db.session.scalar(select(IssuedStatement).where(IssuedStatement.replaces_id == row.id))
    read = db.session.scalar(
        select(StatementAcknowledgement).where(StatementAcknowledgement.statement_id == row.id)
    )
    issue = issue_of(row, _title(replaces))
    pdf_holds = row.pdf is None or pdf_digest(row.pdf) == row.pdf_digest
    return IssuedPage(
        id=row.id,
        reference=row.reference,
        issue=issue,
        team_id=row.team_id,
        statement=ShownStatement.from_json(row.figures),
        is_as_issued=pdf_holds and issue.digest() == row.figures_digest,
        pdf=row.pdf,
        replaces_reference=replaces.reference if replaces else "",
        replaced_by=_title(later),
        replaced_by_reference=later.reference if later else "",
        acknowledged_by=(
            staff.names_for([read.acknowledged_by])[read.acknowledged_by] if read else ""
        ),
        acknowledged_at=read.acknowledged_at if read else None,
    )


def next_number(year: int) -> int:
    """The number that the next statement of this year has."""
    found = select(func.max(IssuedStatement.number)).where(IssuedStatement.year == year)
    return (db.session.scalar(found) or 0) + 1


def open_counts(_now: datetime) -> tuple[int, int]:
    """How many issued statements the Director has not read yet; none of them has a clock."""
    read = select(StatementAcknowledgement.statement_id)
    found = select(func.count(IssuedStatement.id)).where(IssuedStatement.id.not_in(read))
    return db.session.scalar(found) or 0, 0


def _title(row: IssuedStatement | None) -> str:
    return f"{row.year}/{row.number}" if row else ""
