"""Who may be told what after an enquiry, and who must be told: the page for lawyers.

Read it with `telling_rules` and `duty_rules` beside it: each rule there is one
sentence, with its source, what it gives or forbids, and when it speaks. This
page says how the rules are weighed together. It looks nothing up, knows nobody
by name, has no clock and no setting: the same facts give the same answer at
three in the afternoon and at three in the morning.

How it is weighed, for each child asked about on its own (A9):

1. Silence is the default. What no rule gives leave to tell is not told.
2. A bar outweighs every leave, however many there are.
3. A bar stops telling. It never stops what we must do.
4. What the enquirer hears never depends on whether another child, on a plan,
   lives at the address (A5).
"""

from __future__ import annotations

from functools import cache

from lacrecords.rules.duty_rules import DUTIES
from lacrecords.rules.outcome_facts import EnquiryFacts, Outcome, Rule
from lacrecords.rules.telling_rules import BARS, LEAVES, SILENCES
from lacrecords.terms import DutyKind, TellingKind

__all__ = ["RULES", "RULES_VERSION", "EnquiryFacts", "Outcome", "Rule", "decide", "weigh"]

RULES_VERSION = "1"
"""Kept with every outcome. It changes whenever any outcome does; a test holds it to that."""

RULES: tuple[Rule, ...] = (*BARS, *LEAVES, *SILENCES, *DUTIES)

# A child who calls is asked about their safety before anything else is said. Beyond
# that the order is fixed, so that the order itself can give nothing away.
SPEAKING_ORDER: tuple[TellingKind, ...] = (
    TellingKind.ARE_YOU_SAFE_NOW,
    *(kind for kind in TellingKind if kind is not TellingKind.ARE_YOU_SAFE_NOW),
)

DOING_ORDER: tuple[DutyKind, ...] = tuple(DutyKind)


def decide(facts: EnquiryFacts) -> Outcome:
    """Weigh all the rules on one enquired child and say what may be told and must be done."""
    return weigh(facts, RULES)


def weigh(facts: EnquiryFacts, rules: tuple[Rule, ...]) -> Outcome:
    """Weigh the rules given: leaves less bars, and every duty whatever is barred."""
    return _said_by(tuple(rule for rule in rules if rule.applies(facts)))


@cache
def _said_by(speaking: tuple[Rule, ...]) -> Outcome:
    """What follows from the rules that speak; the facts have no other way to an outcome."""
    leave: set[TellingKind] = set()
    barred: set[TellingKind] = set()
    duties: set[DutyKind] = set()
    silences: dict[str, None] = {}
    for rule in speaking:
        leave.update(rule.tell)
        barred |= rule.bar
        duties.update(rule.do)
        for sentence in rule.never_say:
            silences[sentence] = None
    told = leave - barred
    return Outcome(
        may_tell=tuple(kind for kind in SPEAKING_ORDER if kind in told),
        must_do=tuple(kind for kind in DOING_ORDER if kind in duties),
        must_not_say=tuple(silences),
        because=tuple(rule.id for rule in speaking if not is_outweighed(rule, barred)),
    )


def is_outweighed(rule: Rule, barred: set[TellingKind]) -> bool:
    """Say whether bars took away all that a rule gave leave to tell: it is then no reason."""
    return bool(rule.tell) and barred.issuperset(rule.tell)
