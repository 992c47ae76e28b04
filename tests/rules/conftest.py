"""What the tests of the rules share: every combination of facts, and no database.

The rules are pure and stay so by force: opening a database or a network
connection anywhere in these tests is an error.
"""

from __future__ import annotations

import gc
import itertools
import socket
import sqlite3
from collections.abc import Iterator
from typing import Any, NoReturn

import pytest

from lacrecords.rules.enquiry_outcome import EnquiryFacts, Outcome, decide
from lacrecords.terms import Check, ChildState, EnquirerStanding

WORD_FACTS = {
    "check": tuple(Check),
    "standing": tuple(EnquirerStanding),
    "state": tuple(ChildState),
}
YES_NO_FACTS = tuple(name for name in EnquiryFacts.__dataclass_fields__ if name not in WORD_FACTS)

EveryCase = list[tuple[EnquiryFacts, Outcome]]


def refuse_to_connect(*_args: object, **_options: object) -> NoReturn:
    """Fail the test that reached for a database or the network."""
    raise AssertionError("A test of the rules tried to open a database or a connection.")


@pytest.fixture(autouse=True, scope="module")
def no_database() -> Iterator[None]:
    """Make any touch of a database an error while the tests of a module run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", refuse_to_connect)
        patch.setattr(sqlite3.dbapi2, "connect", refuse_to_connect)
        patch.setattr(socket.socket, "connect", refuse_to_connect)
        yield


@pytest.fixture(scope="session")
def every_case() -> Iterator[EveryCase]:
    """Every combination of facts, possible or not, with its outcome."""
    names = (*WORD_FACTS, *YES_NO_FACTS)
    values: tuple[tuple[Any, ...], ...] = (
        *WORD_FACTS.values(),
        *([(False, True)] * len(YES_NO_FACTS)),
    )
    combinations = (
        EnquiryFacts(**dict(zip(names, combination, strict=True)))
        for combination in itertools.product(*values)
    )
    # Nothing made here is garbage: looking for it again and again takes a third of the time.
    gc.disable()
    cases = [(facts, decide(facts)) for facts in combinations]
    gc.freeze()
    gc.enable()
    yield cases
    gc.unfreeze()
