"""Folders in the shape of the Standard Safeguarding Dataset for tests; every name invented."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

Rows = Sequence[Mapping[str, str]]


def person(**cells: str) -> dict[str, str]:
    """A row of the person file that can be taken, with these cells instead of the plain ones."""
    return {
        "pers_person_id": "P1",
        "pers_forename": "Wrenna",
        "pers_surname": "Applethwaite",
        "pers_sex": "F",
        "pers_ethnicity": "WBRI",
        "pers_dob": "2019-03-04",
        "pers_expected_dob": "",
        "pers_common_child_id": "9434765870",
        "pers_death_date": "",
        **cells,
    }


def address(**cells: str) -> dict[str, str]:
    """A home since 2020, with these cells instead of the plain ones."""
    parts = {"HOUSE": "4", "STREET": "Quillback Lane", "TOWN": "Marrowby"}
    return {
        "addr_table_id": "A1",
        "addr_person_id": "P1",
        "addr_address_type": "HOME",
        "addr_address_start_date": "2020-02-01",
        "addr_address_end_date": "",
        "addr_address_postcode": "ZZ99ZZ",
        "addr_address_json": json.dumps(parts),
        **cells,
    }


def plan(**cells: str) -> dict[str, str]:
    """A plan that runs, with these cells instead of the plain ones."""
    return {
        "cppl_cp_plan_id": "L1",
        "cppl_person_id": "P1",
        "cppl_cp_plan_start_date": "2026-05-05",
        "cppl_cp_plan_end_date": "",
        "cppl_cp_plan_ola": "N",
        "cppl_cp_plan_initial_category": "NEG",
        "cppl_cp_plan_latest_category": "EMO",
        **cells,
    }


def review(**cells: str) -> dict[str, str]:
    """A review that was held, with these cells instead of the plain ones."""
    return {
        "cppr_cp_review_id": "R1",
        "cppr_person_id": "P1",
        "cppr_cp_plan_id": "L1",
        "cppr_cp_review_due": "2026-08-05",
        "cppr_cp_review_date": "2026-08-03",
        "cppr_cp_review_quorate": "Y",
        **cells,
    }


def conference(**cells: str) -> dict[str, str]:
    """The initial conference of the plan, with these cells instead of the plain ones."""
    return {
        "icpc_icpc_id": "C1",
        "icpc_person_id": "P1",
        "icpc_cp_plan_id": "",
        "icpc_icpc_transfer_in": "N",
        "icpc_icpc_date": "2026-05-05",
        **cells,
    }


def involvement(**cells: str) -> dict[str, str]:
    """Somebody leads, with these cells instead of the plain ones."""
    return {
        "invo_involvements_id": "I1",
        "invo_person_id": "P1",
        "invo_professional_id": "W1",
        "invo_professional_role_id": "Allocated Case Worker",
        "invo_involvement_start_date": "2026-05-06",
        "invo_involvement_end_date": "",
        **cells,
    }


def professional(**cells: str) -> dict[str, str]:
    """A social worker, with these cells instead of the plain ones."""
    return {
        "prof_professional_id": "W1",
        "prof_professional_name": "Ottoline Marchbank",
        "prof_email": "",
        **cells,
    }


def episode(**cells: str) -> dict[str, str]:
    """An episode of being looked after, with these cells instead of the plain ones."""
    return {
        "clae_cla_episode_id": "E1",
        "clae_person_id": "P1",
        "clae_cla_episode_start_date": "2026-06-01",
        "clae_cla_episode_ceased": "",
        **cells,
    }


def identifier(**cells: str) -> dict[str, str]:
    """A pupil number, with these cells instead of the plain ones."""
    return {
        "link_table_id": "N1",
        "link_person_id": "P1",
        "link_identifier_type": "Unique Pupil Number",
        "link_identifier_value": "A950000178301",
        "link_valid_from_date": "",
        "link_valid_to_date": "",
        **cells,
    }


def case(**cells: str) -> dict[str, str]:
    """A case that is open, with these cells instead of the plain ones."""
    return {
        "cine_referral_id": "C1",
        "cine_person_id": "P1",
        "cine_referral_date": "2026-04-01",
        "cine_close_date": "",
        "cine_close_reason": "",
        **cells,
    }


def write_folder(path: Path, encoding: str = "utf-8", **tables: Rows) -> Path:
    """Write a folder: the name of each table (without `ssd_`) with its rows."""
    path.mkdir(exist_ok=True)
    for old in path.iterdir():
        old.unlink()
    for name, rows in tables.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (path / f"ssd_{name}.csv").open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return path
