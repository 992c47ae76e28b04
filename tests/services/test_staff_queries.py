"""Who works here, who is away and who covers, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lacrecords.database import now_utc, transaction
from lacrecords.staff import queries, services
from lacrecords.staff.services import NewAbsence
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import Role, TeamKind
from tests.factories.staff import MAKER, join_team, make_account, make_team

pytestmark = pytest.mark.usefixtures("in_app")
TODAY = queries.council_day(now_utc())
DAY = timedelta(days=1)


def _away(who: SignedInActor, cover: SignedInActor | None = None, days: int = 5) -> None:
    absence = NewAbsence(
        account_id=who.account_id,
        from_on=TODAY,
        to_on=TODAY + days * DAY,
        cover_id=cover.account_id if cover else None,
    )
    services.record_absence(MAKER, absence, now_utc())


def test_a_person_is_active_until_the_day_they_leave() -> None:
    with transaction():
        here = make_account()
        leaver = make_account(left_on=TODAY)
        tomorrow = make_account(left_on=TODAY + DAY)
    assert queries.is_active(here.account_id, TODAY)
    assert not queries.is_active(leaver.account_id, TODAY)
    assert queries.is_active(tomorrow.account_id, TODAY)
    assert not queries.is_active(tomorrow.account_id, TODAY + DAY)
    assert not queries.is_active(999_999, TODAY)


def test_a_disabled_person_is_not_active() -> None:
    with transaction():
        closed = make_account()
        services.disable_account(MAKER, closed.account_id, now_utc())
    assert not queries.is_active(closed.account_id, TODAY)


def test_a_person_is_away_from_the_first_day_until_the_first_day_back() -> None:
    with transaction():
        worker, cover = make_account(), make_account()
        _away(worker, cover)
    assert queries.is_active(worker.account_id, TODAY - DAY)
    assert not queries.is_active(worker.account_id, TODAY)
    assert not queries.is_active(worker.account_id, TODAY + 4 * DAY)
    assert queries.is_active(worker.account_id, TODAY + 5 * DAY)
    found = queries.cover_for(worker.account_id, TODAY)
    assert found is not None and found.account_id == cover.account_id
    assert queries.cover_for(worker.account_id, TODAY + 5 * DAY) is None


def test_a_cover_who_is_away_or_gone_covers_nobody() -> None:
    with transaction():
        worker, cover, gone = make_account(), make_account(), make_account()
        _away(worker, cover)
        _away(cover)
        other = make_account()
        _away(other, gone)
        services.mark_left(MAKER, gone.account_id, TODAY, now_utc())
    assert queries.cover_for(worker.account_id, TODAY) is None
    assert queries.cover_for(other.account_id, TODAY) is None


def test_the_latest_recorded_cover_who_is_here_covers() -> None:
    with transaction():
        worker, first, second = make_account(), make_account(), make_account()
        _away(worker, first)
        _away(worker, second)
        _away(second)
    found = queries.cover_for(worker.account_id, TODAY)
    assert found is not None and found.account_id == first.account_id


def test_a_team_is_led_by_its_manager_or_by_a_manager_who_covers() -> None:
    with transaction():
        manager, deputy = make_account(Role.TEAM_MANAGER), make_account(Role.TEAM_MANAGER)
        team_id = make_team(manager_id=manager.account_id)
        alone = make_team()
    before = queries.team_manager_for(team_id, TODAY)
    with transaction():
        _away(manager, deputy)
    during = queries.team_manager_for(team_id, TODAY)
    assert before is not None and before.account_id == manager.account_id
    assert during is not None and during.account_id == deputy.account_id
    assert queries.team_manager_for(alone, TODAY) is None
    assert queries.team_manager_for(None, TODAY) is None


def test_a_worker_who_covers_a_manager_does_not_lead_the_team() -> None:
    with transaction():
        manager, worker = make_account(Role.TEAM_MANAGER), make_account(Role.LEAD_SOCIAL_WORKER)
        team_id = make_team(manager_id=manager.account_id)
        _away(manager, worker)
    assert queries.team_manager_for(team_id, TODAY) is None


def test_active_people_have_the_role_and_are_here() -> None:
    with transaction():
        here = make_account(Role.DESIGNATED_MANAGER)
        away = make_account(Role.DESIGNATED_MANAGER)
        make_account(Role.DIRECTOR)
        make_account(Role.DESIGNATED_MANAGER, left_on=date(2024, 1, 1))
        _away(away)
    found = queries.active_people([Role.DESIGNATED_MANAGER], TODAY)
    assert [card.account_id for card in found] == [here.account_id]


def test_a_person_is_in_their_teams_and_in_those_they_manage() -> None:
    with transaction():
        manager = make_account(Role.TEAM_MANAGER)
        managed = make_team(TeamKind.DUTY, manager_id=manager.account_id)
        joined, later = make_team(), make_team()
        join_team(manager.account_id, joined)
        join_team(manager.account_id, later, TODAY + DAY)
    assert queries.teams_of(manager.account_id, TODAY) == tuple(sorted((managed, joined)))
    assert later in queries.teams_of(manager.account_id, TODAY + DAY)
    duty = queries.team_of_kind(TeamKind.DUTY)
    assert duty is not None and duty.team_id == managed
    assert queries.team_of_kind(TeamKind.OUT_OF_HOURS) is None
    card = queries.person(manager.account_id)
    assert card is not None and card.team_ids == tuple(sorted((managed, joined)))


def test_every_kind_of_actor_has_a_name() -> None:
    with transaction():
        worker = make_account(name="Marit Quill")
    keys = [worker.key, "command:imogen", "job:worker", "account:999999", "nobody"]
    assert queries.names_for(keys) == {
        worker.key: "Marit Quill",
        "command:imogen": "imogen (command)",
        "job:worker": "the system",
        "account:999999": "account:999999",
        "nobody": "nobody",
    }
    assert queries.names_for([]) == {}
