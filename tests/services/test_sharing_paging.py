"""The list and the register of decisions are asked of the database: the same answers, by pages.

What is compared is plain Python over every decision (`tests.support.plain_sharing`), for every
role and for every way in which a record or a notification is closed to somebody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from flask import Flask

from lacrecords.audit import services as audit
from lacrecords.audit.actors import command_actor
from lacrecords.children.models import DeclaredConnection, Restriction
from lacrecords.database import db, now_utc, transaction
from lacrecords.risk_notifications.course_models import RiskAccessRequest, RiskRemoval
from lacrecords.risk_notifications.models import RiskReader
from lacrecords.rules.authorisation import Actor
from lacrecords.sharing_decisions.queries import DECISIONS, decisions_page, open_counts
from lacrecords.sharing_decisions.register import (
    register_counts,
    register_kind,
    register_page,
    register_rows,
)
from lacrecords.terms import Role
from lacrecords.web.listing import A_PAGE, Asked, ListKind
from tests.factories.agencies import make_agency
from tests.factories.children import led_by, make_child, restrict
from tests.factories.links import link
from tests.factories.many_decisions import Cast, many_decisions
from tests.factories.risk import id_of, make_notification
from tests.factories.staff import LONG_AGO, MAKER, make_account
from tests.factories.town import Town, make_town
from tests.support import plain_sharing
from tests.support.statements import cost_of

NOW = now_utc()
TODAY = NOW.date()
MANY = 180
SEALED = "sealed_at_adoption"


@pytest.fixture
def town(in_app: Flask) -> Iterator[Town]:
    with in_app.test_request_context():
        with transaction():
            made = make_town()
        yield made


def stamp(**days: date | None) -> dict[str, Any]:
    return {"recorded_at": NOW, "recorded_by": MAKER.key, "source": "hand", **days}


def closed_between(child_id: int, owner: Actor, from_on: date | None, to_on: date | None) -> int:
    """A record restricted for some days only."""
    days = stamp(from_on=from_on, to_on=to_on)
    db.session.add(
        Restriction(child_id=child_id, kind="restricted", owner_id=owner.account_id, **days)
    )
    return child_id


def connected(child_id: int, actor: Actor) -> int:
    db.session.add(DeclaredConnection(child_id=child_id, account_id=actor.account_id, **stamp()))
    return child_id


def closed(owner: Actor, *readers: Actor, kind: str = "restricted", of: int | None = None) -> int:
    number = of or make_child()
    restrict(number, owner, *readers, kind=kind)
    return number


def pair(town: Town) -> tuple[int, int]:
    """Two linked records: the kept one, and the other."""
    kept, other = make_child("Odo", "Fennel"), make_child("Odo", "Fennell")
    link(town.designated_manager, town.team_manager, kept, other, now=NOW)
    return kept, other


def every_child(town: Town) -> list[int]:
    """Records on their own: open, led, and closed in every way."""
    chief, manager, lead = town.designated_manager, town.team_manager, town.lead
    both = closed(chief, lead, of=closed(manager, town.duty_manager))
    yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=2)
    return [
        make_child(),
        led_by(lead),
        closed(chief, of=led_by(lead)),
        closed(chief),
        closed(manager, chief, lead),
        closed(lead, kind=SEALED, of=led_by(lead)),
        closed(manager, chief, kind=SEALED),
        # Two restrictions at once: the newest counts, but a seal before all others.
        both,
        closed(chief, of=closed(manager, kind=SEALED)),
        closed_between(make_child(), chief, None, yesterday),
        closed_between(make_child(), chief, tomorrow, None),
        connected(make_child(), manager),
        connected(closed(manager, chief), manager),
        connected(led_by(lead), lead),
    ]


def every_linked_child(town: Town) -> list[int]:
    """Linked records, of which one, the other, both or none is closed."""
    chief, manager, lead = town.designated_manager, town.team_manager, town.lead
    groups = [pair(town) for _ in range(7)]
    (_, _), (kept, _), (_, other), both, apart, common, known = groups
    closed(chief, of=kept)
    closed(manager, lead, of=other)
    closed(chief, manager, of=both[0])
    closed(manager, of=both[1])
    # Nobody may open both: whoever answers for the first one may.
    closed(chief, of=apart[0])
    closed(lead, of=apart[1])
    closed(chief, lead, of=common[0])
    closed(manager, lead, of=common[1])
    connected(known[1], manager)
    return [number for group in groups for number in group]


def every_notification(town: Town) -> list[int]:
    """Notifications that nobody, somebody or a role may see; one was taken off."""
    manager, lead = town.team_manager, town.lead
    found = [id_of(make_notification()) for _ in range(8)]
    listed = {0: manager, 1: lead, 2: town.duty_social_worker, 6: manager, 7: town.duty_officer}
    for place, actor in listed.items():
        account = {"account_id": actor.account_id, "role": None}
        row = RiskReader(risk_notification_id=found[place], **account, **stamp())
        db.session.add(row)
    for place, role in ((3, Role.TEAM_MANAGER), (4, Role.LEAD_SOCIAL_WORKER)):
        row = RiskReader(risk_notification_id=found[place], account_id=None, role=role, **stamp())
        db.session.add(row)
    for place, until_at in ((4, NOW + timedelta(hours=1)), (5, NOW)):
        db.session.add(let_in(found[place], lead, until_at, len(found) + place))
    db.session.add(
        RiskRemoval(
            risk_notification_id=found[6],
            proposed_by="account:0",
            proposed_at=NOW,
            reason="It was somebody else",
            decided_by=town.designated_manager.key,
            decided_at=NOW,
            approved=True,
            decided_because="Seen",
        )
    )
    return found


def let_in(notification_id: int, actor: Actor, until_at: Any, number: int) -> RiskAccessRequest:
    return RiskAccessRequest(
        reference=f"ASKS-{number:04d}",
        risk_notification_id=notification_id,
        account_id=actor.account_id,
        purpose="A visit",
        asked_at=LONG_AGO,
        decided_by=MAKER.key,
        decided_at=NOW,
        granted=True,
        decided_because="For the visit",
        until_at=until_at,
    )


def many(town: Town, how_many: int = MANY) -> list[Actor]:
    """Many decisions about every kind of record and notification; everybody who may read."""
    with transaction():
        readers: list[Actor] = [
            town.designated_manager,
            town.team_manager,
            town.duty_manager,
            town.lead,
            town.duty_social_worker,
            town.duty_officer,
            command_actor(),
        ]
        met = {one.role for one in readers}
        readers += [make_account(role) for role in Role if role not in met]
        risks = every_notification(town)
        cast = Cast(
            children=[None, *every_child(town), *every_linked_child(town)],
            risks=[*([None] * 5 * len(risks)), *risks],
            staff=[*(one.key for one in readers), "job:tests"],
            agencies=[(make_agency(name), name) for name in ("Tansy School", "amber Nursery")],
        )
        many_decisions(how_many, cast, NOW)
        # Each notification alone, so that none is hidden by a closed record only.
        few = (town.team_manager.key, town.lead.key, town.duty_social_worker.key)
        alone = replace(cast, children=[None], risks=risks, staff=few)
        many_decisions(10 * len(risks), alone, NOW, seed=3)
        audit.record(MAKER, "closed_in_every_way", "child")
    return readers


def asked(kind: ListKind, page: int = 1, **chosen: str) -> Asked:
    return Asked(kind, {one.name: one.read(chosen.get(one.name)) for one in kind.selections}, page)


def every_choice(kind: ListKind) -> Iterator[dict[str, str]]:
    for one in kind.selections:
        yield from ({one.name: value} for value, _ in one.options)


def by_chance(kind: ListKind, chance: Random, how_many: int) -> Iterator[dict[str, str]]:
    for _ in range(how_many):
        wanted = chance.sample(kind.selections, 3)
        yield {one.name: chance.choice(one.options)[0] for one in wanted}


def test_the_list_and_the_counts_are_those_of_every_decision_read_at_once(town: Town) -> None:
    readers, chance, on_second_pages = many(town), Random(7), 0  # noqa: S311 - not a secret
    for actor in readers:
        seen = plain_sharing.seen_by(actor, NOW)
        assert open_counts(NOW, actor) == plain_sharing.open_counts(NOW, actor), actor
        wide = every_choice(DECISIONS) if actor in readers[:4] else ({},)
        for chosen in (*wide, *by_chance(DECISIONS, chance, 4)):
            first = asked(DECISIONS, 1, **({"shown": "all"} | chosen))
            expected = plain_sharing.list_of(seen, actor, first.chosen, NOW)
            for number in (1, 2):
                paged = decisions_page(actor, asked(DECISIONS, number, **first.chosen), NOW)
                start = (number - 1) * A_PAGE
                found = [line.standing.row.id for line in paged.rows]
                assert found == expected[start : start + A_PAGE], (actor, first.chosen)
                assert paged.total == len(expected)
                if len(expected) <= A_PAGE:
                    break
                on_second_pages += number - 1
    assert open_counts(NOW) == plain_sharing.open_counts(NOW, None)
    assert on_second_pages > 10


def test_the_register_is_that_of_every_decision_read_at_once(town: Town) -> None:
    chance = Random(11)  # noqa: S311 - not a secret
    for actor in many(town):
        seen = plain_sharing.seen_by(actor, NOW)
        kind = register_kind(actor, NOW)
        options = {one.name: dict(one.options) for one in kind.selections}
        agencies, people = plain_sharing.choices_of(seen)
        assert {"all": "Any", "none": "None"} | agencies == options["agency"]
        teams = {one for one in options["who"] if one.startswith("team-")}
        assert options["who"].keys() - teams == {"all", *people}
        wide = every_choice(kind) if actor.role is Role.DESIGNATED_MANAGER else ()
        for chosen in ({}, *wide, *by_chance(kind, chance, 6)):
            first = asked(kind, **chosen)
            expected = plain_sharing.register_of(seen, first.chosen, NOW)
            ids = [one.row.id for one in expected]
            page = register_page(actor, first, NOW)
            assert [one.standing.row.id for one in page] == ids[:A_PAGE], (actor, chosen)
            counted = register_counts(actor, first.chosen, NOW)
            assert counted == plain_sharing.counts_of(expected), (actor, chosen)
        whole = asked(kind, order="agency").chosen
        ids = [one.row.id for one in plain_sharing.register_of(seen, whole, NOW)]
        assert [one.standing.row.id for one in register_rows(actor, whole, NOW)] == ids


def test_statements_and_rows_do_not_grow_with_the_decisions(town: Town, in_app: Flask) -> None:
    readers = many(town, 150)[:4]
    few = [_cost(actor) for actor in readers]
    with transaction():
        children = [None, make_child(), led_by(town.lead)]
        agencies = [(town.agency_id, "Fernhill Health Visiting")]
        staff = [one.key for one in readers]
        cast = Cast(children=children, risks=[None], staff=staff, agencies=agencies)
        many_decisions(600, cast, NOW, seed=2)
    for before, after in zip(few, [_cost(actor) for actor in readers], strict=True):
        for name, (statements, rows) in after.items():
            assert statements <= before[name][0] + 1, name
            # The rows of a fuller page; a page of decisions has so many and no more.
            assert rows <= before[name][1] + MOST_ROWS_OF_A_PAGE, name
    assert len(plain_sharing.seen_by(readers[0], NOW)) > 600


MOST_ROWS_OF_A_PAGE = 12 * A_PAGE
"""Of fifty decisions every kind of row: recipients, outcomes, items, checks, what went out."""


def _cost(actor: Actor) -> dict[str, tuple[int, int]]:
    """How many statements each takes, and how many rows come back."""
    whole = asked(DECISIONS, shown="all")
    kind = register_kind(actor, NOW)
    asks = {
        "list": lambda: decisions_page(actor, whole, NOW),
        "counts": lambda: open_counts(NOW, actor),
        "choices": lambda: register_kind(actor, NOW),
        "register": lambda: register_page(actor, asked(kind), NOW),
        "tables": lambda: register_counts(actor, asked(kind).chosen, NOW),
    }
    return {name: cost_of(ask) for name, ask in asks.items()}
