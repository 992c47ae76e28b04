"""Every table, imported in one place so that mappers, migrations and guards see them all."""

from lacrecords.advice import models as advice
from lacrecords.agencies import models as agencies
from lacrecords.audit import models as audit
from lacrecords.check_requests import answer_models as check_answer_models
from lacrecords.check_requests import models as check_requests
from lacrecords.children import (
    creation_models,
    merge_models,
    restriction_models,
    search_models,
    withdrawal_models,
)
from lacrecords.children import models as children
from lacrecords.consents import models as consents
from lacrecords.consents import understanding_models
from lacrecords.corrections import models as corrections
from lacrecords.currency import models as currency
from lacrecords.disclosure_schemes import course_models as scheme_course_models
from lacrecords.disclosure_schemes import models as disclosure_schemes
from lacrecords.documents import models as documents
from lacrecords.enquiries import (
    considered_models,
    heard_models,
    incident_models,
    late_models,
    outcome_models,
    unknown_models,
)
from lacrecords.enquiries import models as enquiries
from lacrecords.exchange import models as exchange
from lacrecords.exchange import upload_models
from lacrecords.exports import models as exports
from lacrecords.guidance import models as guidance
from lacrecords.lists import models as lists
from lacrecords.matching import models as matching
from lacrecords.movements import missing_models, received_models
from lacrecords.movements import models as movements
from lacrecords.notifications import models as notifications
from lacrecords.people import models as people
from lacrecords.queue import models as queue
from lacrecords.risk_notifications import course_models as risk_course_models
from lacrecords.risk_notifications import disposal_models as risk_disposal_models
from lacrecords.risk_notifications import models as risk_notifications
from lacrecords.sharing_decisions import models as sharing_decisions
from lacrecords.sharing_decisions import peer_review_models as sharing_peer_review_models
from lacrecords.sharing_decisions import way_models as sharing_way_models
from lacrecords.staff import deputy_models, list_choices
from lacrecords.staff import models as staff
from lacrecords.statements import models as statements
from lacrecords.subject_access import correction_models as subject_access_correction_models
from lacrecords.subject_access import end_models as subject_access_end_models
from lacrecords.subject_access import further_models as subject_access_further_models
from lacrecords.subject_access import models as subject_access
from lacrecords.subject_access import pack_models as subject_access_pack_models
from lacrecords.subject_access import release_models as subject_access_release_models
from lacrecords.subject_access import scope_models as subject_access_scope_models

__all__ = [
    "advice",
    "agencies",
    "audit",
    "check_answer_models",
    "check_requests",
    "children",
    "consents",
    "considered_models",
    "corrections",
    "creation_models",
    "currency",
    "deputy_models",
    "disclosure_schemes",
    "documents",
    "enquiries",
    "exchange",
    "exports",
    "guidance",
    "heard_models",
    "incident_models",
    "late_models",
    "list_choices",
    "lists",
    "matching",
    "merge_models",
    "missing_models",
    "movements",
    "notifications",
    "outcome_models",
    "people",
    "queue",
    "received_models",
    "restriction_models",
    "risk_course_models",
    "risk_disposal_models",
    "risk_notifications",
    "scheme_course_models",
    "search_models",
    "sharing_decisions",
    "sharing_peer_review_models",
    "sharing_way_models",
    "staff",
    "statements",
    "subject_access",
    "subject_access_correction_models",
    "subject_access_end_models",
    "subject_access_further_models",
    "subject_access_pack_models",
    "subject_access_release_models",
    "subject_access_scope_models",
    "understanding_models",
    "unknown_models",
    "upload_models",
    "withdrawal_models",
]
