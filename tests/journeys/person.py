"""Somebody at a browser: reads, clicks and types as a person does, and has every page checked."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.factories.staff import PASSWORD
from tests.journeys.council import Council
from tests.journeys.watching import DESK, Watch, faults_of

TELEPHONE: ViewportSize = {"width": 375, "height": 812}
PICTURES = os.environ.get("LACRECORDS_TEST_SCREENSHOTS", "")


@dataclass
class Person:
    """One person, signed in or not, at one browser."""

    council: Council
    page: Page
    watch: Watch
    runs_scripts: bool = True
    checks_pages: bool = True
    _not_looked_at: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("domcontentloaded", self._note_page)

    def _note_page(self, page: Page) -> None:
        self._not_looked_at.append(page.url)

    def sign_in(self, who: str, password: str = PASSWORD) -> None:
        """Type the e-mail address and the password of this colleague."""
        self.go("/sign-in")
        self.sees("Sign in", "Anybody signs in")
        self.types("Work email address", self.council.emails[who])
        self.types("Password", password)
        self.presses("Sign in")

    def go(self, path: str) -> None:
        """Type an address of ours."""
        self.page.goto(self.council.address + path)

    def sees(self, heading: str | re.Pattern[str], sentence: str) -> None:
        """Read the heading; the page is checked, and pictured under this sentence."""
        self.page.wait_for_load_state()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        self._not_looked_at.clear()
        if not self.checks_pages:
            return
        if self.runs_scripts:
            found = faults_of(self.page)
            self.watch.faults += [f"{sentence}: {one}" for one in found]
        if PICTURES:
            self._picture(sentence)

    def reads(self, words: str) -> None:
        """Read these words somewhere on the page."""
        expect(self.page.locator("body")).to_contain_text(words)

    def does_not_read(self, words: str) -> None:
        """These words stand nowhere in what the page was sent as."""
        assert words.lower() not in self.page.content().lower()

    def types(self, label: str, text: str, within: Locator | None = None) -> None:
        """Type into the box with this label."""
        (within or self.page).get_by_label(label, exact=True).filter(visible=True).fill(text)

    def chooses(self, answer: str, question: str = "") -> None:
        """Choose an answer, of this question where several have the same."""
        place = self.page.get_by_role("group", name=question) if question else self.page
        place.get_by_label(answer).check()

    def picks(self, label: str, answer: str) -> None:
        """Pick an answer from a list."""
        self.page.get_by_label(label, exact=True).select_option(label=answer)

    def presses(self, button: str) -> None:
        """Press the button."""
        # Words for screen readers only are kept apart from the others by a blank.
        name = re.compile("^" + re.escape(button).replace(":", " ?:") + "$")
        with self.arrives():
            self.page.get_by_role("button", name=name).click()

    def follows(self, link: str) -> None:
        """Follow the link; where this page has none, from the person's home page."""
        # A count may stand behind the words; "Children" is not "Children's register".
        name = re.compile(f"^{re.escape(link)}(?![\\w'])")
        found = self.page.get_by_role("link", name=name)
        if not found.count():
            self._passes_by_home()
        with self.arrives():
            found.first.click()

    def _passes_by_home(self) -> None:
        before = list(self._not_looked_at)
        with self.arrives():
            self.page.get_by_role("link", name="Home", exact=True).click()
        self._not_looked_at[:] = before

    def follows_reference(self) -> None:
        """Follow the first link of the page itself that is a reference and nothing else."""
        name = re.compile("^[0-9A-Z]{4}-[0-9A-Z]{4}$")
        with self.arrives():
            self.page.get_by_role("main").get_by_role("link", name=name).first.click()

    @contextmanager
    def arrives(self) -> Iterator[None]:
        """What is done here leads to another page, also where that has the same heading."""
        with self.page.expect_event("domcontentloaded"):
            yield

    def leaves(self) -> None:
        """Nothing was wrong in this browser, and every page was looked at."""
        assert not self.watch.faults, "\n".join(self.watch.faults)
        assert not self._not_looked_at, f"Nobody looked at {self._not_looked_at}"

    def _picture(self, sentence: str) -> None:
        name = re.sub(r"[^a-z0-9]+", "-", sentence.lower()).strip("-")
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        for place, size in (("telephone", TELEPHONE), ("desk", DESK)):
            self.page.set_viewport_size(size)
            self.page.screenshot(path=folder / f"{name}-{place}.png", full_page=True)
