"""What is watched in every browser, and what every page must satisfy.

A page is checked for accessibility, for a narrow screen, and for what it keeps
in the browser; the browser's own complaints and every request are listened to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote_plus

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, ViewportSize

from tests.journeys.council import NAMES_NEVER_IN_AN_ADDRESS

NARROWEST = 320
DESK: ViewportSize = {"width": 1280, "height": 900}
AXE = """() => axe.run(document, {
    resultTypes: ['violations'],
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
}).then(found => found.violations.map(
    one => one.id + ': ' + one.nodes.map(node => node.target.join(' ')).join(', ')))"""
KEPT_IN_BROWSER = "() => localStorage.length + sessionStorage.length"
COMPLAIN_OF_STORING = """
    const store = Storage.prototype.setItem
    Storage.prototype.setItem = function (...given) {
        console.error('stored in the browser: ' + given[0])
        return store.apply(this, given)
    }"""
EXPECTED_COMPLAINT = "status of 422"
"""A form with an error answers 422, which the browser calls a failure."""


@dataclass
class Watch:
    """What one browser did that it should not have; empty while all is well."""

    address: str
    faults: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Listen to everything this browser asks for and complains of."""
        context.add_init_script(COMPLAIN_OF_STORING)
        context.on("request", self._note_request)
        context.on("console", self._note_complaint)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith(f"{self.address}/"):
            self.faults.append(f"asked another place: {request.url}")
        told = unquote_plus(request.url).lower()
        self.faults += [
            f"{name} in an address: {request.url}"
            for name in NAMES_NEVER_IN_AN_ADDRESS
            if name in told
        ]

    def _note_complaint(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and EXPECTED_COMPLAINT not in message.text:
            self.faults.append(f"console: {message.text}")


def faults_of(page: Page) -> list[str]:
    """What is wrong with the page that stands in the browser now."""
    return [*_barriers(page), *_too_wide(page), *_kept(page)]


def _barriers(page: Page) -> list[str]:
    page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(AXE)
    return [f"axe: {one}" for one in found]


def _too_wide(page: Page) -> list[str]:
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    width = int(page.evaluate("() => document.scrollingElement.scrollWidth"))
    page.set_viewport_size(DESK)
    return [f"{width} wide on a screen of {NARROWEST}"] if width > NARROWEST else []


def _kept(page: Page) -> list[str]:
    return ["something is kept in the browser"] if page.evaluate(KEPT_IN_BROWSER) else []
