"""A child is identity only; names, dates, addresses and circumstances are dated facts."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from lacrecords.database import Base, described
from lacrecords.history import Fact
from lacrecords.terms import AddressType, DatePrecision, IdentifierScheme, NameType, Sex

ABOUT = {"class": "child", "retention": "the authority's schedule for the child's record"}


def child_column() -> Mapped[int]:
    """The child that a fact is about."""
    return described("the child", ForeignKey("children.id"), index=True)


class Child(Base):
    """A child with a record, born or unborn."""

    __tablename__ = "children"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "children with a record: identity only", **ABOUT}},)

    id: Mapped[int] = described("number of the row", primary_key=True)
    reference: Mapped[str] = described("random reference that stands in addresses", unique=True)
    created_at: Mapped[datetime] = described("moment the record was made")
    created_by: Mapped[str] = described("who made it")


class ChildIdentifier(Fact, Base):
    """A number that somebody gave the child."""

    __tablename__ = "child_identifiers"
    __sensitive__ = True
    __table_args__ = (
        Index("ix_child_identifiers_scheme_value", "scheme", "value"),
        {"info": {"meaning": "numbers given to children", **ABOUT}},
    )

    child_id: Mapped[int] = child_column()
    scheme: Mapped[IdentifierScheme] = described("whose number it is")
    value: Mapped[str] = described("the number, without spaces")
    check_failed: Mapped[bool] = described("its check digit or letter is wrong", default=False)


class ChildName(Fact, Base):
    """A name the child has or had."""

    __tablename__ = "child_names"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "names of children", **ABOUT}},)

    child_id: Mapped[int] = child_column()
    name_type: Mapped[NameType] = described("current, earlier, known as or other")
    forename: Mapped[str] = described("given name; empty for a child not yet named")
    middle: Mapped[str] = described("other given names")
    surname: Mapped[str] = described("family name")


class ChildBirth(Fact, Base):
    """When the child was, or is expected to be, born."""

    __tablename__ = "child_births"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("born_on IS NULL OR expected_on IS NULL", name="born_or_expected"),
        {"info": {"meaning": "dates of birth and expected dates", **ABOUT}},
    )

    child_id: Mapped[int] = child_column()
    born_on: Mapped[date | None] = described("date of birth")
    expected_on: Mapped[date | None] = described("expected date of birth of an unborn child")
    precision: Mapped[DatePrecision] = described("how much of the date is known")


class ChildDeath(Fact, Base):
    """The child has died; `from_on` is the day."""

    __tablename__ = "child_deaths"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "deaths of children", **ABOUT}},)

    child_id: Mapped[int] = child_column()


class ChildCharacteristics(Fact, Base):
    """Sex and ethnicity, by the national codes."""

    __tablename__ = "child_characteristics"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "sex and ethnicity", **ABOUT}},)

    child_id: Mapped[int] = child_column()
    sex: Mapped[Sex] = described("sex as the national returns hold it")
    ethnicity: Mapped[str] = described("national ethnicity code; empty: not recorded")


class ChildLegalStatus(Fact, Base):
    """Legal status, and whether and by whom the child is looked after."""

    __tablename__ = "child_legal_statuses"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "legal status", **ABOUT}},)

    child_id: Mapped[int] = child_column()
    code: Mapped[str] = described("national legal status code; empty: none")
    looked_after: Mapped[bool] = described("whether the child is looked after")
    placing_authority: Mapped[str] = described("authority that placed the child, where not ours")


class ChildAddress(Fact, Base):
    """Where the child lives or lived, from when to when."""

    __tablename__ = "child_addresses"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "addresses of children", **ABOUT}},)

    child_id: Mapped[int] = child_column()
    address_type: Mapped[AddressType] = described("home, second home, placement, temporary")
    line1: Mapped[str] = described("first line: flat, house, street")
    line2: Mapped[str] = described("second line")
    town: Mapped[str] = described("town")
    postcode: Mapped[str] = described("postcode with its space; empty: not recorded")
    uprn: Mapped[str] = described("unique property reference number; empty: not recorded")
    confidential: Mapped[bool] = described("not to be shown unless asked for with a reason")


class ChildRelationship(Fact, Base):
    """A brother, sister or other child related to this one."""

    __tablename__ = "child_relationships"
    __sensitive__ = True
    __table_args__ = (
        CheckConstraint("child_id <> other_child_id", name="two_children"),
        {"info": {"meaning": "children related to each other", **ABOUT}},
    )

    child_id: Mapped[int] = child_column()
    other_child_id: Mapped[int] = described(
        "the other child", ForeignKey("children.id"), index=True
    )
    relationship: Mapped[str] = described("what the other child is to this one")


class HouseholdMember(Fact, Base):
    """An adult who lives with, visits or has parental responsibility for the child."""

    __tablename__ = "household_members"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "adults in the household, and parents", **ABOUT}},)

    child_id: Mapped[int] = child_column()
    person_id: Mapped[int] = described("the adult", ForeignKey("people.id"), index=True)
    relationship: Mapped[str] = described("what the adult is to the child")
    lives_with_child: Mapped[bool] = described("lives in the household; no: apart, or not known")
    living_is_known: Mapped[bool] = described(
        "somebody said that", default=True, server_default="1"
    )
    parental_responsibility: Mapped[bool] = described("they have it; no: none, or not known")
    responsibility_is_known: Mapped[bool] = described(
        "somebody said that", default=True, server_default="1"
    )
    responsibility_basis: Mapped[str] = described("how they have it", server_default="")


class ChildProfessional(Fact, Base):
    """A general practitioner, health visitor, school or other professional for the child."""

    __tablename__ = "child_professionals"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "professionals for the child", **ABOUT}},)

    child_id: Mapped[int] = child_column()
    role: Mapped[str] = described("general practitioner, health visitor, school ...")
    name: Mapped[str] = described("name of the person")
    organisation: Mapped[str] = described("practice, school or other body")
    contact: Mapped[str] = described("telephone number or e-mail address")


class ChildCase(Fact, Base):
    """The child's case is open to Children's Social Care from `from_on` to `to_on`."""

    __tablename__ = "child_cases"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "spells of open case", **ABOUT}},)

    child_id: Mapped[int] = child_column()
    closure_reason: Mapped[str] = described("why, by its code or in words; empty while open")


class ChildProtectionPlan(Fact, Base):
    """The child is the subject of a child protection plan from `from_on` to `to_on`."""

    __tablename__ = "child_protection_plans"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "child protection plans", **ABOUT}},)

    child_id: Mapped[int] = child_column()
    initial_category: Mapped[str] = described("category at the start, by the national code")
    latest_category: Mapped[str] = described("category now, by the national code")


class PlanReview(Fact, Base):
    """A conference or review of a plan: when it is due, and when it was held."""

    __tablename__ = "plan_reviews"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "conferences and reviews of plans", **ABOUT}},)

    child_id: Mapped[int] = child_column()
    review_kind: Mapped[str] = described("initial, review, transfer-in", server_default="review")
    due_on: Mapped[date | None] = described("day it is due")
    booked_on: Mapped[date | None] = described("day it is booked for")
    held_on: Mapped[date | None] = described("day it was held")
    quorate: Mapped[bool | None] = described("whether enough agencies were there")


class OtherAuthorityInvolvement(Fact, Base):
    """Another authority has a plan for, or has placed, this child."""

    __tablename__ = "other_authority_involvements"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "plans and placements of other authorities", **ABOUT}},)

    child_id: Mapped[int] = child_column()
    authority: Mapped[str] = described("name of the other authority")
    telephone: Mapped[str] = described("its number for such enquiries")
    what: Mapped[str] = described("plan or placement")


class LeadSocialWorkerAssignment(Fact, Base):
    """Who leads for the child, from when to when."""

    __tablename__ = "lead_social_worker_assignments"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "lead social workers of children", **ABOUT}},)

    child_id: Mapped[int] = child_column()
    account_id: Mapped[int | None] = described(
        "the lead social worker", ForeignKey("accounts.id"), index=True
    )
    name_as_given: Mapped[str] = described("name in the file, where no account is known")
    team_id: Mapped[int | None] = described("the team", ForeignKey("teams.id"), index=True)


class Restriction(Fact, Base):
    """Few may open this record: its named owner and those listed."""

    __tablename__ = "restrictions"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "restricted and sealed records", **ABOUT}},)

    child_id: Mapped[int] = child_column()
    kind: Mapped[str] = described("restricted, or sealed at adoption")
    owner_id: Mapped[int] = described("who answers for it", ForeignKey("accounts.id"))


class RestrictionReader(Fact, Base):
    """A member of staff who may open a restricted record besides its owner."""

    __tablename__ = "restriction_readers"
    __sensitive__ = True
    __table_args__ = ({"info": {"meaning": "who may open a restricted record", **ABOUT}},)

    child_id: Mapped[int] = child_column()
    account_id: Mapped[int] = described("who may open it", ForeignKey("accounts.id"), index=True)


class DeclaredConnection(Fact, Base):
    """A member of staff knows this child or family, so must not open the record."""

    __tablename__ = "declared_connections"
    __sensitive__ = True
    __table_args__ = (
        UniqueConstraint("child_id", "account_id", "recorded_at"),
        {"info": {"meaning": "connections of staff with children", **ABOUT}},
    )

    child_id: Mapped[int] = child_column()
    account_id: Mapped[int] = described("who", ForeignKey("accounts.id"), index=True)
