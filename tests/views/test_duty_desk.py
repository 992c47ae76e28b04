"""What the duty desk reads of an unconfirmed caller is the same whoever the child is (A1)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from lacrecords.audit.actors import WORKER
from lacrecords.database import now_utc
from lacrecords.enquiries.services.unattended import settle_enquiries_left_unchecked
from lacrecords.notifications.climbing import climb_overdue
from lacrecords.terms import MatchAnswer, Urgency, VerificationOutcome
from tests.factories.enquiries import CHILD, ask, check, children_of, decide
from tests.factories.standings import CANARIES, STANDINGS, closed
from tests.factories.town import Town
from tests.support.calls import Council, council, masked

HOUR = timedelta(hours=1)
Happens = Callable[[Council], None]


def seen_by(browser: FlaskClient) -> list[str]:
    """The home page, both lists, and every page that they lead to, masked."""
    lists = [browser.get(path).text for path in ("/", "/inbox", "/tasks")]
    links = re.findall(r'href="(/(?:inbox|tasks)/[^"]+)"', " ".join(lists))
    pages = [*lists, *(browser.get(link).text for link in dict.fromkeys(links))]
    return [re.sub(r"\d+ (minute|hour|day)s? (late|left)", "CLOCK", masked(text)) for text in pages]


def failed_check(there: Council) -> None:
    """The duty officer records that the check confirmed nobody."""
    call = there.take(CHILD, urgency=Urgency.URGENT, worried=True, worry="He shouts")
    assert there.record_check(call, "not_confirmed").status_code == 302


def never_checked(there: Council) -> None:
    """The call is left; the worker settles it."""
    now = now_utc()
    there.take(CHILD, now=now - 3 * HOUR)
    there.do(lambda: settle_enquiries_left_unchecked(WORKER, there.town.procedure, now - HOUR))


def last_night(there: Council) -> None:
    """Before midnight, urgent, not confirmed; nobody answers what is sent until the morning."""
    night = (now_utc() - timedelta(days=2)).replace(hour=23, minute=5)

    def work() -> None:
        enquiry = ask(there.town, CHILD, now=night, urgency=Urgency.URGENT)
        check(there.town, enquiry, VerificationOutcome.NOT_CONFIRMED, now=night)

    there.do(work)
    for hours in range(2, 7):
        with there.app.app_context():
            climb_overdue(night + hours * HOUR)


def desk_in_every_standing(
    database: str, happens: Happens, standings: tuple[Callable[[Town], int | None], ...]
) -> list[tuple[str, list[str]]]:
    """What the three posts of the desk see, with the register standing to the call in every way."""
    found = []
    for standing in standings:
        with council(database) as there:
            there.do(lambda there=there, standing=standing: standing(there.town))
            happens(there)
            town = there.town
            desk = (town.duty_officer, town.duty_social_worker, town.out_of_hours_worker)
            pages = [page for actor in desk for page in seen_by(there.browser(actor))]
            found.append((standing.__name__, pages))
    return found


@pytest.mark.parametrize("happens", [failed_check, never_checked, last_night])
def test_the_inbox_and_the_tasks_of_the_desk_tell_nothing_of_the_child(
    database: str, happens: Happens
) -> None:
    standings = STANDINGS if database == "sqlite" else STANDINGS[:4]
    (_, expected), *others = desk_in_every_standing(database, happens, standings)
    assert "not confirmed" in " ".join(expected)
    assert "case is" not in " ".join(expected)
    for name, pages in others:
        assert pages == expected, name
        assert not [canary for canary in CANARIES if canary in " ".join(pages)]


def test_once_confirmed_the_duty_team_hears_of_the_closed_case(database: str) -> None:
    with council(database) as there:
        town, now = there.town, now_utc() - timedelta(minutes=10)

        def work() -> None:
            child_id = closed(town)
            enquiry = ask(town, CHILD, now=now)
            check(town, enquiry, now=now)
            (child,) = children_of(enquiry)
            decide(town, child, MatchAnswer.SAME, child_id=child_id, now=now)

        there.do(work)
        desk = (town.duty_officer, town.out_of_hours_worker)
        seen = " ".join(page for actor in desk for page in seen_by(there.browser(actor)))
        assert "case is closed" in seen
        assert "An enquirer was given the duty team" not in seen
