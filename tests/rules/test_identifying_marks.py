"""What may tell a reader whom a text is about is found, named, and taken out."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lacrecords.rules.identifying_marks import KIND_WORDS, NEVER_SENT, marks_in, without_marks
from lacrecords.rules.identifying_numbers import nhs_check_digit_is_right
from lacrecords.terms import MarkKind as Kind

NAMES = ("Zoë O'Brien-Lee", "Grace Fenwick-Ashe", "Idris van der Hallow")
PLACES = ("12 Fernhill Close", "The Old Vicarage")


def found(text: str) -> list[tuple[Kind, str]]:
    """What is found, in order, with nothing known of anybody."""
    return [(mark.kind, mark.words) for mark in marks_in(text)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("lives at ZZ9 4QR now", Kind.POSTCODE, "ZZ9 4QR"),
        ("sw1a1aa", Kind.POSTCODE, "sw1a1aa"),
        ("near MI IAA", Kind.POSTCODE, "MI IAA"),
        ("GIR OAA", Kind.POSTCODE, "GIR OAA"),
        ("bfpo 57", Kind.POSTCODE, "bfpo 57"),
        ("JE2\n3AB", Kind.POSTCODE, "JE2\n3AB"),
        ("ASCN 1ZZ", Kind.POSTCODE, "ASCN 1ZZ"),
        ("E C 1 A 1 B B", Kind.POSTCODE, "E C 1 A 1 B B"),
        ("in BB12", Kind.PART_POSTCODE, "BB12"),
        ("in BB12 6", Kind.PART_POSTCODE, "BB12 6"),
        ("the postcode is m14", Kind.PART_POSTCODE, "m14"),
        ("960321 ( 01632", Kind.TELEPHONE_NUMBER, "960321 ( 01632"),
        ("ring 020 7946 0018 x21", Kind.TELEPHONE_NUMBER, "020 7946 0018 x21"),
        ("on +44 (0)1632 960-321", Kind.TELEPHONE_NUMBER, "+44 (0)1632 960-321"),
        ("tel: 960 321", Kind.TELEPHONE_NUMBER, "960 321"),
        ("O1632 96O321", Kind.TELEPHONE_NUMBER, "O1632 96O321"),
        ("oh one six three two nine double six oh", Kind.TELEPHONE_NUMBER, None),
        ("943 476 5919", Kind.NHS_NUMBER, "943 476 5919"),
        ("NHS no. 943 476 5918", Kind.NHS_NUMBER, "943 476 5918"),
        ("hospital 943 476 5918", Kind.LONG_NUMBER, "943 476 5918"),
        ("A823432012001 on the list", Kind.UPN, "A823432012001"),
        ("QQ 12 34 56 C", Kind.LONG_NUMBER, "QQ 12 34 56 C"),
        ("the d.o.b. is 3rd of March 2019", Kind.DATE_OF_BIRTH, "3rd of March 2019"),
        ("born 03.03.19", Kind.DATE_OF_BIRTH, "03.03.19"),
        ("p.snow@fernhill.example", Kind.EMAIL_ADDRESS, "p.snow@fernhill.example"),
        ("snow (at) fernhill (dot) example", Kind.EMAIL_ADDRESS, None),
        ("as @little_star on it", Kind.EMAIL_ADDRESS, "@little_star"),
        ("see https://chat.example/star", Kind.WEB_ADDRESS, "https://chat.example/star"),
        ("record K7QP-3MRT", Kind.REFERENCE, "K7QP-3MRT"),
        ("record k7qp-3mrt", Kind.REFERENCE, "k7qp-3mrt"),
        ("at 14a Mill Rd.", Kind.STREET_ADDRESS, "14a Mill Rd."),
        ("at 14 high street", Kind.STREET_ADDRESS, "14 high street"),
        ("lives at 3 mill close", Kind.STREET_ADDRESS, "3 mill close"),
        ("in flat 2b", Kind.STREET_ADDRESS, "flat 2b"),
        ("in flat no. 3", Kind.STREET_ADDRESS, "flat no. 3"),
        ("write to P.O. Box 12", Kind.STREET_ADDRESS, "P.O. Box 12"),
        ("the corner of the Mill with Bank", Kind.PLACE, "the Mill with Bank"),
        ("behind Rose Cottage", Kind.PLACE, "Rose Cottage"),
        ("the corner of Mill Lane and High Street", Kind.PLACE, "Mill Lane and High Street"),
        ("seen with Mrs Fenwick", Kind.NAME, "Fenwick"),
        ("mr fenwick rang", Kind.NAME, "fenwick"),
        ("her aunt Idris", Kind.NAME, "Idris"),
        ("a boy called Idris", Kind.NAME, "Idris"),
        ("Wilfreda Snow has asked", Kind.NAME, "Wilfreda Snow"),
        ("seen by J. K. Fenwick", Kind.NAME, "J. K. Fenwick"),
    ],
)
def test_each_kind_is_found_and_named(text: str, kind: Kind, words: str | None) -> None:
    assert found(text) == [(kind, text if words is None else words)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("at 14 mill road", Kind.STREET_ADDRESS, "14 mill road"),
        ("at 14 mill embankment", Kind.STREET_ADDRESS, "14 mill embankment"),
        ("at 14 mill st", Kind.STREET_ADDRESS, "14 mill st"),
        ("at 14 mill brae", Kind.STREET_ADDRESS, "14 mill brae"),
        ("behind Rose Caravan", Kind.PLACE, "Rose Caravan"),
        ("his wife Idris", Kind.NAME, "Idris"),
        ("mx fenwick rang", Kind.NAME, "fenwick"),
        ("aka Idris", Kind.NAME, "Idris"),
        ("heard at 3 Civil Court hearings", Kind.PLACE, "Civil Court"),
        ("heard at 3 Leeds Family Court hearings", Kind.PLACE, "Leeds Family Court"),
        ("seen by 12 Top of Hill", Kind.STREET_ADDRESS, "12 Top of Hill"),
        ("seen by 12 Bryn y Close", Kind.STREET_ADDRESS, "12 Bryn y Close"),
        ("in the White House", Kind.NAME, "White House"),
        ("AB10 is near", Kind.PART_POSTCODE, "AB10"),
        ("ZE1 is near", Kind.PART_POSTCODE, "ZE1"),
        ("at AB1 2XA now", Kind.POSTCODE, "AB1 2XA"),
    ],
)
def test_every_list_of_words_is_read_to_its_end(text: str, kind: Kind, words: str) -> None:
    """The first and the last word of each list, so that a list cut short is noticed."""
    assert found(text) == [(kind, words)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("on 01632 96 2019", Kind.TELEPHONE_NUMBER, "01632 96 2019"),
        ("o1632 960321", Kind.TELEPHONE_NUMBER, "o1632 960321"),
        ("(ring (01632) 960321)", Kind.TELEPHONE_NUMBER, "(01632) 960321"),
        ("(ring 01632 960321)", Kind.TELEPHONE_NUMBER, "01632 960321"),
        ("44 1632 960 321", Kind.TELEPHONE_NUMBER, "44 1632 960 321"),
        ("44 1632 960 3211", Kind.TELEPHONE_NUMBER, "44 1632 960 3211"),
        ("353 86 123 4567", Kind.TELEPHONE_NUMBER, "353 86 123 4567"),
        ("960321 012", Kind.TELEPHONE_NUMBER, "960321 012"),
        ("zero one six three two nine six four triple", Kind.TELEPHONE_NUMBER, None),
        ("oh 1632 nine six oh 321", Kind.TELEPHONE_NUMBER, None),
        ("943 476 5919 12", Kind.NHS_NUMBER, "943 476 5919 12"),
        ("12 9434765919 12", Kind.NHS_NUMBER, "12 9434765919 12"),
        ("pupil A82343201200B left", Kind.UPN, "A82343201200B"),
        ("case 123 456 789", Kind.LONG_NUMBER, "123 456 789"),
        ("code 2019 2020 101", Kind.LONG_NUMBER, "2019 2020 101"),
        ("44 123 456 781", Kind.LONG_NUMBER, "44 123 456 781"),
        ("55 1632 960 321", Kind.LONG_NUMBER, "55 1632 960 321"),
        ("44 12345 6789 1234", Kind.LONG_NUMBER, "44 12345 6789 1234"),
        ("960321 234 01", Kind.LONG_NUMBER, "960321 234 01"),
        ("born 3 january 2019", Kind.DATE_OF_BIRTH, "3 january 2019"),
        ("born 3 dec 2019", Kind.DATE_OF_BIRTH, "3 dec 2019"),
        ("born March 3rd 2019", Kind.DATE_OF_BIRTH, "March 3rd 2019"),
        ("born 2019-03-03", Kind.DATE_OF_BIRTH, "2019-03-03"),
    ],
)
def test_each_number_is_named_after_what_it_looks_like(
    text: str, kind: Kind, words: str | None
) -> None:
    assert found(text) == [(kind, text if words is None else words)]


@pytest.mark.parametrize("text", ["case 12 345 678", "in 2019 2020 10 came"])
def test_eight_figures_and_years_are_no_long_number(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("word", ["January", "Holiday", "A", "Furthermore", "NHS", "Street"])
def test_a_word_that_is_no_name_is_no_name_after_called(word: str) -> None:
    assert found(f"they are called {word}") == []


@pytest.mark.parametrize(
    "text",
    [
        "A S47 enquiry under section 47; the M25 and the A1; A1 paper; Year 10; B12; KS2.",
        "The Designated Manager and the Caldicott Guardian of the County Council agreed.",
        "Children's Social Care, the Family Court and the Crown Court. The Police came.",
        "After 12 weeks in care the children are close; 3 family court hearings; a 2 hour drive.",
        "On Monday 3 March at the Town Hall. May I share it? Will the School Nurse be told?",
        "a part-time worker, high-risk, well-born; 2019-2024; 10.30-11.15; 5mg at 9am; 4th to 6th",
        "If I share it, I need your view. The mother said no. IN OCTOBER 2024 THE NHS SAID NO.",
        "in 2019-2024 10 children came; from 2019-2024 12 of them; (2019-2024) 10-12 2025",
        "a board of 12X34X56X78X90 parts; a 3 day road trip; 50 ml road salt; flat a few",
        "a CT1 scan at stage IV2; on the M1 5AM; on the B1 2IM",
        "so old, to 1st, me and us, at 4 on the dot; one two three; ask at 4.30pm",
    ],
)
def test_what_a_case_file_is_full_of_is_not_warned_of(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ZOE said", "ZOE"),
        ("Zoë’s bag", "Zoë"),
        ("zoë o brien lee", "zoë o brien lee"),
        ("Z. O'Brien Lee", "Z. O'Brien Lee"),
        ("the OBRIENLEE family", "OBRIENLEE"),
        ("Lee is", "Lee"),
        ("grace fenwick ashe", "grace fenwick ashe"),
        ("the Fenwicks", "Fenwicks"),
        ("VAN DER HALLOW", "VAN DER HALLOW"),
        ("idris-hallow", "idris-hallow"),
    ],
)
def test_a_known_name_is_found_however_it_is_written(text: str, words: str) -> None:
    marks = marks_in(text, NAMES)
    assert (Kind.KNOWN_NAME, words) in [(mark.kind, mark.words) for mark in marks]


def test_a_known_street_is_found_without_its_number() -> None:
    for text in ("fernhill close", "Fernhill  Close", "the old vicarage"):
        assert [mark.kind for mark in marks_in(f"near {text}", (), PLACES)] == [Kind.STREET_ADDRESS]
    assert [mark.kind for mark in marks_in("in fernhill", (), PLACES)] == [Kind.PLACE]


def test_a_known_name_that_is_an_everyday_word_is_warned_of_and_may_be_answered_for() -> None:
    assert [mark.kind for mark in marks_in("with good grace", NAMES)] == [Kind.NAME]
    assert [mark.kind for mark in marks_in("red ginger", ("Ginger Hallow",))] == [Kind.NAME]
    assert Kind.NAME not in NEVER_SENT


def test_the_small_words_of_a_surname_are_no_name_by_themselves() -> None:
    names = ("Idris van der Hallow", "Noor Abu Hallow")
    assert marks_in("a van, and abu", names) == ()


def test_a_text_without_its_marks_reads_on() -> None:
    text = "Zoë lives at 12 Mill Lane, ZZ9 4QR (01632 960321)."
    assert without_marks(text, marks_in(text, NAMES)) == (
        "[a name of the family] lives at [an address], [a postcode] [a telephone number]."
    )


def test_each_kind_has_words_of_its_own() -> None:
    assert set(KIND_WORDS) == set(Kind)
    assert len(set(KIND_WORDS.values())) == len(Kind)


@pytest.mark.parametrize("right", ["9434765919", "4010232137"])
def test_the_check_digit_of_an_nhs_number(right: str) -> None:
    assert nhs_check_digit_is_right(right)
    assert not nhs_check_digit_is_right(right[:-1] + str((int(right[-1]) + 1) % 10))


@pytest.mark.parametrize("digits", ["", "0", "00000000000", "006"])
def test_an_nhs_number_has_ten_digits(digits: str) -> None:
    assert not nhs_check_digit_is_right(digits)


PIECES = st.sampled_from(
    "ZZ9 4QR|M1|1AA|01632|960321|+44|(0)20|7946|943 476 5919|12|Mill|Lane|Rd.|Flat 2|Ann|Bell|Mrs"
    "|bell|K7QP-3MRT|a@b.example|Zoë|O'Brien|Lee|grace|born|3 March 2019|12/03/2019|2019|The|the|of"
    "|[a name]|[an address]|corner of|called|one|two|oh|.|,|;|(|)|-|\n|x4|S47|10.30|BB12|at|dot|@|I"
    "|https://x|A823432012001|www.|NHS|tel|Cottage|é|ı|ß|K".split("|")
)
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=12).map(" ".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("Mrs Ann Bell 12 Mill Lane Rd. ZZ9 4QR")
def test_marks_stand_in_order_and_what_is_left_holds_none(text: str) -> None:
    marks = marks_in(text, NAMES, PLACES)
    assert all(text[mark.start : mark.end] == mark.words for mark in marks)
    assert all(one.end <= next_one.start for one, next_one in pairwise(marks))
    assert marks_in(without_marks(text, marks), NAMES, PLACES) == ()


@settings(max_examples=400, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_text_around_never_hides_a_find(before: str, text: str, after: str) -> None:
    whole = f"{before} ; {text} ; {after}"
    at = len(before) + 3
    marks = marks_in(whole, NAMES)
    for find in marks_in(text, NAMES):
        seen = {
            place
            for mark in marks
            for place in range(mark.start - at, mark.end - at)
            if find.start <= place < find.end
        }
        # Blanks and signs between two finds belong to neither.
        missing = [place for place in range(find.start, find.end) if place not in seen]
        assert not any(text[place].isalnum() for place in missing), (find, marks)


NASTY = (
    "0", "0 ", "a", "A", "A1 ", "a.", "a@", "@", "one ", "Ann ", "A. ", "12 Mill ", "Mrs ", "(0)",
    "AB1 ", "Z'", "born ", "corner of ", "a dot ", "-", "\n", "Flat ", "nhs no ", "2345-", "é",
    "12/03/2019 ", "A823432012001", "\u200b", "[a name]", "www.", "Zoë O'Brien ",
)  # fmt: skip


@pytest.mark.parametrize("nasty", NASTY, ids=ascii)
def test_twice_the_text_takes_about_twice_the_time(nasty: str) -> None:
    def seconds(size: int) -> float:
        text = (nasty * (size // len(nasty) + 1))[:size]
        begun = time.process_time()
        marks_in(text, NAMES, PLACES)
        return time.process_time() - begun

    # Four times the text: four times as long where the time is linear, sixteen where it is not.
    short, long = min(seconds(8_000), seconds(8_000)), min(seconds(32_000), seconds(32_000))
    assert long < 8 * short + 0.1, (short, long)
