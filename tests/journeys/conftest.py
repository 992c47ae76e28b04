"""Fixtures of the journeys: a council that is served, a real browser, people sitting at it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.council import Council, serve_council
from tests.journeys.person import Person
from tests.journeys.watching import DESK, Watch

PATIENCE = 30_000
"""Milliseconds to wait for a page: a busy machine is slow, and no fault of the program."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Enter = Callable[..., Person]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without it the journeys fail where it is required, else are left out."""
    chromium = shutil.which("chromium")
    if chromium is None:
        if os.environ.get("CI") or os.environ.get("LACRECORDS_REQUIRE_BROWSER") == "1":
            pytest.fail("A browser is required here: install chromium.", pytrace=False)
        pytest.skip("Journeys not run. There is no chromium on this machine.")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def council(browser: Browser) -> Iterator[Council]:
    """The council that the journeys of one module share."""
    with serve_council() as council:
        yield council


@pytest.fixture
def enter(browser: Browser, council: Council) -> Iterator[Enter]:
    """Sit somebody down at a browser of their own; at the end nothing must have been wrong."""
    people: list[Person] = []

    def sit_down(who: str = "", *, runs_scripts: bool = True, checks_pages: bool = True) -> Person:
        context = browser.new_context(viewport=DESK, java_script_enabled=runs_scripts)
        context.set_default_timeout(PATIENCE)
        watch = Watch(council.address)
        watch.over(context)
        person = Person(council, context.new_page(), watch, runs_scripts, checks_pages)
        people.append(person)
        if who:
            person.sign_in(who)
        return person

    yield sit_down
    for person in people:
        person.page.context.close()
    for person in people:
        person.leaves()
