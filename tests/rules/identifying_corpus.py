"""Invented postcodes and telephone numbers in the ways people write them, and harmless texts.

Seeded: the same corpus every time. The areas are the real ones, since the rule knows them; the
districts and units are drawn at random, and no sentence is about anybody. The texts without
anything identifying hold what a case file is full of: dates, money, times, doses, case numbers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from lacrecords.rules.identifying_postcodes import AREAS

SEED = 20_260_401
LAST = "ABDEFGHJLNPQRSTUWXYZ"
FORMATS = ("A9", "A99", "AA9", "AA99", "A9A", "AA9A")
SENTENCES = (
    "The family moved to {} last week and the school has not been told.",
    "Her key worker wrote {} on the form; may we pass the plan on?",
    "{} is where the father was seen.",
    "We were given ({}) by the housing association, who asked us not to say so.",
    "Seen at home 12/03/2026, 10.30am: {}",
    "Contact: {}, consent refused on 3 March.",
    'the note says "{}" and nothing else',
    "Dose 5mg at 9am. {}. Review in 6 weeks.",
)
HARMLESS = (
    "Seen on {day}/{month}/{year} at {hour}.{minute} for {small} minutes.",
    "The review of {day} {word} {year} was {small} days late.",
    "Paid £{small},{hundred}.{minute} in {year}/{short} and £{small}.50 a week since.",
    "Travelled on the M{small} and the A{hundred} from the hospital, {small} miles.",
    "Case number {case} of {year}; S47 enquiry, then section {small} of the Act.",
    "A strategy discussion was held under s47 on {year}-0{digit}-1{digit} at {hour}:{minute}.",
    "The child takes {small}mg twice a day and {hundred}ml at night, B12 once a week.",
    "In Year {small} since September; Key Stage {digit}; {small} of {hundred} sessions missed.",
    "Two sheets of A{digit} paper, form E{digit}, {small}% of the {hundred} pages read.",
    "From {hour}:{minute} to {hour}:{minute}, {digit}-{small} times a week, {small}/{hundred}.",
    "The order of {day}.{month}.{year} ends {day}.{month}.{year}; {digit} of {small} visits held.",
    "May the school be told that the plan ended {small} weeks ago?",
    "Aged {digit}, {digit} and {small}; weight {small}.{digit}kg, height {hundred}cm.",
    "The mother works {small} hours from {hour}{minute}; contact {digit}.{minute}pm.",
    "Temperature {small}.{digit}C, {digit}st 1st centile, 2nd visit, IQ {hundred}.",
    "She said no {digit} times. We have {small} days until the court hearing.",
)
WORDS = ("January", "February", "April", "June", "August", "October", "December")
AREA_CODES = ("01632", "0191 498", "0113 496", "020 7946", "028 9649", "029 2018", "01204")


@dataclass(frozen=True, slots=True)
class Written:
    """Something identifying inside a sentence, and where it stands."""

    text: str
    start: int
    end: int
    way: str


def seeded() -> random.Random:
    """Chance that falls the same way every time."""
    return random.Random(SEED)  # noqa: S311 - nothing secret is drawn


def _in_sentence(chance: random.Random, words: str, way: str) -> Written:
    sentence = chance.choice(SENTENCES)
    start = sentence.index("{}")
    return Written(sentence.replace("{}", words), start, start + len(words), way)


def postcodes(chance: random.Random, each: int) -> Iterator[Written]:
    """So many postcodes of every format, in every way of writing them."""
    for outward in FORMATS:
        letters = 2 if outward.startswith("AA") else 1
        areas = sorted(area for area in AREAS if len(area) == letters)
        for number in range(each):
            # Every area has its turn.
            first = areas[number % len(areas)] + "".join(
                str(chance.randrange(1, 10)) if sign == "9" else chance.choice(LAST)
                for sign in outward[letters:]
            )
            last = f"{chance.randrange(10)}{chance.choice(LAST)}{chance.choice(LAST)}"
            for way, words in _ways_of_a_postcode(first, last):
                yield _in_sentence(chance, words, f"postcode {outward} {way}")


def _ways_of_a_postcode(first: str, last: str) -> Iterator[tuple[str, str]]:
    yield "as printed", f"{first} {last}"
    yield "without a blank", first + last
    yield "in small letters", f"{first} {last}".lower()
    yield "small, without a blank", (first + last).lower()
    yield "mixed", f"{first.title()} {last.lower()}"
    yield "over a line end", f"{first}\n{last}"
    yield "over a line end of Windows", f"{first}\r\n{last}"
    yield "two blanks", f"{first}  {last}"
    yield "a blank that does not break", f"{first}\u00a0{last}"
    yield "a dash", f"{first}-{last}"
    yield "with a dot", f"{first}.{last}"
    if "0" in last:
        yield "O for nought", f"{first} {last.replace('0', 'O')}"
    if "1" in last:
        yield "I for one", f"{first} {last.replace('1', 'I')}"
        yield "l for one", f"{first} {last.replace('1', 'l')}"


def telephone_numbers(chance: random.Random, each: int) -> Iterator[Written]:
    """So many numbers of every range, in every way of writing them."""
    for _number in range(each):
        for national in (
            (chance.choice(AREA_CODES), _figures(chance, 6)),
            (f"07{_figures(chance, 3)}", _figures(chance, 6)),
            (chance.choice(("0800", "0808", "0845", "0300", "0345")), f"{_figures(chance, 7)}"),
        ):
            code = national[0].replace(" ", "")
            rest = national[1] if len(code) <= 5 else _figures(chance, 11 - len(code))
            for way, words in _ways_of_a_number(code, rest):
                yield _in_sentence(chance, words, f"number {way}")


def _figures(chance: random.Random, count: int) -> str:
    return "".join(str(chance.randrange(10)) for _place in range(count))


def _ways_of_a_number(code: str, rest: str) -> Iterator[tuple[str, str]]:
    half = len(rest) // 2
    yield "in two", f"{code} {rest}"
    yield "in one", code + rest
    yield "in three", f"{code} {rest[:half]} {rest[half:]}"
    yield "with dashes", f"{code}-{rest[:half]}-{rest[half:]}"
    yield "with dots", f"{code}.{rest[:half]}.{rest[half:]}"
    yield "in brackets", f"({code}) {rest}"
    yield "+44", f"+44 {code[1:]} {rest}"
    yield "+44 run on", f"+44{code[1:]}{rest}"
    yield "+44 (0)", f"+44 (0){code[1:]} {rest[:half]} {rest[half:]}"
    yield "0044", f"0044 {code[1:]} {rest}"
    yield "with a slash", f"{code}/{rest}"
    yield "with an extension", f"{code} {rest} ext. 42"
    yield "over a line end", f"{code}\n{rest}"
    yield "by pairs", " ".join((code + rest)[at : at + 2] for at in range(0, 11, 2))
    yield "figure by figure", " ".join(code + rest)
    yield "with a long dash", f"{code} – {rest}"
    yield "spoken", " ".join(_SPOKEN[int(figure)] for figure in code + rest)


_SPOKEN = ("oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def harmless(chance: random.Random, each: int) -> Iterator[str]:
    """So many texts of every kind that point to nobody."""
    for _number in range(each):
        for text in HARMLESS:
            yield text.format(
                day=f"{chance.randrange(1, 29):02}",
                month=f"{chance.randrange(1, 13):02}",
                year=chance.randrange(2015, 2027),
                short=chance.randrange(16, 28),
                hour=f"{chance.randrange(7, 20):02}",
                minute=f"{chance.randrange(0, 60):02}",
                small=chance.randrange(1, 60),
                hundred=chance.randrange(100, 1000),
                digit=chance.randrange(1, 5),
                case=chance.randrange(10_000, 10_000_000),
                word=chance.choice(WORDS),
            )
