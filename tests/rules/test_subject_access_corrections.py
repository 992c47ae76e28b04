"""What a correction of a request undoes: every set of parts, and every order of moments."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import chain, combinations

import pytest

from lacrecords.rules.subject_access import ClockFigures, RequestDays
from lacrecords.rules.subject_access_corrections import (
    OF_THE_ASKER,
    OF_THE_PERSON,
    OF_THE_WAY,
    OF_WHAT_IS_ASKED,
    Undone,
    counts,
    latest_receipt,
    undone_by,
    with_extension,
)
from lacrecords.subject_access.values import SAID

GROUPS = (OF_THE_ASKER, OF_THE_PERSON, OF_WHAT_IS_ASKED, OF_THE_WAY)
MOMENT = datetime(2026, 11, 10, 10, tzinfo=UTC)
FIGURES = ClockFigures(
    months=1, extension_months=2, ask_identity_days=3, warning_days=7, director_days=7
)


def test_every_part_of_a_request_belongs_to_one_group() -> None:
    assert sorted(chain(*GROUPS)) == sorted(SAID)


def test_each_part_undoes_what_rests_on_it_and_nothing_else() -> None:
    for size in range(len(SAID) + 1):
        for parts in combinations(SAID, min(size, 3)):
            expected = Undone(*(bool(group & set(parts)) for group in GROUPS[:3]))
            assert undone_by(parts) == expected
    assert undone_by(SAID) == Undone(True, True, True)
    assert undone_by(OF_THE_WAY) == Undone(False, False, False)


@pytest.mark.parametrize(("minutes", "stands"), [(-1, False), (0, False), (1, True)])
def test_what_was_done_counts_when_it_was_done_after_the_correction(
    minutes: int, stands: bool
) -> None:
    assert counts(MOMENT + timedelta(minutes=minutes), MOMENT) is stands
    assert counts(MOMENT, None)


def test_nothing_was_done_before_it_came_in() -> None:
    recorded = date(2026, 11, 10)
    assert latest_receipt(recorded, []) == recorded
    assert latest_receipt(recorded, [date(2026, 11, 12)]) == recorded
    assert latest_receipt(recorded, [date(2026, 11, 12), date(2026, 11, 8)]) == date(2026, 11, 8)


@pytest.mark.parametrize(
    ("received_on", "told_on", "extended"),
    [
        (date(2026, 11, 2), None, False),
        (date(2026, 11, 2), date(2026, 12, 2), True),
        (date(2026, 11, 2), date(2026, 12, 3), False),
        (date(2026, 11, 1), date(2026, 12, 2), False),
        (date(2026, 10, 1), date(2026, 11, 20), False),
    ],
)
def test_an_extension_counts_where_it_was_told_in_the_first_month_as_it_counts_now(
    received_on: date, told_on: date | None, extended: bool
) -> None:
    days = RequestDays(received_on=received_on, asked_to_show_on=None, shown_on=None)
    assert with_extension(days, told_on, FIGURES).extended is extended


def test_an_extension_counts_while_the_clock_has_not_begun() -> None:
    day = date(2026, 11, 2)
    days = RequestDays(received_on=day, asked_to_show_on=day, shown_on=None)
    assert with_extension(days, date(2027, 3, 1), FIGURES).extended
    assert not with_extension(days, None, FIGURES).extended
