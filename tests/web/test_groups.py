"""Groups that repeat, such as several children, without any script."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.web.reading import Page, assert_sound
from tests.web.test_fields import GOOD, links

TWO = GOOD | {"children-1-forename": "", "children-1-born-day": "31"}


def test_adding_a_group_keeps_what_was_typed_and_checks_nothing(browser: FlaskClient) -> None:
    answer = browser.post("/form", data={"name": "Half", "group": "add:children"})
    page = Page(answer.text)
    assert answer.status_code == 200
    assert_sound(page)
    assert page.one(id="name")["value"] == "Half"
    assert page.has(id="children-1-forename")
    assert not page.has(class_="govuk-error-summary")


def test_the_button_leads_to_the_group_that_it_adds(browser: FlaskClient) -> None:
    page = Page(browser.get("/form").text)
    assert page.one("button", value="add:children")["formaction"] == "#children-1"
    answer = Page(browser.post("/form", data={"group": "add:children"}).text)
    assert answer.has("fieldset", id="children-1")


def test_enter_in_a_box_sends_the_form_and_never_adds_a_group(browser: FlaskClient) -> None:
    form = Page(browser.get("/form").text).all("button", type="submit")
    assert "name" not in form[0].attributes or form[0]["name"] == ""


def test_errors_in_a_second_group_say_which_and_lead_there(browser: FlaskClient) -> None:
    page = Page(browser.post("/form", data=TWO).text)
    assert_sound(page)
    assert links(page) == {
        "Child 2: Enter the child's first name": "#children-1-forename",
        "Child 2: Date of birth must include a month and year": "#children-1-born-month",
    }


def test_removing_a_group_moves_the_later_ones_up(browser: FlaskClient) -> None:
    third = {"children-2-forename": "Cy", "children-2-born-day": "4"}
    page = Page(browser.post("/form", data=TWO | third | {"group": "remove:children:1"}).text)
    assert_sound(page)
    assert page.one(id="children-1-forename")["value"] == "Cy"
    assert page.one(id="children-1-born-day")["value"] == "4"
    assert not page.has(id="children-2-forename")


def test_the_last_group_cannot_be_removed_nor_more_than_the_most_be_added(
    browser: FlaskClient,
) -> None:
    last = Page(browser.post("/form", data=GOOD | {"group": "remove:children:0"}).text)
    assert last.one(id="children-0-forename")["value"] == "Bo"
    assert not last.has("button", value="remove:children:0")
    three = TWO | {"children-2-forename": "Cy", "group": "add:children"}
    most = Page(browser.post("/form", data=three).text)
    assert not most.has(id="children-3-forename")
    assert not most.has("button", value="add:children")


def test_a_forged_press_is_a_wrong_request(browser: FlaskClient) -> None:
    assert browser.post("/form", data={"group": "add:name"}).status_code == 400
    assert browser.post("/form", data={"group": "remove:children:x9"}).status_code == 200


def test_hundreds_of_forged_groups_are_cut_to_the_most(browser: FlaskClient) -> None:
    forged = {f"children-{number}-forename": "x" for number in range(500)}
    page = Page(browser.post("/form", data=GOOD | forged | {"name": ""}).text)
    assert page.has(id="children-2-forename")
    assert not page.has(id="children-3-forename")
