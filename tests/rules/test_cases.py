"""The cases of `cases.toml`, each a test; a word there that is not known is an error."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import pytest

from lacrecords.rules.enquiry_outcome import RULES, EnquiryFacts, Rule, decide, weigh
from lacrecords.rules.telling_rules import BARS
from lacrecords.terms import Check, ChildState, DutyKind, EnquirerStanding, TellingKind

Word = TypeVar("Word", bound=StrEnum)
Case = Mapping[str, Any]

CASES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("cases.toml").read_text(encoding="utf-8")
)["case"]

NEEDED = ("name", "covers", "who", "check", "child", "told", "must do")
KEYS = (*NEEDED, "and", "not said")
FOUND_ALONE = "found by the system alone"
YES_NO_FACTS = frozenset(EnquiryFacts.__dataclass_fields__) - {
    "check",
    "standing",
    "state",
    "decided_by_person",
}
ROWS_OF_THE_TABLE = {f"row {number}" for number in range(1, 15)}
FEATURES = {"A1", *(f"A{number}" for number in range(3, 11)), "A15"}
SENTENCES = {sentence for rule in RULES for sentence in rule.never_say}


def known(word: str, words: Collection[str], where: str) -> str:
    """Give the word back, or say that it is not known and which was perhaps meant."""
    if word in words:
        return word
    near = difflib.get_close_matches(word, words, n=1)
    meant = f' Did you mean "{near[0]}"?' if near else f" Known: {', '.join(sorted(words))}."
    raise ValueError(f'"{word}" is not a word for {where}.{meant}')


def plain(word: str) -> str:
    return word.replace("_", " ")


def one_of(kind: type[Word], word: str, where: str) -> Word:
    return kind(known(word, {plain(item) for item in kind}, where).replace(" ", "_"))


def read_facts(case: Case) -> EnquiryFacts:
    """Turn the situation of a case into facts."""
    for key in case:
        known(key, KEYS, "a part of a case")
    for key in NEEDED:
        if key not in case:
            raise ValueError(f'The case "{case.get("name", "?")}" does not say "{key}".')
    also = {
        known(word, {FOUND_ALONE, *map(plain, YES_NO_FACTS)}, "what else is so")
        for word in case.get("and", ())
    }
    return EnquiryFacts(
        check=one_of(Check, case["check"], "the check"),
        standing=one_of(EnquirerStanding, case["who"], "who asks"),
        state=one_of(ChildState, case["child"], "the child"),
        decided_by_person=FOUND_ALONE not in also,
        **{name: plain(name) in also for name in YES_NO_FACTS},
    )


def differences(what: str, expected: set[str], found: set[str]) -> list[str]:
    return [
        *(f"{what}: expected but missing: {plain(word)}" for word in sorted(expected - found)),
        *(f"{what}: not expected: {plain(word)}" for word in sorted(found - expected)),
    ]


def faults(case: Case, rules: tuple[Rule, ...] = RULES) -> list[str]:
    """Say in plain words in what the rules differ from the case."""
    outcome = weigh(read_facts(case), rules)
    told = {one_of(TellingKind, word, "what is told") for word in case["told"]}
    to_do = {one_of(DutyKind, word, "what we must do") for word in case["must do"]}
    not_said = {known(words, SENTENCES, "what is not said") for words in case.get("not said", ())}
    found = [
        *differences("told", set(told), set(outcome.may_tell)),
        *differences("must do", set(to_do), set(outcome.must_do)),
        *differences("not said", not_said, not_said & set(outcome.must_not_say)),
    ]
    return [*found, f"The rules that spoke: {', '.join(outcome.because)}"] if found else []


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_the_rules_give_what_the_case_says(case: Case) -> None:
    found = faults(case)
    assert not found, "\n".join([str(case["name"]), *found])


def test_every_row_and_feature_has_a_case() -> None:
    covered = {row for case in CASES for row in case["covers"]}
    assert covered == ROWS_OF_THE_TABLE | FEATURES


def test_every_rule_has_a_case_in_which_it_speaks() -> None:
    spoken = {reason for case in CASES for reason in decide(read_facts(case)).because}
    assert {rule.id for rule in RULES} - spoken == set()


@pytest.mark.parametrize(
    "left_out", [rule for rule in RULES if rule not in BARS], ids=lambda rule: str(rule.id)
)
def test_no_rule_can_be_left_out_unnoticed(left_out: Rule) -> None:
    """Bars are the second lock of a door; `test_each_bar_holds_by_itself` tries each alone."""
    rules = tuple(rule for rule in RULES if rule is not left_out)
    assert any(faults(case, rules) for case in CASES)


def test_each_case_has_a_name_of_its_own() -> None:
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names)) >= 35


AN_EXAMPLE: Case = CASES[0]


@pytest.mark.parametrize(
    ("part", "value", "complaint"),
    [
        ("who", "legitmate", 'Did you mean "legitimate"?'),
        ("check", "confirmd", 'Did you mean "confirmed"?'),
        ("child", "clsoed", 'Did you mean "closed"?'),
        ("and", ["worrid"], 'Did you mean "worried"?'),
        ("told", ["advise"], 'Did you mean "advice"?'),
        ("must do", ["contact recrd"], 'Did you mean "contact record"?'),
        ("not said", ["Say nothing."], "is not a word for what is not said"),
        ("tolld", [], 'Did you mean "told"?'),
    ],
)
def test_a_word_that_is_not_known_is_refused(part: str, value: object, complaint: str) -> None:
    with pytest.raises(ValueError, match=re.escape(complaint)):
        faults({**AN_EXAMPLE, part: value})


def test_a_case_that_leaves_out_what_is_needed_is_refused() -> None:
    case = {key: value for key, value in AN_EXAMPLE.items() if key != "told"}
    with pytest.raises(ValueError, match='does not say "told"'):
        faults(case)


def test_a_wrong_case_says_what_is_wrong_in_plain_words() -> None:
    found = faults({**AN_EXAMPLE, "told": ["plan status", "how to be checked"], "must do": []})
    assert found[:-1] == [
        "told: expected but missing: plan status",
        "told: not expected: how to report a worry",
        "must do: not expected: notify lead social worker",
    ]
    assert found[-1].startswith("The rules that spoke: A1, ")
