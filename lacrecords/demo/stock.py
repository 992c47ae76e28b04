"""What a stock of names is, and how long tails of names are put together from syllables. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stock:
    """The names of one tradition; `share` is how many families in a hundred use it.

    `surnames_alike`: how many family names at the head of the list are about equally common.
    """

    word: str
    share: int
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    surnames: tuple[str, ...]
    ethnicities: tuple[str, ...]
    surnames_alike: int = 12
    women_end_in_a: bool = False
    women_are_kaur: bool = False

    def surname_of(self, surname: str, woman: bool) -> str:
        """The form of a family name that a woman or a man uses."""
        if woman and self.women_end_in_a and surname.endswith(("ski", "cki", "dzki")):
            return f"{surname[:-1]}a"
        if woman and self.women_are_kaur and surname == "Singh":
            return "Kaur"
        return surname


def words_of(text: str) -> tuple[str, ...]:
    """The names in a text, the commonest first; an underscore stands for a space in a name."""
    return tuple(word.replace("_", " ") for word in text.split())


def composed(firsts: str, lasts: str, joint: str = "") -> tuple[str, ...]:
    """Every first part with every last part."""
    return tuple(f"{first}{joint}{last}" for last in lasts.split() for first in firsts.split())


def once(*lists: Iterable[str]) -> tuple[str, ...]:
    """The names of several lists in order, each once."""
    return tuple(dict.fromkeys(name for names in lists for name in names))
