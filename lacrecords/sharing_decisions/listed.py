"""Decisions as the database lists them: with what counts of each now, and where it stands.

The twin of `DecisionStanding` for lists: what is filtered, counted and put in order here is read
whole only for the page that is shown.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from lacrecords.database import db
from lacrecords.sharing_decisions.models import (
    SharingDecision,
    SharingOutcomeRow,
    SharingRecipient,
)
from lacrecords.sharing_decisions.standing import DecisionStanding, DecisionState, standings_of
from lacrecords.sharing_decisions.way_models import SharedInformation
from lacrecords.terms import SHARING_OUTCOMES, SharingOutcome
from lacrecords.web.listing import A_PAGE, Asked, offset

DECISION = SharingDecision.__table__.c
OUTCOME = aliased(SharingOutcomeRow.__table__, name="outcome_that_counts").c
"""The outcome that counts; there is none of a decision that is open."""
RECIPIENT = aliased(SharingRecipient.__table__, name="recipient_as_said_last").c
_OUTCOMES = OUTCOME.id.table
_RECIPIENTS = RECIPIENT.id.table


def listed(*columns: Any) -> Select[Any]:
    """Ask this of every decision, with the outcome that counts."""
    return (
        select(*columns)
        .select_from(SharingDecision.__table__)
        .outerjoin(_OUTCOMES, OUTCOME.id == _newest(SharingOutcomeRow))
    )


def listed_with_recipient(*columns: Any) -> Select[Any]:
    """Ask this of every decision, with the recipient as said last as well."""
    return listed(*columns).join(_RECIPIENTS, RECIPIENT.id == _newest(SharingRecipient))


def _newest(kind: Any) -> ColumnElement[int]:
    rows = aliased(kind)
    newest = select(func.max(rows.id)).where(rows.decision_id == DECISION.id)
    return newest.correlate(SharingDecision.__table__).scalar_subquery()


_WENT_OUT = exists().where(
    SharedInformation.decision_id == DECISION.id, SharedInformation.outcome_id == OUTCOME.id
)
_TO_SHARE = OUTCOME.outcome.in_(SHARING_OUTCOMES)
STANDS: dict[DecisionState, ColumnElement[bool]] = {
    DecisionState.OPEN: OUTCOME.id.is_(None),
    DecisionState.SEEKS_ADVICE: OUTCOME.outcome == SharingOutcome.SEEK_ADVICE,
    DecisionState.TO_SHARE: and_(_TO_SHARE, ~_WENT_OUT),
    DecisionState.SHARED: and_(_TO_SHARE, _WENT_OUT),
    DecisionState.NOT_SHARED: OUTCOME.outcome == SharingOutcome.DO_NOT_SHARE,
    DecisionState.NO_LONGER_ASKED: OUTCOME.outcome == SharingOutcome.NO_LONGER_ASKED,
}
"""Where a decision stands, each as a question."""
WAITS: ColumnElement[bool] = or_(
    STANDS[DecisionState.OPEN], STANDS[DecisionState.SEEKS_ADVICE], STANDS[DecisionState.TO_SHARE]
)
"""Somebody still has to do something."""


def page_of(found: Select[Any], asked: Asked) -> list[DecisionStanding]:
    """That page of the decisions whose numbers are asked for, in their order."""
    numbers = db.session.scalars(found.offset(offset(asked.page)).limit(A_PAGE))
    return in_order(list(numbers))


def in_order(numbers: list[int]) -> list[DecisionStanding]:
    """These decisions, as they stand, in the order in which they are named."""
    found = standings_of(numbers)
    return [found[number] for number in numbers]
