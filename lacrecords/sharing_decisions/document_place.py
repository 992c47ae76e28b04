"""Documents that are kept with a decision whether to share: its rights, its words, its pages."""

from __future__ import annotations

from lacrecords.documents.pages import add_document_pages
from lacrecords.documents.places import DocumentPlace, Matter
from lacrecords.rules.authorisation import Action, may
from lacrecords.sharing_decisions.blueprint import note, sharing_decisions, standing_or_404
from lacrecords.sharing_decisions.holding import hold
from lacrecords.sharing_decisions.peer_pool import DECISION_ID
from lacrecords.web.access import signed_in


def _find(reference: str) -> Matter:
    row = standing_or_404(reference).row
    return Matter(row.id, row.reference, may(signed_in().role, Action.SHARING_WORK))


def _hold(decision_id: int) -> None:
    hold(decision_id)


DOCUMENTS = DocumentPlace(
    blueprint="sharing_decisions",
    column=DECISION_ID,
    read=Action.SHARING_READ,
    work=Action.SHARING_WORK,
    find=_find,
    hold=_hold,
    note=note,
    what="decision",
    caption="Decision",
    file_name="decision",
    kept_words=(
        "Letters, court orders, signed consents and reports that the decision rests on, as they"
        " were given.",
        "No document goes out with what is shared: only the items that are typed do. Whoever may"
        " see the decision may open its documents.",
    ),
)
"""The documents of a decision."""

add_document_pages(sharing_decisions, DOCUMENTS)
