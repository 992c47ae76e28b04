"""`lacrecords find-children`: a line a row, in order, private, masked, and in the trail."""

from __future__ import annotations

import json
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from lacrecords.audit.models import AuditEntry
from lacrecords.children.ages import Birth
from lacrecords.children.queries import reference_of
from lacrecords.children.registration import NewChild, NewName, create_child
from lacrecords.database import db, now_utc, transaction
from lacrecords.enquiries.models import EnquiredChild
from lacrecords.lists.models import ListedChild, ListLookup
from lacrecords.matching.models import MatchForm
from lacrecords.notifications.models import Notification
from lacrecords.terms import (
    DatePrecision,
    IdentifierScheme,
    NotificationKind,
    RestrictionKind,
    VerificationOutcome,
)
from tests.factories.children import restrict
from tests.factories.enquiries import ask, check
from tests.factories.lists import list_text, listed, write_list
from tests.factories.staff import MAKER
from tests.factories.town import BORN_ON, Town, make_child, make_town
from tests.services.test_commands import command

WILFREDA = listed(
    "R1",
    forename="Wilfrida",
    surname="Ashgrove",
    dob=str(BORN_ON),
    address="14 Quince Row",
    postcode="ZZ9 4QR",
)
STRANGER = listed("R2", forename="Ottoline", surname="Fairweather", dob="2020-02-03")
HOUSEMATE = listed("R3", forename="Casimir", surname="Nightingale", dob="2011-09-30")
HOUSEMATE |= {"address": "14 Quince Row", "postcode": "ZZ9 4QR"}


class Lists:
    """A town, and the command given in it; the application's context is open."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder, self.output = url, folder, folder / "answers.jsonl"
        with transaction():
            self.town: Town = make_town()

    def give(self, *rows: dict[str, str], more: str = "", options: tuple[str, ...] = ()) -> Result:
        """Give the command on a list of these rows."""
        file = write_list(self.folder / "list.csv", *rows, more=more)
        words = options if "--enquiry" in options else ("--purpose", "Our own check", *options)
        db.session.rollback()
        return command(self.url, "find-children", str(file), "--output", str(self.output), *words)

    def answers(self, *rows: dict[str, str], **said: Any) -> list[dict[str, Any]]:
        """What the rows are answered."""
        return self._read(self.give(*rows, **said))

    def answers_to(self, content: bytes) -> list[dict[str, Any]]:
        """What the rows of this very file are answered."""
        (self.folder / "bytes.csv").write_bytes(content)
        options = ("--output", str(self.output), "--purpose", "Our own check")
        db.session.rollback()
        given = command(self.url, "find-children", str(self.folder / "bytes.csv"), *options)
        return self._read(given)

    def _read(self, given: Result) -> list[dict[str, Any]]:
        assert given.exit_code == 0, given.output
        lines = self.output.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def checked(self, **said: Any) -> str:
        """The reference of an enquiry whose check is good now."""
        just_now = now_utc() - timedelta(minutes=5)
        with transaction():
            enquiry = ask(self.town, now=just_now, **said)
            check(self.town, enquiry, now=just_now)
            return str(enquiry.reference)

    def child(self, **said: Any) -> int:
        """A child of the register."""
        with transaction():
            return make_child(**said)


@pytest.fixture
def lists(in_app: Flask, database_url: str, tmp_path: Path) -> Lists:
    return Lists(database_url, tmp_path)


def count(model: type[object]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def told() -> list[tuple[NotificationKind, int | None, int | None]]:
    db.session.rollback()
    rows = db.session.scalars(select(Notification).order_by(Notification.id))
    return [(row.kind, row.account_id, row.child_id) for row in rows]


def test_each_row_is_answered_in_order_by_the_authoritys_number_or_our_reference(
    lists: Lists,
) -> None:
    with transaction():
        numbered = create_child(
            MAKER,
            NewChild(
                names=(NewName(forename="Ottoline", surname="Fairweather"),),
                birth=Birth(BORN_ON.replace(year=2020, month=2, day=3), None, DatePrecision.EXACT),
                numbers=((IdentifierScheme.AUTHORITY, "A-77"),),
            ),
            now_utc(),
        )
    wilfreda = lists.child(on_plan=True, case_open=True)
    with_us = reference_of(wilfreda)
    first, second, third = lists.answers(WILFREDA, STRANGER, HOUSEMATE)
    assert [one["id"] for one in (first, second, third)] == ["R1", "R2", "R3"]
    assert first["answer"] == "one"
    assert first["candidates"][0]["child"] == with_us
    assert first["candidates"][0]["strength"] == "strong"
    assert {"score", "reasons"} <= set(first["candidates"][0])
    assert first["same_address_on_plan"] == first["same_address"] == [with_us]
    assert second["candidates"][0]["child"] == "A-77"
    assert third["answer"] == "none" or third["candidates"][0]["strength"] != "strong"
    assert third["same_address_on_plan"] == [with_us]
    assert stat.S_IMODE(lists.output.stat().st_mode) == 0o600
    assert numbered != wilfreda


def test_a_run_stands_in_the_trail_with_its_purpose_file_and_rows(lists: Lists) -> None:
    wilfreda = lists.child()
    lists.answers(WILFREDA, STRANGER)
    row = db.session.scalars(select(ListLookup)).one()
    assert (row.purpose, row.enquiry_id, row.rows_done) == ("Our own check", None, 2)
    assert len(row.digest) == 64 and row.file_name == "list.csv" and row.finished_at
    assert row.answers == {"none": 1, "one": 1}
    trail = [
        (entry.action, entry.subject_id)
        for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        if "list" in entry.action and entry.actor.startswith("command:")
    ]
    assert trail == [
        ("list_looked_up", row.id),
        ("candidate_shown_in_list", wilfreda),
        ("list_answered", row.id),
    ]
    assert count(EnquiredChild) == 0


def test_later_rows_find_earlier_ones_and_the_registers_index_is_untouched(lists: Lists) -> None:
    again = STRANGER | {"enquiry_id": "R9", "forename": "Otoline", "surname": "Fairwether"}
    before = count(MatchForm)
    found = lists.answers(STRANGER, HOUSEMATE, again, options=("--rows-are-enquiries",))
    assert [one["asked_before"] for one in found] == [[], [], ["R2"]]
    assert count(MatchForm) == before
    assert [one["asked_before"] for one in lists.answers(STRANGER, again)] == [[], []]


def test_more_processes_give_the_same_lines(lists: Lists) -> None:
    lists.child(on_plan=True, case_open=True)
    rows = [
        {**(WILFREDA if number % 3 else STRANGER), "enquiry_id": f"R{number}"}
        for number in range(160)
    ]
    options = ("--rows-are-enquiries",)
    one = lists.answers(*rows, options=options)
    many = lists.answers(*rows, options=(*options, "--workers", "2"))
    assert many == one and len(many) == 160


def test_a_bad_row_gets_a_line_of_its_own_and_stops_nothing(lists: Lists) -> None:
    lists.child()
    long, smile = STRANGER | {"forename": "x" * 10_000}, STRANGER | {"forename": "😀", "dob": ""}
    odd = WILFREDA | {"dob": "2018-02-31", "age": "many", "sex": "?"}
    found = lists.answers(long, smile, odd, WILFREDA, more='R5,2026-01-01,Ivo\nR6,"Ivo\n')
    assert "10000 characters" in found[0]["error"]
    assert "error" not in found[1] and found[1]["answer"] in ("none", "several", "too_many")
    assert found[2]["not_read"] == ["age", "sex"] and found[2]["candidates"]
    assert found[3]["answer"] == "one"
    assert found[4] == {"id": "R5", "row": 6, "error": "The row has 3 cells instead of 12."}
    assert "error" in found[5] and len(found) == 6


def test_a_row_that_is_no_text_gets_a_line_and_stops_nothing(lists: Lists) -> None:
    lists.child()
    rows = list_text(WILFREDA, WILFREDA, WILFREDA, WILFREDA).encode().split(b"\r\n")
    rows[2] = rows[2].replace(b"Wilfrida", b"Wilfr\xe9da")
    rows[3] = rows[3].replace(b"Wilfrida", b"Wilf\0rida")
    rows[4] = rows[4].replace(b"R1", b"R\xe9\0", 1)
    found = lists.answers_to(b"\r\n".join(rows))
    assert [row.get("answer") for row in found] == ["one", None, None, None]
    assert "forename: The cell is not UTF-8 text" in found[1]["error"]
    assert "forename: The cell holds control characters" in found[2]["error"]
    assert "enquiry_id" in found[3]["error"] and found[3]["id"] == "row 5"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"enquiry_id,forename\nR1,Ivo\n", "missing: date"),
        (b"PK\x03\x04 and so on", "is a spreadsheet"),
        (",".join((*WILFREDA, "stra\xdfe")).encode("latin-1") + b"\n1\n", "Line 1 is not UTF-8"),
        (",".join(WILFREDA).encode("utf-16-le") + b"\n\0R\0001\0\n\0", "holds NUL bytes"),
        ("enquiry_id\nR1\n".encode("utf-16"), "byte-order mark"),
        (",".join(WILFREDA).encode() + b"\n", "no rows"),
    ],
)
def test_a_file_that_will_not_do_is_refused_in_one_sentence_and_nothing_is_written(
    lists: Lists, content: bytes, words: str
) -> None:
    file = lists.folder / "roll.csv"
    file.write_bytes(content)
    given = command(
        lists.url, "find-children", str(file), "--output", str(lists.output), "--purpose", "Why"
    )
    assert given.exit_code == 1 and words in given.output
    assert "Nothing was written" in given.output
    assert sorted(path.name for path in lists.folder.glob("*.jsonl*")) == []
    assert count(ListLookup) == 0


def test_a_purpose_or_an_enquiry_is_needed_and_the_list_is_not_written_over(lists: Lists) -> None:
    file = write_list(lists.folder / "list.csv", STRANGER)
    words = ("find-children", str(file), "--output")
    both = ("--purpose", "Why", "--enquiry", "ABCD-2345")
    for more in ((str(lists.output),), (str(lists.output), *both), (str(file), "--purpose", "W")):
        assert command(lists.url, *words, *more).exit_code == 2
    assert count(ListLookup) == 0


def test_another_agencys_list_needs_a_confirmed_check_that_is_still_good(lists: Lists) -> None:
    with transaction():
        unchecked = ask(lists.town, now=now_utc()).reference
        failed = ask(lists.town, now=now_utc())
        check(lists.town, failed, VerificationOutcome.NOT_CONFIRMED, now=now_utc())
        old = ask(lists.town)
        check(lists.town, old)
        references = {"is not confirmed": failed.reference, "has run out": old.reference}
    references |= {"no enquiry": "ZZZZ-9999", "Check the enquirer first": unchecked}
    for words, reference in references.items():
        given = lists.give(STRANGER, options=("--enquiry", reference))
        assert given.exit_code == 1 and words in given.output, given.output
    assert not lists.output.exists() and count(ListLookup) == 0


def test_each_row_of_an_agencys_list_becomes_an_enquired_child_and_our_people_hear(
    lists: Lists,
) -> None:
    lead = lists.town.lead
    wilfreda = lists.child(on_plan=True, case_open=True, lead=lead)
    reference = lists.checked()
    before, heard = count(EnquiredChild), len(told())
    found = lists.answers(WILFREDA, HOUSEMATE, more="broken\n", options=("--enquiry", reference))
    assert found[0]["answer"] == "one"
    kept = db.session.scalars(
        select(EnquiredChild).where(EnquiredChild.from_list).order_by(EnquiredChild.id)
    ).all()
    assert count(EnquiredChild) == before + 2
    assert [(child.position, child.forename) for child in kept] == [(2, "Wilfrida"), (3, "Casimir")]
    assert count(ListedChild) == 2
    # What one call, or one list, tells a worker arrives as one notification.
    assert told()[heard:] == [(NotificationKind.ENQUIRY_ABOUT_CHILD, lead.account_id, wilfreda)]


@pytest.mark.parametrize("about_our_worker", [False, True])
def test_who_leads_for_a_child_on_a_plan_at_the_address_hears_unless_it_may_be_about_them(
    lists: Lists, about_our_worker: bool
) -> None:
    lead = lists.town.lead
    wilfreda = lists.child(on_plan=True, case_open=True, lead=lead)
    reference = lists.checked(about_our_worker=about_our_worker)
    heard = len(told())
    lists.answers(HOUSEMATE, options=("--enquiry", reference))
    (told_now,) = told()[heard:]
    whom = lists.town.designated_manager.account_id if about_our_worker else lead.account_id
    assert told_now[0] is NotificationKind.SAME_ADDRESS and told_now[2] == wilfreda
    assert told_now[1] in (whom, None) and (told_now[1] == lead.account_id) != about_our_worker


@pytest.mark.parametrize("kind", list(RestrictionKind))
def test_a_closed_record_is_in_no_line_and_its_owner_hears(
    lists: Lists, kind: RestrictionKind
) -> None:
    owner = lists.town.team_manager
    wilfreda = lists.child(on_plan=True, case_open=True)
    with transaction():
        restrict(wilfreda, owner, kind=kind.value)
        reference, number = reference_of(wilfreda), wilfreda
    own = lists.answers(WILFREDA, HOUSEMATE)
    assert own == [
        one | {"candidates": [], "same_address": [], "same_address_on_plan": []} for one in own
    ]
    assert [one["answer"] for one in own] == ["none", "none"]
    enquiry = lists.checked()
    heard = len(told())
    lists.answers(WILFREDA, options=("--enquiry", enquiry))
    assert reference not in lists.output.read_text()
    sealed = kind is RestrictionKind.SEALED_AT_ADOPTION
    expected = NotificationKind.SEALED_RECORD if sealed else NotificationKind.RESTRICTED_RECORD
    assert (expected, owner.account_id, number) in told()[heard:]
