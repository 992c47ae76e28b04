"""The pages on which facts of a child are kept by hand, as a browser sends them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from werkzeug.test import TestResponse

from lacrecords.children.fact_kinds import KINDS, Way
from lacrecords.terms import Role
from tests.support.posting import token_on
from tests.support.register import Register
from tests.views.test_child_changes import Desk, on

FACT = re.compile(r'href="[^"]*?/facts/[a-z-]+/(\d+)"')
WHY = {"reason": "Her mother told us"}
HOME: dict[str, Any] = {
    "address_type": "second_home",
    "line1": "2 Otter Lane",
    "confidential": "no",
    **WHY,
}


class LateDesk(Desk):
    """A form that is sent when the fact it showed is there no more."""

    def send(self, **fields: Any) -> TestResponse:
        """Send it with a token of another page: its own shows the list by now."""
        token = token_on(self.browser, self.path.rpartition("/facts")[0] + "/facts/names/add")
        typed = {"csrf_token": token, "shown_id": self.shown} | fields
        return self.browser.post(self.path, data=typed)


def fact_path(register: Register, actor: Any, path: str, slug: str) -> str:
    """The path of the first fact of this kind on its list."""
    listed = register.browser(actor).get(f"{path}/facts/{slug}").text
    found = FACT.search(listed)
    assert found, listed
    return f"{path}/facts/{slug}/{found.group(1)}"


def test_the_page_asks_whether_it_changed_or_was_never_so(register: Register) -> None:
    manager = register.staff(Role.TEAM_MANAGER)
    _, path = register.child()
    name = fact_path(register, manager, path, "names")
    asked = register.browser(manager).get(name).text
    for words in ("It has changed", "It was never so", "It has ended"):
        assert words in asked
    form = Desk(register, manager, f"{name}/correct")
    shown = form.open()
    assert "It was never so" in shown
    typed = {"name_type": "current", "forename": "Zerlina", "surname": "Larkrise", **WHY}
    assert form.send(**typed).status_code == 302
    listed = register.browser(manager).get(f"{path}/facts/names").text
    assert "Zerlina Larkrise" in listed
    assert "Stands no more" in listed
    assert "Her mother told us" in listed


def test_an_address_is_added_ended_and_withdrawn(register: Register) -> None:
    lead = register.staff(Role.LEAD_SOCIAL_WORKER)
    _, path = register.child()
    add = Desk(register, lead, f"{path}/facts/addresses/add")
    add.open()
    added = add.send(**HOME, **on("from_on", date(2026, 2, 3)))
    assert added.status_code == 302
    place = fact_path(register, lead, path, "addresses")
    end = Desk(register, lead, f"{place}/end")
    end.open()
    early = end.send(**on("ended_on", date(2026, 1, 1)), **WHY)
    assert early.status_code == 422
    assert "3 February 2026" in early.text
    assert end.send(**on("ended_on", date(2026, 3, 1)), **WHY).status_code == 302
    place = fact_path(register, lead, path, "addresses")
    withdraw = Desk(register, lead, f"{place}/withdraw")
    withdraw.open()
    assert withdraw.send().status_code == 422
    assert withdraw.send(**WHY).status_code == 302
    assert "Stands no more" in register.browser(lead).get(f"{path}/facts/addresses").text


def test_two_people_at_one_fact_see_both_versions_and_lose_nothing(register: Register) -> None:
    first, second = register.staff(Role.TEAM_MANAGER), register.staff(Role.DESIGNATED_MANAGER)
    _, path = register.child()
    name = fact_path(register, first, path, "names")
    one, other = (LateDesk(register, who, f"{name}/correct") for who in (first, second))
    one.open()
    other.open()
    typed = {"name_type": "current", "forename": "Zerlina", "surname": "Larkrise", **WHY}
    assert one.send(**typed).status_code == 302
    mine = typed | {"forename": "Zarlina"}
    overtaken = other.send(**mine)
    assert overtaken.status_code == 409
    assert "Zerlina Larkrise" in overtaken.text
    assert 'value="Zarlina"' in overtaken.text
    again = re.search(r'name="shown_id" value="([^"]*)"', overtaken.text)
    assert again
    other.shown = again.group(1)
    assert other.send(**mine).status_code == 302
    assert "Zarlina" in register.browser(first).get(f"{path}/facts/names").text


def test_a_confidential_address_is_shown_to_managers_and_the_lead_only(register: Register) -> None:
    manager, other = register.staff(Role.TEAM_MANAGER), register.staff(Role.LEAD_SOCIAL_WORKER)
    _, path = register.child()
    add = Desk(register, manager, f"{path}/facts/addresses/add")
    add.open()
    newest = HOME | {"confidential": "yes"} | on("from_on", date(2026, 2, 3))
    assert add.send(**newest).status_code == 302
    assert "2 Otter Lane" in register.browser(manager).get(f"{path}/facts/addresses").text
    hidden = register.browser(other).get(f"{path}/facts/addresses").text
    assert "2 Otter Lane" not in hidden
    assert "Confidential address held" in hidden
    place = fact_path(register, manager, path, "addresses")
    for way in ("/correct", "/change", "/end", "/withdraw"):
        assert register.browser(other).get(place + way).status_code == 404
        assert register.browser(other).post(place + way, data=WHY).status_code in (400, 404)
    mine = register.browser(other).get(f"{path}/facts/addresses").text
    home = FACT.search(mine)
    assert home and f"{path}/facts/addresses/{home.group(1)}" != place
    # The number of the confidential address, sent with the form of one that may be read.
    forged = Desk(register, other, f"{path}/facts/addresses/{home.group(1)}/withdraw")
    forged.open()
    forged.shown = place.rpartition("/")[2]
    refused = forged.send(**WHY)
    assert refused.status_code == 422
    assert "is not there" in refused.text
    assert "2 Otter Lane" in register.browser(manager).get(f"{path}/facts/addresses").text


@pytest.mark.parametrize(
    ("slug", "typed", "message"),
    [
        ("names", {"name_type": "known_as"}, "Enter a first name or a last name"),
        ("names", {"name_type": "other", "surname": "n" * 9000}, "characters or fewer"),
        ("numbers", {"scheme": "nhs", "value": "943 476 5871"}, "this one is mistyped"),
        ("addresses", HOME | {"postcode": "ZZ9 4"}, "Enter a whole postcode"),
        ("professionals", {}, "Enter what they do"),
        ("conferences", {"review_kind": "first_review"}, "Enter the day it is due"),
        (
            "other-authorities",
            {"authority": "Westmere", "telephone": "ask them", "what": "plan"},
            "Enter one telephone number",
        ),
    ],
)
def test_what_cannot_be_recorded_comes_back_with_what_to_do(
    register: Register, slug: str, typed: dict[str, Any], message: str
) -> None:
    lead = register.staff(Role.LEAD_SOCIAL_WORKER)
    _, path = register.child()
    form = Desk(register, lead, f"{path}/facts/{slug}/add")
    form.open()
    answer = form.send(**WHY | typed)
    assert answer.status_code == 422
    assert message in answer.text


def test_every_kind_can_be_recorded_from_nothing(register: Register) -> None:
    manager = register.staff(Role.TEAM_MANAGER)
    _, path = register.child()
    typed: dict[str, dict[str, Any]] = {
        "names": {"name_type": "known_as", "forename": "Zee"},
        "sex-and-ethnicity": {"sex": "F", "ethnicity": "MWBC"},
        "numbers": {"scheme": "nhs", "value": "943 476 5870"},
        "addresses": HOME,
        "legal-status": {"code": "C2", "looked_after": "yes"},
        "professionals": {"role": "Health visitor", "name": "Philippa Snow"},
        "conferences": {"review_kind": "initial", **on("held_on", date(2026, 2, 3))},
        "other-authorities": {
            "authority": "Westmere City Council",
            "telephone": "01632 960 777",
            "what": "plan",
        },
    }
    for slug, fields in typed.items():
        form = Desk(register, manager, f"{path}/facts/{slug}/add")
        form.open()
        answer = form.send(**WHY | fields)
        assert answer.status_code == 302, (slug, answer.text)
    page = register.browser(manager).get(path).text
    for words in ("943 476 5870", "2 Otter Lane", "Westmere City Council", "Philippa Snow"):
        assert words in page


def test_only_what_a_kind_allows_has_a_page(register: Register) -> None:
    manager = register.staff(Role.TEAM_MANAGER)
    _, path = register.child()
    browser = register.browser(manager)
    for kind in KINDS:
        assert browser.get(f"{path}/facts/{kind.slug}").status_code == 200
        allowed = Way.ADD in kind.ways
        answer = browser.get(f"{path}/facts/{kind.slug}/add")
        assert answer.status_code == (200 if allowed else 404)
    assert browser.get(f"{path}/facts/nothing").status_code == 404
    assert browser.get(f"{path}/facts/cases/1/change").status_code == 404
    assert browser.get(f"{path}/facts/names/99999999/correct").status_code == 302


def test_a_closed_record_answers_as_if_it_were_not_there(register: Register) -> None:
    duty = register.staff(Role.DUTY_OFFICER)
    _, path = register.child()
    assert register.browser(duty).get(f"{path}/facts").status_code == 403
    manager = register.staff(Role.TEAM_MANAGER)
    assert register.browser(manager).get("/children/ABCD-2345/facts/names").status_code == 404
