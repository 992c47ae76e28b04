"""The forms of the designated manager's desk: filter, view, lines of a batch, answer, referral."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from lacrecords.clocks import LOCAL
from lacrecords.enquiries.forms.asking import options
from lacrecords.enquiries.queries.batch_page import LineCard
from lacrecords.enquiries.queries.queue import Wanted
from lacrecords.enquiries.services.incidents import NewIncident
from lacrecords.enquiries.services.viewing import NewView
from lacrecords.notifications.services import Recipient
from lacrecords.staff.queries import StaffCard, TeamCard
from lacrecords.terms import (
    AgencyType,
    AnswerGiven,
    ConsiderationOutcome,
    ManagerViewKind,
    QueueState,
)
from lacrecords.web.fields import (
    CheckboxesField,
    DatePartsField,
    DropdownField,
    RadiosField,
    choice,
)
from lacrecords.web.forms import GovukForm, GroupForm, required

EVERYTHING = "All"


class QueueFilterForm(GroupForm):
    """What to show of the queue; everything is a closed list or a day."""

    state = DropdownField("State", kind=QueueState, choices=options(QueueState), blank="Waiting")
    flagged = DropdownField(
        "Flagged",
        choices=[choice("yes", "Something is flagged"), choice("no", "Nothing is flagged")],
        blank=EVERYTHING,
    )
    clock = DropdownField("Clock", choices=[choice("late", "Late only")], blank=EVERYTHING)
    agency_type = DropdownField(
        "Kind of agency", kind=AgencyType, choices=options(AgencyType), blank=EVERYTHING
    )
    answer = DropdownField(
        "What was answered", kind=AnswerGiven, choices=options(AnswerGiven), blank=EVERYTHING
    )
    team = DropdownField("Team that took it", number=True, choices=[], blank=EVERYTHING)
    from_on = DatePartsField("Asked from")
    to_on = DatePartsField("Asked until")
    sort = DropdownField(
        "Order",
        choices=[choice("newest", "Newest first"), choice("flags", "Flagged first")],
        blank="Oldest first",
    )

    def offer(self, teams: Iterable[TeamCard]) -> None:
        """Put the teams into the choice."""
        self.team.choices = [choice(str(team.team_id), team.name) for team in teams]

    def wanted(self) -> Wanted:
        """What was chosen."""
        return Wanted(
            state=self.state.data,
            flagged={"yes": True, "no": False}.get(self.flagged.data or ""),
            late=self.clock.data == "late",
            agency_type=self.agency_type.data,
            answer=self.answer.data,
            team_id=self.team.data,
            from_on=self.from_on.data.exact if self.from_on.data else None,
            to_on=self.to_on.data.exact if self.to_on.data else None,
            sort=self.sort.data or "due",
        )


class ViewForm(GovukForm):
    """What the manager makes of an enquiry; it carries the view that the page showed."""

    shown = HiddenField(default="")
    kind = RadiosField(
        "What do you make of it?",
        [required("Select what you make of this enquiry")],
        kind=ManagerViewKind,
        choices=options(ManagerViewKind),
    )
    words = TextAreaField(
        "In your words",
        description="Your reason, your question to the officer, or what was referred to whom",
    )
    what_was_told = TextAreaField("What was told?")
    to_whom = StringField("To whom?")
    aware_on = DatePartsField(
        "Day the council became aware", description="Leave empty if it became aware now"
    )
    aware_time = StringField("Time it became aware", description="For example, 14:05")

    def validate_what_was_told(self, field: TextAreaField) -> None:
        """An incident says what was told."""
        if self._is_wrong() and not (field.data or "").strip():
            raise ValidationError("Enter what was told that should not have been")

    def validate_to_whom(self, field: StringField) -> None:
        """An incident says to whom."""
        if self._is_wrong() and not (field.data or "").strip():
            raise ValidationError("Enter to whom it was told")

    def validate_aware_time(self, field: StringField) -> None:
        """A day goes with a time, neither in the future."""
        if self.aware_on.data is None:
            if (field.data or "").strip():
                raise ValidationError("Enter the day the council became aware as well")
            return
        moment = self._aware_at()
        if moment is None:
            raise ValidationError("Enter the time as hours and minutes, like 14:05")
        if moment > datetime.now(UTC):
            raise ValidationError("The council cannot have become aware in the future")

    def _is_wrong(self) -> bool:
        return self.kind.data is ManagerViewKind.WRONG_DISCLOSURE

    def _aware_at(self) -> datetime | None:
        if self.aware_on.data is None or self.aware_on.data.exact is None:
            return None
        try:
            clock = datetime.strptime((self.aware_time.data or "").strip(), "%H:%M").time()
        except ValueError:
            return None
        return datetime.combine(self.aware_on.data.exact, clock, tzinfo=LOCAL).astimezone(UTC)

    def value(self) -> NewView:
        """The view; the view that the page showed, none where the number was tampered with."""
        typed = str(self.shown.data or "")
        shown_id = int(typed) if typed.isdecimal() and len(typed) < 10 else None
        incident = NewIncident(
            what_was_told=self.what_was_told.data or "",
            to_whom=self.to_whom.data or "",
            aware_at=self._aware_at(),
        )
        return NewView(
            kind=self.kind.data,
            # What was wrong is said once: it is what was told.
            words=self.words.data or (incident.what_was_told if self._is_wrong() else ""),
            shown_id=shown_id,
            incident=incident if self._is_wrong() else None,
        )


class BatchForm(GovukForm):
    """A tick for each line that was read."""

    read = CheckboxesField("Enquiries that you have read and close", kind=int)

    def offer(self, lines: Sequence[LineCard]) -> None:
        """Put the lines into the choice, word for word."""
        self.read.choices = [choice(str(one.enquiry_id), one.words) for one in lines]


class AnswerForm(GovukForm):
    """The officer's answer."""

    answer = TextAreaField("Your answer", [required("Enter your answer")])


class DoneForm(GovukForm):
    """What was done on a referral."""

    what_was_done = TextAreaField("What was done?", [required("Enter what was done")])


class ConsiderationForm(GovukForm):
    """How the designated manager closes a consideration, and who is to act."""

    outcome = RadiosField(
        "What did you decide?",
        [required("Select what you decided")],
        kind=ConsiderationOutcome,
        choices=options(ConsiderationOutcome),
    )
    reasons = TextAreaField("Your reasons", [required("Enter your reasons")])
    acts = DropdownField(
        "Who is to act?",
        number=True,
        choices=[],
        blank="The duty team",
        description="Only where somebody is to act: they are told, and get the note",
    )

    def offer(self, people: Iterable[StaffCard]) -> None:
        """Put those who may act into the choice."""
        self.acts.choices = [choice(str(one.account_id), one.name) for one in people]

    def who_acts(self) -> Recipient | None:
        """The person chosen; None: the duty team."""
        return Recipient(account_id=self.acts.data) if self.acts.data else None
