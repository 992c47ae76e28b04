"""The forms of the five actions, of a connection and of a restriction, as a browser sends them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from werkzeug.test import TestResponse

from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import Role
from tests.factories.children import OPEN, PLAN
from tests.support.posting import token_on
from tests.support.register import Register

SHOWN = re.compile(r'name="shown_id" value="([^"]*)"')


def on(name: str, day: date) -> dict[str, str]:
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"{name}-{part}": str(number) for part, number in parts.items()}


class Desk:
    """One person at one form: what the form showed is sent back with what is typed."""

    def __init__(self, register: Register, actor: SignedInActor, path: str) -> None:
        self.browser, self.path = register.browser(actor), path
        self.shown = ""

    def open(self) -> str:
        text = self.browser.get(self.path).text
        found = SHOWN.search(text)
        assert found, text
        self.shown = found.group(1)
        return text

    def send(self, **fields: Any) -> TestResponse:
        token = token_on(self.browser, self.path)
        return self.browser.post(
            self.path, data={"csrf_token": token, "shown_id": self.shown} | fields
        )


def test_a_manager_takes_a_child_through_all_five_actions(register: Register) -> None:
    manager, lead = register.staff(Role.TEAM_MANAGER), register.staff(Role.LEAD_SOCIAL_WORKER)
    _, path = register.child()
    steps: tuple[tuple[str, dict[str, Any], str], ...] = (
        ("/case/open", on("opened_on", date(2026, 1, 5)), "Case open since 5 January 2026"),
        ("/lead", {"account_id": lead.account_id}, lead.name),
        ("/plan/start", {"category": "EMO"}, "Emotional abuse, start not recorded"),
        ("/plan/end", on("ended_on", date(2026, 2, 2)), "Not on a plan"),
        (
            "/case/close",
            on("closed_on", date(2026, 2, 3)) | {"closure_reason": "RC7"},
            "Case closed since 3 February 2026",
        ),
    )
    for suffix, fields, words in steps:
        desk = Desk(register, manager, path + suffix)
        desk.open()
        answer = desk.send(reason="Agreed at the conference", **fields)
        assert (answer.status_code, answer.location) == (302, path), suffix
        text = " ".join(desk.browser.get(path).text.split())
        assert words in text and "Reason: Agreed at the conference" in text
    timeline = text.partition("Timeline")[2]
    for title in ("Case opened", "Case closed", "Child protection plan ended"):
        assert title in timeline


def test_errors_give_back_what_was_typed_and_say_what_to_do(register: Register) -> None:
    desk = Desk(register, register.staff(Role.TEAM_MANAGER), register.child()[1] + "/case/open")
    desk.open()
    empty = desk.send()
    assert empty.status_code == 422 and "Enter the reason" in empty.text
    wrong = desk.send(reason="A long story", **on("opened_on", date(2999, 1, 5)))
    assert wrong.status_code == 422 and "The day must be today or in the past" in wrong.text
    assert "A long story" in wrong.text and 'value="2999"' in wrong.text


def test_of_two_who_change_one_fact_the_second_sees_both_versions_and_loses_nothing(
    register: Register,
) -> None:
    first, second = (register.staff(Role.TEAM_MANAGER) for _ in range(2))
    path = register.child(cases=(OPEN,))[1] + "/plan/start"
    one, two = Desk(register, first, path), Desk(register, second, path)
    one.open()
    two.open()
    assert one.send(category="NEG", reason="Neglect seen").status_code == 302
    overtaken = two.send(category="PHY", reason="Bruises seen")
    assert overtaken.status_code == 409
    for words in ("Somebody has changed this", "Neglect seen", first.name, "Nothing was recorded"):
        assert words in overtaken.text
    assert "Bruises seen" in overtaken.text
    two.shown = SHOWN.search(overtaken.text).group(1)  # type: ignore[union-attr]
    again = two.send(category="PHY", reason="Bruises seen")
    assert again.status_code == 422 and "The child is on a plan already" in again.text


def test_a_shown_fact_that_is_no_number_counts_as_overtaken(register: Register) -> None:
    path = register.child(cases=(OPEN,))[1] + "/plan/start"
    desk = Desk(register, register.staff(Role.TEAM_MANAGER), path)
    desk.shown = "many"
    assert desk.send(category="NEG", reason="x").status_code == 409


@pytest.mark.parametrize(
    "suffix", ["/case/open", "/case/close", "/lead", "/plan/start", "/plan/end"]
)
def test_a_duty_officer_changes_no_record(register: Register, suffix: str) -> None:
    _, path = register.child(cases=(OPEN,), plans=(PLAN,))
    officer = register.browser(register.staff())
    assert officer.get(path + suffix).status_code == 403
    assert suffix not in officer.get(path).text


def test_a_plan_hides_the_closing_of_the_case_until_it_has_ended(register: Register) -> None:
    manager = register.staff(Role.TEAM_MANAGER)
    _, path = register.child(cases=(OPEN,), plans=(PLAN,))
    desk = Desk(register, manager, path + "/case/close")
    assert "/case/close" not in desk.browser.get(path).text
    desk.open()
    typed = {"closure_reason": "RC5", **on("closed_on", date(2026, 2, 3))}
    refused = desk.send(reason="Moved", **typed)
    assert refused.status_code == 422 and "End the plan first" in refused.text


def test_whoever_declares_a_connection_loses_the_record_and_others_keep_it(
    register: Register,
) -> None:
    officer, other = register.staff(), register.staff()
    _, path = register.child()
    desk = Desk(register, officer, path + "/connection")
    assert "Confirm that you understand" in desk.send(reason="My nephew").text
    answer = desk.send(reason="My nephew", understood="y")
    assert (answer.status_code, answer.location) == (302, "/children")
    assert desk.browser.get(path).status_code == 404
    assert register.browser(other).get(path).status_code == 200


def test_only_the_designated_manager_restricts_a_record(register: Register) -> None:
    designated, manager = (
        register.staff(Role.DESIGNATED_MANAGER),
        register.staff(Role.TEAM_MANAGER),
    )
    reader, other = register.staff(), register.staff()
    _, path = register.child()
    assert register.browser(manager).get(path + "/restriction").status_code == 403
    desk = Desk(register, designated, path + "/restriction")
    desk.open()
    answer = desk.send(
        owner_id=str(manager.account_id), reader_ids=[str(reader.account_id)], reason="A threat"
    )
    # The one who restricted it is not among those who may open it.
    assert (answer.status_code, answer.location) == (302, "/children")
    seen = [
        register.browser(actor).get(path).status_code
        for actor in (manager, reader, other, designated)
    ]
    assert seen == [200, 200, 404, 404]
    page = register.browser(manager).get(path).text
    assert "This record is restricted" in page and reader.name in page
