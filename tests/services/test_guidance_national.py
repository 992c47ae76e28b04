"""National guidance travels with the program: whole sets on every day, and wrong files refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from lacrecords.application import create_app
from lacrecords.guidance.national import GuidanceRefused, load_national_guidance
from lacrecords.guidance.queries import differences_between, guidance_on, not_to_seek_consent_on
from lacrecords.terms import GuidanceKind
from tests.conftest import ROOT

SHIPPED = (ROOT / "config" / "guidance.toml").read_text(encoding="utf-8")
LINES = load_national_guidance()
FIRST, LAST = date(2015, 3, 26), date(2027, 12, 31)
DAYS = st.dates(FIRST, LAST)
RULE, PRINCIPLE = GuidanceKind.GOLDEN_RULE, GuidanceKind.CALDICOTT_PRINCIPLE


def count(kind: GuidanceKind, day: date) -> list[int]:
    return sorted(one.order for one in LINES if one.kind is kind and one.on(day))


@given(DAYS)
def test_on_every_day_each_set_is_whole(day: date) -> None:
    principles = 8 if day >= date(2020, 12, 8) else 7
    assert count(RULE, day) == list(range(1, 8))
    assert count(GuidanceKind.QUESTION, day) == list(range(1, 8))
    assert count(PRINCIPLE, day) == list(range(1, principles + 1))


@given(DAYS)
def test_the_golden_rules_of_a_day_are_all_of_one_edition(day: date) -> None:
    sources = {line.on(day).source for line in LINES if line.kind is RULE}  # type: ignore[union-attr]
    assert len(sources) == 1


@given(st.dates(date(1985, 1, 1), LAST))
def test_no_text_applies_outside_its_days(day: date) -> None:
    for line in LINES:
        found = line.on(day)
        nexts = [one.from_on for one in line.versions if found and one.from_on > found.from_on]
        assert found is None or found.from_on <= day
        assert not nexts or day < min(nexts)


@pytest.mark.parametrize(
    ("key", "day", "title"),
    [
        ("data-protection-law", date(2018, 5, 24), "Data Protection Act 1998"),
        ("data-protection-law", date(2018, 5, 25), "GDPR and Data Protection Act 2018"),
        ("data-protection-law", date(2021, 1, 1), "UK GDPR and Data Protection Act 2018"),
        ("working-together", date(2018, 7, 3), "Working Together, 2015"),
        ("working-together", date(2018, 7, 4), "Working Together, 2018"),
        ("working-together", date(2023, 12, 15), "Working Together, 2023"),
        ("information-sharing-advice", date(2024, 4, 18), "Information sharing advice, 2018"),
        ("information-sharing-advice", date(2024, 4, 19), "Information sharing advice, 2024"),
    ],
)
def test_a_day_has_the_text_that_was_published_by_then(key: str, day: date, title: str) -> None:
    line = next(one for one in LINES if one.key == key)
    found = line.on(day)
    assert found is not None and found.title == title


def test_the_order_is_that_in_which_guidance_is_read(in_app: Flask) -> None:
    found = guidance_on(date(2026, 1, 1))
    kinds = [list(GuidanceKind).index(one.kind) for one in found]
    assert kinds == sorted(kinds)
    assert [one.key for one in found][:2] == ["golden-rule-1", "golden-rule-2"]
    assert not_to_seek_consent_on(date(2026, 1, 1)) == (), "the council's own list is not invented"


def test_a_version_is_known_by_its_checksum(in_app: Flask) -> None:
    of_days = {day: guidance_on(day) for day in (FIRST, date(2019, 1, 1), date(2026, 1, 1))}
    said = {(one.key, one.from_on): one.version for found in of_days.values() for one in found}
    assert len(set(said.values())) == len(said), "another text has another checksum"
    assert all(re.fullmatch("[0-9a-f]{64}", one) for one in said.values())
    again = {(one.key, one.from_on): one.version for one in guidance_on(date(2026, 1, 1))}
    assert again.items() <= said.items(), "the same text has the same one"


def test_two_days_differ_by_what_changed_between_them(in_app: Flask) -> None:
    day = date(2020, 12, 8)
    found = differences_between(day - timedelta(days=1), day)
    assert Counter(bool(one.before) for one in found) == {True: 7, False: 1}
    assert {one.after.kind for one in found if one.after} == {PRINCIPLE}
    assert differences_between(day, day) == ()


def test_the_differences_turn_the_guidance_of_one_day_into_that_of_the_other(
    in_app: Flask,
) -> None:
    begun = sorted({one.from_on for line in LINES for one in line.versions})
    days = [*begun, begun[0] - timedelta(days=1)]
    for first, second in product(days, repeat=2):
        turned = {one.key: one for one in guidance_on(first)}
        for one in differences_between(first, second):
            assert one.before == turned.pop(one.before.key if one.before else "", None)
            turned |= {one.after.key: one.after} if one.after else {}
        assert turned == {one.key: one for one in guidance_on(second)}


def a_file(folder: Path, change: Callable[[str], str]) -> str:
    file = folder / "guidance.toml"
    file.write_text(change(SHIPPED), encoding="utf-8")
    return str(file)


def without(key: str) -> Callable[[str], str]:
    """The file without any version of this text."""
    return lambda text: "\n\n".join(
        part for part in text.split("\n\n") if f'key = "{key}"\n' not in part
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text.replace("to_on = 2018-05-25", "to_on = 2018-05-26"), "overlap"),
        (lambda text: text.replace("to_on = 2018-05-25\n", ""), "overlap"),
        (
            lambda text: text.replace("to_on = 2018-05-25", "to_on = 2018-05-01"),
            "no version from 2018-05-01 until 2018-05-25",
        ),
        (lambda text: text.replace("to_on = 2018-05-25", "to_on = 1999-05-25"), "after from_on"),
        (without("golden-rule-3"), "golden_rule: on 2015-03-26 the numbers are 1, 2, 4"),
        (lambda text: text.replace('"golden_rule"', '"question"'), "golden_rule"),
        (lambda text: text.replace("from_on = 2024-04-19", 'from_on = "2024"'), "must be a day"),
        (lambda text: text.replace('known = "day"', 'known = "about"', 1), "known must be one of"),
        (lambda text: text.replace('kind = "national_text"', 'kind = "local_protocol"'), "kind"),
        (lambda text: text.replace("order = 8", "order = 0"), "whole number above nought"),
        (lambda text: text.replace('title = "Keep a record"', 'title = " "', 1), "title must be"),
        (lambda text: text.replace("order = 1\n", "", 1), "missing or unknown: order"),
        (lambda text: text.replace("order = 1\n", "order = 1\nextra = 1\n", 1), "extra"),
        (lambda text: text.replace('"golden-rule-1"', '"Golden rule"', 1), "small letters"),
        (lambda text: text.replace('key = "golden-rule-1"', 'key = ""', 1), "text 1: give its key"),
        (lambda text: text.replace("order = 5\n", "order = 6\n", 1), "same kind and order"),
        (lambda text: text + "\n[other]\n", "nothing else"),
        (lambda _text: "", "nothing else"),
        (lambda text: text + "\n[[text", "cannot be read"),
    ],
)
def test_a_wrong_file_is_refused_and_the_message_says_where(
    tmp_path: Path, change: Callable[[str], str], words: str
) -> None:
    with pytest.raises(GuidanceRefused) as refused:
        load_national_guidance(a_file(tmp_path, change))
    assert words in str(refused.value) and "guidance.toml" in str(refused.value)


def test_a_wrong_or_missing_file_stops_the_start(tmp_path: Path) -> None:
    missing = str(tmp_path / "none.toml")
    with pytest.raises(GuidanceRefused, match=r"none\.toml cannot be read"):
        create_app({"database_url": "sqlite://", "guidance_file": missing})
    wrong = a_file(tmp_path, without("golden-rule-3"))
    with pytest.raises(GuidanceRefused, match="the numbers are 1, 2, 4"):
        create_app({"database_url": "sqlite://", "guidance_file": wrong})


def test_a_text_may_end_without_another(tmp_path: Path) -> None:
    key = '[[text]]\nkey = "crime-and-disorder-act-section-115"'
    ended = "to_on = 2026-01-01\n"
    file = a_file(tmp_path, lambda text: text.replace(key, f"{key}\n{ended}"))
    line = next(
        one for one in load_national_guidance(file) if one.key.startswith("crime-and-disorder")
    )
    assert line.on(date(2025, 12, 31)) and not line.on(date(2026, 1, 1))
