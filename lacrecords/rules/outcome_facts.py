"""What the rules of an enquiry weigh, what they give back, and what a rule is.

Frozen values and nothing else: which rules there are stands in `telling_rules`
and `duty_rules`, how they are weighed in `enquiry_outcome`. No value here holds
a name, an identifier or an address, so none can leak from an outcome.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass

from lacrecords.terms import Check, ChildState, DutyKind, EnquirerStanding, TellingKind

OPEN_STATES = frozenset(
    {
        ChildState.OPEN_WORKER_ACTIVE,
        ChildState.OPEN_COVER_ACTIVE,
        ChildState.OPEN_NO_ACTIVE_WORKER,
    }
)
"""The states of a child whose case is open to Children's Social Care today."""

STATES_THAT_WAIT = frozenset(
    {ChildState.RESTRICTED, ChildState.CANNOT_TELL, ChildState.DIED_OR_ADULT}
)
"""The states that are never answered on the spot: a manager looks first."""

UNDECIDED_STATES = frozenset({ChildState.NOT_KNOWN, ChildState.CANNOT_TELL})
"""The states in which nobody has said which record, if any, is the child's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryFacts:
    """Everything that the answer about one enquired child depends on."""

    check: Check
    standing: EnquirerStanding
    state: ChildState
    # False: nobody has decided which child this is; the system searched by itself (A3).
    decided_by_person: bool
    # NOT_KNOWN: a linked earlier enquiry, continuations left out. CLOSED: an earlier
    # enquiry on this closed record.
    asked_before: bool
    # A person has decided that the earlier enquiry was about this same not-known child;
    # a strong link that the system found raises the duty, and tells nobody anything.
    earlier_decided_same: bool
    # Another child, on a plan, lives at the address given or at a current address of
    # the child decided to be the same.
    same_address_plan: bool
    sibling_workers: bool
    close_open_candidates: bool
    # A record that this officer may not open is a strong match besides the decision.
    restricted_candidate: bool
    about_our_worker: bool
    worried: bool
    out_of_hours: bool
    attempt_suspected: bool
    plan_status_may_be_told: bool

    @property
    def case_is_open(self) -> bool:
        """The child's case is open, whoever leads it today."""
        return self.state in OPEN_STATES

    @property
    def asked_by_checked_legitimate_enquirer(self) -> bool:
        """The enquirer is legitimate and the check of who they are is confirmed."""
        return self.check is Check.CONFIRMED and self.standing is EnquirerStanding.LEGITIMATE

    @property
    def record_must_stay_hidden(self) -> bool:
        """The answer would give away a record that few people may open."""
        return self.state is ChildState.RESTRICTED or (
            self.restricted_candidate and self.state in UNDECIDED_STATES
        )

    @property
    def answer_must_wait(self) -> bool:
        """Nobody may answer on the spot: the enquirer is rung back."""
        return (
            not self.decided_by_person
            or self.state in STATES_THAT_WAIT
            or self.record_must_stay_hidden
        )

    @property
    def may_be_answered_now(self) -> bool:
        """A checked, legitimate enquirer asks about a child that may be spoken of."""
        return self.asked_by_checked_legitimate_enquirer and not self.answer_must_wait

    @property
    def duty_team_answers(self) -> bool:
        """The case is open, but no worker's name may or can be given."""
        return self.case_is_open and (
            self.about_our_worker or self.state is ChildState.OPEN_NO_ACTIVE_WORKER
        )

    @property
    def is_not_known(self) -> bool:
        """The child is not known, and no hidden record says otherwise."""
        return self.state is ChildState.NOT_KNOWN and not self.restricted_candidate

    @property
    def plan_status_is_told(self) -> bool:
        """The council lets its officers say yes or no about a plan, and there is a record."""
        return (
            self.plan_status_may_be_told
            and (self.case_is_open or self.state is ChildState.CLOSED)
            and self.may_be_answered_now
        )

    @property
    def something_is_told_about_a_child(self) -> bool:
        """What may be told in answer says something about the child, if only a name to ring."""
        return self.may_be_answered_now and (
            self.case_is_open
            or self.state is ChildState.OTHER_AUTHORITY
            or (self.is_not_known and self.asked_before and self.earlier_decided_same)
            or self.plan_status_is_told
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the enquirer may be told, what we must do, what must not be said, and why."""

    may_tell: tuple[TellingKind, ...]
    must_do: tuple[DutyKind, ...]
    must_not_say: tuple[str, ...]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """One rule: its number, where it comes from, when it speaks and what it then says."""

    id: str
    source: str
    applies: Callable[[EnquiryFacts], bool]
    tell: tuple[TellingKind, ...]
    bar: frozenset[TellingKind]
    do: tuple[DutyKind, ...]
    never_say: tuple[str, ...]

    def __call__(self, facts: EnquiryFacts) -> bool:
        """Say whether this rule speaks in these facts."""
        return self.applies(facts)

    @property
    def name(self) -> str:
        """The rule as a sentence: the name of its function."""
        return self.applies.__name__

    @property
    def text(self) -> str:
        """The rule in plain words: the docstring of its function."""
        return inspect.cleandoc(str(self.applies.__doc__))


def rule(
    rule_id: str,
    source: str,
    *,
    tell: tuple[TellingKind, ...] = (),
    bar: frozenset[TellingKind] = frozenset(),
    do: tuple[DutyKind, ...] = (),
    never_say: tuple[str, ...] = (),
) -> Callable[[Callable[[EnquiryFacts], bool]], Rule]:
    """Turn a sentence that says *when* into a rule that also says *what* and *by what right*."""

    def make(applies: Callable[[EnquiryFacts], bool]) -> Rule:
        return Rule(
            id=rule_id,
            source=source,
            applies=applies,
            tell=tell,
            bar=bar,
            do=do,
            never_say=never_say,
        )

    return make


PROCEDURE = 'procedure, "Managing and providing information about a child"'


def feature(number: str) -> str:
    """The source text of a row of "What it must do"."""
    return f'product, "What it must do", {number}'


def table_row(number: int) -> str:
    """The source text of a row of "What may be told", counted from the top."""
    return f'product table, "What may be told", row {number}'
