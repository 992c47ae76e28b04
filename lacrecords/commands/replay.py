"""`lacrecords enquiries replay REFERENCE`: the kept evidence of absence, as it was kept.

Whoever runs it has the machine and so the database; the reading stands in the trail all the
same. Near misses are given by their references: names belong on a page, not in a terminal.
"""

from __future__ import annotations

import click

from lacrecords.audit import services as audit
from lacrecords.audit.actors import command_actor
from lacrecords.commands.opened import opened
from lacrecords.database import now_utc, transaction
from lacrecords.enquiries.queries.evidence import KeptEvidence, NearMiss, kept_evidence
from lacrecords.enquiries.queries.pages import enquiry_page
from lacrecords.rules.authorisation import Actor


@click.group("enquiries")
def enquiries_group() -> None:
    """Look back at enquiries."""


@enquiries_group.command("replay")
@click.argument("reference")
def replay(reference: str) -> None:
    """Show what an answer "not known" rested on, and which records existed then."""
    actor = command_actor()
    with opened():
        enquiry = enquiry_page(reference, now_utc())
        if enquiry is None:
            raise click.ClickException(f"No enquiry has the reference {reference}.")
        with transaction():
            audit.record(actor, "evidence_replayed", "enquiry", enquiry.id)
        for child in enquiry.children:
            click.echo(f"Child {child.position} of enquiry {enquiry.reference}")
            _show_child(actor, child.id)


def _show_child(actor: Actor, enquired_child_id: int) -> None:
    evidence = kept_evidence(enquired_child_id, actor.account_id, now_utc())
    if evidence is None:
        click.echo("  No evidence of absence: a record was found, or nobody decided yet.")
        return
    for line in _lines(evidence):
        click.echo(f"  {line}")


def _lines(evidence: KeptEvidence) -> list[str]:
    by = evidence.decided_by_name if evidence.by_person else "the system alone"
    return [
        f"Decided: {evidence.answer.value}, {evidence.decided_at:%Y-%m-%d %H:%M} UTC, by {by}",
        f"Searched: {', '.join(evidence.tried) or 'nothing that could be searched was given'}",
        f"Register then: {evidence.records_then:,} records, newest number "
        f"{evidence.newest_record}, newest entry of the trail {evidence.newest_trail_entry}",
        f"Records that came up and were rejected: {len(evidence.near_misses)}",
        *(_line(one) for one in evidence.near_misses),
        f"Earlier enquiries that came up: {len(evidence.earlier)}",
    ]


def _line(one: NearMiss) -> str:
    label = f", {one.label}" if one.label else ""
    return f"  {one.card.reference}: {one.strength}{label}; {'; '.join(one.reasons)}"
