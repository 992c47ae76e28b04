"""A suitability check meets a risk notification: told to those who may see it, to nobody else."""

from __future__ import annotations

from lacrecords.check_requests.candidates import search_page
from lacrecords.database import transaction
from lacrecords.risk_notifications.of_people import notifications_of
from tests.factories.checks import BORN_ON, Desk, asked, consented, searched
from tests.factories.checks import NOW as THEN
from tests.factories.risk import make_notification


def test_somebody_in_no_household_is_shown_to_those_alone_who_see_the_notification(
    desk: Desk,
) -> None:
    with transaction():
        reference = make_notification(
            desk.manager,
            now=THEN,
            forename="Isadora",
            surname="Pennyfeather",
            person={"born_on": BORN_ON},
        )
    (person,) = searched(desk, consented(desk, asked(desk))).people
    seen = search_page(desk.manager, person, THEN)
    assert seen is not None
    assert [one.risk_references for one in seen.people] == [(reference,)]
    assert not seen.others_must_decide
    kept_from = search_page(desk.town.lead, person, THEN)
    assert kept_from is not None
    assert kept_from.people == () and kept_from.others_must_decide


def test_of_people_without_notifications_nothing_is_hidden(desk: Desk) -> None:
    found = notifications_of(desk.manager, [999_999], THEN)
    assert found.seen == {} and found.hidden == frozenset()
