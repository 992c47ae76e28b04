"""Whom a correction reaches: every kind of fact against every kind of telling, and what is one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from lacrecords import models
from lacrecords.children.fact_kinds import BY_SLUG, KINDS
from lacrecords.children.taking_back import fact_tables
from lacrecords.rules.corrections import (
    FREE_TEXT,
    NOBODY_IS_TOLD,
    OFFERED_AS_IT_IS,
    REACHES,
    Reach,
    Telling,
    ToldRecipient,
    WrongFact,
    goes_on,
    had_old_version,
    is_exactly_this,
    rests_on,
)
from lacrecords.terms import TELLINGS_ABOUT_A_CHILD, NameType, SharedItemKind, TellingKind, ToldBy

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SCHOOL = ToldRecipient("sharing:1", "Hester Quill")


def telling(
    source: ToldBy, kind: SharedItemKind | TellingKind | None = None, **said: Any
) -> Telling:
    plain: dict[str, Any] = {"row": 1, "child_id": 1, "at": NOON, "words": "", "told_by": ""}
    return Telling(source=source, kind=kind, recipient=SCHOOL, origin_id=1, **(plain | said))


def wrong(kind: str, **said: Any) -> WrongFact:
    plain: dict[str, Any] = {"begun_at": NOON - HOUR, "corrected_at": NOON + HOUR}
    return WrongFact(kind=kind, **(plain | said))


def test_every_kind_of_fact_is_in_the_table_or_is_one_that_nobody_is_told_of() -> None:
    assert set(REACHES) == set(BY_SLUG)
    assert models.children
    tables = {kind.model.__table__.name for kind in KINDS}  # type: ignore[attr-defined]
    assert {table.name for table in fact_tables()} - tables == NOBODY_IS_TOLD
    assert set(REACHES) >= OFFERED_AS_IT_IS


NAME_AND_BIRTH = frozenset({SharedItemKind.CHILD_NAME_AND_BIRTH})
KNOWN = SharedItemKind.THAT_KNOWN
WHO_WORKS_WITH_THEM = frozenset(
    {
        TellingKind.LEAD_SOCIAL_WORKER_NAME,
        TellingKind.COVER_WORKER_NAME,
        TellingKind.DUTY_TEAM,
        TellingKind.OUT_OF_HOURS_TEAM,
    }
)
WRITTEN_TWICE = {
    "names": (NAME_AND_BIRTH, frozenset(), True, False, True),
    "birth": (NAME_AND_BIRTH, frozenset(), True, False, True),
    "sex-and-ethnicity": (frozenset(), frozenset(), False, False, False),
    "numbers": (frozenset(), frozenset(), False, False, False),
    "addresses": (frozenset({SharedItemKind.ADDRESS}), frozenset(), True, False, False),
    "legal-status": (frozenset({SharedItemKind.LEGAL_STATUS}), frozenset(), True, False, False),
    "adults": (frozenset(), frozenset(), False, True, False),
    "other-children": (frozenset(), frozenset(), False, False, False),
    "professionals": (frozenset(), frozenset(), False, False, False),
    "cases": (frozenset({KNOWN}), WHO_WORKS_WITH_THEM, False, False, False),
    "plans": (
        frozenset({SharedItemKind.PLAN_STATUS, SharedItemKind.PLAN_CATEGORY}),
        frozenset({TellingKind.PLAN_STATUS}),
        True,
        False,
        False,
    ),
    "conferences": (frozenset(), frozenset(), False, False, False),
    "other-authorities": (
        frozenset({KNOWN, SharedItemKind.LEGAL_STATUS}),
        frozenset({TellingKind.OTHER_AUTHORITY_CONTACT}),
        False,
        False,
        False,
    ),
    "lead-social-workers": (
        frozenset({SharedItemKind.LEAD_SOCIAL_WORKER}),
        WHO_WORKS_WITH_THEM,
        True,
        False,
        True,
    ),
    "death": (frozenset({KNOWN}), WHO_WORKS_WITH_THEM, False, False, False),
}
"""Of each kind of fact: items, fixed answers, notices of movements, checks, lists."""


@pytest.mark.parametrize("slug", BY_SLUG)
def test_each_kind_of_fact_reaches_what_is_written_down_here_as_well(slug: str) -> None:
    items, tellings, notices, checks, lists = WRITTEN_TWICE[slug]
    assert REACHES[slug] == Reach(items, tellings, notices, checks, lists)


def test_a_text_in_own_words_is_every_item_but_those_of_one_fact() -> None:
    of_one_fact = frozenset[Any]().union(*(items for items, *_ in WRITTEN_TWICE.values()))
    assert set(SharedItemKind) - of_one_fact == FREE_TEXT


def test_what_is_right_now_is_offered_of_five_kinds_and_never_an_address() -> None:
    assert {
        "names",
        "birth",
        "legal-status",
        "plans",
        "lead-social-workers",
    } == OFFERED_AS_IT_IS


@pytest.mark.parametrize("slug", BY_SLUG)
@pytest.mark.parametrize("kind", [None, *SharedItemKind, *TellingKind])
def test_exactly_this_is_what_was_told_of_this_kind_of_fact_and_no_more(
    slug: str, kind: SharedItemKind | TellingKind | None
) -> None:
    items, tellings, *_ = WRITTEN_TWICE[slug]
    assert is_exactly_this(telling(ToldBy.SHARED_ITEM, kind), slug) is (kind in items | tellings)


def test_every_kind_of_telling_rests_on_some_fact_or_is_said_not_to() -> None:
    reached = frozenset[Any]().union(*(reach.items for reach in REACHES.values()))
    assert reached | FREE_TEXT == set(SharedItemKind)
    told = frozenset[Any]().union(*(reach.tellings for reach in REACHES.values()))
    assert TELLINGS_ABOUT_A_CHILD - told == {TellingKind.EARLIER_ENQUIRY}


@pytest.mark.parametrize(("slug", "kind"), list(product(BY_SLUG, SharedItemKind)))
def test_an_item_is_reached_by_its_kind_and_a_text_by_everything(
    slug: str, kind: SharedItemKind
) -> None:
    expected = kind in FREE_TEXT or kind in REACHES[slug].items
    assert rests_on(telling(ToldBy.SHARED_ITEM, kind), wrong(slug)) is expected


@pytest.mark.parametrize(("slug", "kind"), list(product(BY_SLUG, TellingKind)))
def test_a_fixed_answer_is_reached_by_its_kind_alone(slug: str, kind: TellingKind) -> None:
    told = telling(ToldBy.DISCLOSURE, kind)
    assert rests_on(told, wrong(slug)) is (kind in REACHES[slug].tellings)


@pytest.mark.parametrize("slug", BY_SLUG)
def test_what_was_told_in_own_words_is_reached_by_everything(slug: str) -> None:
    assert rests_on(telling(ToldBy.MORE_TOLD), wrong(slug))
    assert rests_on(telling(ToldBy.OUTSIDE_RULES), wrong(slug))
    assert not rests_on(telling(ToldBy.CORRECTION), wrong(slug))


@pytest.mark.parametrize("slug", BY_SLUG)
def test_notices_lists_and_checks_are_reached_as_the_table_says(slug: str) -> None:
    reach = REACHES[slug]
    assert rests_on(telling(ToldBy.MOVEMENT_NOTICE), wrong(slug)) is reach.notices
    assert rests_on(telling(ToldBy.LIST_EXPORT), wrong(slug)) is reach.lists
    about_her = telling(ToldBy.SUITABILITY_ANSWER, people=frozenset({7}))
    assert rests_on(about_her, wrong(slug, people=frozenset({7, 8}))) is reach.checks
    assert not rests_on(about_her, wrong(slug, people=frozenset({8})))


@pytest.mark.parametrize(
    ("after", "had"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_whoever_was_told_while_it_stood_had_the_old_version(after: int, had: bool) -> None:
    told = telling(ToldBy.MORE_TOLD, at=NOON + after * HOUR)
    assert had_old_version(told, wrong("names")) is had
    of_something_else = telling(ToldBy.SHARED_ITEM, SharedItemKind.ADDRESS, at=NOON)
    assert not had_old_version(of_something_else, wrong("names"))


def test_of_a_recipient_nothing_is_known_that_is_not_said() -> None:
    assert ToldRecipient("sharing:1", "Hester Quill", "", None, "", None, False) == SCHOOL


OLD = {"line1": "4 Teal Yard", "from_on": date(2026, 1, 1), "to_on": None}


@pytest.mark.parametrize(
    ("new", "right_before"),
    [
        ({}, True),
        ({"to_on": date(2026, 10, 1)}, True),
        ({"line1": "5 Teal Yard"}, False),
        ({"from_on": date(2026, 2, 1)}, False),
        ({"line1": "5 Teal Yard", "to_on": date(2026, 10, 1)}, False),
    ],
)
def test_what_ended_was_right_and_what_is_said_otherwise_was_not(
    new: dict[str, Any], right_before: bool
) -> None:
    assert goes_on(OLD, OLD | new) is right_before


def test_an_end_on_another_day_is_a_correction() -> None:
    ended = OLD | {"to_on": date(2026, 10, 1)}
    assert not goes_on(ended, OLD)
    assert not goes_on(ended, OLD | {"to_on": date(2026, 10, 2)})


def test_a_name_that_became_an_earlier_one_was_right() -> None:
    name = {"surname": "Ashgrove", "name_type": NameType.CURRENT, "to_on": None}
    assert goes_on(name, name | {"name_type": NameType.EARLIER, "to_on": date(2026, 10, 1)})
    assert not goes_on(name, name | {"name_type": NameType.EARLIER})
    assert not goes_on(name, name | {"name_type": NameType.OTHER, "to_on": date(2026, 10, 1)})


def test_what_was_not_known_is_filled_in_later_where_it_comes_later() -> None:
    conference = {"held_on": None, "quorate": None, "chair": None}
    assert goes_on(conference, conference | {"held_on": date(2026, 9, 3), "quorate": True})
    assert not goes_on(conference, conference | {"chair": "Hester Quill"})


def test_a_review_that_was_booked_anew_or_held_was_right() -> None:
    review = {"due_on": date(2026, 9, 1), "booked_on": date(2026, 9, 1), "held_on": None}
    assert goes_on(review, review | {"booked_on": date(2026, 9, 3), "held_on": date(2026, 9, 3)})
    assert not goes_on(review, review | {"due_on": date(2026, 9, 2)})
    held = review | {"held_on": date(2026, 9, 3)}
    assert not goes_on(held, held | {"held_on": date(2026, 9, 4)})
