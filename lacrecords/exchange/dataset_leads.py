"""Reads who leads for a child from involvements and professionals.

A professional is found on the staff list by work e-mail address, else by a name that
only one member of staff has; anybody else is kept as text, and the worklist shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lacrecords.children.bulk import FactKind
from lacrecords.exchange.dataset_cells import Cells
from lacrecords.exchange.dataset_said import SaidFact
from lacrecords.exchange.dataset_tables import LEAD_ROLES
from lacrecords.staff.email_queries import AccountInTeam, StaffList

COLUMN = "invo_professional_id"


@dataclass(slots=True)
class Leads:
    """The staff list, the professionals of the files, and who was said not to be on the list."""

    staff: StaffList
    professionals: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _said: set[str] = field(default_factory=set)

    def read(self, cells: Cells) -> SaidFact | None:
        """Who leads by this involvement; None where it is another role."""
        cells.refuse_what_cannot_be_kept()
        role = " ".join(cells.text("invo_professional_role_id").lower().replace("_", " ").split())
        if cells.is_rejected or role not in LEAD_ROLES:
            return None
        number = cells.text("invo_professional_id")
        if not number:
            cells.reject(COLUMN, "The row has no number of the professional.")
            return None
        began, ended = cells.ends("invo_involvement_start_date", "invo_involvement_end_date")
        values = self._values(number, cells)
        row = cells.text("invo_involvements_id")
        unnamed = number not in self.professionals
        return SaidFact(FactKind.LEAD, values, began, ended, row, COLUMN, is_unnamed=unnamed)

    def _values(self, number: str, cells: Cells) -> dict[str, Any]:
        said = self.professionals.get(number, {})
        name = said.get("prof_professional_name", "") or f"professional {number}"
        account = self._account(said.get("prof_email", ""), name)
        if account:
            return {
                "account_id": account.account_id,
                "name_as_given": "",
                "team_id": account.team_id,
            }
        if number not in self._said:
            self._said.add(number)
            words = "This professional is not on the staff list. Kept as text."
            if number not in self.professionals:
                words = "No row says who this professional is. Who leads is left as recorded."
            cells.warn(COLUMN, words)
        return {
            "account_id": None,
            "name_as_given": name,
            "team_id": None,
        }

    def _account(self, email: str, name: str) -> AccountInTeam | None:
        return self.staff.by_email.get(email.lower()) or self.staff.by_name.get(
            " ".join(name.casefold().split())
        )
