"""The statement's way: begun, commented on, worked out again, signed and issued, read, corrected.

Everything happens in the caller's transaction; figures and document are made before it, so
that nothing slow holds the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.audit import services as audit
from lacrecords.database import db, new_reference
from lacrecords.figures.shown import ShownStatement
from lacrecords.notifications.services import (
    Matter,
    Notice,
    Recipient,
    acknowledge_matter,
    notify,
)
from lacrecords.rules.authorisation import Actor
from lacrecords.statements.issued import Issue, pdf_digest
from lacrecords.statements.making import Days
from lacrecords.statements.models import (
    IssuedStatement,
    StatementAcknowledgement,
    StatementDraft,
)
from lacrecords.statements.queries import next_number
from lacrecords.terms import MatterKind, NotificationKind, Role, Urgency

DIRECTOR = Recipient(role=Role.DIRECTOR)


class DraftChanged(Exception):
    """Somebody changed the draft, issued it or threw it away after it was shown."""


class NumberTaken(Exception):
    """Another statement was issued meanwhile and has the number; make the document again."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A draft as it was shown to whoever signs it, and the document made of it."""

    reference: str
    issue: Issue
    pdf: bytes | None


def start_draft(
    actor: Actor, days: Days, figures: ShownStatement, now: datetime, corrects: str = ""
) -> str:
    """Begin a statement; its reference. LookupError: there is no such statement to correct.

    Beginning to correct the same statement twice gives the one draft.
    """
    replaces = _issued(corrects) if corrects else None
    if replaces is not None:
        standing = select(StatementDraft).where(StatementDraft.replaces_id == replaces.id)
        already = db.session.scalar(standing)
        if already is not None:
            return already.reference
        if _is_replaced(replaces):
            raise LookupError(corrects)
    row = StatementDraft(
        reference=new_reference(),
        from_on=days.from_on,
        to_on=days.to_on,
        team_id=days.team_id,
        figures=figures.as_json(),
        figures_at=now,
        comment=replaces.comment if replaces else "",
        started_by=actor.key,
        started_at=now,
        replaces_id=replaces.id if replaces else None,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "statement_begun", "statement_draft", row.id)
    return row.reference


def save_comment(actor: Actor, reference: str, comment: str) -> None:
    """Keep the comment of a draft. LookupError: it is gone."""
    row = _draft(reference)
    if row.comment != comment.strip():
        row.comment = comment.strip()
        audit.record(actor, "statement_commented", "statement_draft", row.id)
        db.session.flush()


def renew_figures(actor: Actor, reference: str, figures: ShownStatement, now: datetime) -> None:
    """Put figures worked out anew in the place of the draft's. LookupError: it is gone."""
    row = _draft(reference)
    row.figures, row.figures_at = figures.as_json(), now
    audit.record(actor, "statement_figures_renewed", "statement_draft", row.id)
    db.session.flush()


def throw_away(actor: Actor, reference: str) -> None:
    """Remove a draft; what was issued stays. LookupError: it is gone."""
    row = _draft(reference)
    audit.record(actor, "statement_draft_thrown_away", "statement_draft", row.id)
    db.session.delete(row)
    db.session.flush()


def issue_statement(actor: Actor, signed: Signed) -> None:
    """Sign and issue a draft exactly as it was shown, and tell the Director.

    DraftChanged: what was shown is no longer what would be issued. NumberTaken: see there.
    """
    issue = signed.issue
    row = _unchanged(signed)
    if next_number(issue.year) != issue.number:
        raise NumberTaken(issue.title)
    issued = _kept(actor, signed, row)
    db.session.add(issued)
    db.session.delete(row)
    db.session.flush()
    audit.record(actor, "statement_issued", "issued_statement", issued.id)
    _tell_director(actor, row.reference, issue)


def _kept(actor: Actor, signed: Signed, row: StatementDraft) -> IssuedStatement:
    """The row that is kept of what was signed."""
    issue = signed.issue
    return IssuedStatement(
        reference=row.reference,
        year=issue.year,
        number=issue.number,
        from_on=row.from_on,
        to_on=row.to_on,
        team_id=row.team_id,
        team_name=issue.team_name,
        figures=issue.figures,
        figures_at=issue.figures_at,
        figures_digest=issue.digest(),
        comment=issue.comment,
        issued_by=actor.key,
        issued_by_name=issue.issued_by_name,
        issued_at=issue.issued_at,
        replaces_id=row.replaces_id,
        pdf=signed.pdf,
        pdf_digest=pdf_digest(signed.pdf) if signed.pdf is not None else None,
    )


def _tell_director(actor: Actor, reference: str, issue: Issue) -> None:
    told = f"Statement {issue.title} to the Director has been issued"
    why = f"{told}; it replaces {issue.replaces}." if issue.replaces else f"{told}."
    notice = Notice(
        kind=NotificationKind.STATEMENT_ISSUED,
        urgency=Urgency.ROUTINE,
        recipient=DIRECTOR,
        matter=Matter(MatterKind.STATEMENT, reference),
        why=why,
    )
    notify(actor, notice, issue.issued_at)


def acknowledge_statement(actor: Actor, reference: str, now: datetime) -> bool:
    """The Director has read it; False when that stood already. LookupError: no such statement."""
    row = _issued(reference)
    read = select(StatementAcknowledgement).where(StatementAcknowledgement.statement_id == row.id)
    if db.session.scalar(read) is not None:
        return False
    db.session.add(
        StatementAcknowledgement(
            statement_id=row.id, acknowledged_by=actor.key, acknowledged_at=now
        )
    )
    audit.record(actor, "statement_acknowledged", "issued_statement", row.id)
    matter = Matter(MatterKind.STATEMENT, reference)
    acknowledge_matter(actor, NotificationKind.STATEMENT_ISSUED, matter, now)
    db.session.flush()
    return True


def _draft(reference: str) -> StatementDraft:
    found = select(StatementDraft).where(StatementDraft.reference == reference).with_for_update()
    row = db.session.scalar(found)
    if row is None:
        raise LookupError(reference)
    return row


def _unchanged(signed: Signed) -> StatementDraft:
    try:
        row = _draft(signed.reference)
    except LookupError as gone:
        raise DraftChanged(signed.reference) from gone
    issue = signed.issue
    if (row.figures_at, row.comment) != (issue.figures_at, issue.comment) or not row.comment:
        raise DraftChanged(signed.reference)
    return row


def _issued(reference: str) -> IssuedStatement:
    # Locked, so that of two who answer for it at once the second sees what the first did.
    found = select(IssuedStatement).where(IssuedStatement.reference == reference).with_for_update()
    row = db.session.scalar(found)
    if row is None:
        raise LookupError(reference)
    return row


def _is_replaced(row: IssuedStatement) -> bool:
    found = select(IssuedStatement.id).where(IssuedStatement.replaces_id == row.id)
    return db.session.scalar(found) is not None
