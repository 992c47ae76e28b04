"""The panels of other slices on a child's page: asked only where there is anything to show."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from lacrecords.children import panels
from lacrecords.children.panels import PanelOfSlice, panels_for
from lacrecords.children.standing import closed_ids, own_restrictions_of
from lacrecords.clocks import local_date
from lacrecords.database import db, now_utc, transaction
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import Role
from tests.factories.children import led_by, make_child, restrict
from tests.factories.sharing import begun
from tests.factories.staff import make_account
from tests.factories.town import Town, make_town
from tests.support.statements import cost_of

NOW = now_utc()
TODAY = local_date(NOW)


@pytest.fixture
def town(in_app: Flask) -> Town:
    with transaction():
        return make_town()


def registered(app: Flask) -> list[PanelOfSlice]:
    found: list[PanelOfSlice] = app.extensions["lacrecords_child_panels"]
    return found


def test_of_a_child_with_nothing_each_panel_says_what_it_would_say_if_asked(
    in_app: Flask, town: Town
) -> None:
    with transaction():
        readers: list[Actor] = [town.lead, *(make_account(role) for role in Role)]
        children = [make_child(), led_by(town.lead), make_child()]
        restrict(children[2], town.duty_manager)
    for child_id in children:
        asked = select(*(one.has_anything for one in registered(in_app)))
        filled = db.session.execute(asked, {panels.RECORDS.key: [child_id]}).one()
        assert not any(filled)
        for actor in readers:
            with in_app.test_request_context():
                for one in registered(in_app):
                    said = one.show_nothing(actor, child_id, NOW)
                    assert said == one.show(actor, child_id, NOW), (actor, one)


def test_panels_with_nothing_are_not_asked(in_app: Flask, town: Town) -> None:
    with transaction():
        child_id = led_by(town.lead)
    with in_app.test_request_context():
        # One says which have anything; two, which records are one child and to whom it is closed.
        assert cost_of(lambda: panels_for(town.lead, child_id, NOW))[0] <= 7
        begun(town, child_id)
        titles = {one.title: one.lines for one in panels_for(town.lead, child_id, NOW)}
    assert len(titles["Sharing"]) == 1 and len(titles) > 4


def test_who_may_open_is_read_once_while_reading_and_anew_while_writing(town: Town) -> None:
    with transaction():
        child_id = make_child()
    db.session.rollback()
    closed_ids((child_id,), town.lead.account_id, TODAY)
    assert cost_of(lambda: closed_ids((child_id,), town.lead.account_id, TODAY))[0] == 0
    with transaction():
        assert not closed_ids((child_id,), town.lead.account_id, TODAY)
        restrict(child_id, town.duty_manager)
        assert closed_ids((child_id,), town.lead.account_id, TODAY) == {child_id}
    assert own_restrictions_of((child_id,), TODAY).keys() == {child_id}
