"""The tables of the Standard Safeguarding Dataset as the demo writes them, one file a table.

The fields of each row are the columns of its file, in their order. Columns that the dataset
has and we leave empty stand in the files too, so that they look like a council's.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, TextIO


class Person(NamedTuple):
    """A row of ssd_person."""

    pers_person_id: str
    pers_legacy_id: str
    pers_forename: str
    pers_middle_names: str
    pers_surname: str
    pers_sex: str
    pers_gender: str
    pers_ethnicity: str
    pers_dob: str
    pers_dob_precision: str
    pers_expected_dob: str
    pers_common_child_id: str
    pers_upn_unknown: str
    pers_death_date: str
    pers_is_mother: str
    pers_nationality: str


class Address(NamedTuple):
    """A row of ssd_address."""

    addr_table_id: str
    addr_person_id: str
    addr_address_type: str
    addr_address_start_date: str
    addr_address_end_date: str
    addr_address_postcode: str
    addr_address_json: str
    addr_confidential: str


class CinEpisode(NamedTuple):
    """A row of ssd_cin_episodes."""

    cine_referral_id: str
    cine_person_id: str
    cine_referral_date: str
    cine_close_date: str
    cine_close_reason: str


class CpPlan(NamedTuple):
    """A row of ssd_cp_plans."""

    cppl_cp_plan_id: str
    cppl_referral_id: str
    cppl_icpc_id: str
    cppl_person_id: str
    cppl_cp_plan_start_date: str
    cppl_cp_plan_end_date: str
    cppl_cp_plan_ola: str
    cppl_cp_plan_initial_category: str
    cppl_cp_plan_latest_category: str
    cppl_ola_authority: str
    cppl_ola_telephone: str


class CpReview(NamedTuple):
    """A row of ssd_cp_reviews."""

    cppr_cp_review_id: str
    cppr_cp_plan_id: str
    cppr_person_id: str
    cppr_cp_review_due: str
    cppr_cp_review_booked: str
    cppr_cp_review_date: str
    cppr_cp_review_quorate: str
    cppr_review_kind: str


class Involvement(NamedTuple):
    """A row of ssd_involvements."""

    invo_involvements_id: str
    invo_professional_id: str
    invo_professional_role_id: str
    invo_professional_team: str
    invo_person_id: str
    invo_involvement_start_date: str
    invo_involvement_end_date: str
    invo_worker_change_reason: str
    invo_referral_id: str


class Professional(NamedTuple):
    """A row of ssd_professionals."""

    prof_professional_id: str
    prof_staff_id: str
    prof_professional_name: str
    prof_social_worker_registration_no: str
    prof_agency_worker_flag: str
    prof_professional_job_title: str
    prof_professional_department: str
    prof_email: str


class ClaEpisode(NamedTuple):
    """A row of ssd_cla_episodes."""

    clae_cla_episode_id: str
    clae_person_id: str
    clae_cla_placement_id: str
    clae_cla_episode_start_date: str
    clae_cla_episode_start_reason: str
    clae_cla_primary_need_code: str
    clae_cla_episode_ceased: str
    clae_cla_episode_ceased_reason: str
    clae_cla_id: str
    clae_referral_id: str
    clae_cla_last_iro_contact_date: str
    clae_entered_care_date: str
    clae_legal_status: str
    clae_placing_authority: str


class LinkedIdentifier(NamedTuple):
    """A row of ssd_linked_identifiers."""

    link_table_id: str
    link_person_id: str
    link_identifier_type: str
    link_identifier_value: str
    link_valid_from_date: str
    link_valid_to_date: str


SsdRow = (
    Person
    | Address
    | CinEpisode
    | CpPlan
    | CpReview
    | Involvement
    | Professional
    | ClaEpisode
    | LinkedIdentifier
)
TABLES: dict[type[SsdRow], str] = {
    Person: "ssd_person",
    Address: "ssd_address",
    CinEpisode: "ssd_cin_episodes",
    CpPlan: "ssd_cp_plans",
    CpReview: "ssd_cp_reviews",
    Involvement: "ssd_involvements",
    Professional: "ssd_professionals",
    ClaEpisode: "ssd_cla_episodes",
    LinkedIdentifier: "ssd_linked_identifiers",
}


class SsdFolder:
    """The files of the dataset, open for writing all at once; nothing is kept in memory."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows: Counter[str] = Counter()
        self._files: list[TextIO] = []
        self._writers: dict[type[SsdRow], Any] = {}

    def __enter__(self) -> SsdFolder:
        self.path.mkdir(parents=True, exist_ok=True)
        for kind, table in TABLES.items():
            file = (self.path / f"{table}.csv").open("w", encoding="utf-8", newline="")
            self._files.append(file)
            self._writers[kind] = csv.writer(file)
            self._writers[kind].writerow(kind._fields)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        wrong: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for file in self._files:
            file.close()

    def add(self, row: SsdRow) -> int:
        """Write one row into its file; gives its row there, the header being row 1."""
        self._writers[type(row)].writerow(row)
        table = TABLES[type(row)]
        self.rows[table] += 1
        return self.rows[table] + 1
