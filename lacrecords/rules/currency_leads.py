"""Who leads for a child: nobody, somebody who left, somebody away, a name of nobody."""

from __future__ import annotations

from datetime import date

from lacrecords.rules.currency_record import CurrencyFigures, Found, RecordFacts, latest
from lacrecords.terms import WorkerState

_REACHED = frozenset({WorkerState.AT_WORK, WorkerState.AWAY_COVERED})


def a_plan_has_a_lead_social_worker(record: RecordFacts, _figures: CurrencyFigures) -> Found | None:
    """A child on a plan has a named lead social worker. Source: procedure, keeping the list."""
    if not record.open_plans or _is_led(record):
        return None
    begun = (plan.from_on for plan in record.open_plans)
    return Found(latest((*begun, _last_lead_ended(record))))


def an_open_case_has_a_lead_social_worker(
    record: RecordFacts, _figures: CurrencyFigures
) -> Found | None:
    """An open case has a lead social worker. Source: product, A8 and B3."""
    if record.open_plans or not record.open_cases or _is_led(record):
        return None
    begun = (case.from_on for case in record.open_cases)
    return Found(latest((*begun, _last_lead_ended(record))))


def whoever_leads_still_works_here(record: RecordFacts, _figures: CurrencyFigures) -> Found | None:
    """A lead social worker who left is replaced, whatever the state of the case.

    Source: product, A13 and B4: the notification that went to a mailbox nobody opens.
    """
    return _where_the_lead_is(record, WorkerState.LEFT)


def whoever_leads_is_at_work_or_covered(
    record: RecordFacts, _figures: CurrencyFigures
) -> Found | None:
    """A lead social worker who is away has cover while the child is worked with.

    Source: product, A13 and B3.
    """
    return _where_the_lead_is(record, WorkerState.AWAY) if record.is_worked_with else None


def whoever_leads_can_be_told(record: RecordFacts, _figures: CurrencyFigures) -> Found | None:
    """A lead social worker has an account here; a name from a file cannot be told of an enquiry.

    Source: procedure: the lead social worker is informed of every enquiry.
    """
    return _where_the_lead_is(record, WorkerState.NAME_ONLY) if record.is_worked_with else None


def _is_led(record: RecordFacts) -> bool:
    return len(record.in_force(record.leads)) > 0


def _where_the_lead_is(record: RecordFacts, state: WorkerState) -> Found | None:
    """Speaks where nobody who leads is reached, and the last of them is in this state."""
    held = record.in_force(record.leads)
    if not held or any(lead.worker in _REACHED for lead in held) or held[-1].worker is not state:
        return None
    return Found(latest((held[-1].from_on, held[-1].since)))


def _last_lead_ended(record: RecordFacts) -> date | None:
    return latest(
        lead.to_on for lead in record.leads if lead.to_on is not None and lead.to_on <= record.on
    )
