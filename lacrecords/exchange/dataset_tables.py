"""The tables of the Standard Safeguarding Dataset that are read, and their columns. Data only.

The names are the dataset's own. Columns under `ours` are not in it: our export writes
them, so that nothing of the record is lost, and an import reads them where they stand.
"""

from __future__ import annotations

from dataclasses import dataclass

from lacrecords.children.lengths import LONGEST_CLOSING_REASON, LONGEST_NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetTable:
    """One table: what it holds, whom each row is about, its own number, the columns read."""

    name: str
    holds: str
    person: str
    number: str
    required: tuple[str, ...]
    read: tuple[str, ...]
    ours: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read, in the order in which it is kept."""
        return (*self.read, *self.ours)


PERSON = DatasetTable(
    name="ssd_person",
    holds="who the children are",
    person="pers_person_id",
    number="pers_person_id",
    required=("pers_person_id", "pers_forename", "pers_surname", "pers_dob"),
    read=(
        *("pers_person_id", "pers_forename", "pers_surname", "pers_sex", "pers_gender"),
        *("pers_ethnicity", "pers_dob", "pers_expected_dob", "pers_common_child_id"),
        "pers_death_date",
    ),
    ours=("pers_middle_names", "pers_dob_precision"),
)
ADDRESS = DatasetTable(
    name="ssd_address",
    holds="addresses",
    person="addr_person_id",
    number="addr_table_id",
    required=("addr_person_id", "addr_address_start_date", "addr_address_json"),
    read=(
        *("addr_table_id", "addr_person_id", "addr_address_type", "addr_address_start_date"),
        *("addr_address_end_date", "addr_address_postcode", "addr_address_json"),
    ),
    ours=("addr_confidential",),
)
CASES = DatasetTable(
    name="ssd_cin_episodes",
    holds="open cases",
    person="cine_person_id",
    number="cine_referral_id",
    required=("cine_person_id", "cine_referral_date", "cine_close_date"),
    read=(
        *("cine_referral_id", "cine_person_id", "cine_referral_date", "cine_close_date"),
        *("cine_close_reason", "cine_referral_nfa"),
    ),
)
PLANS = DatasetTable(
    name="ssd_cp_plans",
    holds="child protection plans",
    person="cppl_person_id",
    number="cppl_cp_plan_id",
    required=("cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
    read=(
        *("cppl_cp_plan_id", "cppl_person_id", "cppl_cp_plan_start_date"),
        *("cppl_cp_plan_end_date", "cppl_cp_plan_ola", "cppl_cp_plan_initial_category"),
        *("cppl_cp_plan_latest_category", "cppl_icpc_id"),
    ),
    ours=("cppl_ola_authority", "cppl_ola_telephone"),
)
REVIEWS = DatasetTable(
    name="ssd_cp_reviews",
    holds="conferences and reviews",
    person="cppr_person_id",
    number="cppr_cp_review_id",
    required=("cppr_person_id", "cppr_cp_review_due", "cppr_cp_review_date"),
    read=(
        *("cppr_cp_review_id", "cppr_person_id", "cppr_cp_review_due", "cppr_cp_review_date"),
        *("cppr_cp_review_quorate", "cppr_cp_plan_id"),
    ),
    ours=("cppr_cp_review_booked", "cppr_review_kind"),
)
INVOLVEMENTS = DatasetTable(
    name="ssd_involvements",
    holds="who leads for a child",
    person="invo_person_id",
    number="invo_involvements_id",
    required=(
        *("invo_person_id", "invo_professional_id", "invo_professional_role_id"),
        *("invo_involvement_start_date", "invo_involvement_end_date"),
    ),
    read=(
        *("invo_involvements_id", "invo_person_id", "invo_professional_id"),
        *("invo_professional_role_id", "invo_involvement_start_date"),
        "invo_involvement_end_date",
    ),
)
PROFESSIONALS = DatasetTable(
    name="ssd_professionals",
    holds="names of those who lead",
    person="",
    number="prof_professional_id",
    required=("prof_professional_id", "prof_professional_name"),
    read=("prof_professional_id", "prof_professional_name"),
    ours=("prof_email",),
)
EPISODES = DatasetTable(
    name="ssd_cla_episodes",
    holds="looked-after children",
    person="clae_person_id",
    number="clae_cla_episode_id",
    required=("clae_person_id", "clae_cla_episode_start_date", "clae_cla_episode_ceased"),
    read=(
        *("clae_cla_episode_id", "clae_person_id", "clae_cla_episode_start_date"),
        "clae_cla_episode_ceased",
    ),
    ours=("clae_legal_status", "clae_placing_authority"),
)
IDENTIFIERS = DatasetTable(
    name="ssd_linked_identifiers",
    holds="pupil numbers and other numbers",
    person="link_person_id",
    number="link_table_id",
    required=("link_person_id", "link_identifier_type", "link_identifier_value"),
    read=(
        *("link_table_id", "link_person_id", "link_identifier_type", "link_identifier_value"),
        *("link_valid_from_date", "link_valid_to_date"),
    ),
)
CONFERENCES = DatasetTable(
    name="ssd_initial_cp_conference",
    holds="days of initial conferences",
    person="icpc_person_id",
    number="icpc_icpc_id",
    required=("icpc_person_id", "icpc_icpc_date"),
    read=("icpc_icpc_id", "icpc_person_id", "icpc_cp_plan_id", "icpc_icpc_date"),
)
"""Plans are checked by it; nothing of it is kept."""

TABLES = (
    *(PERSON, ADDRESS, CASES, PLANS, REVIEWS, INVOLVEMENTS, PROFESSIONALS, EPISODES),
    IDENTIFIERS,
)
FACT_TABLES = tuple(table for table in TABLES if table not in (PERSON, PROFESSIONALS))
"""The tables whose rows are facts of a child."""
READ_TABLES = (*TABLES, CONFERENCES)
"""The tables that are read, whether anything of them is kept or not."""

LEAD_ROLES = frozenset(
    {"allocated case worker", "allocated caseworker", "allocated worker", "case worker"}
    | {"allocated social worker", "lead social worker", "social worker", "caseworker", "cw"}
)
"""Roles of an involvement that mean: this professional leads for the child."""

LONGEST = {
    "addr_address_json": 4_000,
    "pers_person_id": 64,
    "pers_forename": LONGEST_NAME,
    "pers_middle_names": LONGEST_NAME,
    "pers_surname": LONGEST_NAME,
    "prof_professional_name": 300,
    "prof_email": 254,
    "invo_professional_role_id": 200,
    "cine_close_reason": LONGEST_CLOSING_REASON,
    "cppl_ola_authority": LONGEST_NAME,
    "clae_placing_authority": LONGEST_NAME,
}
LONGEST_OF_OTHERS = 100
"""In characters; a longer cell means that the file has slipped."""

FORMAT_FILE = "lacrecords_export.json"
FORMAT, FORMAT_VERSION = "lacrecords register export", 1
"""What our own export says of itself; a folder of a later version is refused."""
