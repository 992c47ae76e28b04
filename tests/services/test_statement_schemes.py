"""Questions about a person in the statement: each counted once, joined ones not as another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from lacrecords.database import transaction
from lacrecords.disclosure_schemes.ending import end_question
from lacrecords.disclosure_schemes.values import NewEnd
from lacrecords.statements.making import Days, exact_statement
from lacrecords.terms import AskedAbout, PoliceAnswer, SchemeEnd, Undertaking
from tests.factories.schemes import (
    SchemeDesk,
    answered,
    asked,
    attended,
    make_scheme_desk,
    referred,
)
from tests.factories.town import NOW, make_town
from tests.services.test_statement_figures import numbers

DAY = NOW.date()
PARTNER = {"access_to_child": False}
NEITHER = {"access_to_child": False, "about": AskedAbout.NOBODYS_PARTNER}


@pytest.fixture
def desk(in_app: Flask) -> SchemeDesk:
    with transaction():
        return make_scheme_desk(make_town())


def found(days: int = 0) -> dict[str, str]:
    on = DAY + timedelta(days=days)
    return numbers(exact_statement(Days(on, on), NOW + timedelta(days=3)))


def test_each_question_counts_once_by_the_scheme_that_fits(desk: SchemeDesk) -> None:
    first = asked(desk)
    same = asked(desk)
    asked(desk, **PARTNER)
    asked(desk, **NEITHER)
    end = NewEnd(
        ended_as=SchemeEnd.SAME_AS_ANOTHER,
        words="She rang twice.",
        other_reference=first.question.reference,
    )
    with transaction():
        end_question(desk.town.designated_manager, same.question.id, end, NOW)
    counted = found()
    assert counted["Questions about a person by scheme: Both schemes"] == "1"
    assert counted["Questions about a person by scheme: Domestic Violence Disclosure Scheme"] == "1"
    assert counted["Questions about a person by scheme: Neither scheme fitted"] == "1"
    assert counted["Questions about a person by scheme: all"] == "3"
    assert found(-1)["Questions about a person by scheme: all"] == "0"


def test_a_referral_counts_as_in_time_or_late(desk: SchemeDesk) -> None:
    referred(desk, asked(desk))
    referred(desk, asked(desk), at=NOW + timedelta(days=2))
    asked(desk)
    asked(desk, **NEITHER)
    # All, in time, late, not yet due, overdue.
    total, *states = found()["Questions to refer"].split("/")
    assert total == "3" and sorted(states) == ["0", "1", "1", "1"]


def test_decisions_and_undertakings_count_without_what_was_put_right(desk: SchemeDesk) -> None:
    wrong = answered(desk, referred(desk, asked(desk)), PoliceAnswer.DOES_NOT_DISCLOSE)
    change = {"corrects": wrong.answers[0].id, "why_corrected": "Misheard"}
    right = answered(desk, wrong, PoliceAnswer.DISCLOSES, **change)
    refused = {"undertaking": Undertaking.REFUSED, "police_considered": True, "took_place": False}
    attended(desk, right, **refused)
    counted = found()
    assert counted["What the police decided: The police decided to disclose"] == "1"
    assert counted["What the police decided: all"] == "1"
    assert counted["Disclosures of the police that staff attended: Undertaking refused"] == "1"
    assert counted["Disclosures of the police that staff attended: all"] == "1"
