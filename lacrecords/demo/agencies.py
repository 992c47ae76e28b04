"""The agencies of the demo's directory and how each is reached. Data only; none of them exists."""

from __future__ import annotations

from dataclasses import dataclass

from lacrecords.demo.numbers import office_number
from lacrecords.terms import AgencyType

_TOWNS = (
    "Marrowby",
    "Thornmere",
    "Ashdown Cross",
    "Fellingham",
    "Brackwater",
    "Saltern Bay",
    "Wexcombe",
    "Harrowmere",
    "Dunsley",
    "Priorsgate",
)
_IN_EVERY_TOWN = (
    ("{} Primary School", AgencyType.SCHOOL, "school office"),
    ("{} Academy", AgencyType.SCHOOL, "safeguarding lead"),
    ("{} Medical Practice", AgencyType.GENERAL_PRACTICE, "practice manager"),
)
_IN_FIVE_TOWNS = (
    ("{} Health Visiting Team", AgencyType.HEALTH_VISITING, "team base"),
    ("{} Nursery", AgencyType.EDUCATION_SERVICE, "nursery office"),
)
_OTHERS = (
    ("Ashdown School Nursing Service", AgencyType.SCHOOL_NURSING, "duty nurse"),
    ("Ashdown General Hospital, children's ward", AgencyType.HOSPITAL, "ward clerk"),
    ("Ashdown General Hospital, emergency department", AgencyType.HOSPITAL, "nurse in charge"),
    ("Saltern Bay Maternity Unit", AgencyType.HOSPITAL, "named midwife"),
    ("Ashdown Child and Adolescent Therapies", AgencyType.OTHER_HEALTH, "duty clinician"),
    ("Ashdown Ambulance Trust, safeguarding", AgencyType.OTHER_HEALTH, "safeguarding desk"),
    ("Ashdown Constabulary, public protection", AgencyType.POLICE, "referral unit"),
    ("Ashdown Constabulary, control room", AgencyType.POLICE, "duty inspector"),
    ("Ashdown Probation Service", AgencyType.PROBATION, "duty desk"),
    (
        "Family Court Advisory Office, Wexcombe",
        AgencyType.FAMILY_COURT_SERVICE,
        "safeguarding team",
    ),
    ("Marrowby Homes", AgencyType.HOUSING, "tenancy team"),
    ("Coastland Housing Trust", AgencyType.HOUSING, "tenancy team"),
    ("Ashdown County Council, admissions", AgencyType.OWN_AUTHORITY, "admissions desk"),
    ("Ashdown County Council, adult social care", AgencyType.OWN_AUTHORITY, "duty desk"),
    ("Northmarch Council, children's services", AgencyType.OTHER_AUTHORITY, "designated manager"),
    ("Vale of Orrin Council, children's services", AgencyType.OTHER_AUTHORITY, "duty team"),
    ("Ashdown Early Help Hub", AgencyType.EARLY_HELP, "hub office"),
    ("Lanternlight Family Charity", AgencyType.VOLUNTARY, "safeguarding lead"),
    ("Harbour Women's Refuge", AgencyType.VOLUNTARY, "manager"),
    ("Pell and Arkwright Solicitors", AgencyType.OTHER_LEGAL, "family department"),
)


@dataclass(frozen=True, slots=True)
class DemoAgency:
    """An agency with a telephone number and an e-mail address that we know to be theirs."""

    name: str
    agency_type: AgencyType
    label: str
    telephone: str
    email: str
    shared_mailbox: bool


def agencies() -> tuple[DemoAgency, ...]:
    """Sixty agencies."""
    named = [(form.format(town), a, b) for town in _TOWNS for form, a, b in _IN_EVERY_TOWN]
    named += [(form.format(town), a, b) for town in _TOWNS[:5] for form, a, b in _IN_FIVE_TOWNS]
    named += _OTHERS
    return tuple(_agency(place, *parts) for place, parts in enumerate(named))


def _agency(place: int, name: str, agency_type: AgencyType, label: str) -> DemoAgency:
    host = "".join(letter if letter.isalnum() else "-" for letter in name.lower().replace("'", ""))
    host = "-".join(part for part in host.split("-") if part)
    email = f"safeguarding@{host}.example"
    return DemoAgency(name, agency_type, label, office_number(300 + place), email, place % 5 == 0)
