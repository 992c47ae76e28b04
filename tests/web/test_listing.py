"""What a reader asks of a list, read from an address that anybody may have typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lacrecords.web.listing import A_PAGE, FURTHEST_PAGE, ListKind, Paged, Selection, asked_for

KIND = ListKind(
    "tasks",
    (
        Selection("state", "State", (("open", "Open"), ("late", "Late"))),
        Selection("order", "Order", (("due", "Due"), ("new", "Newest"))),
    ),
)
TEXTS = st.text(max_size=12)


@given(address=st.dictionaries(st.sampled_from(["state", "order", "page", "other"]), TEXTS))
def test_whatever_is_typed_only_known_words_are_chosen(address: dict[str, str]) -> None:
    asked = asked_for(KIND, address)
    assert asked["state"] in {"open", "late"} and asked["order"] in {"due", "new"}
    assert 1 <= asked.page <= FURTHEST_PAGE
    again = asked_for(KIND, {name: str(value) for name, value in asked.address().items()})
    assert again.chosen == asked.chosen


def test_an_address_that_asks_for_nothing_opens_the_list_as_it_was_left() -> None:
    left = {"state": "late", "order": "due"}
    assert asked_for(KIND, {}, left)["state"] == "late"
    assert asked_for(KIND, {"page": "2"}, left)["state"] == "late"
    assert asked_for(KIND, {"order": "new"}, left)["state"] == "open"
    assert asked_for(KIND, {}, {"state": "no longer a choice"})["state"] == "open"


def test_the_plain_list_is_told_apart() -> None:
    assert asked_for(KIND, {}).is_plain
    assert not asked_for(KIND, {"state": "late"}).is_plain


def test_another_order_leaves_nothing_out() -> None:
    assert not asked_for(KIND, {}).is_filtered
    assert not asked_for(KIND, {"order": "new"}).is_filtered
    assert asked_for(KIND, {"state": "late", "order": "new"}).is_filtered


@given(total=st.integers(0, 500), page=st.integers(1, 12))
def test_the_pages_together_show_each_row_once(total: int, page: int) -> None:
    rows = list(range(total))[(page - 1) * A_PAGE : page * A_PAGE]
    paged = Paged(rows, total, page)
    assert (paged.pages - 1) * A_PAGE < max(total, 1) <= paged.pages * A_PAGE
    if rows:
        assert (paged.first, paged.last) == (rows[0] + 1, rows[-1] + 1)
    else:
        assert (paged.first, paged.last) == (0, 0)
