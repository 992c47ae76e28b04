"""How long it takes to look for corrections after a file that changed five thousand children.

Goal: a hundredth of a second of the processor for a child, and no question for each of those of
whom nobody was told. LACRECORDS_BENCH_CHILDREN gives another number.
"""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

from flask import Flask
from rich.console import Console
from sqlalchemy import func, select

from lacrecords.audit.actors import command_actor
from lacrecords.children.bulk_reading import record_ids_after
from lacrecords.clocks import local_date
from lacrecords.corrections.models import CorrectionDuty
from lacrecords.corrections.noticing import AT_ONCE, notice_corrections
from lacrecords.database import db, now_utc, transaction
from lacrecords.demo.circumstances import with_circumstances
from lacrecords.demo.families import families
from lacrecords.demo.register import write_register
from lacrecords.exchange import loading
from lacrecords.exchange.sources import open_source
from lacrecords.matching.changed import mark_for
from lacrecords.matching.models import ChangeJob
from tests.factories.corrections import correct
from tests.factories.many_decisions import Cast, many_decisions
from tests.factories.town import make_town
from tests.support.statements import statements_noted

CHILDREN = int(os.environ.get("LACRECORDS_BENCH_CHILDREN", "5000").split(",")[0])
MOST_SECONDS_A_CHILD = 0.01
SEED = 31
TOLD, CORRECTED = CHILDREN // 20, CHILDREN // 200


def test_corrections_are_looked_for_in_time(app: Flask, tmp_path: Path, database: str) -> None:
    with app.app_context():
        with transaction():
            town = make_town()
        _load(tmp_path / "register.csv")
        ids = record_ids_after(0, CHILDREN)
        # After two years in which something was shared: what was told rests on what the file said.
        later = now_utc() + timedelta(days=721)
        with transaction():
            cast = Cast(
                children=ids[:TOLD],
                risks=(None,),
                staff=(town.team_manager.key,),
                agencies=[(town.agency_id, "Fernhill Health Visiting")],
            )
            many_decisions(TOLD * 2, cast, later - timedelta(days=1))
        for child_id in ids[:CORRECTED]:
            correct(town.lead, child_id, "names", later, forename="Winifred")
        with transaction():
            mark_for(db.session(), ChangeJob.CORRECTIONS, ids)
        with statements_noted() as noted:
            began = time.process_time()
            notice_corrections(later)
            taken = time.process_time() - began
        found = db.session.scalar(select(func.count(CorrectionDuty.id)))
        say = Console(width=120).print
        say(f"\n{database}, {CHILDREN:,} changed children in lots of {AT_ONCE}, {TOLD:,} told of,")
        say(f"{CORRECTED} corrected, {found} to tell: {taken:.2f} s, {len(noted):,} statements")
    assert found
    assert taken < CHILDREN * MOST_SECONDS_A_CHILD


def _load(file: Path) -> None:
    now = now_utc()
    today = local_date(now)
    people = families(SEED, CHILDREN, today)
    write_register(file, with_circumstances(people, CHILDREN, SEED, today, ()))
    pace = loading.Pace(rests=False)
    loading.load(open_source(file, today), None, command_actor(), now, pace=pace)
