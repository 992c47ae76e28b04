"""Each finding in plain words: what is wrong, why it matters, what to do, and where."""

from __future__ import annotations

from dataclasses import dataclass

from lacrecords.terms import CurrencyRule, CurrencySeverity

SEVERITY_WORDS = {
    CurrencySeverity.URGENT: "Urgent",
    CurrencySeverity.SOON: "Soon",
    CurrencySeverity.ROUTINE: "Routine",
}
SEVERITY_COLOURS = {
    CurrencySeverity.URGENT: "red",
    CurrencySeverity.SOON: "blue",
    CurrencySeverity.ROUTINE: "grey",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingWords:
    """One rule as a page shows it; `endpoint` takes the child's reference."""

    wrong: str
    why: str
    do: str
    endpoint: str = "children.child"
    kind_slug: str = ""
    """The kind of fact to be mended, where the endpoint lists facts."""


_FACTS = "children.facts_listed"
_NOBODY_TOLD = "An enquiry about this child would reach nobody who knows the child."
_R = CurrencyRule
FINDING_WORDS: dict[CurrencyRule, FindingWords] = {
    _R.PLAN_WITHOUT_LEAD: FindingWords(
        wrong="On a plan without a lead social worker",
        why=_NOBODY_TOLD,
        do="Assign a lead social worker.",
        endpoint="children.assign_lead",
    ),
    _R.CASE_WITHOUT_LEAD: FindingWords(
        wrong="Open case without a lead social worker",
        why=_NOBODY_TOLD,
        do="Assign a lead social worker, or close the case.",
        endpoint="children.assign_lead",
    ),
    _R.LEAD_HAS_LEFT: FindingWords(
        wrong="The lead social worker has left",
        why="What is sent to somebody who has left is read by nobody.",
        do="Assign another lead social worker.",
        endpoint="children.assign_lead",
    ),
    _R.LEAD_AWAY_WITHOUT_COVER: FindingWords(
        wrong="The lead social worker is away and nobody covers",
        why=_NOBODY_TOLD,
        do="Record who covers for the absence, or assign another lead social worker.",
        endpoint="children.assign_lead",
    ),
    _R.LEAD_NAME_ONLY: FindingWords(
        wrong="The lead social worker is known by a name only",
        why="A name from a file has no account, so the program can tell nobody of an enquiry.",
        do="Assign the lead social worker by their account.",
        endpoint="children.assign_lead",
    ),
    _R.REVIEW_OVERDUE: FindingWords(
        wrong="A review of the plan is overdue",
        why="A plan that nobody reviews may protect a child from the wrong thing.",
        do="Record the review that was held, or hold it.",
        endpoint=_FACTS,
        kind_slug="conferences",
    ),
    _R.REVIEW_NOT_BOOKED: FindingWords(
        wrong="The next review of the plan is not booked in time",
        why="Other agencies need notice to be there.",
        do="Book the review and record the day.",
        endpoint=_FACTS,
        kind_slug="conferences",
    ),
    _R.REVIEW_BEFORE_PLAN: FindingWords(
        wrong="A review was held before its plan began",
        why="One of the two days is wrong, and the next review is reckoned from them.",
        do="Correct the day of the review or the start of the plan.",
        endpoint=_FACTS,
        kind_slug="conferences",
    ),
    _R.TWO_OPEN_PLANS: FindingWords(
        wrong="Two plans are open at once",
        why="Nobody can say which plan holds, or when it is reviewed.",
        do="End the plan that no longer holds, or withdraw the one that never was.",
        endpoint=_FACTS,
        kind_slug="plans",
    ),
    _R.PLANS_OVERLAP: FindingWords(
        wrong="Two plans overlap",
        why="The national return refuses it, and the history of the child is wrong.",
        do="Correct the days of the plans.",
        endpoint=_FACTS,
        kind_slug="plans",
    ),
    _R.PLAN_OF_ONE_DAY: FindingWords(
        wrong="A plan starts and ends on the same day",
        why="A plan that never was counts as an earlier plan of the child.",
        do="Correct its days, or withdraw it if it never was.",
        endpoint=_FACTS,
        kind_slug="plans",
    ),
    _R.PLAN_ENDS_BEFORE_IT_STARTS: FindingWords(
        wrong="A plan ends before it starts",
        why="Nobody can say when the child was on a plan.",
        do="Correct its days.",
        endpoint=_FACTS,
        kind_slug="plans",
    ),
    _R.PLAN_OF_AN_ADULT: FindingWords(
        wrong="On a plan and over 18",
        why="A plan ends at the eighteenth birthday. An adult is told of as an adult.",
        do="End the plan, or correct the date of birth.",
        endpoint="children.end_plan",
    ),
    _R.PLAN_ON_A_CLOSED_CASE: FindingWords(
        wrong="The case is closed and a plan is open",
        why="An enquirer would be told that the case is closed.",
        do="Open the case again, or end the plan.",
        endpoint="children.child",
    ),
    _R.DIED_WITH_OPEN_PLAN: FindingWords(
        wrong="The child has died and a plan is open",
        why="The family may be written to as if the child lived.",
        do="End the plan on the day of the death.",
        endpoint="children.end_plan",
    ),
    _R.PLAN_AFTER_DEATH: FindingWords(
        wrong="A plan started or ended, or a review was held, after the death",
        why="One of the days is wrong, and the national return refuses it.",
        do="Correct the days of the plan or the review, or the day of the death.",
        endpoint=_FACTS,
        kind_slug="plans",
    ),
    _R.NO_ADDRESS: FindingWords(
        wrong="No address is recorded",
        why="A child at the same address as somebody asked about would be missed.",
        do="Record where the child lives.",
        endpoint=_FACTS,
        kind_slug="addresses",
    ),
    _R.ADDRESS_NOT_CONFIRMED: FindingWords(
        wrong="The address was not confirmed for a long time",
        why="Families move. An old address finds the wrong household.",
        do="Make sure that the child still lives there and say so, or record the move.",
        endpoint="currency.confirm_address",
    ),
    _R.MOVED_OUT_UNRECORDED: FindingWords(
        wrong="Moved out of the area, and no movement is recorded",
        why="The other authority may not know that a child on a plan lives there.",
        do="Record the movement and write to the other authority.",
    ),
    _R.PLACED_OUT_WITHOUT_NOTICE: FindingWords(
        wrong="Placed out of the area without a written notice",
        why="The other authority must have written notice of a child placed in its area.",
        do="Record the movement, write to the other authority, and record that the notice was"
        " sent.",
    ),
    _R.OTHER_AUTHORITY_NOT_TOLD: FindingWords(
        wrong="Another authority's plan or placement, and no movement of that time is recorded",
        why="The authority that is responsible may not know where the child is.",
        do="Record the movement and write to the other authority.",
    ),
    _R.OTHER_AUTHORITY_UNNAMED: FindingWords(
        wrong="Another authority is recorded without its name or number",
        why="An enquirer is to be given that authority's name and number.",
        do="Record its name and its number for enquiries.",
        endpoint=_FACTS,
        kind_slug="other-authorities",
    ),
    _R.IN_NO_HOUSEHOLD: FindingWords(
        wrong="Nobody is recorded with whom the child lives",
        why="Whether an adult poses a risk to the child cannot be seen.",
        do="Record the adults in the household.",
        endpoint=_FACTS,
        kind_slug="adults",
    ),
    _R.NO_DATE_OF_BIRTH: FindingWords(
        wrong="No date of birth is recorded",
        why="Brothers, sisters and twins are told apart by it.",
        do="Record the date of birth, or the expected date.",
        endpoint=_FACTS,
        kind_slug="birth",
    ),
    _R.UNBORN_PAST_EXPECTED_DATE: FindingWords(
        wrong="The expected date has passed and no birth is recorded",
        why="A baby is asked about by a name and a day that the record does not have.",
        do="Record the birth, or correct the expected date.",
        endpoint="children.record_birth",
    ),
    _R.NHS_NUMBER_MISSING: FindingWords(
        wrong="The NHS number is missing",
        why="Hospitals see a plan only by the NHS number: the mother's for an unborn child.",
        do="Record the NHS number.",
        endpoint=_FACTS,
        kind_slug="numbers",
    ),
    _R.NHS_NUMBER_WRONG: FindingWords(
        wrong="The NHS number fails its check",
        why="At least one digit is wrong. It finds nobody, or another child.",
        do="Ask the practice or the health visitor for it and correct it.",
        endpoint=_FACTS,
        kind_slug="numbers",
    ),
    _R.NHS_NUMBER_SHARED: FindingWords(
        wrong="Another record has the same NHS number",
        why="Either two records are of one child, or one of two children has a wrong number.",
        do="Compare the records. Link them, or correct the number.",
        endpoint=_FACTS,
        kind_slug="numbers",
    ),
    _R.UPN_WRONG: FindingWords(
        wrong="The pupil number fails its check",
        why="At least one character is wrong. It finds nobody, or another child.",
        do="Ask the school for it and correct it.",
        endpoint=_FACTS,
        kind_slug="numbers",
    ),
    _R.RESTRICTED_WITHOUT_OWNER: FindingWords(
        wrong="Nobody answers for a restricted record",
        why="Its owner has left. What concerns the child waits for nobody.",
        do="Choose another owner.",
        endpoint="children.restricted",
    ),
}
