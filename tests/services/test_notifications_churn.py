"""People leave, go away and come back at random: nobody inactive is ever told or sent to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from lacrecords.audit import services as audit
from lacrecords.clocks import local_date
from lacrecords.database import db, transaction
from lacrecords.notifications.channels import CHANNELS
from lacrecords.notifications.climbing import climb_overdue
from lacrecords.notifications.models import Acknowledgement, Notification
from lacrecords.notifications.routing import is_reachable, people_behind
from lacrecords.notifications.services import Recipient, notify
from lacrecords.staff.models import Absence, Account
from lacrecords.staff.queries import is_active
from lacrecords.terms import Role, TeamKind
from lacrecords.worker import run_once
from tests.factories.notices import MONDAY, KeptMessages, notice
from tests.factories.staff import MAKER, join_team, make_account, make_team

ROLES = (
    Role.LEAD_SOCIAL_WORKER,
    Role.LEAD_SOCIAL_WORKER,
    Role.TEAM_MANAGER,
    Role.DESIGNATED_MANAGER,
    Role.DUTY_OFFICER,
)
PEOPLE = st.integers(0, len(ROLES) - 1)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("leaves"), PEOPLE, st.none()),
        st.tuples(st.just("goes away"), PEOPLE, st.one_of(st.none(), PEOPLE)),
        st.tuples(st.just("comes back"), PEOPLE, st.none()),
        st.tuples(st.just("is told"), PEOPLE, st.none()),
        st.tuples(st.just("is told"), PEOPLE, st.none()),
        st.tuples(st.just("hours pass"), st.integers(1, 30), st.none()),
    ),
    min_size=3,
    max_size=14,
)


@dataclass
class World:
    """The people of one history, and the moment it has reached."""

    app: Flask
    people: list[int]
    messages: KeptMessages
    now: datetime = MONDAY
    checked: int = 0

    def take(self, step: str, who: int, other: int | None) -> None:
        """One thing happens; then everything new is looked at."""
        if step == "hours pass":
            self.now += timedelta(hours=who)
            climb_overdue(self.now)
            run_once(self.app, self.now)
        else:
            with transaction():
                self._happens(step, self.people[who], other)
        self.nobody_inactive_was_told()

    def _happens(self, step: str, account_id: int, other: int | None) -> None:
        today = local_date(self.now)
        audit.record(MAKER, "test_step", "account", account_id)
        if step == "leaves":
            db.session.get_one(Account, account_id).left_on = today
        elif step == "goes away":
            cover = None if other is None else self.people[other]
            absence = Absence(
                account_id=account_id,
                cover_id=None if cover == account_id else cover,
                from_on=today,
                recorded_at=self.now,
                recorded_by=MAKER.key,
            )
            db.session.add(absence)
        elif step == "comes back":
            ended = update(Absence).where(Absence.account_id == account_id).values(to_on=today)
            db.session.execute(ended)
        else:
            notify(MAKER, notice(Recipient(account_id=account_id)), self.now)

    def nobody_inactive_was_told(self) -> None:
        """Everything made or sent since the last look has somebody active behind it."""
        today = local_date(self.now)
        fresh = select(Notification).where(Notification.id > self.checked)
        for row in db.session.scalars(fresh.order_by(Notification.id)):
            recipient = Recipient(row.account_id, row.team_id, row.role)
            assert is_reachable(recipient, today)
            assert people_behind(recipient, today)
            self.checked = row.id
        for message in self.messages.messages:
            assert message.addresses
            for address in message.addresses:
                found = select(Account.id).where(Account.email == address)
                assert is_active(db.session.scalars(found).one(), today)
        self.messages.messages.clear()


def _begin(app: Flask, channel: KeptMessages, checked: int) -> World:
    with transaction():
        director = make_account(Role.DIRECTOR, password=None)  # somebody is always there
        people = [make_account(role, password=None).account_id for role in ROLES]
        team = make_team(manager_id=people[2])
        duty = make_team(TeamKind.DUTY)
        for account_id, team_id in ((people[0], team), (people[1], team), (people[4], duty)):
            join_team(account_id, team_id)
    assert director.account_id
    return World(app, people, channel, checked=checked)


def _end() -> None:
    """Everybody leaves and everything is answered, so that the next history stands alone."""
    with transaction():
        audit.record(MAKER, "test_ends", "account")
        db.session.execute(update(Account).values(disabled_at=MONDAY, left_on=MONDAY.date()))
        answered = select(Acknowledgement.notification_id)
        for row in db.session.scalars(
            select(Notification).where(Notification.id.not_in(answered))
        ).all():
            db.session.add(
                Acknowledgement(
                    notification_id=row.id, acknowledged_by=MAKER.key, acknowledged_at=MONDAY
                )
            )


def test_in_no_history_is_somebody_inactive_told(
    in_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = KeptMessages()
    monkeypatch.setitem(CHANNELS, "kept", channel)
    chosen = in_app.extensions["lacrecords_settings"]
    in_app.extensions["lacrecords_settings"] = replace(chosen, notification_channels="kept")
    last = [0]

    @settings(
        max_examples=15,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(STEPS)
    def histories(steps: list[tuple[str, int, int | None]]) -> None:
        world = _begin(in_app, channel, last[0])
        try:
            for step in steps:
                world.take(*step)
        finally:
            last[0] = world.checked
            channel.messages.clear()
            _end()

    histories()
