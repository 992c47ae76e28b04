"""Before a check is confirmed the pages of an enquiry are the same whoever the child is (A1)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.factories.enquiries import CHILD
from tests.factories.standings import CANARIES, STANDINGS
from tests.factories.town import Town
from tests.support.calls import Call, Council, council, enquiry_rules, every_page

FEW = STANDINGS[:5]
"""Not known, closed, open, without a lead social worker, restricted."""


def assert_alike(pages: list[tuple[str, list[str]]]) -> None:
    """Every standing gives the same answers, none with a canary."""
    _, expected = pages[0]
    for name, answers in pages:
        for answer, first in zip(answers, expected, strict=True):
            assert answer == first, f"{name}: {answer[:80]}"
            assert not [canary for canary in CANARIES if canary in answer], answer[:80]


def seen_in_every_standing(
    database: str,
    see: Callable[[Council, Call], list[str]],
    standings: tuple[Callable[[Town], int | None], ...],
) -> list[tuple[str, list[str]]]:
    """What is seen of the same call, with the register standing to it in every way."""
    pages = []
    for standing in standings:
        with council(database) as there:
            there.do(partial(standing, there.town))
            pages.append((standing.__name__, see(there, there.take(CHILD))))
    return pages


def test_every_route_about_an_enquiry_is_tried(database: str) -> None:
    with council(database) as there:
        rules = {rule.rule for rule in enquiry_rules(there.app)}
    assert len(rules) >= 11
    assert any("/candidates/" in rule for rule in rules)


def test_before_any_check_and_after_one_that_confirmed_nothing_all_children_look_alike(
    database: str,
) -> None:
    def see(there: Council, call: Call) -> list[str]:
        officer, rules = there.browser(there.town.duty_officer), enquiry_rules(there.app)
        before = every_page(officer, rules, call)
        assert there.record_check(call, "not_confirmed").status_code == 302
        return [*before, *every_page(officer, rules, call)]

    standings = STANDINGS if database == "sqlite" else FEW
    assert_alike(seen_in_every_standing(database, see, standings))


def test_a_social_worker_who_has_not_opened_the_candidates_sees_no_more(database: str) -> None:
    def see(there: Council, call: Call) -> list[str]:
        worker, rules = there.browser(there.town.duty_social_worker), enquiry_rules(there.app)
        assert there.record_check(call, "could_not_be_done").status_code == 302
        return every_page(worker, rules, call)

    assert_alike(seen_in_every_standing(database, see, FEW))
