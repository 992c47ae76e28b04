"""Every figure of finding a child, beside what others use, written to docs/bench.

Run with `make bench`; on some sizes only with LACRECORDS_BENCH_CHILDREN, and without the others
with LACRECORDS_BENCH_PEERS=no. Figures of sizes and of others that are not measured this time stay
as they are in `docs/bench/finding-children.json`: the rows are the same.
"""

from __future__ import annotations

import gc
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.benchmarks import febrl, index_costs
from tests.benchmarks.bench_register import SIZES
from tests.benchmarks.comparing import measure
from tests.benchmarks.finding_report import write_report
from tests.benchmarks.methods import Ours, PgTrgm, ours_in, peers
from tests.benchmarks.register_folder import ENQUIRIES, generated, rows_of
from tests.support import databases
from tests.support.postgresql import NoServer

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "docs" / "bench"
KEPT = REPORT / "finding-children.json"
PEERS = os.environ.get("LACRECORDS_BENCH_PEERS", "yes") != "no"
GIVEN = os.environ.get("LACRECORDS_BENCH_FOLDER", "")


@contextmanager
def figures() -> Iterator[dict[str, Any]]:
    """The figures kept so far; what is changed is written down, and the report anew."""
    REPORT.mkdir(exist_ok=True)
    kept = json.loads(KEPT.read_text()) if KEPT.exists() else {"registers": {}}
    yield kept
    KEPT.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n")
    write_report(kept, REPORT)


@pytest.mark.parametrize("size", [int(size) for size in SIZES.split(",")])
def test_children_are_found_in_an_invented_register(size: int) -> None:
    with figures() as kept:
        before = kept["registers"].get(str(size), {}).get("methods", {})
        found = _register(generated(size))
        if not PEERS:
            found["methods"] = before | found["methods"]
        kept["registers"][str(size)] = found


@pytest.mark.skipif(not GIVEN, reason="LACRECORDS_BENCH_FOLDER names no folder")
def test_children_are_found_in_the_register_given() -> None:
    print(json.dumps(_register(Path(GIVEN)), indent=1))


def test_people_of_febrl4_are_found() -> None:
    place = febrl.folder()
    with figures() as kept, tempfile.TemporaryDirectory() as folder:
        kept["febrl4"] = febrl.recall(ours_in(Path(folder)), place) if place else None


def _register(folder: Path) -> dict[str, Any]:
    """One register: every method, and what only ours does."""
    children = sum(1 for _ in rows_of(folder, "children"))
    found: dict[str, Any] = {"children": children, "measured_on": str(datetime.now(UTC).date())}
    with tempfile.TemporaryDirectory() as place:
        ours = ours_in(Path(place))
        methods = {ours.name: measure(ours, folder, ENQUIRIES).figures()}
        found["sqlite"] = _costs(ours, folder, children)
        found["same_address"] = index_costs.same_address_on_plan(ours, folder, ENQUIRIES)
        found["asked_before"] = index_costs.asked_before(ours, folder, ENQUIRIES)
        ours.session.close()
    found["address_pairs"] = index_costs.address_pairs(folder)
    found["spoken_pairs"] = index_costs.spoken_pairs(folder, ENQUIRIES)
    for peer in peers() if PEERS else ():
        methods[peer.name] = measure(peer, folder, ENQUIRIES).figures()
        gc.collect()
    return found | {"methods": methods} | _on_postgresql(methods, folder, children)


def _on_postgresql(methods: dict[str, Any], folder: Path, children: int) -> dict[str, Any]:
    """The figures of PostgreSQL: times by the clock, since the server is another process."""
    try:
        databases.server()
    except NoServer:
        return {}
    with databases.empty("postgresql") as url:
        ours = Ours(url)
        ours.build(rows_of(folder, "children"))
        found = {"postgresql": _costs(ours, folder, children)}
        ours.session.close()
        ours.engine.dispose()
    if not PEERS:
        return found
    with databases.empty("postgresql") as url:
        try:
            peer = PgTrgm(url)
        except psycopg.errors.FeatureNotSupported:
            return found | {"pg_trgm_missing": True}
        methods[peer.name] = measure(peer, folder, ENQUIRIES, time.perf_counter).figures()
        peer.connection.close()
    return found


def _costs(ours: Ours, folder: Path, children: int) -> dict[str, Any]:
    changed = index_costs.one_changed_child_ms(ours, folder)
    return {
        "key_bytes": round(index_costs.bytes_a_child(ours, children)),
        "changed_ms": changed,
    }
