"""What is proposed for a text of guidance, and why a proposal or an answer is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lacrecords.refusals import StepRefused
from lacrecords.terms import GuidanceKind

DECIDED_MEANWHILE = (
    "Another change of this text was agreed while you typed. Copy what you typed, open the page"
    " again and enter it anew"
)


class GuidanceRejected(StepRefused):
    """It cannot be done; `field` says where on the form (None: the whole), `words` why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a text shall say from a day, or that it ends on one."""

    kind: GuidanceKind
    from_on: date
    reason: str
    reference: str = ""
    """The text that changes; empty: a new one."""
    agency_id: int | None = None
    ends: bool = False
    title: str = ""
    text: str = ""
    source: str = ""
    review_on: date | None = None
    corrects_record: bool = False
    shown: int = 0
    """How many versions of the text were agreed when the form was shown."""
