"""What other parts of the program may do to the register: one verb of the work each.

Each takes the actor first and the moment last, adds and flushes, and never commits.
"""

from __future__ import annotations

from collections.abc import Sequence

from lacrecords.children.ages import Birth
from lacrecords.children.assignments import AssignLead, assign_lead_social_worker, who_may_lead
from lacrecords.children.cases import CloseCase, OpenCase, close_case, open_case
from lacrecords.children.changes import ChangeRefused
from lacrecords.children.descriptions import reindex
from lacrecords.children.households import (
    RecordAddress,
    RecordHouseholdMember,
    RecordOtherAuthority,
    RecordProfessional,
    RecordRelationship,
    record_address,
    record_household_member,
    record_other_authority,
    record_professional,
    record_relationship,
)
from lacrecords.children.identities import (
    RecordBirth,
    RecordDeath,
    RecordIdentifier,
    RecordName,
    record_birth,
    record_death,
    record_identifier,
    record_name,
)
from lacrecords.children.plans import EndPlan, StartPlan, end_plan, start_plan
from lacrecords.children.refusals import tell_owners_of_rows
from lacrecords.children.registration import (
    NewAddress,
    NewCase,
    NewChild,
    NewLead,
    NewName,
    NewPlan,
    create_child,
    create_children,
)
from lacrecords.children.restrictions import (
    DeclareConnection,
    Restrict,
    declare_connection,
    restrict_record,
)

__all__ = [
    "AssignLead",
    "Birth",
    "ChangeRefused",
    "CloseCase",
    "DeclareConnection",
    "EndPlan",
    "NewAddress",
    "NewCase",
    "NewChild",
    "NewLead",
    "NewName",
    "NewPlan",
    "OpenCase",
    "RecordAddress",
    "RecordBirth",
    "RecordDeath",
    "RecordHouseholdMember",
    "RecordIdentifier",
    "RecordName",
    "RecordOtherAuthority",
    "RecordProfessional",
    "RecordRelationship",
    "Restrict",
    "StartPlan",
    "assign_lead_social_worker",
    "close_case",
    "create_child",
    "create_children",
    "declare_connection",
    "end_plan",
    "open_case",
    "record_address",
    "record_birth",
    "record_death",
    "record_household_member",
    "record_identifier",
    "record_name",
    "record_other_authority",
    "record_professional",
    "record_relationship",
    "reindex_children",
    "restrict_record",
    "start_plan",
    "tell_owners_of_rows",
    "who_may_lead",
]


def reindex_children(child_ids: Sequence[int]) -> None:
    """Write the search keys of these children anew, for whoever changed facts in bulk."""
    reindex(child_ids)
