"""An enquiry as its page shows it. It says nothing of any record: only what the enquirer gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lacrecords.children.ages import Birth, birth_words
from lacrecords.database import db
from lacrecords.enquiries.description import heard_of, last_said, names_heard
from lacrecords.enquiries.heard_models import AsHeard
from lacrecords.enquiries.models import (
    EnquiredChild,
    Enquirer,
    Enquiry,
    Verification,
)
from lacrecords.enquiries.queries.steps import (
    a_check_looked_like_an_attempt,
    check_is_good_now,
    good_until,
    latest_verification,
    reply_on,
)
from lacrecords.rules.before_check import claimed_standing, sentences_before_a_check
from lacrecords.rules.sentences import FIXED_SENTENCES
from lacrecords.staff import queries as staff
from lacrecords.terms import (
    EnquirerKind,
    EnquirerStanding,
    KnownHow,
    VerificationMethod,
    VerificationOutcome,
)
from lacrecords.wording import words

SAID_LATER = "(said later)"


@dataclass(frozen=True, slots=True)
class CheckCard:
    """The last check of the enquirer."""

    outcome: VerificationOutcome
    outcome_words: str
    method_words: str
    note: str
    by_name: str
    at: datetime
    valid_until_at: datetime
    is_good_now: bool
    in_writing: bool
    reply_went_at: datetime | None


@dataclass(frozen=True, slots=True)
class EnquiredChildCard:
    """A child as described; `title` for headings, `lines` for a list of what was given."""

    id: int
    position: int
    title: str
    lines: tuple[tuple[str, str], ...]

    @property
    def as_said(self) -> tuple[tuple[str, str], ...]:
        """The lines without whether they were said at first or later."""
        return tuple((label.removesuffix(f" {SAID_LATER}"), text) for label, text in self.lines)

    @property
    def not_said(self) -> tuple[str, ...]:
        """What tells children of one name apart and was not said of this one."""
        said = {label for label, _ in self.as_said}
        asked = (("Date of birth", "a date of birth"), ("Address", "an address"))
        return tuple(words for label, words in asked if label not in said)


@dataclass(frozen=True, slots=True)
class EnquiryPage:
    """Who asks, about whom, why, and how the check stands."""

    id: int
    reference: str
    asked_at: datetime
    recorded_by_name: str
    entered_late_because: str
    urgent: bool
    worried: bool
    about_our_worker: bool
    court_order: bool
    enquirer_kind: EnquirerKind
    enquirer_title: str
    agency_id: int | None
    telephone_given: str
    email_given: str
    lines: tuple[tuple[str, str], ...]
    children: tuple[EnquiredChildCard, ...]
    check: CheckCard | None

    @property
    def is_confirmed(self) -> bool:
        """The last check confirmed the enquirer."""
        return self.check is not None and self.check.outcome is VerificationOutcome.CONFIRMED

    @property
    def a_child_asks(self) -> bool:
        """A child asks about themselves."""
        return self.enquirer_kind is EnquirerKind.CHILD

    @property
    def say_at_once(self) -> tuple[str, ...]:
        """What may be said without a check, in the exact words; it rests on nothing we know.

        A professional is answered after the check; for everybody else these words stay.
        """
        standing = claimed_standing(self.enquirer_kind)
        if standing is EnquirerStanding.LEGITIMATE and self.check is not None:
            return ()
        kinds = sentences_before_a_check(standing, worried=self.worried)
        return tuple(FIXED_SENTENCES[kind] for kind in kinds)


def enquiry_page(reference: str, now: datetime) -> EnquiryPage | None:
    """The page of the enquiry with this reference."""
    enquiry = db.session.scalar(select(Enquiry).where(Enquiry.reference == reference.upper()))
    if enquiry is None:
        return None
    enquirer = db.session.scalars(select(Enquirer).where(Enquirer.enquiry_id == enquiry.id)).one()
    children = db.session.scalars(
        select(EnquiredChild)
        .where(EnquiredChild.enquiry_id == enquiry.id, EnquiredChild.from_list.is_(False))
        .order_by(EnquiredChild.position)
    )
    verification = latest_verification(enquiry.id)
    by = verification.checked_by if verification else ""
    names = staff.names_for([enquiry.recorded_by, by])
    return EnquiryPage(
        id=enquiry.id,
        reference=enquiry.reference,
        asked_at=enquiry.asked_at,
        recorded_by_name=names.get(enquiry.recorded_by, enquiry.recorded_by),
        entered_late_because=enquiry.entered_late_because,
        urgent=enquiry.urgency.value == "urgent",
        worried=enquiry.worried,
        about_our_worker=enquiry.about_our_worker,
        court_order=enquiry.court_order,
        enquirer_kind=enquirer.kind,
        enquirer_title=enquirer_title(enquirer),
        agency_id=enquirer.agency_id,
        telephone_given=enquirer.telephone_given,
        email_given=enquirer.email_given,
        lines=_lines(enquiry, enquirer, a_check_looked_like_an_attempt(enquiry.id)),
        children=tuple(child_card(child) for child in children),
        check=_check_card(verification, names.get(by, by), now) if verification else None,
    )


def enquirer_title(enquirer: Enquirer) -> str:
    """The enquirer in a few words: name, role, agency."""
    name = enquirer.name or ("Name refused" if enquirer.name_refused else "Name not given")
    parts = [name, enquirer.role or words(enquirer.kind), enquirer.agency_name]
    return ", ".join(part for part in parts if part)


def child_card(child: EnquiredChild) -> EnquiredChildCard:
    """An enquired child in lines of what was given, first what was given first."""
    heard = heard_of(child)
    named = names_heard(heard)[:1]
    name = " ".join(
        part for one in named for part in (one.forename, one.middle, one.surname) if part
    )
    unborn = last_said(heard, "expected_on") is not None
    title = name or ("Unborn child" if unborn else "Child without a name given")
    later = (
        (f"{label} {SAID_LATER}", text)
        for further in child.further
        for label, text in _given(further)
    )
    return EnquiredChildCard(child.id, child.position, title, (*_given(child), *later))


def _given(heard: AsHeard) -> tuple[tuple[str, str], ...]:
    given = (
        ("Name", " ".join(part for part in (heard.forename, heard.middle, heard.surname) if part)),
        ("Other names", heard.other_names),
        ("Date of birth", _birth(heard)),
        ("Expected", _day(heard.expected_on)),
        ("Age", f"about {heard.age_years}" if heard.age_years is not None else ""),
        ("Mother", heard.mother_name),
        ("Sex", words(heard.sex) if heard.sex.value != "U" else ""),
        ("Address", ", ".join(p for p in (heard.line1, heard.town, heard.postcode) if p)),
        ("NHS number", heard.nhs_number),
        ("Unique pupil number", heard.upn),
        ("Said of the child", heard.notes),
    )
    return tuple((label, text) for label, text in given if text)


def _birth(heard: AsHeard) -> str:
    return birth_words(Birth(heard.born_on, None, heard.born_precision)) if heard.born_on else ""


def _day(day: object) -> str:
    return f"{day:%-d %B %Y}" if day else ""


def _lines(
    enquiry: Enquiry, enquirer: Enquirer, check_looks_wrong: bool
) -> tuple[tuple[str, str], ...]:
    attempt = enquiry.looks_like_an_attempt or check_looks_wrong
    given = (
        ("Enquirer", enquirer.name or ("refused to give a name" if enquirer.name_refused else "")),
        ("In what capacity", words(enquirer.kind)),
        ("Role", enquirer.role),
        ("Agency", enquirer.agency_name),
        ("Kind of agency", words(enquirer.agency_type) if enquirer.agency_type else ""),
        ("Relationship to the child", enquirer.relationship),
        ("Number given (never for a check)", enquirer.telephone_given),
        ("Email address given (never for a check)", enquirer.email_given),
        ("How it reached us", words(enquiry.channel)),
        ("Type of enquiry", words(enquiry.enquiry_type)),
        ("Why they ask", enquiry.reason),
        ("About a worker of ours", "Yes" if enquiry.about_our_worker else ""),
        ("Worried that a child may be harmed", "Yes" if enquiry.worried else "No"),
        ("What worries them", enquiry.worry),
        ("How they know", known_how_words(enquiry)),
        ("Looks like an attempt to find out", "Yes" if attempt else ""),
        ("Court order", "Yes. It proves no identity" if enquiry.court_order else ""),
        ("Taken on paper because", enquiry.entered_late_because),
    )
    return tuple((label, text) for label, text in given if text)


def known_how_words(enquiry: Enquiry) -> str:
    """How the enquirer knows what they say; empty where the officer marked nothing."""
    return ", ".join(words(KnownHow(how)) for how in enquiry.known_how)


def _check_card(row: Verification, by_name: str, now: datetime) -> CheckCard:
    reply = reply_on(row)
    return CheckCard(
        outcome=row.outcome,
        outcome_words=words(row.outcome),
        method_words=words(row.method),
        note=row.words,
        by_name=by_name,
        at=row.checked_at,
        valid_until_at=good_until(row),
        is_good_now=check_is_good_now(row, now),
        in_writing=row.method is VerificationMethod.DIRECTORY_EMAIL,
        reply_went_at=reply.sent_at if reply else None,
    )
