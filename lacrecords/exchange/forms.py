"""The forms of the import: what to upload, why to undo, who is right, whose name it is."""

from __future__ import annotations

from collections.abc import Sequence

from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, TextAreaField

from lacrecords.exchange.conflicts import Settlement
from lacrecords.staff.queries import StaffCard
from lacrecords.web.fields import DropdownField, RadiosField, choice
from lacrecords.web.forms import GovukForm, required

WHOLE, DELTA = "whole", "delta"


class UploadForm(GovukForm):
    """The files of one register."""

    files = MultipleFileField(
        "The files",
        [required("Choose the file to upload")],
        description=(
            "One register as CSV, or all the CSV files of a Standard Safeguarding Dataset, or one"
            " ZIP file of either."
        ),
    )
    extent = RadiosField(
        "What is in them?",
        [required("Select whether this is the whole register")],
        choices=[
            choice(
                WHOLE,
                "The whole register",
                "Children who are not in it are listed. Their records are left as they are.",
            ),
            choice(DELTA, "Only what has changed", "Children who are not in it are not listed."),
        ],
    )


class LoadForm(GovukForm):
    """Whether somebody knows that files which look like the register's are not read."""

    understood = BooleanField(
        "I know that these are not read", [required("Tick that you know what is not read")]
    )


class UndoForm(GovukForm):
    """Why a whole run is undone."""

    reason = TextAreaField("Why is this run undone?", [required("Enter the reason")])
    understood = BooleanField(
        "I know that children whom this run added will not be found until they are loaded again",
        [required("Tick that you know what undoing does")],
    )


class SettleForm(GovukForm):
    """Which side of a conflict holds."""

    settlement = RadiosField(
        "What holds?",
        [required("Select what holds")],
        kind=Settlement,
        choices=[
            choice(Settlement.RECORD_STANDS, "The record stands"),
            choice(Settlement.FILE_TAKEN, "Take what the file says"),
        ],
    )
    reason = TextAreaField("Why?", [required("Enter the reason")])

    def offer_only_the_record(self) -> None:
        """The record has changed since the file was read: its word can take no place any more."""
        self.settlement.choices = [choice(Settlement.RECORD_STANDS, "The record stands")]


class LeadNameForm(GovukForm):
    """Whose name a file gave."""

    account_id = DropdownField(
        "Who is this?", [required("Select a person")], number=True, blank="Select a person"
    )
    reason = TextAreaField("How do you know?", [required("Enter how you know")])

    def offer(self, people: Sequence[StaffCard]) -> None:
        """Those who may lead for a child."""
        self.account_id.choices = [
            choice(str(card.account_id), f"{card.name} ({card.email})") for card in people
        ]
