"""The forms of sign-in, passwords and absence. Passwords are taken as typed, never trimmed."""

from __future__ import annotations

from wtforms import PasswordField, StringField

from lacrecords.staff.password_policy import SHORTEST
from lacrecords.staff.services import NewAbsence
from lacrecords.web.fields import DatePartsField, DropdownField
from lacrecords.web.forms import GovukForm, required

NEW_PASSWORD_HINT = (
    f"{SHORTEST} characters or more. Three or four words that do not belong together "
    "are easy to remember and hard to guess."
)


class SignInForm(GovukForm):
    """Who, and the password that proves it."""

    email = StringField("Work email address", [required("Enter your work email address")])
    password = PasswordField("Password", [required("Enter your password")])


class SetPasswordForm(GovukForm):
    """One's first password, or a new one after an invitation."""

    password = PasswordField(
        "New password", [required("Enter a new password")], description=NEW_PASSWORD_HINT
    )


class ChangePasswordForm(GovukForm):
    """Another password, by somebody who knows the current one."""

    current = PasswordField("Current password", [required("Enter your current password")])
    password = PasswordField(
        "New password", [required("Enter a new password")], description=NEW_PASSWORD_HINT
    )


class AbsenceForm(GovukForm):
    """Somebody is away, and who covers."""

    from_on = DatePartsField("First day away", [required("Enter the first day away")])
    to_on = DatePartsField("First day back", description="Leave empty if it is not known")
    cover_id = DropdownField(
        "Who covers?",
        number=True,
        blank="Nobody: the team manager is told instead",
        description="They are told of enquiries about these children while the person is away",
    )

    def value(self, account_id: int) -> NewAbsence:
        """What the form says, for this person."""
        from_on = self.from_on.data.exact if self.from_on.data else None
        if from_on is None:
            raise ValueError("The form was not validated.")
        return NewAbsence(
            account_id=account_id,
            from_on=from_on,
            to_on=self.to_on.data.exact if self.to_on.data else None,
            cover_id=self.cover_id.data,
        )
