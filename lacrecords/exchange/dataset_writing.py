"""Writes a child's facts as rows of the Standard Safeguarding Dataset. Pure.

The twin of `dataset_person`, `dataset_facts` and `dataset_leads`: what is written here is
read there as the same facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lacrecords.children.bulk import OWN_NUMBER, FactKind, HeldFact
from lacrecords.exchange.changes import row_in_file
from lacrecords.exchange.dataset_address import Lines, write_lines
from lacrecords.exchange.dataset_tables import (
    ADDRESS,
    CASES,
    EPISODES,
    IDENTIFIERS,
    INVOLVEMENTS,
    PERSON,
    PLANS,
    REVIEWS,
    DatasetTable,
)
from lacrecords.matching.addresses import normalise_postcode, postcode_is_whole
from lacrecords.terms import DatePrecision, IdentifierScheme, NameType

Row = dict[str, str]
LEADS_ROLE = "Allocated Case Worker"
PUPIL_NUMBER, FORMER_PUPIL_NUMBER = "Unique Pupil Number", "Former Unique Pupil Number"


@dataclass(frozen=True, slots=True)
class WrittenChild:
    """A child whose facts are to be written, and the number under which they stand."""

    number: str
    facts: Mapping[FactKind, Sequence[HeldFact]]

    def latest(self, kind: FactKind) -> HeldFact | None:
        """The newest fact of this kind."""
        facts = self.facts.get(kind, ())
        return facts[-1] if facts else None


def number_of(reference: str, identifiers: Sequence[HeldFact]) -> str:
    """The authority's number of the child, or our own reference where it has given none."""
    found = _running(identifiers, IdentifierScheme.AUTHORITY)
    return str(found.values["value"]) if found else f"{OWN_NUMBER}{reference}"


def rows_of(child: WrittenChild) -> Iterator[tuple[DatasetTable, Row]]:
    """Every row about the child, each with its table; none for a child without a name."""
    person = _person(child)
    if person is None:
        return
    yield PERSON, person
    for kind, (table, write) in _WRITERS.items():
        for fact in child.facts.get(kind, ()):
            row = write(fact)
            if row is not None:
                number = row_in_file(fact) or f"{OWN_NUMBER}{fact.id}"
                yield table, {table.number: number, table.person: child.number, **row}


def _person(child: WrittenChild) -> Row | None:
    names = child.facts.get(FactKind.NAME, ())
    name = next((row for row in reversed(names) if _is_current(row)), None)
    if name is None:
        return None
    numbers = child.facts.get(FactKind.IDENTIFIER, ())
    nhs = _running(numbers, IdentifierScheme.NHS)
    death, known = child.latest(FactKind.DEATH), child.latest(FactKind.CHARACTERISTICS)
    return {
        "pers_person_id": child.number,
        "pers_forename": name.values["forename"],
        "pers_middle_names": name.values["middle"],
        "pers_surname": name.values["surname"],
        "pers_sex": known.values["sex"].value if known else "",
        "pers_ethnicity": known.values["ethnicity"] if known else "",
        **_birth(child.latest(FactKind.BIRTH)),
        "pers_common_child_id": nhs.values["value"] if nhs else "",
        "pers_death_date": _day(death.from_on) if death else "",
    }


def _is_current(row: HeldFact) -> bool:
    return row.values["name_type"] is NameType.CURRENT


def _birth(fact: HeldFact | None) -> Row:
    if fact is None:
        return {}
    precision = fact.values["precision"]
    told = precision in (DatePrecision.MONTH, DatePrecision.YEAR)
    return {
        "pers_dob": _day(fact.values["born_on"]),
        "pers_dob_precision": precision.value if told else "",
        "pers_expected_dob": _day(fact.values["expected_on"]),
    }


def _running(facts: Sequence[HeldFact], scheme: IdentifierScheme) -> HeldFact | None:
    found = [row for row in facts if row.values["scheme"] is scheme and row.to_on is None]
    return found[-1] if found else None


def _address(fact: HeldFact) -> Row:
    values = fact.values
    postcode = str(values["postcode"])
    whole = postcode_is_whole(normalise_postcode(postcode))
    lines = Lines(values["line1"], values["line2"], values["town"], values["uprn"])
    return {
        "addr_address_type": values["address_type"].value.upper(),
        **_days(fact, "addr_address_start_date", "addr_address_end_date"),
        "addr_address_postcode": postcode.replace(" ", "") if whole else postcode,
        "addr_address_json": write_lines(lines),
        "addr_confidential": _yes_or_no(values["confidential"]),
    }


def _case(fact: HeldFact) -> Row:
    days = _days(fact, "cine_referral_date", "cine_close_date")
    return {**days, "cine_close_reason": fact.values["closure_reason"]}


def _plan(fact: HeldFact) -> Row:
    return {
        **_days(fact, "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
        "cppl_cp_plan_ola": "N",
        "cppl_cp_plan_initial_category": fact.values["initial_category"],
        "cppl_cp_plan_latest_category": fact.values["latest_category"],
    }


def _other_authority(fact: HeldFact) -> Row | None:
    if fact.values["what"] != "plan":
        return None
    return {
        **_days(fact, "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
        "cppl_cp_plan_ola": "Y",
        "cppl_ola_authority": fact.values["authority"],
        "cppl_ola_telephone": fact.values["telephone"],
    }


def _review(fact: HeldFact) -> Row:
    values = fact.values
    return {
        "cppr_cp_review_due": _day(values["due_on"]),
        "cppr_cp_review_booked": _day(values["booked_on"]),
        "cppr_cp_review_date": _day(values["held_on"]),
        "cppr_cp_review_quorate": _yes_or_no(values["quorate"]),
        "cppr_review_kind": values["review_kind"],
    }


def _lead(fact: HeldFact) -> Row:
    return {
        "invo_professional_id": professional_number(fact),
        "invo_professional_role_id": LEADS_ROLE,
        **_days(fact, "invo_involvement_start_date", "invo_involvement_end_date"),
    }


def professional_number(fact: HeldFact) -> str:
    """The number in the file of whoever leads: of the account, or of the name as given."""
    account = fact.values["account_id"]
    return f"account-{account}" if account else f"name-{fact.values['name_as_given']}"


def _episode(fact: HeldFact) -> Row | None:
    if not fact.values["looked_after"]:
        return None
    return {
        **_days(fact, "clae_cla_episode_start_date", "clae_cla_episode_ceased"),
        "clae_legal_status": fact.values["code"],
        "clae_placing_authority": fact.values["placing_authority"],
    }


_KINDS_OF_NUMBER = {
    IdentifierScheme.UPN: PUPIL_NUMBER,
    IdentifierScheme.MOTHER_NHS: "Mother's NHS Number",
}


def _identifier(fact: HeldFact) -> Row | None:
    scheme = fact.values["scheme"]
    kind = _KINDS_OF_NUMBER.get(scheme)
    if kind is None or (fact.to_on and scheme is not IdentifierScheme.UPN):
        return None
    return {
        "link_identifier_type": FORMER_PUPIL_NUMBER if fact.to_on else kind,
        "link_identifier_value": fact.values["value"],
        **_days(fact, "link_valid_from_date", "link_valid_to_date"),
    }


def _days(fact: HeldFact, begins: str, ends: str) -> Row:
    return {begins: _day(fact.from_on), ends: _day(fact.to_on)}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _yes_or_no(value: bool | None) -> str:
    return "" if value is None else "Y" if value else "N"


_WRITERS: Mapping[FactKind, tuple[DatasetTable, Callable[[HeldFact], Row | None]]] = {
    FactKind.ADDRESS: (ADDRESS, _address),
    FactKind.CASE: (CASES, _case),
    FactKind.PLAN: (PLANS, _plan),
    FactKind.OTHER_AUTHORITY: (PLANS, _other_authority),
    FactKind.REVIEW: (REVIEWS, _review),
    FactKind.LEAD: (INVOLVEMENTS, _lead),
    FactKind.LEGAL_STATUS: (EPISODES, _episode),
    FactKind.IDENTIFIER: (IDENTIFIERS, _identifier),
}
