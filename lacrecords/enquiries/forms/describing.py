"""The form of what is said of a child later in the same enquiry."""

from __future__ import annotations

from wtforms import FormField

from lacrecords.enquiries.asked import DescribedChild
from lacrecords.enquiries.forms.asking import DescribedChildForm
from lacrecords.web.forms import GovukForm


class FurtherDescriptionForm(GovukForm):
    """What more the enquirer says of one child; whatever was said before is left empty."""

    child = FormField(DescribedChildForm)

    def value(self) -> DescribedChild:
        """What more was said."""
        said: DescribedChild = self.child.form.value()
        return said
