"""How long pages take: of a child with five hundred facts, and in ever larger registers.

Goals: p95 under 100 ms with 500 facts; with a million children in the register at most half
as long again as with ten thousand. The first run loads the registers (see `registers`).
Times are of the processor; seconds by the clock are written beside them. The registers are
read in turns, because work beside this makes the processor's time longer too.
"""

from __future__ import annotations

import gc
import os
import secrets
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import date, timedelta
from random import Random
from statistics import quantiles

from flask import Flask
from flask.testing import FlaskClient
from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select

from lacrecords.audit import services as audit
from lacrecords.audit.actors import command_actor
from lacrecords.children import bulk, facts
from lacrecords.children.bulk import FactKind, NewFact
from lacrecords.children.fact_words import FactReader
from lacrecords.children.models import Child, ChildBirth, ChildName
from lacrecords.children.page_household import household
from lacrecords.children.record import When, read_record
from lacrecords.database import db, now_utc, transaction
from lacrecords.people.services import NewPerson, create_person
from lacrecords.terms import AddressType, NameType, Role
from tests.benchmarks.registers import kept_register, register_app
from tests.factories.children import make_child, path_of
from tests.factories.staff import client_of_role, make_account, sign_in_as
from tests.support.posting import token_on

SIZES = os.environ.get("LACRECORDS_BENCH_CHILDREN", "10000,100000,1000000")
MOST_SECONDS_OF_500_FACTS = 0.1
MOST_TIMES_AS_LONG = 1.5
ROUNDS, WARMING = 150, 10
Times = list[tuple[float, float]]


def test_the_page_of_a_child_with_five_hundred_facts_is_quick(app: Flask, database: str) -> None:
    browser = client_of_role(app, Role.DESIGNATED_MANAGER)
    with app.app_context(), transaction():
        path = path_of(_child_with_five_hundred_facts())
    browser.get(path)
    # What the tests themselves keep is no part of the server, and is not searched for garbage.
    gc.collect()
    gc.freeze()
    times = [_timed(lambda: _read(browser, path)) for _ in range(60)]
    _show({f"500 facts, {database}": {"child's page": times}})
    assert _p95(times, clock=False) < MOST_SECONDS_OF_500_FACTS


def test_pages_take_about_as_long_in_a_register_of_a_million() -> None:
    with ExitStack() as opened:
        sizes = [int(size) for size in SIZES.split(",")]
        readers = [_Reader(opened.enter_context(register_app(kept_register(n))), n) for n in sizes]
        for place in range(ROUNDS):
            for reader in readers:
                reader.read_pages(place)
    measured = {f"{reader.size:,} children": reader.pages for reader in readers}
    _show(measured)
    first, *others = measured.values()
    for times in others:
        for page, taken in times.items():
            most = _p95(first[page], clock=False) * MOST_TIMES_AS_LONG
            assert _p95(taken, clock=False) < most, page


class _Reader:
    """Someone who opens pages of children picked from all over a register."""

    def __init__(self, app: Flask, size: int) -> None:
        self.app, self.size = app, size
        # A kept register is measured again: whoever measured it before is still in it.
        with app.app_context(), transaction():
            email = f"{secrets.token_hex(8)}@bench.example"
            account = make_account(Role.DUTY_SOCIAL_WORKER, email=email)
        self.browser = sign_in_as(app.test_client(), account)
        chance = Random(size)  # noqa: S311 - not a secret
        with app.app_context():
            newest = db.session.scalar(select(func.max(Child.id))) or 0
            child_ids = chance.sample(range(1, newest + 1), ROUNDS)
            self.children = list(facts.references_of(child_ids).items())
        self.pages: dict[str, Times] = {
            "child's page": [],
            "search results": [],
            "household panel": [],
        }

    def read_pages(self, place: int) -> None:
        """How long each kind of page takes for one of the children."""
        child_id, reference = self.children[place]
        results = _saved_search(self.app, self.browser, child_id)
        taken = {
            "child's page": _timed(lambda: _read(self.browser, f"/children/{reference}")),
            "search results": _timed(lambda: _read(self.browser, results)),
            "household panel": _timed(lambda: _household(self.app, child_id)),
        }
        if place >= WARMING:  # The first ones compile templates and statements.
            for page, seconds in taken.items():
                self.pages[page].append(seconds)


def _child_with_five_hundred_facts() -> int:
    """A child of twelve moves a year: addresses, names, adults, leads, cases, professionals."""
    actor, now = command_actor(), now_utc()
    child_id, first = make_child(), date(2020, 1, 6)

    def spells(kind: FactKind, how_many: int, values: Callable[[int], dict[str, object]]) -> None:
        days = [first + timedelta(days=7 * place) for place in range(how_many + 1)]
        added = [
            (child_id, NewFact(values(place), days[place], days[place + 1]))
            for place in range(how_many)
        ]
        bulk.add_facts(kind, added, now, actor.key, "hand")

    spells(FactKind.ADDRESS, 150, _address)
    spells(FactKind.NAME, 40, _name)
    spells(FactKind.PROFESSIONAL, 120, _professional)
    spells(FactKind.CASE, 60, lambda place: {"closure_reason": "No longer needed"})
    spells(FactKind.LEAD, 80, lambda place: {"account_id": None, "name_as_given": f"Lead {place}"})
    for place in range(50):
        person = NewPerson(forename="Odile", surname=f"Quennell {place}")
        member = {
            "person_id": create_person(actor, person, now),
            "relationship": "aunt",
            "lives_with_child": place % 5 == 0,
            "parental_responsibility": False,
        }
        bulk.add_facts(FactKind.HOUSEHOLD, [(child_id, NewFact(member))], now, actor.key, "hand")
    audit.record(actor, "facts_made_for_a_measurement", "child", child_id)
    return child_id


def _address(place: int) -> dict[str, object]:
    return {
        "address_type": AddressType.HOME,
        "line1": f"{place + 1} Tansy Walk",
        "line2": "",
        "town": "Ashdown",
        "postcode": "ZZ9 4QX",
        "uprn": "",
        "confidential": False,
    }


def _name(place: int) -> dict[str, object]:
    names = {"forename": "Perpetua", "middle": "", "surname": f"Quennell-{place}"}
    return {"name_type": NameType.EARLIER, **names}


def _professional(place: int) -> dict[str, object]:
    words = {"role": "school", "name": "", "organisation": f"School {place}", "contact": ""}
    return dict(words)


def _saved_search(app: Flask, browser: FlaskClient, child_id: int) -> str:
    """A search for this child by its names and date of birth; the path of its results."""
    with app.app_context():
        (name, *_) = facts.current(ChildName, {child_id})[child_id]
        births = facts.current(ChildBirth, {child_id}).get(child_id, [])
        asked = {"purpose": "Visit", "forename": name.forename, "surname": name.surname}
        born = births[0].born_on if births else None
    if born:
        parts = {"day": born.day, "month": born.month, "year": born.year}
        asked |= {f"born-{part}": str(value) for part, value in parts.items()}
    token = token_on(browser, "/children")
    answer = browser.post("/children/search", data={"csrf_token": token} | asked)
    assert answer.status_code == 302, answer.text
    return str(answer.headers["Location"])


def _read(browser: FlaskClient, path: str) -> None:
    assert browser.get(path).status_code == 200


def _household(app: Flask, child_id: int) -> None:
    with app.app_context():
        now = now_utc()
        household(read_record(child_id, When(now, now.date())), FactReader(), None)


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    """Seconds of the processor, and by the clock."""
    processor, clock = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - processor, time.perf_counter() - clock


def _p95(times: Times, clock: bool) -> float:
    return quantiles([one[clock] for one in times], n=20)[-1]


def _show(measured: dict[str, dict[str, Times]]) -> None:
    table = Table(title="Milliseconds: processor p50 and p95, by the clock p95")
    for heading in ("where", "page", "p50", "p95", "clock p95"):
        table.add_column(heading)
    for where, pages in measured.items():
        for page, times in pages.items():
            middle = quantiles([one[0] for one in times], n=2)[0]
            figures = (middle, _p95(times, clock=False), _p95(times, clock=True))
            table.add_row(where, page, *(f"{1000 * one:.1f}" for one in figures))
    with suppress(BlockingIOError):
        Console(width=100).print(table)
