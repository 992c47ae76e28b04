"""How long somebody must wait after wrong passwords: a curve, never a lock.

Pure. Tries are counted for one account from one network, so nobody elsewhere
can shut a member of staff out of the place where she works. A wait always ends
by itself, and being asked to wait counts for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

WAITS_BEGIN_AT = 5
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)
"""After the fifth wrong try 5 s, then 10 s, 20 s ... to 15 minutes; forgotten after a day."""


def wait_after(wrong_tries: int) -> timedelta:
    """How long to wait after this many wrong passwords in a row."""
    if wrong_tries < WAITS_BEGIN_AT:
        return timedelta(0)
    doublings = min(wrong_tries - WAITS_BEGIN_AT, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def wait_left(wrong_at: Sequence[datetime], now: datetime) -> timedelta:
    """How long is still to wait, from the moments of the wrong tries since the last right one."""
    counted = [moment for moment in wrong_at if now - moment < FORGOTTEN_AFTER]
    # Of tries side by side, one may have read the clock before another that was counted first.
    if len(counted) < WAITS_BEGIN_AT:
        return timedelta(0)
    return max(max(counted) + wait_after(len(counted)) - now, timedelta(0))


def network_of(address: str | None) -> str:
    """The network an address belongs to: one IPv4 address, or one /64 of IPv6."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return "not known"
    if parsed.version == 6:
        mapped = getattr(parsed, "ipv4_mapped", None)
        return str(mapped or ip_network((parsed, 64), strict=False))
    return str(parsed)
