"""Names in one plain form, and how alike two names are."""

from __future__ import annotations

from pathlib import Path

import pytest

from lacrecords.matching.families import NameListRefused, are_kin, read_families
from lacrecords.matching.name_comparison import NameAgreement, compare_names
from lacrecords.matching.names import (
    is_stand_in,
    name_words,
    says_unborn_or_new,
    sound_code,
    without_stand_ins,
)
from lacrecords.resources import resource


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("O'Tarrow", ("otarrow",)),
        ("O\u2019Tarrow", ("otarrow",)),
        ("O Tarrow", ("otarrow",)),
        ("Mc Gilderoy", ("mcgilderoy",)),
        ("ŻÓŁCIŃSKA", ("zolcinska",)),
        ("Z\u0307o\u0301łcińska", ("zolcinska",)),
        ("Fenn-Ashby", ("fenn", "ashby")),
        ("Ольга", ("olga",)),
        ("\U0001f600 Wren\x00", ("wren",)),
        ("", ()),
    ],
)
def test_a_name_in_any_script_has_one_plain_form(said: str, words: tuple[str, ...]) -> None:
    assert name_words(said) == words


@pytest.mark.parametrize("said", ["Baby", "unborn", "UNBORN BABY", "Unknown", "baby boy", "UB"])
def test_a_stand_in_is_not_a_name(said: str) -> None:
    assert is_stand_in(said)
    assert without_stand_ins(name_words(said)) == ()


def test_unknown_does_not_say_unborn() -> None:
    assert says_unborn_or_new("Baby of Quarrington")
    assert not says_unborn_or_new("unknown")
    assert not is_stand_in("Babette")


@pytest.mark.parametrize(
    ("one", "other"),
    [("phillipa", "filipa"), ("stephan", "stefan"), ("katherine", "catharyn"), ("wright", "rite")],
)
def test_names_that_sound_alike_share_a_code(one: str, other: str) -> None:
    assert sound_code(one) == sound_code(other)


@pytest.mark.parametrize(
    ("asked", "held", "agreement"),
    [
        (("isolde",), ("isolde",), NameAgreement.SAME),
        (("fenn", "ashby"), ("ashby", "fenn"), NameAgreement.SAME),
        (("ashby",), ("fenn", "ashby"), NameAgreement.PART_SAME),
        (("freddie",), ("frederick",), NameAgreement.KIN),
        (("stefen",), ("stephan",), NameAgreement.SOUNDS_SAME),
        (("quarrinbton",), ("quarrington",), NameAgreement.CLOSE),
        (("i",), ("isolde",), NameAgreement.INITIAL),
        (("i",), ("wren",), NameAgreement.DIFFERENT),
        ((), ("wren",), NameAgreement.MISSING),
        (("isolde",), ("bertrand",), NameAgreement.DIFFERENT),
    ],
)
def test_names_agree_in_one_word(
    asked: tuple[str, ...], held: tuple[str, ...], agreement: NameAgreement
) -> None:
    assert compare_names(asked, held) is agreement


def test_short_names_go_both_ways() -> None:
    assert are_kin("teddy", "edward")
    assert are_kin("edward", "teddy")
    assert not are_kin("edward", "isolde")


def test_the_list_that_travels_with_the_program_is_in_order() -> None:
    families = read_families(resource("config") / "names" / "diminutives.toml")
    assert 50 < len(families) <= 150


@pytest.mark.parametrize(
    "text",
    [
        "[families]\na = ['x', 'y']",
        "source = 'me'",
        "source = 'me'\n[families]\nwren = 'wren'",
        "source = 'me'\n[families]\nwren = ['wren']",
        "source = 'me'\n[families]\nwren = ['wren', 'two words']",
        "not toml",
    ],
)
def test_a_list_in_another_form_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "names.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(NameListRefused, match=r"names\.toml"):
        read_families(file)
