"""Why an enquiry service refuses; each message tells the officer what to do."""

from __future__ import annotations


class EnquiryError(Exception):
    """A step was refused; the message is for the person at the screen."""


class NotChecked(EnquiryError):
    """Something about a child was asked for before the enquirer was checked."""


class CheckRunOut(EnquiryError):
    """The check was good once and is no longer."""


class StepOutOfOrder(EnquiryError):
    """The enquiry has moved on, or is not there yet; the page shows how it stands now."""


class OtherWords(EnquiryError):
    """Other words than the sentence were said, and nobody says that they held no more."""
