"""The invented council of the journeys, served by the real program on a database of its own.

The factories write before the server starts; from then on only people at
browsers change anything.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import SystemRandom

from sqlalchemy import select

from lacrecords.agencies.services import NewContactPoint, add_contact_point
from lacrecords.application import create_app
from lacrecords.database import db, transaction
from lacrecords.staff.models import Account, Team
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import ContactPointKind, Role, TeamKind
from tests.factories.children import path_of
from tests.factories.movements import make_neighbour
from tests.factories.staff import MAKER, make_account
from tests.factories.town import NOW, Town, make_child, make_town
from tests.support import databases

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "p.snow@fernhill.example"
ON_SHIFT = (TeamKind.DUTY, TeamKind.OUT_OF_HOURS)
PORTS = range(20000, 32768)
SECONDS_TO_START = 120.0
NAMES_NEVER_IN_AN_ADDRESS = (
    *("wilfreda", "ashgrove", "ottoline", "fairweather", "quince", "tamarind", "snow"),
    *("hollingberry", "perpetua", "philomena", "saffron", "juniper", "zz7", "zz6"),
    *("zz9", "zz8", "2018-03", "2018-3", "9434765870", "clemen", "rushbrook"),
    *("pennyfeather", "tollemache", "damson", "isolde", "fennimore"),
)
"""What the journeys type about people, as it would stand in an address if it ever did."""


@dataclass(frozen=True, slots=True)
class Council:
    """Where the program answers, who works there, and the address of the open case's record."""

    address: str
    emails: dict[str, str]
    child_path: str
    closed_child_path: str
    database_url: str = ""


@contextmanager
def serve_council(
    name: str = "",
    neighbours: Sequence[str] = (),
    further: Callable[[Town], None] | None = None,
    step_by_step: Callable[[Town], None] | None = None,
) -> Iterator[Council]:
    """A council with one open case on a plan and one closed case; ends the program afterwards.

    It may have a name of its own, and know other councils, with a contact for notices each.
    `further` writes what a journey needs besides, in a transaction of its own; `step_by_step`
    writes with makers that open their own.
    """
    with databases.fresh("sqlite") as url:
        emails, child_path, closed_path = fill(url, neighbours, further, step_by_step)
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        with _program(url, address, port, {"LACRECORDS_COUNCIL_NAME": name} if name else {}):
            yield Council(address, emails, child_path, closed_path, url)


def fill(
    url: str,
    neighbours: Sequence[str] = (),
    further: Callable[[Town], None] | None = None,
    step_by_step: Callable[[Town], None] | None = None,
) -> tuple[dict[str, str], str, str]:
    """Write the council into this database: everybody's e-mail address, and two records' paths."""
    app = create_app({"database_url": url})
    with app.app_context():
        with transaction():
            town = make_town()
            # Journeys run at any hour: the same manager is on shift by day and by night.
            for team in db.session.scalars(select(Team).where(Team.kind.in_(ON_SHIFT))):
                team.manager_id = town.duty_manager.account_id
            point = NewContactPoint(kind=ContactPointKind.EMAIL, value=ADDRESS, label="her own")
            then, by = NOW - timedelta(days=400), "command:second-person"
            add_contact_point(MAKER, town.agency_id, point, by, then)
            child = make_child(
                case_open=True, on_plan=True, lead=town.lead, team_id=town.casework_team_id
            )
            _twins_who_moved(town)
            for neighbour in neighbours:
                make_neighbour(neighbour, town.designated_manager)
            closed = make_child("Clemency", "Rushbrooke", line1="5 Sorrel Mews", case_open=False)
            director = make_account(Role.DIRECTOR, name="Alban Whitcombe")
            guardian = make_account(Role.CALDICOTT_GUARDIAN, name="Isolde Farrant")
        if further is not None:
            with transaction():
                further(town)
        if step_by_step is not None:
            step_by_step(town)
        paths = path_of(child), path_of(closed)
        emails = {name: _email(actor) for name, actor in _people(town).items()}
        emails |= {"Director": _email(director), "Caldicott Guardian": _email(guardian)}
        db.session.remove()
        db.engine.dispose()
    return emails, *paths


def _twins_who_moved(town: Town) -> None:
    """One is asked about under what was heard, at the home they left."""
    for twin in ("Perpetua", "Philomena"):
        make_child(
            twin,
            "Hollingberry",
            born_on=date(2017, 9, 4),
            line1="27 Saffron Hill",
            postcode="ZZ7 3LD",
            lived_at=("6 Juniper Walk", "ZZ6 1TW"),
            case_open=True,
            lead=town.lead,
            team_id=town.casework_team_id,
        )


def _people(town: Town) -> dict[str, SignedInActor]:
    return {
        "duty officer": town.duty_officer,
        "duty social worker": town.duty_social_worker,
        "manager on shift": town.duty_manager,
        "team manager": town.team_manager,
        "lead social worker": town.lead,
        "designated manager": town.designated_manager,
    }


def _email(actor: SignedInActor) -> str:
    return db.session.get_one(Account, actor.account_id).email


def free_port() -> int:
    """A port below those that the system hands out by itself.

    Any of them, not the first: of two runs at once both would choose that one, and the
    people of one would sign in at the council of the other.
    """
    for port in SystemRandom().sample(PORTS, len(PORTS)):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise AssertionError("No port is free.")


@contextmanager
def _program(url: str, address: str, port: int, more: dict[str, str]) -> Iterator[None]:
    environment = (
        os.environ
        | more
        | {
            "LACRECORDS_DATABASE_URL": url,
            "LACRECORDS_BASE_URL": address,
            "LACRECORDS_EMBEDDED_WORKER": "true",
            "LACRECORDS_WORKER_INTERVAL_SECONDS": "0.2",
            "LACRECORDS_SLOW_HASH": "true",
            "PYTHONPATH": str(ROOT),
        }
    )
    command = [sys.executable, "-m", "lacrecords.cli", "serve", "--port", str(port)]
    with program(command, environment, address):
        yield


@contextmanager
def program(command: list[str], environment: dict[str, str], address: str) -> Iterator[None]:
    """Run this until the journey ends; it must not have failed in between."""
    running = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        _wait_until_it_answers(running, address)
        yield
    finally:
        running.terminate()
        said, _ = running.communicate(timeout=SECONDS_TO_START)
        assert b"Traceback" not in said, said.decode()


def _wait_until_it_answers(program: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if program.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{address}/sign-in", timeout=5).close()  # noqa: S310
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError("The program did not start.")
