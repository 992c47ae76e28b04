"""The questions as a file: under which scheme, where each clock stands. Nobody is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from lacrecords.disclosure_schemes.queries import QUESTIONS, question_list
from lacrecords.disclosure_schemes.words import words
from lacrecords.exports.kinds import ExportKind
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.web.listing import asked_for
from lacrecords.web.words import moment_words

COLUMNS = ("Question", "Scheme", "Whose request", "Asked", "Refer by", "Referred", "State", "Late")


def chosen_of(address: Mapping[str, str]) -> dict[str, Any]:
    """The part of the list that is wanted, as the request keeps it."""
    asked = asked_for(QUESTIONS, address)
    return {"shown": asked["shown"], "scheme": asked["scheme"]}


def rows(actor: Actor, chosen: Mapping[str, Any], now: datetime) -> Iterator[Sequence[str]]:
    """Every question of that part, the soonest due first."""
    for number in count(1):
        address = {name: str(value) for name, value in chosen.items()} | {"page": str(number)}
        paged = question_list(actor, asked_for(QUESTIONS, address), now).paged
        for one in paged.rows:
            row = one.version
            yield (
                one.question.reference,
                " and ".join(words(scheme) for scheme in one.schemes) or "Neither",
                words(row.way),
                moment_words(one.question.asked_at),
                moment_words(row.refer_by_at) if row.refer_by_at else "",
                moment_words(one.referrals[0].referred_at) if one.referrals else "",
                words(one.state),
                "Late" if one.is_late(now) else "",
            )
        if number >= paged.pages:
            return


def describe(chosen: Mapping[str, Any]) -> str:
    """Which part of the list it is, in words."""
    said = {one.name: dict(one.options) for one in QUESTIONS.selections}
    shown, scheme = (said[name][str(chosen[name])] for name in ("shown", "scheme"))
    return f"Questions under the disclosure schemes: {shown.lower()}, {scheme}"


SCHEME_QUESTIONS = ExportKind(
    key="scheme_questions",
    title="Questions under the disclosure schemes",
    action=Action.SCHEME_MANAGE,
    columns=COLUMNS,
    rows=rows,
    describe=describe,
    chosen_of=chosen_of,
    back_to="disclosure_schemes.index",
)
