"""Every enquiry is read and closed by the designated manager: what flags it, how it is closed.

Pure. Each rule is a function of its own facts alone and has one sentence. Source: the
procedure, "Managing and providing information about a child": the designated manager ensures
that enquiries are recorded and considered; product C1.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from lacrecords.terms import CheckState, EnquiryFlag, ManagerViewKind


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryRead:
    """What is so of one settled enquiry, as it stands when it is weighed; no names."""

    check: CheckState
    told_outside_rules: bool
    other_words_said: bool
    something_recorded_as_said: bool
    worried: bool
    a_child_asked: bool
    asked_before: bool
    restricted: bool
    answered_at_once: bool
    about_our_worker: bool
    attempt_suspected: bool
    more_asked: bool
    court_order: bool
    a_person_decided_every_child: bool
    entered_late: bool
    acknowledged_in_time: bool
    unrelated_children_of_enquirer: int
    unrelated_children_flagged: int
    same_address_asked_before: bool
    decision_changed: bool


def check_failed(read: EnquiryRead) -> bool:
    """The check did not confirm the enquirer. Source: product A1, A3."""
    return read.check is CheckState.NOT_CONFIRMED


def check_not_done(read: EnquiryRead) -> bool:
    """The enquirer could not be checked, or no check was recorded. Source: product A2, A3."""
    return read.check in (CheckState.COULD_NOT_BE_DONE, CheckState.NOT_RECORDED)


def told_outside_rules(read: EnquiryRead) -> bool:
    """Something was said outside the rules. Source: product A1."""
    return read.told_outside_rules


def other_words_said(read: EnquiryRead) -> bool:
    """The officer said other words than the sentence. Source: product A10."""
    return read.other_words_said


def nothing_recorded_as_said(read: EnquiryRead) -> bool:
    """The enquirer was confirmed, and nothing is recorded as said to them. Source: product A10."""
    return read.check is CheckState.CONFIRMED and not read.something_recorded_as_said


def worried(read: EnquiryRead) -> bool:
    """The enquirer is worried that a child may be harmed. Source: product A15."""
    return read.worried


def child_asked(read: EnquiryRead) -> bool:
    """A child asked about themselves. Source: product, what may be told."""
    return read.a_child_asked


def second_enquiry(read: EnquiryRead) -> bool:
    """Somebody had asked about this child before. Source: the procedure; product A7, A8."""
    return read.asked_before


def restricted(read: EnquiryRead) -> bool:
    """It may concern a restricted record. Source: product B5."""
    return read.restricted


def not_answered_at_once(read: EnquiryRead) -> bool:
    """The enquirer could not be answered at once. Source: product, what may be told."""
    return not read.answered_at_once


def about_our_worker(read: EnquiryRead) -> bool:
    """It is about a worker of ours. Source: product A4."""
    return read.about_our_worker


def attempt_suspected(read: EnquiryRead) -> bool:
    """Somebody may be trying to find a child. Source: product, what may be told."""
    return read.attempt_suspected


def more_asked(read: EnquiryRead) -> bool:
    """The enquirer asked for more than the fixed answer. Source: product A10."""
    return read.more_asked


def court_order(read: EnquiryRead) -> bool:
    """The enquirer brought a court order. Source: product A2."""
    return read.court_order


def left_unattended(read: EnquiryRead) -> bool:
    """No person decided which child it is; the system settled it. Source: product A3."""
    return not read.a_person_decided_every_child


def entered_late(read: EnquiryRead) -> bool:
    """It was taken on paper and entered late. Source: product A14."""
    return read.entered_late


def acknowledged_late(read: EnquiryRead) -> bool:
    """Somebody who was told did not acknowledge it in time. Source: product A13."""
    return not read.acknowledged_in_time


def many_children_by_one_enquirer(read: EnquiryRead) -> bool:
    """The same enquirer asked about many children who are not related. Source: product C1."""
    return read.unrelated_children_of_enquirer >= read.unrelated_children_flagged


def same_address_asked_before(read: EnquiryRead) -> bool:
    """Another child at the same address was asked about. Source: product A5, C1."""
    return read.same_address_asked_before


def decision_changed(read: EnquiryRead) -> bool:
    """Who the child is was decided anew after the answer. Source: product A11."""
    return read.decision_changed


FLAGS: dict[EnquiryFlag, Callable[[EnquiryRead], bool]] = {
    EnquiryFlag.TOLD_OUTSIDE_RULES: told_outside_rules,
    EnquiryFlag.ATTEMPT_SUSPECTED: attempt_suspected,
    EnquiryFlag.CHILD_ASKED: child_asked,
    EnquiryFlag.WORRIED: worried,
    EnquiryFlag.CHECK_FAILED: check_failed,
    EnquiryFlag.CHECK_NOT_DONE: check_not_done,
    EnquiryFlag.OTHER_WORDS_SAID: other_words_said,
    EnquiryFlag.NOTHING_RECORDED_AS_SAID: nothing_recorded_as_said,
    EnquiryFlag.SECOND_ENQUIRY: second_enquiry,
    EnquiryFlag.RESTRICTED: restricted,
    EnquiryFlag.NOT_ANSWERED_AT_ONCE: not_answered_at_once,
    EnquiryFlag.ABOUT_OUR_WORKER: about_our_worker,
    EnquiryFlag.MORE_ASKED: more_asked,
    EnquiryFlag.COURT_ORDER: court_order,
    EnquiryFlag.LEFT_UNATTENDED: left_unattended,
    EnquiryFlag.ACKNOWLEDGED_LATE: acknowledged_late,
    EnquiryFlag.MANY_CHILDREN_BY_ONE_ENQUIRER: many_children_by_one_enquirer,
    EnquiryFlag.SAME_ADDRESS_ASKED_BEFORE: same_address_asked_before,
    EnquiryFlag.DECISION_CHANGED: decision_changed,
    EnquiryFlag.ENTERED_LATE: entered_late,
}
"""Every rule, the gravest first; the pages show them in this order."""


def flags_of(read: EnquiryRead) -> tuple[EnquiryFlag, ...]:
    """Every flag that this enquiry has, the gravest first."""
    return tuple(flag for flag, speaks in FLAGS.items() if speaks(read))


def sentence_of(flag: EnquiryFlag) -> str:
    """The sentence of a flag: the rule itself, without its source."""
    return str(FLAGS[flag].__doc__).split(" Source:")[0].strip()


CLOSING_VIEWS = frozenset(
    {
        ManagerViewKind.NO_FURTHER_ACTION,
        ManagerViewKind.REFERRAL_MADE,
        ManagerViewKind.WRONG_DISCLOSURE,
    }
)
"""Views with which an enquiry is considered; a question to the officer leaves it open."""


def may_be_closed_in_batch(flags: Collection[EnquiryFlag] | None) -> bool:
    """Only an enquiry that was weighed, and that nothing flags, is closed among others."""
    return flags is not None and not flags


def how_many_are_looked_at_twice(closed: int, one_in: int) -> int:
    """One in so many of a batch, rounded up: whoever closes few at a time escapes nothing."""
    return -(-closed // one_in)


def why_a_view_is_refused(kind: ManagerViewKind, words: str, *, flagged: bool) -> str | None:
    """Say what is missing, or None.

    A flagged enquiry is never closed without a reason; what is asked, what was referred and
    what was told wrongly must be said.
    """
    if words.strip() or (kind is ManagerViewKind.NO_FURTHER_ACTION and not flagged):
        return None
    return WHAT_TO_SAY[kind]


WHAT_TO_SAY = {
    ManagerViewKind.NO_FURTHER_ACTION: "Enter why nothing more is to be done: something is flagged",
    ManagerViewKind.ASK_THE_OFFICER: "Enter the question to the officer",
    ManagerViewKind.REFERRAL_MADE: "Enter what was referred, and to whom",
    ManagerViewKind.WRONG_DISCLOSURE: "Enter what was wrong about what was told",
}
