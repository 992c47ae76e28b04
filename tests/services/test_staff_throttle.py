"""The curve of waiting after wrong passwords. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lacrecords.staff.throttle import LONGEST_WAIT, network_of, wait_after, wait_left

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wrong", "seconds"),
    [
        (0, 0), (1, 0), (4, 0), (5, 5), (6, 10), (7, 20), (8, 40), (9, 80), (10, 160),
        (11, 320), (12, 640), (13, 900), (14, 900), (50, 900), (100_000, 900),
    ],
)  # fmt: skip
def test_the_wait_follows_the_documented_curve(wrong: int, seconds: int) -> None:
    assert wait_after(wrong) == timedelta(seconds=seconds)


def test_the_wait_runs_from_the_latest_wrong_try_and_ends_by_itself() -> None:
    tries = [NOW - timedelta(seconds=second) for second in (60, 50, 40, 30, 2)]
    assert wait_left(tries, NOW) == timedelta(seconds=3)
    assert wait_left(tries, NOW + timedelta(seconds=3)) == timedelta(0)


def test_there_is_never_a_lock_however_many_the_tries() -> None:
    tries = [NOW - timedelta(seconds=second) for second in range(5000)]
    assert wait_left(tries, NOW + LONGEST_WAIT) == timedelta(0)


def test_wrong_tries_are_forgotten_after_a_day() -> None:
    tries = [NOW - timedelta(hours=24, seconds=second) for second in range(20)]
    assert wait_left([*tries, NOW], NOW) == timedelta(0)


def test_one_ipv6_network_is_one_network_and_ipv4_addresses_are_apart() -> None:
    assert network_of("2001:db8:1:2::1") == network_of("2001:db8:1:2:ffff::9")
    assert network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1")
    assert network_of("192.0.2.1") != network_of("192.0.2.2")
    assert network_of("::ffff:192.0.2.1") == network_of("192.0.2.1")
    assert network_of(None) == network_of("nonsense") == "not known"
