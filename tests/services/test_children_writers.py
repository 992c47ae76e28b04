"""Many writers at one child: one of them changes the record, the others are told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from lacrecords.children import services
from lacrecords.children.facts import every
from lacrecords.children.models import ChildCase
from lacrecords.children.services import OpenCase
from lacrecords.database import now_utc, transaction
from lacrecords.history import FactChangedMeanwhile
from tests.factories.children import make_child
from tests.factories.staff import MAKER

WRITERS = 6


def test_of_many_who_open_a_case_from_one_form_exactly_one_does(app: Flask) -> None:
    with app.app_context(), transaction():
        child = make_child()

    def open_case(number: int) -> str:
        value = OpenCase(opened_on=None, reason=f"Writer {number}", shown_id=None)
        with app.app_context():
            try:
                with transaction():
                    services.open_case(MAKER, child, value, now_utc())
            except FactChangedMeanwhile:
                return "told"
            return "written"

    with ThreadPoolExecutor(WRITERS) as writers:
        answers = sorted(writers.map(open_case, range(WRITERS)))
    assert answers == ["told"] * (WRITERS - 1) + ["written"]
    with app.app_context():
        assert len(every(ChildCase, child)) == 1
