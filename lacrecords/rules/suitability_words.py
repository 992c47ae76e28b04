"""The exact words of the answer to a suitability check request, and of the rights of the person.

They are shown before they are sent and kept word for word. None of them says that there are no
concerns, or that anybody is safe or suitable: what we do not hold, others may. Source:
product, A15 and C4; the person's rights: the duties of whoever holds personal data.
"""

from __future__ import annotations

from datetime import date

NEVER_SAY = (
    "That there are no concerns.",
    "That the person is safe, or suitable.",
    "That the person is, or is not, known to Children's Social Care.",
)
"""What must not be said of the person, by letter or on the telephone."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def nothing_known_words(people: tuple[str, ...], searched_on: date) -> tuple[str, ...]:
    """Give the answer where there is nothing that we can share, one paragraph after another."""
    who = _listed(people)
    day = f"{searched_on.day} {MONTHS[searched_on.month - 1]} {searched_on.year}"
    return (
        f"You asked us to search the records of our Children's Social Care for {who}.",
        f"We searched on {day}, under the names, the dates of birth and the addresses that you"
        " gave. There is nothing that we can share with you for the purpose you gave.",
        "This says what we can share from our own records on that day, and no more. It is no"
        " opinion on whether anybody should work with or care for children: that decision is"
        " yours. Other councils, the police and the Disclosure and Barring Service may hold"
        " information that we do not.",
        "Use this answer only for the purpose for which you asked, and keep it no longer than"
        " you need it.",
    )


def rights_words(contact: str, complaints: str) -> tuple[str, ...]:
    """Say to the person who was checked what is held, how to ask for it, and how to complain."""
    return (
        "We keep what was asked about you, your consent, what was searched, and what was"
        " answered. Nothing is told to your employer or agency beyond the answer itself.",
        f"You can ask to see what we hold about you, and to have it put right: write to {contact}.",
        "You can take your consent back until the answer has gone. Then nothing is searched and"
        " nothing is sent.",
        f"You can complain to us: {complaints}. If you are not content with our reply, you can go"
        " to the Information Commissioner's Office about your data, or to the Local Government"
        " and Social Care Ombudsman about the time we took.",
    )


def _listed(people: tuple[str, ...]) -> str:
    all_but_the_last = ", ".join(people[:-1])
    return " and ".join(part for part in (all_but_the_last, *people[-1:]) if part)
