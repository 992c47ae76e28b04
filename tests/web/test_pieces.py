"""The pieces of pages: texts stay texts, headings keep their level."""

from __future__ import annotations

import pytest
from flask import Flask, render_template_string

from tests.web.reading import Page, assert_sound

ATTACK = "<script>alert(1)</script>"
PIECES = """
{% from "components/pieces.html" import timeline, timeline_entry, badge, sub_navigation %}
{% from "components/pieces.html" import reference, say, never_say %}
{% call timeline() %}
  {% call timeline_entry(text, when=text, by=text, level=2) %}<p>Moved in</p>{% endcall %}
  {{ timeline_entry("Case opened", when="3 March 2024") }}
{% endcall %}
{{ badge(text, "red") }}
{{ sub_navigation([{"text": text, "href": "/a", "current": true}, {"text": "B", "href": "/b"}]) }}
{{ reference(text) }}
{{ say(text) }}
{{ never_say([text, "Whether the child is on a plan"]) }}
"""


@pytest.fixture
def pieces(web_app: Flask) -> Page:
    """Every piece, given a text that tries to be a script."""
    with web_app.test_request_context():
        return Page(render_template_string(PIECES, text=ATTACK))


def test_a_piece_shows_a_text_as_a_text(pieces: Page) -> None:
    assert_sound(pieces)
    assert not pieces.has("script")
    for name in ("moj-timeline__title", "moj-badge--red", "lacrecords-reference"):
        assert pieces.all(class_=name)[0].text.strip() == ATTACK


def test_a_timeline_entry_keeps_its_level_and_its_description(pieces: Page) -> None:
    assert [each.name for each in pieces.all(class_="moj-timeline__title")] == ["h2", "h3"]
    assert pieces.one(class_="moj-timeline__description").text.strip() == "Moved in"


def test_the_section_shown_is_marked(pieces: Page) -> None:
    assert pieces.one("a", aria_current="page")["href"] == "/a"
