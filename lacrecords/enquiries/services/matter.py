"""One enquired child with everything that is weighed about it, as the steps hand it on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lacrecords.enquiries.models import EnquiredChild, Enquiry, MatchDecision, Verification
from lacrecords.enquiries.services.finding import Found
from lacrecords.procedure import Procedure
from lacrecords.rules.authorisation import Actor
from lacrecords.terms import VerificationOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Who acts, on which enquired child, on which decision and check, and when."""

    actor: Actor
    enquiry: Enquiry
    child: EnquiredChild
    decision: MatchDecision
    verification: Verification | None
    found: Found
    procedure: Procedure
    now: datetime

    @property
    def is_confirmed(self) -> bool:
        """The last check of the enquirer confirmed who they are."""
        check = self.verification
        return check is not None and check.outcome is VerificationOutcome.CONFIRMED
