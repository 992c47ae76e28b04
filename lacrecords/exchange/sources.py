"""Opens what a council has: a register file, or a folder of the national dataset."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from lacrecords.exchange.dataset_folder import open_folder
from lacrecords.exchange.dataset_source import DatasetSource
from lacrecords.exchange.lead_names import staff_as_named
from lacrecords.exchange.register_file import open_register
from lacrecords.exchange.register_said import LeadAccount
from lacrecords.exchange.register_source import RegisterSource
from lacrecords.exchange.source import FileRefused, Source
from lacrecords.staff.email_queries import StaffList


def open_source(path: Path, on: date, delta: bool = False) -> Source:
    """What stands there, checked as a whole; FileRefused with one clear reason when it will not do.

    A folder is read as the Standard Safeguarding Dataset, a file as a register. `delta`: it
    holds only what has changed, so that nobody has vanished from it.
    """
    staff = staff_as_named(on)
    if path.is_dir():
        return DatasetSource(open_folder(path), staff, whole=not delta)
    if not path.exists():
        raise FileRefused(f"{path.name} is not there.")
    return RegisterSource(open_register(path), _leads(staff), whole=not delta)


def _leads(staff: StaffList) -> dict[str, LeadAccount]:
    return {
        email: LeadAccount(account.account_id, account.team_id)
        for email, account in staff.by_email.items()
    }
