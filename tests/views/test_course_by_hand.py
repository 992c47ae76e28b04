"""Case, plan, reviews and who leads, kept by hand: what goes on is no mistake."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from lacrecords.children import facts
from lacrecords.children.models import ChildCase
from lacrecords.children.services import NewCase, NewPlan
from lacrecords.terms import PlanCategory, Role
from tests.factories.children import OPEN, born
from tests.support.register import Register
from tests.views.test_child_changes import Desk, on
from tests.views.test_facts_by_hand import FACT, WHY, LateDesk, fact_path

PLAN = NewPlan(from_on=date(2025, 3, 3), category=PlanCategory.NEGLECT)
NO_NEED = {"closure_reason": "RC7"}
EARLIER = NewPlan(from_on=date(2024, 1, 8), to_on=date(2024, 9, 2))


@pytest.fixture
def lead(register: Register) -> Any:
    return register.staff(Role.LEAD_SOCIAL_WORKER)


def send(register: Register, actor: Any, path: str, **typed: Any) -> Any:
    desk = Desk(register, actor, path)
    desk.open()
    return desk.send(**typed | WHY)


def page_of(register: Register, actor: Any, path: str) -> str:
    return " ".join(register.browser(actor).get(path).text.split())


def test_every_statement_of_the_page_leads_to_its_correction(register: Register, lead: Any) -> None:
    _, path = register.child(lead, plans=(PLAN,))
    text = register.browser(lead).get(path).text
    for slug in ("names", "birth", "addresses", "cases", "plans", "lead-social-workers"):
        assert f'href="{path}/facts/{slug}/' in text, slug
    duty = register.staff(Role.DUTY_SOCIAL_WORKER)
    assert "/facts/" not in register.browser(duty).get(path).text, "may read, not change"


def test_a_review_is_due_then_booked_then_held_and_nothing_was_a_mistake(
    register: Register, lead: Any
) -> None:
    _, path = register.child(lead, plans=(PLAN,))
    due = {"review_kind": "review", **on("due_on", date(2025, 6, 2))}
    assert send(register, lead, f"{path}/facts/conferences/add", **due).status_code == 302
    review = fact_path(register, lead, path, "conferences")
    assert "It was booked, moved or held" in page_of(register, lead, review)
    booked = on("booked_on", date(2025, 6, 3))
    assert send(register, lead, f"{review}/complete", **booked).status_code == 302
    review = fact_path(register, lead, path, "conferences")
    held = booked | on("held_on", date(2025, 6, 3)) | {"quorate": "yes"}
    assert send(register, lead, f"{review}/complete", **held).status_code == 302
    words = "due 2 June 2025, booked for 3 June 2025, held 3 June 2025, quorate"
    assert words in page_of(register, lead, path)
    assert len(register.trail("conferences_complete")) == 2
    assert not register.trail("conferences_correct")


def test_the_category_changes_and_the_first_one_stays(register: Register, lead: Any) -> None:
    _, path = register.child(lead, plans=(PLAN,))
    plan = fact_path(register, lead, path, "plans")
    changed = send(register, lead, f"{plan}/complete", latest_category="EMO")
    assert changed.status_code == 302, changed.text
    text = page_of(register, lead, path)
    assert "Emotional abuse, since 3 March 2025" in text
    assert "(at the start: Neglect)" in text


@pytest.mark.parametrize(
    ("place", "typed", "message"),
    [
        ("plan/end", on("ended_on", date(2025, 3, 3)), "cannot end on the day it starts"),
        ("plan/end", on("ended_on", date(2025, 3, 1)), "The end must be on or after 3 March"),
        ("plan/end", on("ended_on", date(2031, 1, 1)), "must be today or in the past"),
        ("plan/end", on("ended_on", date(2025, 3, 1)) | {"ended_on-day": "32"}, "real date"),
        (
            "facts/conferences/add",
            {"review_kind": "review", **on("held_on", date(2025, 3, 3))},
            "A review comes after the first day of the plan",
        ),
        (
            "facts/conferences/add",
            {"review_kind": "review", **on("due_on", date(2023, 3, 3))},
            "A review comes after the first day of the plan",
        ),
        ("facts/conferences/add", {"review_kind": "review"}, "Enter the day it is due"),
        (
            "facts/addresses/add",
            {"address_type": "home", "line1": "2 Otter Lane", "confidential": "no"},
            "A home is recorded already",
        ),
        ("case/close", on("closed_on", date(2026, 3, 3)) | NO_NEED, "End the plan first"),
        ("case/close", on("closed_on", date(2026, 3, 3)), "Select why the case was closed"),
        (
            "case/close",
            on("closed_on", date(2026, 3, 3)) | {"closure_reason": "other"},
            "Enter the other reason",
        ),
        (
            "case/close",
            on("closed_on", date(2026, 3, 3)) | NO_NEED | {"closing_words": "Moved"},
            "empty the other reason",
        ),
    ],
)
def test_what_cannot_be_comes_back_with_what_to_do(
    register: Register, lead: Any, place: str, typed: dict[str, Any], message: str
) -> None:
    _, path = register.child(lead, plans=(PLAN,))
    answer = send(register, lead, f"{path}/{place}", **typed)
    assert answer.status_code == 422
    assert message in answer.text
    assert WHY["reason"] in answer.text, "nothing typed is lost"


@pytest.mark.parametrize(
    ("slug", "way", "typed", "message"),
    [
        ("plans", "correct", on("to_on", date(2025, 3, 3)), "cannot end on the day it starts"),
        ("plans", "correct", on("to_on", date(2025, 3, 1)), "must be on or after the first"),
        ("plans", "correct", on("from_on", date(2024, 5, 1)), "holds on some of these days"),
        ("cases", "correct", on("to_on", date(2026, 3, 3)), "End the plan first"),
        ("cases", "correct", {"closure_reason": "RC1"}, "Enter the day it was closed"),
        ("cases", "withdraw", {}, "End the plan first"),
    ],
)
def test_a_correction_that_cannot_be_comes_back(
    register: Register, lead: Any, slug: str, way: str, typed: dict[str, Any], message: str
) -> None:
    _, path = register.child(lead, plans=(EARLIER, PLAN))
    place = fact_path(register, lead, path, slug)
    said = {"initial_category": "NEG", "latest_category": "NEG", **on("from_on", PLAN.from_on)}
    answer = send(register, lead, f"{place}/{way}", **(said if way == "correct" else {}) | typed)
    assert answer.status_code == 422
    assert message in answer.text


def test_a_case_is_closed_for_a_national_reason_or_another_in_words(
    register: Register, lead: Any
) -> None:
    _, path = register.child(lead)
    day = on("closed_on", date(2026, 3, 3))
    assert send(register, lead, f"{path}/case/close", **day, **NO_NEED).status_code == 302
    assert "including child no longer in need" in page_of(register, lead, path)
    case = fact_path(register, lead, path, "cases")
    desk = Desk(register, lead, f"{case}/correct")
    assert re.search(r'value="RC7" selected', desk.open())
    days = on("from_on", date(2025, 3, 3)) | on("to_on", date(2026, 3, 3))
    words = {"closure_reason": "other", "closing_words": "Her grandmother took her in"}
    assert desk.send(**days, **words, **WHY).status_code == 302
    assert "Her grandmother took her in" in page_of(register, lead, path)
    case = fact_path(register, lead, path, "cases")
    form = register.browser(lead).get(f"{case}/correct").text
    assert "Her grandmother took her in, as it was given" in form
    assert send(register, lead, f"{case}/correct", **days, closure_reason="RC8").status_code == 302


@pytest.mark.parametrize(
    ("given", "words"), [("RC1", "Adopted"), ("rc2", "Died"), ("Moved to Leeds", "Moved to Leeds")]
)
def test_why_a_case_was_closed_before_stays_readable(
    register: Register, lead: Any, given: str, words: str
) -> None:
    spell = NewCase(from_on=date(2024, 1, 8), to_on=date(2024, 6, 3), closure_reason=given)
    child_id, path = register.child(cases=(spell,))
    assert words in page_of(register, lead, path)
    desk = Desk(register, lead, f"{fact_path(register, lead, path, 'cases')}/correct")
    desk.open()
    days = on("from_on", date(2024, 1, 9)) | on("to_on", date(2024, 6, 3))
    assert desk.send(**days, closure_reason=given, **WHY).status_code == 302
    with register.app.app_context():
        kept: Any = facts.latest(ChildCase, child_id)
        assert kept.closure_reason == given


@pytest.mark.parametrize(
    ("place", "field", "more"),
    [
        ("plan/start", "started_on", {"category": "NEG"}),
        ("case/open", "opened_on", {}),
        ("facts/legal-status/add", "from_on", {"code": "V2", "looked_after": "yes"}),
    ],
)
def test_what_is_strange_is_asked_about_once_and_loses_nothing(
    register: Register, lead: Any, place: str, field: str, more: dict[str, Any]
) -> None:
    grown = born(date(date.today().year - 19, 3, 3))
    cases = (OPEN,) if place == "plan/start" else ()
    _, path = register.child(cases=cases, birth=grown)
    desk = Desk(register, lead, f"{path}/{place}")
    assert "I have checked it" not in desk.open()
    typed = more | on(field, date.today()) | WHY
    asked = desk.send(**typed)
    assert asked.status_code == 422
    assert "The child turned 18 on 3 March" in asked.text
    assert "I have checked it, and the reason says why" in asked.text
    assert WHY["reason"] in asked.text, "nothing typed is lost"
    saved = desk.send(**typed, strange_on_purpose="y")
    assert saved.status_code == 302, saved.text
    impossible = desk.send(**typed | on(field, date(1999, 1, 1)), strange_on_purpose="y")
    assert impossible.status_code in (409, 422)


def test_a_plan_does_not_start_before_the_last_one_ended(register: Register, lead: Any) -> None:
    _, path = register.child(lead, plans=(EARLIER,))
    early = {"category": "NEG", **on("started_on", date(2024, 5, 1))}
    refused = send(register, lead, f"{path}/plan/start", **early)
    assert "on or after 2 September 2024" in refused.text


def test_a_wrong_lead_is_corrected_to_who_it_was_all_along(register: Register, lead: Any) -> None:
    right = register.staff(Role.LEAD_SOCIAL_WORKER, name="Marit Quill")
    _, path = register.child(lead)
    wrong = fact_path(register, lead, path, "lead-social-workers")
    assert "Somebody else leads now" in page_of(register, lead, wrong)
    typed = {"account_id": right.account_id, **on("from_on", date(2025, 3, 3))}
    assert send(register, right, f"{wrong}/correct", **typed).status_code == 302
    assert "Marit Quill" in page_of(register, right, path).partition("Timeline")[0]


def test_two_people_at_one_adult_both_read_the_name(register: Register, lead: Any) -> None:
    second = register.staff(Role.TEAM_MANAGER)
    _, path = register.child(lead)
    typed = {
        "forename": "Isolde",
        "surname": "Ashgrove",
        "relationship": "mother",
        "lives_with_child": "yes",
        "parental_responsibility": "yes",
    }
    assert send(register, lead, f"{path}/facts/adults/add", **typed).status_code == 302
    place = fact_path(register, lead, path, "adults")
    slow = LateDesk(register, second, f"{place}/correct")
    slow.open()
    aunt, cousin = typed | {"relationship": "aunt"}, typed | {"relationship": "cousin"}
    assert send(register, lead, f"{place}/correct", **aunt).status_code == 302
    overtaken = slow.send(**cousin, **WHY)
    assert overtaken.status_code == 409
    for words in ("Isolde Ashgrove (mother", "Isolde Ashgrove (aunt", 'value="cousin"'):
        assert words in overtaken.text


def test_a_brother_not_yet_named_can_be_unrelated_again(register: Register, lead: Any) -> None:
    _, path = register.child(lead)
    _, unborn = register.child(names=())
    related = {"reference": unborn.rpartition("/")[2], "relationship": "twin"}
    assert send(register, lead, f"{path}/facts/other-children/add", **related).status_code == 302
    listed = register.browser(lead).get(f"{path}/facts/other-children").text
    assert FACT.search(listed), "he is on the list although he has no name"
    # From his own page the way leads to where the relation was written down.
    assert f'href="{path}/facts/other-children/' in register.browser(lead).get(unborn).text


def test_a_name_that_is_current_takes_over_from_the_one_before(
    register: Register, lead: Any
) -> None:
    _, path = register.child(lead)
    new = {"name_type": "current", "forename": "Odalys", "surname": "Marsh"}
    since = on("from_on", date(2026, 2, 2))
    assert send(register, lead, f"{path}/facts/names/add", **new, **since).status_code == 302
    older = new | {"surname": "Fenn"} | on("from_on", date(2026, 1, 1))
    refused = send(register, lead, f"{path}/facts/names/add", **older)
    assert "on or after 2 February 2026" in refused.text, "no name ends before it begins"
