"""One council in a database of its own, a call taken there, and its pages as one officer sees them.

What differs by chance is masked: nonces, form tokens, references, numbers of rows and times.
Two calls are then alike or not, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from lacrecords.application import create_app
from lacrecords.database import db, now_utc, transaction
from lacrecords.enquiries.asked import DescribedChild
from lacrecords.staff.sessions import SignedInActor
from tests.factories.enquiries import CHILD, ask, children_of
from tests.factories.staff import sign_in_as
from tests.factories.town import Town
from tests.support import databases
from tests.support.compiled import share_compiled_templates
from tests.support.settled_town import town_here, with_a_town

Made = TypeVar("Made")
CHANCE = (
    (re.compile(r'nonce="[^"]+"'), 'nonce=""'),
    (re.compile(r'name="csrf_token" value="[^"]+"'), "TOKEN"),
    (re.compile(r"\b[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}\b"), "REFERENCE"),
    (re.compile(r'name="idempotency_key" type="hidden" value="[^"]+"'), "KEY"),
    (re.compile(r'name="outcome" value="\d+"'), "OUTCOME"),
    (re.compile(r"/candidates/\d+"), "/candidates/NUMBER"),
    (re.compile(r"\d{1,2} \w+ \d{4}, \d{1,2}:\d{2}[ap]m"), "MOMENT"),
)


def masked(text: str) -> str:
    """The text without what differs from one response to the next by chance alone."""
    for pattern, word in CHANCE:
        text = pattern.sub(word, text)
    return text


@dataclass(frozen=True, slots=True)
class Call:
    """One enquiry: its reference, its number, the numbers of its described children."""

    reference: str
    enquiry_id: int
    child_ids: tuple[int, ...]

    def path(self, *rest: str) -> str:
        """The path of the enquiry, or of a page below it."""
        return "/".join(("/enquiries", self.reference, *rest))

    @property
    def first(self) -> str:
        """The path of what is done about the first child."""
        return self.path("children", "1")


@dataclass(slots=True)
class Council:
    """The whole program on one database, with its staff; form tokens are off."""

    app: Flask
    town: Town
    browsers: dict[str, FlaskClient] = field(default_factory=dict)

    def do(self, work: Callable[[], Made]) -> Made:
        """Do this inside a transaction."""
        with self.app.app_context(), transaction():
            return work()

    def read(self, work: Callable[[], Made]) -> Made:
        """Read this without writing."""
        with self.app.app_context():
            return work()

    def browser(self, actor: SignedInActor) -> FlaskClient:
        """A browser in which this person is signed in; the same one every time."""
        if actor.key not in self.browsers:
            self.browsers[actor.key] = sign_in_as(self.app.test_client(), actor)
        return self.browsers[actor.key]

    def take(self, *children: DescribedChild, now: datetime | None = None, **changes: Any) -> Call:
        """A call taken five minutes ago by the duty officer, or at another moment."""
        moment = now or now_utc() - timedelta(minutes=5)

        def record() -> Call:
            enquiry = ask(self.town, *(children or (CHILD,)), now=moment, **changes)
            numbers = tuple(child.id for child in children_of(enquiry))
            return Call(enquiry.reference, enquiry.id, numbers)

        return self.do(record)

    def record_check(self, call: Call, outcome: str, *, how: str = "") -> TestResponse:
        """Record the check on its page, as the duty officer."""
        way = how or ("none" if outcome != "confirmed" else f"ring_back:{self.town.telephone_id}")
        given = {"how": way, "outcome": outcome, "words": "Rang the office"}
        return self.browser(self.town.duty_officer).post(call.path("check"), data=given)


@contextmanager
def council(database: str) -> Iterator[Council]:
    """A council on a fresh database of this kind."""
    with databases.fresh(database, with_a_town) as url:
        app = create_app({"database_url": url})
        app.testing = True
        app.config["WTF_CSRF_ENABLED"] = False
        app.config["PREFERRED_URL_SCHEME"] = "https"
        share_compiled_templates(app)
        with app.app_context():
            town = town_here()
        yield Council(app, town)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


EVERY_FIELD = {
    "answer": "not_known",
    "reason_accepted": "yes",
    "said": "lead_social_worker_name",
    "words_lead_social_worker_name": "Tried",
    "outcome": "1",
    "asked": "Is there a plan?",
    "outside_words": "",
    "why": "Tried",
}
"""Something for every form of an enquiry but the check, which would end what is tried."""


def enquiry_rules(app: Flask) -> list[Rule]:
    """Every route about one enquiry, read from the program itself."""
    rules = [one for one in app.url_map.iter_rules() if "/enquiries/<reference>" in one.rule]
    return sorted(rules, key=lambda rule: rule.rule)


def every_page(browser: FlaskClient, rules: list[Rule], call: Call, search: int = 1) -> list[str]:
    """What each route answers to a reader and to somebody who posts, masked."""
    seen = []
    for rule in rules:
        path = rule.rule.replace("<reference>", call.reference)
        path = re.sub("<int[^>]*position>", "1", re.sub("<int[^>]*search_id>", str(search), path))
        answers = [browser.get(path)] if "GET" in (rule.methods or ()) else []
        if "POST" in (rule.methods or ()):
            ends_it = path.endswith(("/check", "/protect"))
            answers.append(browser.post(path, data={} if ends_it else EVERY_FIELD))
        seen += [_as_seen(rule.rule, answer) for answer in answers]
    return seen


def _as_seen(rule: str, answer: TestResponse) -> str:
    head = f"{answer.request.method} {rule}: {answer.status_code} {answer.headers.get('Location')}"
    return masked(f"{head}\n{answer.text}")
