"""What is said of a person who is checked: bad input is answered clearly, and nothing is lost."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lacrecords.check_requests.models import CheckedPersonVersion
from lacrecords.database import db
from tests.factories.checks import Desk, again, asked, path_of


def person_fields(**fields: str) -> dict[str, str]:
    typed = {
        "shown": "1",
        "names-0-name_type": "current",
        "names-0-forename": "Isadora",
        "names-0-surname": "Pennyfeather",
        "births-0-born-day": "27",
        "births-0-born-month": "3",
        "births-0-born-year": "1984",
        "addresses-0-line1": "Rue des Lilas 9",
        "addresses-0-town": "Lyon, France",
        "addresses-0-postcode": "",
        "addresses-0-lived_from-month": "4",
        "addresses-0-lived_from-year": "2023",
        "addresses-0-lives_there": "y",
        "why_changed": "They wrote",
    }
    return typed | {name.replace("__", "-"): value for name, value in fields.items()}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"names__0__forename": "", "names__0__surname": ""}, "Enter a name"),
        ({"births__0__born__month": "13"}, "must be a real date"),
        (
            {"addresses__0__lived_from__month": "", "addresses__0__lived_from__year": ""},
            "from when",
        ),
        ({"addresses__0__lived_from__year": "2098"}, "moved in must be in the past"),
        ({"addresses__0__lives_there": ""}, "Enter until when"),
        ({"addresses__0__lived_to__year": "2024"}, "untick that they live there"),
        (
            {"addresses__0__lives_there": "", "addresses__0__lived_to__year": "2020"},
            "cannot have left before they moved in",
        ),
        ({"addresses__0__line1": "", "addresses__0__town": ""}, "Enter the address"),
    ],
)
def test_what_is_said_of_a_person_is_asked_again_where_it_cannot_be(
    app: Flask, desk: Desk, officer: FlaskClient, fields: dict[str, str], message: str
) -> None:
    with app.app_context():
        path = path_of(asked(desk), "/people/1")
    answer = officer.post(path, data=person_fields(**fields))
    assert answer.status_code == 422 and message in answer.text
    assert "They wrote" in answer.text
    with app.app_context():
        assert db.session.scalar(select(func.count(CheckedPersonVersion.id))) == 1


def test_an_address_that_does_not_parse_is_kept_as_it_was_given(
    app: Flask, desk: Desk, officer: FlaskClient
) -> None:
    with app.app_context():
        standing = asked(desk)
    answer = officer.post(path_of(standing, "/people/1"), data=person_fields())
    assert answer.status_code == 303 and answer.location.endswith("/people/1"), "a gap is left"
    page = officer.get(answer.location).text
    assert "Days without an address" in page and "31 March 2023" in page
    assert "Lyon, France" in page
    with app.app_context():
        (place,) = again(standing).people[0].said.addresses
        assert (place.line1, place.postcode, place.to_on) == ("Rue des Lilas 9", "", None)
        assert place.from_on == date(2023, 4, 1)


def test_a_person_with_one_name_and_a_name_added_in_another_group(
    app: Flask, desk: Desk, officer: FlaskClient
) -> None:
    with app.app_context():
        standing = asked(desk)
    path = path_of(standing, "/people/1")
    more = officer.post(path, data=person_fields(group="add:names"))
    assert more.status_code == 200 and 'name="names-1-forename"' in more.text
    typed = person_fields(
        names__0__forename="",
        names__0__surname="Anantharaman",
        gap_explanation="Abroad",
        names__1__name_type="alias",
        names__1__forename="Anan",
    )
    answer = officer.post(path, data=typed)
    assert answer.status_code == 303 and not answer.location.endswith("/people/1")
    assert "Anantharaman" in officer.get(answer.location).text


def test_a_form_that_is_out_of_date_overwrites_nothing(
    app: Flask, desk: Desk, officer: FlaskClient
) -> None:
    with app.app_context():
        standing = asked(desk)
    path = path_of(standing, "/people/1")
    assert officer.post(path, data=person_fields()).status_code == 303
    late = officer.post(path, data=person_fields(addresses__0__line1="Elsewhere 1"))
    assert late.status_code == 422 and "Somebody else changed this" in late.text
    assert "Elsewhere 1" in late.text
