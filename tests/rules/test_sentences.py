"""The sentences: every kind has one, none can carry an address, one promise for all causes."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from lacrecords.rules.sentences import (
    FILLED_SENTENCES,
    FIXED_SENTENCES,
    is_speakable_authority,
    is_speakable_name,
    is_speakable_number,
    sentence_for,
)
from lacrecords.terms import TellingKind

PARTS: dict[str, Any] = {
    "name": "Odette Farrant-O'Neill",
    "office_number": "0300 123 4567",
    "duty_number": "0300 123 4568",
    "out_of_hours_number": "0300 123 4569",
    "authority": "Wexmoor, City of",
    "authority_number": "+44 (0)300 765 4321 ext 12",
    "on_plan": False,
}
NEEDED = {
    TellingKind.LEAD_SOCIAL_WORKER_NAME: ("name", "office_number"),
    TellingKind.COVER_WORKER_NAME: ("name", "office_number"),
    TellingKind.DUTY_TEAM: ("duty_number",),
    TellingKind.OUT_OF_HOURS_TEAM: ("out_of_hours_number",),
    TellingKind.OTHER_AUTHORITY_CONTACT: ("authority", "authority_number"),
    TellingKind.PLAN_STATUS: ("on_plan",),
}
AN_ADDRESS = "12 Larkspur Lane"


def test_every_kind_has_one_sentence_fixed_or_filled() -> None:
    assert set(FIXED_SENTENCES) | set(FILLED_SENTENCES) == set(TellingKind)
    assert not set(FIXED_SENTENCES) & set(FILLED_SENTENCES)
    assert set(NEEDED) == set(FILLED_SENTENCES)


@pytest.mark.parametrize("kind", TellingKind)
def test_a_sentence_can_be_read_aloud(kind: TellingKind) -> None:
    said = sentence_for(kind, **PARTS)
    assert said.endswith((".", "?"))
    assert said[0].isupper()
    assert said.isprintable()
    assert "please" not in said.casefold()
    assert not set("!;/{}_") & set(said)
    assert max(len(sentence.split()) for sentence in said.split(". ")) <= 35


@pytest.mark.parametrize("kind", TellingKind)
def test_no_sentence_says_that_there_is_no_concern_or_that_a_child_is_not_known(
    kind: TellingKind,
) -> None:
    said = sentence_for(kind, **PARTS).casefold()
    for words in ("no concern", "not known", "no record", "nothing to worry"):
        assert words not in said


@pytest.mark.parametrize(
    ("kind", "part", "nothing"),
    [
        (kind, part, nothing)
        for kind, parts in NEEDED.items()
        for part in parts
        for nothing in (None, "  ")
        if isinstance(PARTS[part], str) or nothing is None
    ],
)
def test_a_missing_part_is_a_clear_error(kind: TellingKind, part: str, nothing: str | None) -> None:
    with pytest.raises(ValueError, match=r"The sentence needs .+\."):
        sentence_for(kind, **{**PARTS, part: nothing})


def test_the_promise_to_ring_back_is_the_same_bytes_whatever_is_handed_in() -> None:
    assert sentence_for(TellingKind.RING_BACK) == "We will ring you back."
    assert sentence_for(TellingKind.RING_BACK, **PARTS) == "We will ring you back."


@pytest.mark.parametrize("kind", sorted(set(TellingKind) - set(NEEDED)))
def test_a_fixed_sentence_takes_nothing_in(kind: TellingKind) -> None:
    assert sentence_for(kind, **PARTS) == sentence_for(kind) == FIXED_SENTENCES[kind]


def test_there_is_no_place_for_an_address() -> None:
    places = inspect.signature(sentence_for).parameters
    assert [name for name in places if "address" in name or "school" in name] == []
    assert [kind for kind in TellingKind if "address" in kind] == []


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        (kind, part)
        for kind, parts in NEEDED.items()
        for part in parts
        if isinstance(PARTS[part], str)
    ],
)
def test_an_address_is_refused_in_every_place_and_not_repeated(
    kind: TellingKind, part: str
) -> None:
    with pytest.raises(ValueError, match="holds more than it should") as refused:
        sentence_for(kind, **{**PARTS, part: AN_ADDRESS})
    assert "Larkspur" not in str(refused.value)


SAID = {
    TellingKind.LEAD_SOCIAL_WORKER_NAME: (
        "The lead social worker is Odette Farrant-O'Neill. The office number is 0300 123 4567."
    ),
    TellingKind.COVER_WORKER_NAME: (
        "The social worker to speak to is Odette Farrant-O'Neill. "
        "The office number is 0300 123 4567."
    ),
    TellingKind.DUTY_TEAM: (
        "The team to speak to is the duty team. The office number is 0300 123 4568."
    ),
    TellingKind.OUT_OF_HOURS_TEAM: (
        "At night, at weekends and on bank holidays it is the out-of-hours team. "
        "Their number is 0300 123 4569."
    ),
    TellingKind.OTHER_AUTHORITY_CONTACT: (
        "The authority to speak to is Wexmoor, City of. Their number is +44 (0)300 765 4321 ext 12."
    ),
    TellingKind.PLAN_STATUS: (
        "No. This child is not on a child protection plan today. "
        "That does not mean that the child is safe."
    ),
}


@pytest.mark.parametrize("kind", SAID)
def test_the_name_and_the_number_are_said(kind: TellingKind) -> None:
    assert sentence_for(kind, **PARTS) == SAID[kind]


def test_a_space_that_was_typed_around_a_part_is_not_said() -> None:
    spaced = {**PARTS, "name": " Odette Farrant-O'Neill ", "office_number": " 0300 123 4567 "}
    kind = TellingKind.LEAD_SOCIAL_WORKER_NAME
    assert sentence_for(kind, **spaced) == SAID[kind]


CALLED = {
    ("lead_social_worker_name", "name"): "the name of the lead social worker",
    ("lead_social_worker_name", "office_number"): "the office number",
    ("cover_worker_name", "name"): "the name of the cover",
    ("cover_worker_name", "office_number"): "the office number",
    ("duty_team", "duty_number"): "the number of the duty team",
    ("out_of_hours_team", "out_of_hours_number"): "the number of the out-of-hours team",
    ("other_authority_contact", "authority"): "the name of the other authority",
    ("other_authority_contact", "authority_number"): "the number of the other authority",
}


@pytest.mark.parametrize(("kind", "part"), CALLED)
def test_an_error_calls_the_part_by_its_name(kind: str, part: str) -> None:
    called = CALLED[kind, part]
    with pytest.raises(ValueError) as missing:
        sentence_for(TellingKind(kind), **{**PARTS, part: None})
    assert str(missing.value) == f"The sentence needs {called}."
    with pytest.raises(ValueError) as unfit:
        sentence_for(TellingKind(kind), **{**PARTS, part: AN_ADDRESS})
    assert str(unfit.value) == f"The sentence cannot be said: {called} holds more than it should."


def test_the_sentence_for_the_cover_does_not_say_why_there_is_one() -> None:
    said = sentence_for(TellingKind.COVER_WORKER_NAME, **PARTS).casefold()
    for word in ("cover", "leave", "absent", "sick", "away"):
        assert word not in said


def test_no_plan_is_never_said_as_if_all_were_well() -> None:
    said = sentence_for(TellingKind.PLAN_STATUS, on_plan=False)
    assert said.startswith("No.")
    assert "does not mean that the child is safe" in said
    assert sentence_for(TellingKind.PLAN_STATUS, on_plan=True) == (
        "Yes. This child is on a child protection plan today."
    )


@pytest.mark.parametrize(
    ("name", "speakable"),
    [
        ("Ngozi Achterberg", True),
        ("Máire Ní Bhriain-Løvgren", True),
        ("Rose Cottage, Mill Lane", False),
        ("Flat 3", False),
        ("Ann\nMill Lane", False),
        ("x" * 80, True),
        ("x" * 81, False),
        (" ", False),
    ],
)
def test_a_name_is_a_name_and_no_more(name: str, speakable: bool) -> None:
    assert is_speakable_name(name) is speakable


def test_an_authority_may_have_a_comma_in_its_name() -> None:
    assert is_speakable_authority("Wexmoor, City of")
    assert not is_speakable_authority("Wexmoor, 1 High Street")


@pytest.mark.parametrize(
    ("number", "speakable"),
    [
        ("101", True),
        ("0300 123 4567", True),
        ("+44 300 123 4567 extension 4", True),
        ("0300 123 4567 (Mill Lane)", False),
        ("0300-CHILD", False),
        ("", False),
    ],
)
def test_a_number_is_a_number_and_no_more(number: str, speakable: bool) -> None:
    assert is_speakable_number(number) is speakable
