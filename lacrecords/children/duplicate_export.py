"""Records that may be of one child as a file: pairs of which both records are open to the asker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from lacrecords.children.duplicate_list import DUPLICATES, pairs_page
from lacrecords.exports.kinds import ExportKind
from lacrecords.rules.authorisation import Action, Actor
from lacrecords.web.listing import chosen_from, chosen_words, every_page
from lacrecords.web.words import moment_words

COLUMNS = (
    "Pair",
    "Record",
    "Child",
    "Other record",
    "Other child",
    "Agrees",
    "Differs",
    "Strength",
    "Found",
    "A link is proposed",
)


def rows(actor: Actor, chosen: Mapping[str, Any], now: datetime) -> Iterator[Sequence[str]]:
    """Every pair of that part that this person may see."""
    for pair in every_page(
        lambda asked: pairs_page(actor.account_id, asked, now), DUPLICATES, chosen
    ):
        yield (
            pair.reference,
            pair.one.reference,
            pair.one.name,
            pair.other.reference,
            pair.other.name,
            "; ".join(pair.agrees),
            "; ".join(pair.differs),
            pair.strength.value.capitalize(),
            moment_words(pair.found_at),
            "Yes" if pair.is_proposed else "No",
        )


DUPLICATE_LIST = ExportKind(
    key="duplicates",
    title="Records that may be of one child",
    action=Action.DUPLICATES,
    columns=COLUMNS,
    rows=rows,
    describe=lambda chosen: chosen_words(DUPLICATES, chosen),
    chosen_of=lambda address: chosen_from(DUPLICATES, address),
    back_to="children.duplicates",
)
