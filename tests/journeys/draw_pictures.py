"""README's two pictures, drawn from the served demonstration: `make pictures`.

Not a test, and run by no other command: what is drawn differs from run to run in its references.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.journeys import calls
from tests.journeys.calls import WILFREDA
from tests.journeys.conftest import Enter
from tests.journeys.council import ROOT, Council
from tests.journeys.demonstration import serve_demonstration

PICTURES = ROOT / "docs" / "pictures"
SIZE: ViewportSize = {"width": 1000, "height": 1020}


@pytest.fixture(scope="module")
def council(browser: Browser) -> Iterator[Council]:
    """The demonstration, in place of the journeys' own small council."""
    with serve_demonstration() as council:
        yield council


def test_draw_what_the_duty_officer_may_say(enter: Enter) -> None:
    officer = enter("duty officer", checks_pages=False)
    calls.answer_call_about_wilfreda(officer)
    _draw(officer.page, "the-answer.png")


def test_draw_the_record_of_a_child(enter: Enter) -> None:
    worker = enter("lead social worker", checks_pages=False)
    worker.go(worker.council.child_path)
    worker.sees(WILFREDA.name, "The record of a child")
    _draw(worker.page, "the-record.png")


def _draw(page: Page, name: str) -> None:
    page.set_viewport_size(SIZE)
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / name)
