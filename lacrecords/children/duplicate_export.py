"""Records that may be of one child as a file: pairs of which both records are open to the asker."""

from __future__ import annotations

from collections.abc import Sequence

from lacrecords.children.duplicate_list import DUPLICATES, PairShown, pairs_page
from lacrecords.exports.kinds import export_of_list
from lacrecords.rules.authorisation import Action
from lacrecords.web.words import moment_words


def _pair(pair: PairShown) -> Sequence[str]:
    return (
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


DUPLICATE_LIST = export_of_list(
    DUPLICATES,
    lambda actor, asked, now: pairs_page(actor.account_id, asked, now),
    _pair,
    key="duplicates",
    title="Records that may be of one child",
    action=Action.DUPLICATES,
    columns=(
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
    ),
    back_to="children.duplicates",
)
