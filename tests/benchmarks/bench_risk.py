"""How long people who may pose a risk take to be compared with a whole register.

Goal: 5,000 people against 100,000 children within ten minutes, and a tenth of a second for one
person. LACRECORDS_BENCH_CHILDREN and LACRECORDS_BENCH_RISK_PEOPLE give smaller numbers.
"""

from __future__ import annotations

import os
import shutil
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random

from rich.console import Console
from sqlalchemy import delete, func, insert, select

from lacrecords.audit import services as audit
from lacrecords.audit.actors import command_actor
from lacrecords.children.models import ChildAddress, HouseholdMember
from lacrecords.database import db, now_utc, transaction
from lacrecords.demo.names import choose_forename, choose_stock, choose_surname
from lacrecords.matching.models import MatchChange
from lacrecords.people.indexing import index_waiting_people
from lacrecords.people.models import Person, PersonAddress, PersonBirth, PersonChange, PersonName
from lacrecords.procedure import load_procedure
from lacrecords.risk_notifications.comparing import compare_changed
from lacrecords.risk_notifications.course_models import RiskHit
from lacrecords.risk_notifications.meeting import meetings_of_person
from lacrecords.risk_notifications.models import RiskNotification, RiskStatement
from lacrecords.staff.queries import council_day
from lacrecords.terms import Role
from tests.benchmarks.registers import kept_register, register_app
from tests.factories.staff import make_account
from tests.support.rows import a_row

CHILDREN = int(os.environ.get("LACRECORDS_BENCH_CHILDREN", "100000").split(",")[0])
PEOPLE = int(os.environ.get("LACRECORDS_BENCH_RISK_PEOPLE", "5000"))
ADULTS = CHILDREN // 5
AT_A_CHILDS_ADDRESS = 0.05
MOST_SECONDS_A_PERSON = 0.12
SEED = 47


def test_people_are_compared_with_a_whole_register_in_time(tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite3"
    shutil.copy(kept_register(CHILDREN), path)
    with register_app(path) as app, app.app_context():
        with transaction():
            make_account(Role.DESIGNATED_MANAGER)
        _write_people(Random(SEED))  # noqa: S311 - invented people
        index_waiting_people()
        with transaction():
            db.session.execute(delete(PersonChange))
            db.session.execute(delete(MatchChange))
        one_by_one = []
        for number in range(1, min(PEOPLE, 200) + 1):
            began = time.process_time()
            meetings_of_person(ADULTS + number, council_day(now_utc()))
            one_by_one.append(time.process_time() - began)
        began, clock = time.process_time(), time.monotonic()
        raised = compare_changed(load_procedure(), now_utc())
        seconds, waited = time.process_time() - began, time.monotonic() - clock
        pairs = db.session.scalar(select(func.count()).select_from(RiskHit))
        Console().print(
            f"\n{CHILDREN:,} children, {ADULTS:,} adults in households, {PEOPLE:,} people: one"
            f" person {sorted(one_by_one)[len(one_by_one) // 2] * 1000:.0f} ms (p95"
            f" {sorted(one_by_one)[int(len(one_by_one) * 0.95)] * 1000:.0f} ms); all"
            f" {seconds:.0f} s of processor time ({waited:.0f} s), {raised:,} meetings raised"
        )
        assert raised == pairs
    assert raised
    assert seconds < 20 + PEOPLE * MOST_SECONDS_A_PERSON


def _write_people(chance: Random) -> None:
    """Adults in children's households, and people of whom we were notified."""
    homes = db.session.execute(
        select(ChildAddress.line1, ChildAddress.line2, ChildAddress.town, ChildAddress.postcode)
        .where(ChildAddress.is_current())
        .limit(20_000)
    ).all()
    stamp = {"recorded_at": now_utc(), "recorded_by": "command:bench", "source": "hand"}
    stamp |= {"reason": ""}
    numbers = range(1, ADULTS + PEOPLE + 1)
    with transaction():
        audit.record(command_actor(), "bench_people_written", "person")
        _insert(Person, [{"id": number} for number in numbers])
        _insert(PersonName, [_name(chance, number) | stamp for number in numbers])
        _insert(PersonBirth, [_birth(chance, number) | stamp for number in numbers])
        _insert(
            HouseholdMember,
            [_member(chance, number) | stamp for number in range(1, ADULTS + 1)],
        )
        risky = range(ADULTS + 1, ADULTS + PEOPLE + 1)
        _insert(PersonAddress, [_address(chance, number, homes) | stamp for number in risky])
        _insert(
            RiskNotification,
            [
                a_row(RiskNotification.__table__, number, person_id=who, agency_name="Police")
                | {"reference": f"BENCH-{number}", "form_key": f"bench {number}"}
                for number, who in enumerate(risky, 1)
            ],
        )
        _insert(
            RiskStatement,
            [
                a_row(RiskStatement.__table__, number, risk_notification_id=number)
                for number, _ in enumerate(risky, 1)
            ],
        )


def _insert(kind: type, rows: list[dict[str, object]]) -> None:
    for start in range(0, len(rows), 2000):
        db.session.execute(insert(kind), rows[start : start + 2000])


def _name(chance: Random, person_id: int) -> dict[str, object]:
    stock = choose_stock(chance)
    return {
        "person_id": person_id,
        "forename": choose_forename(chance, stock, chance.random() < 0.5, set()),
        "surname": choose_surname(chance, stock),
    }


def _birth(chance: Random, person_id: int) -> dict[str, object]:
    born_on = date(1955, 1, 1) + timedelta(days=chance.randrange(18_000))
    return {"person_id": person_id, "born_on": born_on}


def _member(chance: Random, person_id: int) -> dict[str, object]:
    return {
        "child_id": chance.randrange(1, CHILDREN - 20),
        "person_id": person_id,
        "relationship": "parent",
        "lives_with_child": True,
        "parental_responsibility": True,
    }


def _address(chance: Random, person_id: int, homes: object) -> dict[str, object]:
    line1, line2, town, postcode = chance.choice(homes)  # type: ignore[arg-type]
    if chance.random() >= AT_A_CHILDS_ADDRESS:
        line1, line2 = f"{chance.randrange(200, 900)} Nowhere Street", ""
    return {
        "person_id": person_id,
        "line1": line1,
        "line2": line2,
        "town": town,
        "postcode": postcode,
    }
