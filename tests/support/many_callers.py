"""Many officers who take calls about one child not known, at once: in threads and in processes.

Run as a program it is one of the processes: it reads the address of a database, says
that it is ready, waits for a line, and takes its calls.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

from flask import Flask
from sqlalchemy import select

from lacrecords.application import create_app
from lacrecords.database import db, now_utc, transaction
from lacrecords.enquiries.asked import DescribedChild, NewMatchDecision
from lacrecords.enquiries.models import EnquiredChild
from lacrecords.enquiries.services.deciding import decide_match
from lacrecords.enquiries.unknown_models import Consideration, UnknownChildLink
from lacrecords.terms import MatchAnswer, VerificationOutcome
from tests.factories.enquiries import STRANGER, ask, check, children_of, look
from tests.factories.town import Town
from tests.support.settled_town import town_here

SPELLINGS: tuple[DescribedChild, ...] = tuple(
    replace(STRANGER, **changes)
    for changes in (
        {},
        {"forename": "Otoline"},
        {"forename": "Ottolin", "surname": "Fayrweather"},
        {"forename": "Ottoleen", "surname": "Fareweather"},
        {"forename": "Ottiline"},
        {"surname": "Fair-Weather"},
        {"born_on": date(2020, 7, 3)},
        {"forename": "Otoline", "surname": "Fairwether"},
        {"forename": "Ottolyne"},
        {"forename": "OTTOLINE", "surname": "fairweather"},
    )
)
"""One child as ten officers might write her down; 7 March and 3 July are easily swapped."""


def take_one(app: Flask, town: Town, number: int, start: Barrier) -> None:
    """Take one call; every third enquirer cannot be checked, and the system settles it."""
    spelling = SPELLINGS[number % len(SPELLINGS)]
    now = now_utc()
    with app.app_context():
        with transaction():
            enquiry = ask(town, spelling, now=now)
        if number % 3 == 2:
            start.wait(timeout=60)
            with transaction():
                failed = VerificationOutcome.COULD_NOT_BE_DONE
                check(town, enquiry, failed, now=now, contact_point_id=None)
            return
        with transaction():
            check(town, enquiry, now=now)
            child = children_of(enquiry)[0]
            search_id, _ = look(town, child, now=now)
        start.wait(timeout=60)
        new = NewMatchDecision(
            answer=MatchAnswer.NOT_KNOWN, search_id=search_id, reason_accepted=True
        )
        with transaction():
            decide_match(town.duty_officer, child.id, new, town.procedure, now_utc())


def take_at_once(app: Flask, town: Town, numbers: Sequence[int]) -> None:
    """Take these calls, each in a thread, all settled at the same moment."""
    start = Barrier(len(numbers))
    with ThreadPoolExecutor(len(numbers)) as threads:
        list(threads.map(lambda number: take_one(app, town, number, start), numbers))


def take_in_processes(environment: Mapping[str, str], processes: int, calls_each: int) -> None:
    """The same in several processes, which begin together."""
    command = [sys.executable, "-m", "tests.support.many_callers"]
    officers = [
        subprocess.Popen(
            [*command, str(one * calls_each), str(calls_each)],
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for one in range(processes)
    ]
    for officer in officers:
        assert officer.stdout is not None
        assert officer.stdout.readline() == "ready\n"
    for officer in officers:
        assert officer.stdin is not None
        officer.stdin.write("go\n")
        officer.stdin.flush()
    for officer in officers:
        officer.communicate(timeout=120)
        assert officer.returncode == 0


def what_came_of_it(app: Flask) -> tuple[int, int, int, int]:
    """Children described, links that stand, not-known children they lead to, considerations."""
    with app.app_context():
        links = db.session.scalars(
            select(UnknownChildLink).where(UnknownChildLink.undone_at.is_(None))
        ).all()
        return (
            len(db.session.scalars(select(EnquiredChild.id)).all()),
            len(links),
            len({link.unknown_child_id for link in links}),
            len(db.session.scalars(select(Consideration.id)).all()),
        )


def main(first: int, calls: int) -> None:
    """One process: get ready, wait for the word, take the calls."""
    app = create_app()
    with app.app_context():
        town = town_here()
        db.session.remove()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    take_at_once(app, town, range(first, first + calls))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
