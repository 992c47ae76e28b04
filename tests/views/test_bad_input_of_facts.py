"""Whatever is typed into a form of a fact, it is saved or sent back whole: never an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lacrecords.children.fact_kinds import KINDS, FactKind, Way
from lacrecords.terms import Role
from tests.factories.children import PLAN
from tests.support.register import Register

FIELD = re.compile(r'<(?:input|textarea|select)[^>]*? name="([^"]+)"')
OFFERED = re.compile(r'name="([^"]+)"[^>]*? value="([^"]*)"')
OPTION = re.compile(r'<option value="([^"]+)"')
FACT = re.compile(r'href="[^"]*?/facts/[a-z-]+/(\d+)"')
SPOILT = (
    *("\0", "\u202egnirts", "n" * 10_000, "=1+1", "<script>x</script>", "0", "-1", "99999999999"),
    *("31", "2", "13", "2026", "1066", "9999", "Ὀδυσσεύς", "محمد", "黄小明", "Łódź", " ", "\ud800"),
    *("yes", "no", "٣", "1e9", "NaN", "O'Brien", "👶", "a\r\nb"),
)
TYPED = st.one_of(st.sampled_from(SPOILT), st.text(max_size=40))
ANSWERS = st.lists(st.tuples(st.booleans(), st.integers(0, 50), TYPED), min_size=24, max_size=24)
"""For each field in turn: one of the answers offered, or whatever somebody typed."""
ROOMY = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def register(app: Any) -> Iterator[Register]:
    app.config["WTF_CSRF_ENABLED"] = False
    yield Register(app)
    app.config["WTF_CSRF_ENABLED"] = True


def _is_kept(typed: str, text: str) -> bool:
    """What was typed stands in the page that came back, as far as a page can show it."""
    plain = typed.replace("\r\n", "\n").strip()
    return plain in unescape(text).replace("\r\n", "\n")


def _try(browser: Any, path: str, answers: list[Any]) -> None:
    page = browser.get(path)
    if page.status_code != 200:
        return
    names = sorted(set(FIELD.findall(page.text)) - {"csrf_token"})
    offered: dict[str, set[str]] = {}
    for name, value in OFFERED.findall(page.text):
        offered.setdefault(name, set()).add(value)
    codes = OPTION.findall(page.text) or ["none"]
    typed = {}
    for name, (as_offered, place, text) in zip(names, answers, strict=False):
        good = sorted(offered.get(name, set())) or codes
        given_here = good[place % len(good)] if as_offered else text
        typed[name] = given_here.encode("utf-8", "replace").decode()
    answer = browser.post(path, data=typed)
    assert answer.status_code in (302, 409, 422), (path, typed, answer.status_code)
    if answer.status_code == 422:
        assert "There is a problem" in answer.text
        reason = typed.get("reason", "")
        if reason.isprintable():
            assert _is_kept(reason, answer.text), "nothing typed is lost"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_any_text_in_any_form_is_saved_or_sent_back(register: Register, kind: FactKind) -> None:
    lead = register.staff(Role.LEAD_SOCIAL_WORKER)
    _, path = register.child(lead, plans=(PLAN,))
    browser = register.browser(lead)

    @ROOMY
    @given(way=st.sampled_from(sorted(kind.ways)), answers=ANSWERS)
    def trying(way: Way, answers: list[Any]) -> None:
        place = f"{path}/facts/{kind.slug}"
        if way is not Way.ADD:
            number = FACT.search(browser.get(place).text)
            if number is None:
                return
            place = f"{place}/{number.group(1)}"
        _try(browser, f"{place}/{'add' if way is Way.ADD else way.value}", answers)

    trying()
    for page in (path, f"{path}/facts", f"{path}/facts/{kind.slug}"):
        assert browser.get(page).status_code == 200, "what was saved can be read"


@pytest.mark.parametrize(
    "action",
    ["case/open", "case/close", "lead", "plan/start", "plan/end", "birth", "death"],
)
def test_any_text_in_any_action_is_saved_or_sent_back(register: Register, action: str) -> None:
    lead = register.staff(Role.LEAD_SOCIAL_WORKER)
    _, path = register.child(lead, plans=(PLAN,))
    browser = register.browser(lead)

    @ROOMY
    @given(answers=ANSWERS)
    def trying(answers: list[Any]) -> None:
        _try(browser, f"{path}/{action}", answers)

    trying()
    assert browser.get(path).status_code == 200, "what was saved can be read"
