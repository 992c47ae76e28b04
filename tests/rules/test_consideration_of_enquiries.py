"""What flags an enquiry, rule by rule over every value of its own facts; and how it is closed.

Each rule is given an object that knows its own facts alone: a rule that read another would
fail. So the values tried here are all the combinations that there are.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from lacrecords.rules import consideration_of_enquiries as rules
from lacrecords.rules.consideration_of_enquiries import CLOSING_VIEWS, FLAGS, EnquiryRead
from lacrecords.terms import CheckState, EnquiryFlag, ManagerViewKind

EITHER = (False, True)
COUNTS = (0, 1, 4, 5, 6)

READS: dict[EnquiryFlag, dict[str, tuple[Any, ...]]] = {
    EnquiryFlag.CHECK_FAILED: {"check": tuple(CheckState)},
    EnquiryFlag.CHECK_NOT_DONE: {"check": tuple(CheckState)},
    EnquiryFlag.TOLD_OUTSIDE_RULES: {"told_outside_rules": EITHER},
    EnquiryFlag.OTHER_WORDS_SAID: {"other_words_said": EITHER},
    EnquiryFlag.NOTHING_RECORDED_AS_SAID: {
        "check": tuple(CheckState),
        "something_recorded_as_said": EITHER,
    },
    EnquiryFlag.WORRIED: {"worried": EITHER},
    EnquiryFlag.CHILD_ASKED: {"a_child_asked": EITHER},
    EnquiryFlag.SECOND_ENQUIRY: {"asked_before": EITHER},
    EnquiryFlag.RESTRICTED: {"restricted": EITHER},
    EnquiryFlag.NOT_ANSWERED_AT_ONCE: {"answered_at_once": EITHER},
    EnquiryFlag.ABOUT_OUR_WORKER: {"about_our_worker": EITHER},
    EnquiryFlag.ATTEMPT_SUSPECTED: {"attempt_suspected": EITHER},
    EnquiryFlag.MORE_ASKED: {"more_asked": EITHER},
    EnquiryFlag.COURT_ORDER: {"court_order": EITHER},
    EnquiryFlag.LEFT_UNATTENDED: {"a_person_decided_every_child": EITHER},
    EnquiryFlag.ENTERED_LATE: {"entered_late": EITHER},
    EnquiryFlag.ACKNOWLEDGED_LATE: {"acknowledged_in_time": EITHER},
    EnquiryFlag.MANY_CHILDREN_BY_ONE_ENQUIRER: {
        "unrelated_children_of_enquirer": COUNTS,
        "unrelated_children_flagged": (1, 5),
    },
    EnquiryFlag.SAME_ADDRESS_ASKED_BEFORE: {"same_address_asked_before": EITHER},
    EnquiryFlag.DECISION_CHANGED: {"decision_changed": EITHER},
}
"""Which facts each rule reads, and every value that they have."""
GOOD_NEWS = {"answered_at_once", "a_person_decided_every_child", "acknowledged_in_time"}
"""Facts whose absence flags."""


class OnlyThese:
    """An enquiry of which only these facts are known."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self.__dict__ = facts


def expected(flag: EnquiryFlag, facts: dict[str, Any]) -> bool:
    """What the rule is to say, told apart from how it is written."""
    match flag:
        case EnquiryFlag.CHECK_FAILED:
            return facts["check"] is CheckState.NOT_CONFIRMED
        case EnquiryFlag.CHECK_NOT_DONE:
            return facts["check"] in {CheckState.COULD_NOT_BE_DONE, CheckState.NOT_RECORDED}
        case EnquiryFlag.NOTHING_RECORDED_AS_SAID:
            return facts == {"check": CheckState.CONFIRMED, "something_recorded_as_said": False}
        case EnquiryFlag.MANY_CHILDREN_BY_ONE_ENQUIRER:
            return not (
                facts["unrelated_children_of_enquirer"] < facts["unrelated_children_flagged"]
            )
        case _:
            ((name, value),) = facts.items()
            return bool(value) is (name not in GOOD_NEWS)


@pytest.mark.parametrize("flag", list(EnquiryFlag))
def test_each_rule_speaks_exactly_where_its_own_facts_say_so(flag: EnquiryFlag) -> None:
    names = READS[flag]
    spoke = set()
    for values in product(*names.values()):
        facts = dict(zip(names, values, strict=True))
        speaks = FLAGS[flag](OnlyThese(dict(facts)))  # type: ignore[arg-type]
        assert speaks is expected(flag, facts), facts
        spoke.add(speaks)
    assert spoke == {True, False}, "a rule that never speaks, or always, is none"


def test_every_flag_has_one_rule_and_every_fact_is_read_by_one() -> None:
    assert set(FLAGS) == set(EnquiryFlag)
    read = {name for names in READS.values() for name in names}
    assert read == set(EnquiryRead.__dataclass_fields__)


def test_an_ordinary_enquiry_has_no_flag_and_where_all_is_wrong_every_rule_speaks() -> None:
    counts = {"check", "unrelated_children_of_enquirer", "unrelated_children_flagged"}
    good = GOOD_NEWS | {"something_recorded_as_said"}
    ordinary: dict[str, Any] = {
        name: name in good for name in EnquiryRead.__dataclass_fields__ if name not in counts
    }
    wrong: dict[str, Any] = {name: not value for name, value in ordinary.items()}
    checked: dict[str, Any] = {"check": CheckState.CONFIRMED, "unrelated_children_flagged": 5}
    few = EnquiryRead(**ordinary, **checked, unrelated_children_of_enquirer=1)
    assert rules.flags_of(few) == ()
    many = EnquiryRead(**wrong, **checked, unrelated_children_of_enquirer=9)
    flags = rules.flags_of(many)
    assert set(EnquiryFlag) - set(flags) == {EnquiryFlag.CHECK_FAILED, EnquiryFlag.CHECK_NOT_DONE}
    assert list(flags) == [flag for flag in FLAGS if flag in flags], "the gravest first"


@pytest.mark.parametrize("flag", list(EnquiryFlag))
def test_each_flag_alone_keeps_an_enquiry_out_of_a_batch(flag: EnquiryFlag) -> None:
    assert not rules.may_be_closed_in_batch((flag,))


def test_only_what_was_weighed_and_is_unflagged_is_closed_in_a_batch() -> None:
    assert rules.may_be_closed_in_batch(())
    assert not rules.may_be_closed_in_batch(None)


def test_each_flag_has_a_sentence_of_its_own_without_its_source() -> None:
    sentences = {rules.sentence_of(flag) for flag in EnquiryFlag}
    assert len(sentences) == len(EnquiryFlag)
    assert all(one.endswith(".") and "Source" not in one for one in sentences)


@pytest.mark.parametrize(
    ("closed", "one_in", "drawn"),
    [(0, 10, 0), (1, 10, 1), (10, 10, 1), (11, 10, 2), (20, 10, 2), (21, 10, 3), (3, 1, 3)],
)
def test_one_in_so_many_is_drawn_rounded_up(closed: int, one_in: int, drawn: int) -> None:
    assert rules.how_many_are_looked_at_twice(closed, one_in) == drawn


def test_a_question_leaves_an_enquiry_open_and_everything_else_closes_it() -> None:
    assert set(ManagerViewKind) - CLOSING_VIEWS == {ManagerViewKind.ASK_THE_OFFICER}


WHAT_TO_SAY = {
    ManagerViewKind.NO_FURTHER_ACTION: "Enter why nothing more is to be done: something is flagged",
    ManagerViewKind.ASK_THE_OFFICER: "Enter the question to the officer",
    ManagerViewKind.REFERRAL_MADE: "Enter what was referred, and to whom",
    ManagerViewKind.WRONG_DISCLOSURE: "Enter what was wrong about what was told",
}


@pytest.mark.parametrize("kind", list(ManagerViewKind))
@pytest.mark.parametrize("flagged", EITHER)
@pytest.mark.parametrize("words", ["", " \n", "Seen"])
def test_a_view_needs_words_unless_nothing_is_flagged_and_nothing_is_to_be_done(
    kind: ManagerViewKind, flagged: bool, words: str
) -> None:
    refusal = rules.why_a_view_is_refused(kind, words, flagged=flagged)
    needless = kind is ManagerViewKind.NO_FURTHER_ACTION and not flagged
    assert (refusal is None) is (words == "Seen" or needless)
    if refusal is not None:
        assert refusal == WHAT_TO_SAY[kind]
