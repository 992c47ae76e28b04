"""Walks a served program from link to link, and looks at one page of every kind for each role.

Which kinds there are is the program's own map of routes.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from tests.journeys.watching import faults_of

READ_OF_EACH_KIND = 30
"""Pages of one kind whose links are followed: the links differ with what has happened."""
BARREN_OF_EACH_KIND = 10
"""After so many in a row that lead to no kind which this role had not met, no more are read."""
OF_MANY_KINDS = frozenset({"notifications.task"})
"""A task leads to whatever is to be done: that ten led nowhere new says nothing of the next."""
LOOKED_AT_OF_EACH_KIND = 2
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)')


@dataclass
class Walk:
    """Which kinds of page were looked at, and what was wrong with them."""

    address: str
    routes: MapAdapter
    looked_at: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def from_link_to_link(self, page: Page, role: str) -> None:
        """Begin at the first page; read many pages, look at one of every kind in the browser."""
        waiting, met = deque([("/", "nowhere")]), {"/"}
        read, barren, kinds = Counter[str](), Counter[str](), set[str | None]()
        while waiting:
            path, found_on = waiting.popleft()
            kind = self.kind_of(path)
            if kind is None or read[kind] >= READ_OF_EACH_KIND:
                continue
            if barren[kind] >= BARREN_OF_EACH_KIND and kind not in OF_MANY_KINDS:
                continue
            read[kind] += 1
            links = self._links(page, path, f"{role}: a link on {found_on}")
            if links is None:  # a file to download, which no browser shows
                self.looked_at[kind] += 1
                continue
            waiting.extend((link, kind) for link in links if link not in met)
            met.update(links)
            led_to = {self.kind_of(link) for link in links}
            barren[kind] = 0 if led_to - kinds else barren[kind] + 1
            kinds |= led_to
            if read[kind] == 1 and self.looked_at[kind] < LOOKED_AT_OF_EACH_KIND:
                page.goto(self.address + path)
                self.looked_at[kind] += 1
                self.note(page, role)

    def note(self, page: Page, role: str) -> None:
        """Note what is wrong with the page that stands in the browser."""
        kind = self.kind_of(page.url) or page.url
        self.looked_at[kind] += 1
        self.faults += [f"{kind} as {role}: {fault}" for fault in faults_of(page)]

    def passes(self, page: Page, button: str) -> None:
        """Count the address behind this button, which leads on to another page at once."""
        address = page.get_by_role("button", name=button).get_attribute("href") or ""
        self.looked_at[self.kind_of(address) or address] += 1

    def kind_of(self, address: str) -> str | None:
        """The name of the route; None where it is nothing of ours or no page."""
        try:
            endpoint, _ = self.routes.match(urlsplit(address).path, method="GET")
        except HTTPException:
            return None
        return None if endpoint == "static" else str(endpoint)

    def kinds(self) -> set[str]:
        """Every kind of page that the program has."""
        rules = self.routes.map.iter_rules()
        pages = {str(rule.endpoint) for rule in rules if "GET" in (rule.methods or ())}
        return pages - {"static"}

    def _links(self, page: Page, path: str, which: str) -> list[str] | None:
        answer = page.request.get(self.address + path)
        if answer.status != 200:
            kind = self.kind_of(path)
            self.faults.append(f"{which} leads to {kind}, which answers {answer.status}")
        if "html" not in answer.headers["content-type"]:
            return None
        found = LINK.findall(answer.text())
        # In the order of the page, so that every run meets the same ones.
        links = (link.replace("&amp;", "&") for link in found if link.startswith("/"))
        return list(dict.fromkeys(links))
