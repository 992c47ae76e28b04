"""How names, numbers and streets are misheard and mistyped, by rules of our own. Pure.

From general knowledge of how English is heard over a telephone; no list of real mistakes.
"""

from __future__ import annotations

import unicodedata
from random import Random

_SOUND_ALIKE = (
    ("ph", "f"),
    ("ck", "k"),
    ("ie", "y"),
    ("y", "i"),
    ("ee", "ea"),
    ("ai", "ay"),
    ("ay", "ei"),
    ("ll", "l"),
    ("tt", "t"),
    ("nn", "n"),
    ("ss", "s"),
    ("c", "k"),
    ("k", "c"),
    ("z", "s"),
    ("sh", "ch"),
    ("ou", "u"),
    ("oo", "u"),
    ("ei", "ie"),
    ("eigh", "ay"),
    ("ough", "ow"),
    ("gh", ""),
    ("kh", "k"),
    ("q", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("ah", "a"),
    ("a", "ah"),
    ("e", "i"),
    ("o", "u"),
)
_MISHEARD = (
    ("m", "n"),
    ("n", "m"),
    ("f", "s"),
    ("s", "f"),
    ("th", "f"),
    ("b", "d"),
    ("d", "b"),
    ("p", "b"),
    ("t", "d"),
    ("v", "b"),
    ("g", "k"),
    ("l", "r"),
    ("j", "ch"),
)
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LETTERS_OF_THEIR_OWN = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "đ": "d"})
SHORT_FORMS = {
    "Alexander": "Alex Alec Xander",
    "Alexandra": "Alex Lexi",
    "Amelia": "Millie Amy",
    "Andreea": "Andra",
    "Anthony": "Tony",
    "Benjamin": "Ben Benji",
    "Bethany": "Beth",
    "Bridget": "Biddy Bridie",
    "Charlotte": "Charlie Lottie",
    "Christopher": "Chris Kit",
    "Daniel": "Dan Danny",
    "Danielle": "Dani",
    "Edward": "Ed Eddie Ted",
    "Eleanor": "Ellie Nell",
    "Elizabeth": "Liz Beth Lizzie",
    "Emmanuel": "Manny",
    "Florence": "Flo Florrie",
    "Francesca": "Fran Frankie",
    "Gabriel": "Gabe",
    "George": "Georgie",
    "Georgia": "George",
    "Harriet": "Hattie",
    "Henry": "Harry",
    "Imogen": "Immy",
    "Isabelle": "Izzy Bella",
    "Jacob": "Jake",
    "James": "Jim Jamie",
    "Jessica": "Jess Jessie",
    "John": "Johnny Jack",
    "Joseph": "Joe Joey",
    "Joshua": "Josh",
    "Katarzyna": "Kasia",
    "Lillian": "Lily",
    "Małgorzata": "Gosia",
    "Margaret": "Maggie Peggy",
    "Matilda": "Tilly Mattie",
    "Matthew": "Matt Matty",
    "Michael": "Mike Mikey Mick",
    "Mohammed": "Mo",
    "Muhammad": "Mo",
    "Nicholas": "Nick Nicky",
    "Oliver": "Ollie",
    "Olivia": "Liv Livvy",
    "Oluwaseun": "Seun",
    "Oluwatobi": "Tobi",
    "Patrick": "Paddy Pat",
    "Rebecca": "Becky Becca",
    "Robert": "Rob Bobby",
    "Samuel": "Sam Sammy",
    "Simran": "Sim",
    "Stephen": "Steve",
    "Temitope": "Temi Tope",
    "Theresa": "Tess",
    "Thomas": "Tom Tommy",
    "Victoria": "Vicky Tori",
    "William": "Will Billy Liam",
    "Zachary": "Zac Zak",
}
"""Short forms that somebody at the telephone may use for a full name."""


def sounding_alike(name: str, chance: Random) -> str:
    """Another spelling that sounds about the same."""
    return _exchanged(name, _SOUND_ALIKE, chance)


def misheard(name: str, chance: Random) -> str:
    """The name with one sound taken for another that a telephone line makes alike."""
    return _exchanged(name, _MISHEARD, chance)


def _exchanged(name: str, pairs: tuple[tuple[str, str], ...], chance: Random) -> str:
    low = name.lower()
    fitting = [(said, heard) for said, heard in pairs if said in low[1:] or low.startswith(said)]
    if not fitting:
        return mistyped(name, chance)
    said, heard = chance.choice(fitting)
    places = [place for place in range(len(low)) if low.startswith(said, place)]
    place = chance.choice(places)
    changed = f"{low[:place]}{heard}{low[place + len(said) :]}"
    return _cased_as(name, changed)


def mistyped(name: str, chance: Random) -> str:
    """The name with one slip of the keyboard: a letter lost, doubled, swapped or beside."""
    if len(name) < 3:
        return name
    place = chance.randrange(1, len(name))
    letter, slip = name[place], chance.randrange(4)
    if slip == 0:
        return name[:place] + name[place + 1 :]
    if slip == 1:
        return name[:place] + letter + name[place:]
    if slip == 2 and place + 1 < len(name):
        return name[:place] + name[place + 1] + letter + name[place + 2 :]
    return name[:place] + _beside(letter, chance) + name[place + 1 :]


def digit_slipped(number: str, chance: Random) -> str:
    """The number with one digit wrong or two swapped."""
    place = chance.randrange(len(number) - 1)
    if number[place] != number[place + 1] and chance.random() < 0.5:
        return number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    wrong = (int(number[place]) + chance.randrange(1, 10)) % 10
    return f"{number[:place]}{wrong}{number[place + 1 :]}"


def folded(name: str) -> str:
    """The name in plain letters, as most forms take it."""
    apart = unicodedata.normalize("NFD", name.translate(_LETTERS_OF_THEIR_OWN))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def skeleton(name: str) -> str:
    """What is left of a name however it is spelt: its first letter and its firm consonants.

    A coarse measure of how many names sound about alike; no search uses it.
    """
    plain = folded(name).lower()
    kept = [plain[:1]]
    for letter in plain[1:].replace("ph", "f").replace("ck", "k"):
        firm = {"c": "k", "q": "k", "z": "s", "d": "t", "b": "p", "v": "f"}.get(letter, letter)
        if firm not in "aeiouyhw' -" and firm != kept[-1]:
            kept.append(firm)
    return "".join(kept)


def _beside(letter: str, chance: Random) -> str:
    for row in _KEYS:
        place = row.find(letter.lower())
        if place >= 0:
            return chance.choice(row[max(0, place - 1) : place] + row[place + 1 : place + 2])
    return letter


def _cased_as(name: str, changed: str) -> str:
    return changed.title() if name[:1].isupper() else changed
