"""An issued statement in one frozen value, and the mark by which a change of it would show."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lacrecords.statements.models import IssuedStatement


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Everything that the document and its mark are made of."""

    year: int
    number: int
    from_on: date
    to_on: date
    team_name: str
    figures: dict[str, Any]
    figures_at: datetime
    comment: str
    issued_by_name: str
    issued_at: datetime
    replaces: str
    """The number of the statement that it replaces; empty: none."""

    @property
    def title(self) -> str:
        """Its number as people say it: 2026/3."""
        return f"{self.year}/{self.number}"

    def digest(self) -> str:
        """SHA-256 of all of it, in one fixed form."""
        said = {
            "number": self.title,
            "days": [self.from_on.isoformat(), self.to_on.isoformat()],
            "team": self.team_name,
            "figures": self.figures,
            "comment": self.comment,
            "signed": [self.issued_by_name, self.issued_at.isoformat()],
            "replaces": self.replaces,
        }
        written = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()


def issue_of(row: IssuedStatement, replaces: str) -> Issue:
    """What is kept of an issued statement."""
    return Issue(
        year=row.year,
        number=row.number,
        from_on=row.from_on,
        to_on=row.to_on,
        team_name=row.team_name,
        figures=row.figures,
        figures_at=row.figures_at,
        comment=row.comment,
        issued_by_name=row.issued_by_name,
        issued_at=row.issued_at,
        replaces=replaces,
    )


def pdf_digest(pdf: bytes) -> str:
    """SHA-256 of the document."""
    return hashlib.sha256(pdf).hexdigest()
