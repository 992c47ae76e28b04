"""Names in one plain form: any script, any case, any accent, hyphen or apostrophe.

Says which words of a name are stand-ins ("baby", "unborn") and gives each word a code
by its consonants, so that names that sound alike meet. It keeps no list of people.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from anyascii import anyascii

LONGEST_NAME = 120
LONGEST_CODE = 8
MOST_WORDS = 6

_APOSTROPHES = dict.fromkeys(
    map(ord, "'\u2018\u2019`\u00b4\u02bc\u02bb\u2032\uff07"),
)
_NOT_LETTERS = re.compile(r"[^a-z]+")
_PREFIXES = frozenset({"mc", "mac", "o"})
STAND_INS = frozenset(
    "baby babe unborn newborn infant unknown unnamed unkown na nk none notknown tba tbc ub".split()
)
_WITH_STAND_INS = frozenset(
    "of boy girl male female twin one two child a b i ii the mum mother".split()
)
_OF_A_NEWBORN = frozenset("boy girl male female twin triplet bump named".split())
"""Words that stand for a forename not given yet, where nothing else was written there."""
_NOT_SAID = frozenset(
    {"unknown", "unkown", "unnamed", "na", "nk", "none", "notknown", "tba", "tbc"}
)


@lru_cache(maxsize=65536)
def name_words(text: str) -> tuple[str, ...]:
    """The words of a name in plain lower-case letters, at most six of them."""
    # Symbols and controls go before transliteration: an emoji must not become a word.
    kept = "".join(
        character if unicodedata.category(character)[0] in "LMZP" else " "
        for character in unicodedata.normalize("NFKC", text[:LONGEST_NAME])
    )
    plain = anyascii(kept.translate(_APOSTROPHES)).lower().replace("'", "").replace("`", "")
    words = _NOT_LETTERS.sub(" ", plain[:LONGEST_NAME]).split()
    return tuple(_join_prefixes(words)[:MOST_WORDS])


def _join_prefixes(words: list[str]) -> list[str]:
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] in _PREFIXES and len(word) > 2:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def without_stand_ins(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name without "baby", "unborn", "unknown" and the words that go with them."""
    if not any(word in STAND_INS for word in words):
        return words
    return tuple(word for word in words if word not in STAND_INS and word not in _WITH_STAND_INS)


def forename_without_stand_ins(words: tuple[str, ...]) -> tuple[str, ...]:
    """A forename without what a ward writes for one: "Twin 1", "Boy", "Baby of Stacey"."""
    if _is_of_a_newborn(words):
        return ()
    for_one = any(word in STAND_INS for word in words) and "of" in words
    return without_stand_ins(words[: words.index("of")] if for_one else words)


def _is_of_a_newborn(words: tuple[str, ...]) -> bool:
    others = STAND_INS | _WITH_STAND_INS | _OF_A_NEWBORN | {"yet", "not"}
    first = words[: words.index("of")] if "of" in words else words
    return any(word in _OF_A_NEWBORN for word in first) and all(word in others for word in first)


def is_stand_in(text: str) -> bool:
    """Whether nothing but a stand-in was given where a forename should be."""
    words = name_words(text)
    return bool(words) and not forename_without_stand_ins(words)


def says_unborn_or_new(text: str) -> bool:
    """Whether the name given says that the child is unborn or has no name yet."""
    words = name_words(text)
    said = any(word in STAND_INS and word not in _NOT_SAID for word in words)
    return said or _is_of_a_newborn(words)


def with_v_as_w(word: str) -> str:
    """A word with v written as w: Kovalchick and Kowalczyk, Visnevska and Wisniewska."""
    return word.replace("v", "w")


_SPELLINGS = (
    (re.compile(r"^(?:kn|gn|pn)"), "n"),
    (re.compile(r"^wr"), "r"),
    (re.compile(r"^wh"), "w"),
    (re.compile(r"^ts?z|^ts"), "s"),
    (re.compile(r"tch|sch|sh|ch|cz|sz|zh"), "S"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"([ao])ugh|igh"), r"\1"),
    (re.compile(r"dge|dj|dz"), "j"),
    (re.compile(r"ck|q|kh|gh"), "k"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"g(?=[eiy])"), "j"),
    (re.compile(r"x"), "ks"),
)
_SOUND_OF = {
    **dict.fromkeys("bp", "B"),
    **dict.fromkeys("dt", "D"),
    **dict.fromkeys("fv", "F"),
    **dict.fromkeys("gkc", "K"),
    **dict.fromkeys("szSj", "S"),
    **dict.fromkeys("mn", "N"),
    "l": "L",
    "r": "R",
}


@lru_cache(maxsize=65536)
def sound_code(word: str) -> str:
    """A coarse code of a word by its consonants; words that sound alike share it."""
    spelled = word
    for pattern, sound in _SPELLINGS:
        spelled = pattern.sub(sound, spelled)
    code: list[str] = []
    before = ""
    for place, letter in enumerate(spelled):
        sound = _SOUND_OF.get(letter, "")
        if sound and sound != before:
            code.append(sound)
        elif place == 0 and not sound:
            code.append("W" if letter == "w" else "Y" if letter == "y" else "A")
        # h is silent between like sounds ("Sarrah"), vowels part them ("Lily").
        before = sound if letter != "h" else before
    return "".join(code)[:LONGEST_CODE]


def sound_codes(words: Iterable[str]) -> tuple[str, ...]:
    """The codes of a name: one for each word, and one for several words run together."""
    parts = tuple(words)
    codes = [sound_code(word) for word in parts if len(word) > 1]
    if len(parts) > 1:
        codes.append(sound_code("".join(parts)))
    return tuple(dict.fromkeys(code for code in codes if code))


def initials_only(words: tuple[str, ...]) -> bool:
    """Whether only an initial was given."""
    return bool(words) and all(len(word) == 1 for word in words)
