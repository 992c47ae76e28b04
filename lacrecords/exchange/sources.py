"""Opens what a council has: a register file, or a folder of the national dataset."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from lacrecords.exchange.lead_names import settled_leads
from lacrecords.exchange.register_file import open_register
from lacrecords.exchange.register_said import LeadAccount
from lacrecords.exchange.register_source import RegisterSource
from lacrecords.exchange.source import Source
from lacrecords.staff.email_queries import accounts_by_email


def open_source(path: Path, on: date, delta: bool = False) -> Source:
    """The file, checked as a whole; FileRefused with one clear reason when it will not do."""
    return RegisterSource(open_register(path), _leads(on), whole=not delta)


def _leads(on: date) -> dict[str, LeadAccount]:
    by_email = {
        email: LeadAccount(account.account_id, account.team_id)
        for email, account in accounts_by_email(on).items()
    }
    return settled_leads(on) | by_email
