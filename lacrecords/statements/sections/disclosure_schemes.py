"""Questions about a person: referred to the police in time, and what the police decided."""

from __future__ import annotations

from collections import Counter

from lacrecords.disclosure_schemes.figures import (
    BOTH,
    CHILD_SEX_OFFENDER,
    DOMESTIC_VIOLENCE,
    NEITHER,
    by_scheme,
    police_decisions,
    to_refer,
    undertakings,
)
from lacrecords.figures.sections import Breakdown, Figure, Period, Section, duty, parts_of
from lacrecords.terms import PoliceAnswer, Undertaking

_SCHEMES = {
    CHILD_SEX_OFFENDER: "Child Sex Offender Disclosure Scheme",
    DOMESTIC_VIOLENCE: "Domestic Violence Disclosure Scheme",
    BOTH: "Both schemes",
    NEITHER: "Neither scheme fitted",
}
_DECISIONS = {
    PoliceAnswer.DISCLOSES.value: "The police decided to disclose",
    PoliceAnswer.DOES_NOT_DISCLOSE.value: "The police decided not to disclose",
    PoliceAnswer.REFUSED_REFERRAL.value: "The police did not take the referral",
}
_UNDERTAKINGS = {
    Undertaking.SIGNED.value: "Undertaking signed",
    Undertaking.REFUSED.value: "Undertaking refused",
}


def disclosure_schemes_section(period: Period) -> Section | None:
    """Questions that were asked in the period; the designated manager's, of no team."""
    if period.team_id is not None:
        return None
    schemes = by_scheme(period.span)
    decided = Counter({one.value: n for one, n in police_decisions(period.span).items()})
    signed = Counter({one.value: n for one, n in undertakings(period.span).items()})
    due = to_refer(period.span)
    return Section(
        key="disclosure_schemes",
        title="Questions about a person, for the police",
        about="Somebody asks about a partner, or about a person with access to a child. We tell"
        " nothing: the question goes to the police, and its clock runs from when it was asked. One"
        " joined to another counts as referred then.",
        duties=(duty("scheme_referrals", "Questions to refer", due, period.as_of),),
        breakdowns=(
            Breakdown(
                title="Questions about a person by scheme",
                heading="Scheme",
                total=Figure("scheme_questions", "Questions, each once", schemes.total()),
                parts=parts_of("scheme", _SCHEMES, schemes),
            ),
            Breakdown(
                title="What the police decided",
                heading="Decision",
                total=Figure("scheme_decisions", "Decisions recorded", decided.total()),
                parts=parts_of("scheme_decision", _DECISIONS, decided),
            ),
            Breakdown(
                title="Disclosures of the police that staff attended",
                heading="Undertaking",
                total=Figure("scheme_attended", "Disclosures attended", signed.total()),
                parts=parts_of("scheme_undertaking", _UNDERTAKINGS, signed),
            ),
        ),
    )
