"""Names in one plain form, and how alike two names are."""

from __future__ import annotations

from pathlib import Path

import pytest

from lacrecords.matching.families import (
    NameListRefused,
    are_kin,
    other_endings,
    packaged_lists,
    read_list,
    read_lists,
)
from lacrecords.matching.name_comparison import NameAgreement, compare_names
from lacrecords.matching.names import (
    is_stand_in,
    name_words,
    says_unborn_or_new,
    sound_code,
    without_stand_ins,
)

HEAD = "source = 'me'\nlicence = 'mine'\n"


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
        (("nana",), ("naomi",), NameAgreement.LOOSE),
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


def test_brother_and_sister_carry_one_surname_with_two_endings() -> None:
    assert "kazlauskaite" in other_endings("kazlauskas")
    assert "kazlauskas" in other_endings("kazlauskiene")
    assert "novakova" in other_endings("novak")
    assert not other_endings("ferrier")
    assert not other_endings("ova")


LISTS = sorted(packaged_lists().glob("*.toml"))


@pytest.mark.parametrize("path", LISTS, ids=[path.stem for path in LISTS])
def test_the_lists_that_travel_with_the_program_are_in_order(path: Path) -> None:
    found = read_list(path)
    assert len(found.families) > 50 or len(found.endings) > 5


@pytest.mark.parametrize(
    "text",
    [
        "licence = 'x'\n[families]\na = ['x', 'y']",
        "source = 'me'\n[families]\na = ['x', 'y']",
        HEAD,
        f"{HEAD}families = 3",
        f"{HEAD}[families]\nwren = 'wren'",
        f"{HEAD}[families]\nwren = ['wren']",
        f"{HEAD}[families]\nwren = ['wren', 7]",
        f"{HEAD}[families]\nwren = ['wren', 'two words']",
        f"{HEAD}[endings]\nan = ['a', 'an']",
        f"{HEAD}[endings]\nan = ['AB', 'an']",
        "not toml",
    ],
)
def test_a_list_in_another_form_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "names.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(NameListRefused, match=r"names\.toml"):
        read_list(file)


def test_a_council_adds_a_list_of_its_own_and_a_wrong_one_stops_the_start(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(f"{HEAD}[families]\nwren = ['wren', 'jenny']", encoding="utf-8")
    try:
        read_lists(str(tmp_path))
        assert are_kin("wren", "jenny") and are_kin("teddy", "edward")
        own.write_text("[families]", encoding="utf-8")
        with pytest.raises(NameListRefused, match=r"own\.toml"):
            read_lists(str(tmp_path))
        with pytest.raises(NameListRefused, match="no folder"):
            read_lists(str(tmp_path / "gone"))
    finally:
        read_lists()
    assert not are_kin("wren", "jenny")
