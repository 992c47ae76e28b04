"""A statement to the Director in the demonstration: of the month that has passed, issued."""

from __future__ import annotations

from datetime import datetime, timedelta

from lacrecords.clocks import local_date
from lacrecords.database import transaction
from lacrecords.rules.authorisation import Actor
from lacrecords.statements.issued import Issue
from lacrecords.statements.making import Days, statement_to_issue
from lacrecords.statements.queries import draft_page, next_number
from lacrecords.statements.services import Signed, issue_statement, save_comment, start_draft

COMMENT = (
    "Some notifications were acknowledged late, most of them at the weekend. From this month a team"
    " manager looks at what waits every Saturday morning. Nothing else is late without a reason."
)


def issue_one_statement(manager: Actor, now: datetime) -> None:
    """Of the last thirty days that have ended. Its document is made when somebody asks for it."""
    last = local_date(now) - timedelta(days=1)
    days = Days(last - timedelta(days=29), last)
    figures = statement_to_issue(days, now)
    with transaction():
        reference = start_draft(manager, days, figures, now)
        save_comment(manager, reference, COMMENT)
    found = draft_page(reference)
    if found is None:
        return
    year = local_date(now).year
    issue = Issue(
        year=year,
        number=next_number(year),
        from_on=days.from_on,
        to_on=days.to_on,
        team_name="",
        figures=found.statement.as_json(),
        figures_at=found.figures_at,
        comment=found.comment,
        issued_by_name=manager.name,
        issued_at=now,
        replaces="",
    )
    with transaction():
        issue_statement(manager, Signed(reference, issue, None))
