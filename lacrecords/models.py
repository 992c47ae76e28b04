"""Every table, imported in one place so that mappers, migrations and guards see them all."""

from lacrecords.agencies import models as agencies
from lacrecords.audit import models as audit
from lacrecords.children import (
    creation_models,
    merge_models,
    restriction_models,
    withdrawal_models,
)
from lacrecords.children import models as children
from lacrecords.enquiries import late_models, outcome_models, unknown_models
from lacrecords.enquiries import models as enquiries
from lacrecords.exchange import models as exchange
from lacrecords.exchange import upload_models
from lacrecords.lists import models as lists
from lacrecords.matching import models as matching
from lacrecords.notifications import models as notifications
from lacrecords.people import models as people
from lacrecords.queue import models as queue
from lacrecords.staff import models as staff
from lacrecords.statements import models as statements

__all__ = [
    "agencies",
    "audit",
    "children",
    "creation_models",
    "enquiries",
    "exchange",
    "late_models",
    "lists",
    "matching",
    "merge_models",
    "notifications",
    "outcome_models",
    "people",
    "queue",
    "restriction_models",
    "staff",
    "statements",
    "unknown_models",
    "upload_models",
    "withdrawal_models",
]
