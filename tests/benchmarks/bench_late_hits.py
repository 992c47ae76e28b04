"""How long a loaded register takes to meet the earlier enquiries, and what it finds of them.

Goal: 100,000 children against 10,000 enquiries in five minutes. LACRECORDS_BENCH_CHILDREN and
LACRECORDS_BENCH_EARLIER_ENQUIRIES give smaller numbers; the goal shrinks with the children. One
enquiry
in ten is about a child of the register, as heard on the telephone.
"""

from __future__ import annotations

import os
import time
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from flask import Flask
from rich.console import Console
from sqlalchemy import func, insert, select

from lacrecords.audit import services as audit
from lacrecords.audit.actors import command_actor
from lacrecords.children.models import Child
from lacrecords.clocks import local_date
from lacrecords.database import db, now_utc, transaction
from lacrecords.demo.circumstances import with_circumstances
from lacrecords.demo.described import as_heard, not_known
from lacrecords.demo.families import families
from lacrecords.demo.register import write_register
from lacrecords.enquiries.asked import DescribedChild
from lacrecords.enquiries.description import described_form
from lacrecords.enquiries.late_models import LateHit
from lacrecords.enquiries.models import EnquiredChild, Enquirer, Enquiry, MatchDecision
from lacrecords.enquiries.services.late_matching import match_changed_children
from lacrecords.exchange import loading
from lacrecords.exchange.sources import open_source
from lacrecords.matching import store
from lacrecords.matching.forms import SubjectKind
from lacrecords.matching.models import MatchChange
from lacrecords.matching.search import find_candidates
from lacrecords.procedure import load_procedure
from lacrecords.rules.late_hits import CLOSE
from lacrecords.terms import MatchAnswer, Role
from tests.factories.staff import make_account
from tests.support.rows import a_row

CHILDREN = int(os.environ.get("LACRECORDS_BENCH_CHILDREN", "100000").split(",")[0])
ENQUIRIES = int(os.environ.get("LACRECORDS_BENCH_EARLIER_ENQUIRIES", "10000"))
MOST_SECONDS_A_CHILD = 300 / 100_000
KNOWN, SEED = 0.1, 31
LEAST_FOUND = 0.97
"""Of the pairs that the search for each child would call likely or strong."""


def test_a_loaded_register_meets_the_earlier_enquiries_in_time(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        now = now_utc()
        with transaction():
            make_account(Role.DESIGNATED_MANAGER)
        _enquiries(now)
        _load(tmp_path / "register.csv", now)
        assert db.session.scalar(select(func.count(func.distinct(MatchChange.child_id)))) == (
            CHILDREN
        )
        began = time.monotonic()
        raised = match_changed_children(load_procedure(), now_utc())
        seconds = time.monotonic() - began
        pairs = set(db.session.execute(select(LateHit.enquired_child_id, LateHit.child_id)).all())
        sought = _what_a_search_finds(now)
        found = len(pairs & sought) / max(len(sought), 1)
        Console().print(
            f"\n{CHILDREN:,} children, {ENQUIRIES:,} enquiries: {seconds:.1f} s, {raised:,} told,"
            f" {len(pairs):,} hits; of {len(sought):,} pairs that a search calls close"
            f" {found:.1%} were met"
        )
    assert found >= LEAST_FOUND
    assert seconds < 10 + CHILDREN * MOST_SECONDS_A_CHILD


def _what_a_search_finds(now: datetime) -> set[tuple[int, int]]:
    """The pairs that the search for each enquired child calls likely or strong."""
    found = set()
    for child in db.session.scalars(select(EnquiredChild).limit(1000)).all():
        listed = find_candidates(
            db.session(), SubjectKind.CHILD, described_form(child, local_date(now))
        )
        found |= {
            (child.id, one.subject_id)
            for one in listed.candidates
            if one.strength in CLOSE and not one.label
        }
    return found


def _load(file: Path, now: datetime) -> None:
    today = now.date()
    write_register(
        file, with_circumstances(families(SEED, CHILDREN, today), CHILDREN, SEED, today, ())
    )
    pace = loading.Pace(rests=False)
    loading.load(open_source(file, today), None, command_actor(), now, pace=pace)
    assert db.session.scalar(select(func.count(Child.id))) == CHILDREN


def _enquiries(now: datetime) -> None:
    """Enquiries as the services leave them, written at once: recorded and decided not known."""
    chance, asked = Random(SEED), now - timedelta(days=30)  # noqa: S311 - invented people
    about = _asked_about(now, chance)
    with transaction():
        audit.record(command_actor(), "enquiries_made_up", "enquiry")
        for number, child in enumerate(about, 1):
            _enquiry(number, asked, child)
        rows = db.session.scalars(select(EnquiredChild)).all()
        store.index_many(
            db.session(),
            SubjectKind.ENQUIRED_CHILD,
            [(row.id, described_form(row, local_date(asked))) for row in rows],
            all_new=True,
        )


def _asked_about(now: datetime, chance: Random) -> list[DescribedChild]:
    known = [
        as_heard(child, f"{family.adults[0].forename} {family.adults[0].surname}", chance)
        for family in families(SEED, CHILDREN, now.date())
        for child in family.children
    ]
    among = chance.sample(known, min(int(ENQUIRIES * KNOWN), len(known)))
    strangers = [not_known(now.date(), chance) for _ in range(ENQUIRIES - len(among))]
    return [*among, *strangers]


def _enquiry(number: int, asked: datetime, child: DescribedChild) -> None:
    given = {"reference": f"R{number:07}", "idempotency_key": f"{number}", "asked_at": asked}
    given |= {"about_our_worker": False, "worried": False, "recorded_by_account_id": None}
    rows = (
        (Enquiry, given),
        (Enquirer, {"enquiry_id": number}),
        (EnquiredChild, {"enquiry_id": number, "position": 1, **asdict(child)}),
        (
            MatchDecision,
            {
                "enquiry_id": number,
                "enquired_child_id": number,
                "answer": MatchAnswer.NOT_KNOWN,
                "child_id": None,
                "evidence": {"shown": [], "closed_to_officer": []},
            },
        ),
    )
    for model, values in rows:
        table = model.__table__
        known = {name: value for name, value in values.items() if name in table.columns}
        db.session.connection().execute(
            insert(table).values(a_row(table, **({"id": number} | known)))  # type: ignore[arg-type]
        )
