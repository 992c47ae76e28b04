"""Each kind of dated fact in plain words: how it began, how it ended, and what was said.

Words only: which facts a reader may see is decided before they come here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lacrecords.children.ages import Birth, birth_words
from lacrecords.children.code_words import (
    CLOSURE_WORDS,
    ETHNICITY_WORDS,
    LEGAL_STATUS_WORDS,
    REVIEW_WORDS,
)
from lacrecords.children.confidential_addresses import is_confidential
from lacrecords.children.living_with import living_words, responsibility_words
from lacrecords.children.models import (
    ChildAddress,
    ChildBirth,
    ChildCase,
    ChildCharacteristics,
    ChildDeath,
    ChildIdentifier,
    ChildLegalStatus,
    ChildName,
    ChildProfessional,
    ChildProtectionPlan,
    ChildRelationship,
    DeclaredConnection,
    HouseholdMember,
    LeadSocialWorkerAssignment,
    OtherAuthorityInvolvement,
    PlanReview,
    Restriction,
    RestrictionReader,
)
from lacrecords.children.queries import (
    CONFIDENTIAL_ADDRESS,
    address_words,
    is_sibling_word,
    whole_name,
)
from lacrecords.history import Fact
from lacrecords.matching.identifiers import display_nhs_number
from lacrecords.terms import (
    AddressType,
    IdentifierScheme,
    NameType,
    PlanCategory,
    RestrictionKind,
    Sex,
)
from lacrecords.web.words import date_words

SEX_WORDS = {Sex.FEMALE: "Female", Sex.MALE: "Male", Sex.NOT_RECORDED: "Sex not recorded"}
CATEGORY_WORDS = {
    PlanCategory.NEGLECT: "Neglect",
    PlanCategory.PHYSICAL: "Physical abuse",
    PlanCategory.SEXUAL: "Sexual abuse",
    PlanCategory.EMOTIONAL: "Emotional abuse",
    PlanCategory.MULTIPLE: "More than one category",
    PlanCategory.NOT_RECORDED: "Category not recorded",
}
SCHEME_WORDS = {
    IdentifierScheme.AUTHORITY: "Our number",
    IdentifierScheme.NHS: "NHS number",
    IdentifierScheme.UPN: "Unique pupil number",
    IdentifierScheme.MOTHER_NHS: "NHS number of the mother",
}
ADDRESS_WORDS = {
    AddressType.HOME: "Home",
    AddressType.SECOND_HOME: "Second home",
    AddressType.PLACEMENT: "Placement",
    AddressType.TEMPORARY: "Temporary address",
}
NAME_WORDS = {
    NameType.CURRENT: "Name",
    NameType.EARLIER: "Earlier name",
    NameType.KNOWN_AS: "Known as",
    NameType.OTHER: "Other name",
}


@dataclass(frozen=True, slots=True)
class FactReader:
    """Whoever reads facts: the names behind the numbers, and whether every address may be seen."""

    staff: Mapping[int, str] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)
    children: Mapping[int, str] = field(default_factory=dict)
    sees_confidential: bool = False
    sees_every_confidential: bool = False
    """Those of every child, not of this one alone."""
    confidential_places: frozenset[str] = frozenset()

    def hides(self, address: ChildAddress) -> bool:
        """Whether this address is confidential, or gives one away, and not for this reader."""
        return not self.sees_confidential and is_confidential(address, self.confidential_places)

    def of_staff(self, account_id: int | None, as_given: str = "") -> str:
        """A member of staff by number, else the name as it was given."""
        return self.staff.get(account_id or 0, as_given) or "Name not recorded"


@dataclass(frozen=True, slots=True)
class FactWords:
    """What a fact says: a line for its beginning, one for its end, and what goes with it."""

    began: str
    ended: str
    details: str = ""


def words_of(fact: Fact, reader: FactReader) -> FactWords:
    """The fact in plain words; KeyError for a kind of fact that has none."""
    return _WORDS[type(fact)](fact, reader)


def number_words(scheme: IdentifierScheme, value: str) -> str:
    """A number as it is printed."""
    nhs = scheme in (IdentifierScheme.NHS, IdentifierScheme.MOTHER_NHS)
    return display_nhs_number(value) if nhs else value


def category_words(code: str) -> str:
    """The category of a plan in words; a code that is not national is shown as it is."""
    try:
        return CATEGORY_WORDS[PlanCategory(code)]
    except ValueError:
        return code


def ethnicity_words(code: str) -> str:
    """Ethnicity in words; a code that is not national is shown as it is."""
    return ETHNICITY_WORDS.get(code, code)


def closure_words(reason: str) -> str:
    """Why a case was closed; what was imported or typed in words is shown as it is."""
    return CLOSURE_WORDS.get(reason.strip().upper(), reason)


def _name(row: ChildName, _reader: FactReader) -> FactWords:
    kind = NAME_WORDS[row.name_type]
    return FactWords(f"{kind} recorded", f"{kind} no longer used", whole_name(row))


def _birth(row: ChildBirth, _reader: FactReader) -> FactWords:
    what = "Expected date" if row.expected_on else "Date of birth"
    birth = Birth(row.born_on, row.expected_on, row.precision)
    return FactWords(f"{what} recorded", f"{what} withdrawn", birth_words(birth))


def _death(_row: ChildDeath, _reader: FactReader) -> FactWords:
    return FactWords("The child died", "Death withdrawn")


def _characteristics(row: ChildCharacteristics, _reader: FactReader) -> FactWords:
    words = ", ".join(part for part in (SEX_WORDS[row.sex], ethnicity_words(row.ethnicity)) if part)
    return FactWords("Sex and ethnicity recorded", "Sex and ethnicity withdrawn", words)


def _legal_status(row: ChildLegalStatus, _reader: FactReader) -> FactWords:
    return FactWords("Legal status recorded", "Legal status ended", legal_words(row))


def legal_words(row: ChildLegalStatus) -> str:
    """The legal status, whether the child is looked after, and who placed the child."""
    status = LEGAL_STATUS_WORDS.get(row.code, row.code)
    parts = [status or "No legal status", "looked after" if row.looked_after else ""]
    parts.append(f"placed by {row.placing_authority}" if row.placing_authority else "")
    return ", ".join(part for part in parts if part)


def _identifier(row: ChildIdentifier, _reader: FactReader) -> FactWords:
    scheme = SCHEME_WORDS[row.scheme]
    doubt = " (the check digit or letter is wrong)" if row.check_failed else ""
    words = number_words(row.scheme, row.value) + doubt
    return FactWords(f"{scheme} recorded", f"{scheme} no longer used", words)


def _address(row: ChildAddress, reader: FactReader) -> FactWords:
    kind = ADDRESS_WORDS[row.address_type]
    words = CONFIDENTIAL_ADDRESS if reader.hides(row) else address_words(row)
    return FactWords(f"{kind} recorded", f"{kind} left", words)


def _relationship(row: ChildRelationship, reader: FactReader) -> FactWords:
    # Recorded from either side; the names at hand are those of the others, never the child's own.
    from_this_side = row.other_child_id in reader.children
    other = reader.children.get(row.other_child_id if from_this_side else row.child_id, "")
    words = f"{other} ({relationship_words(row.relationship, from_this_side)})"
    return FactWords("Related child recorded", "Related child withdrawn", words)


def relationship_words(relationship: str, from_this_side: bool) -> str:
    """What the other child is to this one; the word recorded on the other side may not fit here."""
    if from_this_side:
        return relationship
    return "brother or sister" if is_sibling_word(relationship) else "related child"


def _member(row: HouseholdMember, reader: FactReader) -> FactWords:
    parts = (row.relationship, responsibility_words(row), living_words(row))
    what = ", ".join(part for part in parts if part)
    words = f"{reader.people.get(row.person_id, 'An adult')} ({what})"
    return FactWords("Adult recorded", "Adult no longer in the household", words)


def _professional(row: ChildProfessional, _reader: FactReader) -> FactWords:
    words = ", ".join(part for part in (row.name, row.organisation, row.contact) if part)
    return FactWords(f"{row.role} recorded", f"{row.role} no longer involved", words)


def _case(row: ChildCase, _reader: FactReader) -> FactWords:
    return FactWords("Case opened", "Case closed", closure_words(row.closure_reason))


def _plan(row: ChildProtectionPlan, _reader: FactReader) -> FactWords:
    words = category_words(row.latest_category)
    if row.initial_category != row.latest_category:
        words += f" (at the start: {category_words(row.initial_category)})"
    return FactWords("Child protection plan started", "Child protection plan ended", words)


def _review(row: PlanReview, _reader: FactReader) -> FactWords:
    kind = REVIEW_WORDS.get(row.review_kind, row.review_kind)
    return FactWords(kind, f"{kind} ended", review_words(row))


def review_words(row: PlanReview) -> str:
    """When a conference or review is due, booked for, was held, and whether it was quorate."""
    parts = (("due", row.due_on), ("booked for", row.booked_on), ("held", row.held_on))
    words = [f"{word} {date_words(day)}" for word, day in parts if day]
    if row.quorate is not None:
        words.append("quorate" if row.quorate else "not quorate")
    return ", ".join(words)


def _other_authority(row: OtherAuthorityInvolvement, _reader: FactReader) -> FactWords:
    words = ", ".join(part for part in (row.authority, row.what, row.telephone) if part)
    return FactWords("Another authority is involved", "The other authority has ended", words)


def _lead(row: LeadSocialWorkerAssignment, reader: FactReader) -> FactWords:
    who = reader.of_staff(row.account_id, row.name_as_given)
    return FactWords("Lead social worker assigned", "Lead social worker ended", who)


def _restriction(row: Restriction, reader: FactReader) -> FactWords:
    words = f"Owner: {reader.of_staff(row.owner_id)}"
    if row.kind == RestrictionKind.SEALED_AT_ADOPTION:
        return FactWords("Record sealed at adoption", "Seal ended", words)
    return FactWords("Record restricted", "Restriction ended", words)


def _reader(row: RestrictionReader, reader: FactReader) -> FactWords:
    who = reader.of_staff(row.account_id)
    return FactWords("May open the restricted record", "May no longer open the record", who)


def _connection(row: DeclaredConnection, reader: FactReader) -> FactWords:
    who = reader.of_staff(row.account_id)
    return FactWords("Connection with the family declared", "Connection lifted", who)


_WORDS: dict[type[Fact], Callable[[Any, FactReader], FactWords]] = {
    ChildName: _name,
    ChildBirth: _birth,
    ChildDeath: _death,
    ChildCharacteristics: _characteristics,
    ChildLegalStatus: _legal_status,
    ChildIdentifier: _identifier,
    ChildAddress: _address,
    ChildRelationship: _relationship,
    HouseholdMember: _member,
    ChildProfessional: _professional,
    ChildCase: _case,
    ChildProtectionPlan: _plan,
    PlanReview: _review,
    OtherAuthorityInvolvement: _other_authority,
    LeadSocialWorkerAssignment: _lead,
    Restriction: _restriction,
    RestrictionReader: _reader,
    DeclaredConnection: _connection,
}
