"""Where each rule of an enquiry comes from, written down a second time.

Whoever is asked why something was told, or was not, answers with the source of the rule.
"""

from __future__ import annotations

from lacrecords.rules.enquiry_outcome import RULES

PROCEDURE = 'procedure, "Managing and providing information about a child"'
MUST_DO = 'product, "What it must do", {}'
MAY_BE_TOLD = 'product table, "What may be told", {}'

SOURCES = {
    "A1": "procedure; A1",
    "T2a": "procedure; row 2",
    "A3a": "A3 and A7",
    "T7a": "row 7",
    "T7b": "row 7",
    "A4a": "A4",
    "A4b": "procedure; row 2",
    "A4c": "row 2",
    "A4d": "A4; row 3",
    "A4e": "A4",
    "T4a": "row 4",
    "T5a": "row 5",
    "A7a": "procedure; row 6",
    "T8a": "row 8",
    "A10a": "A10",
    "T10a": "row 7; row 9; row 10",
    "T1a": "row 1",
    "T11a": "row 11",
    "T12a": "row 12",
    "T13a": "row 13",
    "A15a": "A15",
    "A10b": "A10",
    "A15b": "A15",
    "T1b": "A1; row 1; row 11",
    "A7b": "A7",
    "A10c": "A10",
    "A10d": "A10",
    "A10e": "A10",
    "A4f": "A4",
    "A4g": "procedure; row 2",
    "A4h": "row 2",
    "A8a": "A8; row 3",
    "A4i": "A4",
    "A8b": "A8; row 4",
    "A8c": "A8; row 4",
    "A6": "procedure; row 5",
    "A7c": "procedure; row 6",
    "T7c": "row 7",
    "T7d": "row 7; B5",
    "T9a": "row 9",
    "T9b": "row 9",
    "T10b": "row 10; A3",
    "T10c": "row 10",
    "A3b": "A3",
    "T8b": "row 8",
    "T11b": "row 11",
    "T13b": "row 13",
    "A15c": "A15",
    "A5": "procedure; row 14",
    "T1c": "row 1",
}
"""`A1` is a row of "What it must do", `row 2` a row of "What may be told", from the top."""


def in_full(source: str) -> str:
    if source == "procedure":
        return PROCEDURE
    return (MAY_BE_TOLD if source.startswith("row") else MUST_DO).format(source)


def test_every_rule_says_where_it_comes_from() -> None:
    assert {rule.id: rule.source for rule in RULES} == {
        number: "; ".join(in_full(source) for source in sources.split("; "))
        for number, sources in SOURCES.items()
    }


def test_each_rule_has_a_number_of_its_own() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_a_rule_is_a_sentence_and_says_in_plain_words_when_it_speaks() -> None:
    first = RULES[0]
    assert first.name == "nobody_is_told_about_a_child_before_a_confirmed_check"
    assert first.text == "An enquirer whose check is not confirmed is told nothing about any child."
    assert all(rule.text.endswith((".", "?")) for rule in RULES)
