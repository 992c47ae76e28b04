"""People who may pose a risk to children: who may see a notification, what must follow, when.

Pure predicates; the facts are handed in. Source: the council's procedure, the designated
manager's duties ("people who may pose a risk of Significant Harm to children"), and the
chapter on them that it names: storing, accessing, logging requests, informing, reviewing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lacrecords.terms import (
    PersonTold,
    RiskHitAnswer,
    RiskHitKind,
    RiskReviewOutcome,
    Role,
    VerificationOutcome,
)

STANDING_ROLES = frozenset({Role.DESIGNATED_MANAGER, Role.CALDICOTT_GUARDIAN})
"""Who answers for the register of these notifications, and who answers for confidentiality."""
LISTABLE_ROLES = frozenset({Role.TEAM_MANAGER})
"""A whole role that one notification may be opened to; anybody else is listed by name."""
MAY_BE_LET_IN = STANDING_ROLES | {
    Role.TEAM_MANAGER,
    Role.LEAD_SOCIAL_WORKER,
    Role.DUTY_SOCIAL_WORKER,
    Role.OUT_OF_HOURS_SOCIAL_WORKER,
}
"""Who may ask to see one, or be listed: social workers and managers, nobody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A member of staff before one notification."""

    role: Role | None
    listed_by_name: bool
    listed_by_role: bool
    granted_until: datetime | None


class RiskAccess(StrEnum):
    """Whether somebody sees a notification, may ask to, or neither."""

    SEES = "sees"
    MAY_ASK = "may_ask"
    NOTHING = "nothing"


def access_of(reader: Reader, removed: bool, now: datetime) -> RiskAccess:
    """Say whether this reader sees the notification: strictly fewer than see children.

    The designated manager and the Caldicott Guardian always. Somebody listed, by name or with
    their role, and somebody who was let in for a time, while the notification stands. Any other
    social worker or manager may ask, with a purpose. Nobody else learns that it is there.
    """
    if reader.role in STANDING_ROLES:
        return RiskAccess.SEES
    if reader.role not in MAY_BE_LET_IN or removed:
        return RiskAccess.NOTHING
    by_role = reader.listed_by_role and reader.role in LISTABLE_ROLES
    let_in = reader.granted_until is not None and now < reader.granted_until
    if reader.listed_by_name or by_role or let_in:
        return RiskAccess.SEES
    return RiskAccess.MAY_ASK


def may_decide_access(role: Role | None, *, own_request: bool) -> bool:
    """Say whether this person decides a request to see: the designated manager, never their own."""
    return role is Role.DESIGNATED_MANAGER and not own_request


def may_decide_removal(role: Role | None, *, own_proposal: bool) -> bool:
    """Say whether this person decides a removal: a second one of those who answer for it."""
    return role in STANDING_ROLES and not own_proposal


def may_list_readers(role: Role | None) -> bool:
    """Say whether this person adds readers of a notification and takes them away."""
    return role is Role.DESIGNATED_MANAGER


def why_reader_days_refused(from_on: date, until_on: date | None, today: date) -> str | None:
    """Say why somebody cannot be let in for these days: never before today, nor for no day."""
    if from_on < today:
        return "The first day must be today or in the future"
    if until_on is not None and until_on <= from_on:
        return "The end must be after the first day"
    return None


def is_established(outcomes: Collection[VerificationOutcome]) -> bool:
    """Say whether the source is shown to be who it says: by the latest check, as with enquirers.

    A notification whose source nobody confirmed is kept and compared, and marked as such.
    """
    return bool(outcomes) and tuple(outcomes)[-1] is VerificationOutcome.CONFIRMED


class RecordOfHit(StrEnum):
    """How the child's record stands when a person meets it."""

    CASE_OPEN = "case_open"
    CASE_NOT_OPEN = "case_not_open"
    RESTRICTED = "restricted"
    SEALED = "sealed"


class RiskDuty(StrEnum):
    """What must follow."""

    TASK_FOR_DESIGNATED_MANAGER = "task_for_designated_manager"
    TASK_FOR_RECORD_OWNER = "task_for_record_owner"
    TELL_LEAD_SOCIAL_WORKER = "tell_lead_social_worker"
    LINK_CHILD = "link_child"


_CLOSED = (RecordOfHit.RESTRICTED, RecordOfHit.SEALED)


def duties_of_hit(
    kind: RiskHitKind, record: RecordOfHit, *, established: bool, decided_already: bool
) -> frozenset[RiskDuty]:
    """Say what must follow when a person meets a child: a person decides every meeting, once.

    The designated manager decides; of a restricted or sealed record its owner alone. Whoever
    leads for the child hears at once where the source is confirmed and the home is surely the
    same, or the very person is in the household. What is uncertain, or comes from somebody whom
    nobody has checked, waits for the decision: a false notice must not set workers on a family.
    """
    if decided_already:
        return frozenset()
    if record in _CLOSED:
        return frozenset({RiskDuty.TASK_FOR_RECORD_OWNER})
    duties = {RiskDuty.TASK_FOR_DESIGNATED_MANAGER}
    sure = kind in (RiskHitKind.HOUSEHOLD, RiskHitKind.SAME_ADDRESS)
    if established and sure:
        duties.add(RiskDuty.TELL_LEAD_SOCIAL_WORKER)
    return frozenset(duties)


def duties_of_answer(answer: RiskHitAnswer, record: RecordOfHit) -> frozenset[RiskDuty]:
    """Say what must follow from the decision: the same links the child, and the worker hears.

    Cannot tell: the worker hears too, for only they can find out. Of a restricted or sealed
    record the owner, who decides, is the one who knows; nobody else is told.
    """
    if answer is RiskHitAnswer.NOT_THE_SAME:
        return frozenset()
    duties = {RiskDuty.LINK_CHILD} if answer is RiskHitAnswer.SAME else set()
    if record not in _CLOSED:
        duties.add(RiskDuty.TELL_LEAD_SOCIAL_WORKER)
    return frozenset(duties)


def review_is_due(due_on: date, today: date, *, removed: bool) -> bool:
    """Say whether a notification must be reviewed by now; one that was removed never."""
    return not removed and due_on <= today


def why_review_refused(
    outcome: RiskReviewOutcome, reasons: str, next_on: date | None, today: date, latest: date
) -> str | None:
    """Say why a review cannot be kept like this: reasons always, and a day unless it is to go."""
    if not reasons.strip():
        return "Enter the reasons for the outcome"
    if outcome is RiskReviewOutcome.REMOVE:
        return None
    if next_on is None or next_on <= today:
        return "The next review must be in the future"
    if next_on > latest:
        return "The next review is too far ahead"
    return None


def why_telling_refused(told: PersonTold, words: str) -> str | None:
    """Say what is missing about informing the person: how, or why not; never nothing."""
    if words.strip():
        return None
    if told is PersonTold.TOLD:
        return "Enter how and when the person was told"
    if told is PersonTold.NOT_TOLD:
        return "Enter why the person is not told"
    return "Enter who tells the person, and when"
