"""What waits for a second person, what one gave back, and the answer on serious harm: as read."""

from __future__ import annotations

from typing import Any

from sqlalchemy import exists, select

from lacrecords.database import db
from lacrecords.subject_access.end_models import EndAsked, EndReturned
from lacrecords.subject_access.pack_models import SubjectPack
from lacrecords.subject_access.release_models import (
    AccessEnded,
    HarmCheck,
    Release,
    ReleaseAsked,
    ReleaseReturned,
)


def harm_of(pack: SubjectPack | None) -> HarmCheck | None:
    """The newest answer on serious harm for this pack."""
    if pack is None:
        return None
    found = select(HarmCheck).where(HarmCheck.pack_id == pack.id).order_by(HarmCheck.id.desc())
    return db.session.scalars(found).first()


def asked_of(pack: SubjectPack | None) -> dict[str, Any]:
    """Whether the pack waits for a second person, or was given back by one."""
    asked = returned = None
    if pack is not None:
        found = select(ReleaseAsked).where(ReleaseAsked.pack_id == pack.id)
        asked = db.session.scalars(found.order_by(ReleaseAsked.id.desc())).first()
    if asked is not None:
        back = select(ReleaseReturned).where(ReleaseReturned.asked_id == asked.id)
        returned = db.session.scalar(back)
        if returned or db.session.scalar(select(exists().where(Release.asked_id == asked.id))):
            asked = None
    return {"open_ask": asked, "returned": returned}


def end_asked_of(request_id: int, ended: AccessEnded | None) -> dict[str, Any]:
    """Whether an end waits for a second person, or was given back by one."""
    found = select(EndAsked).where(EndAsked.request_id == request_id)
    asked = db.session.scalars(found.order_by(EndAsked.id.desc())).first()
    returned = None
    if asked is not None:
        back = select(EndReturned).where(EndReturned.asked_id == asked.id)
        returned = db.session.scalar(back)
    waits = returned is None and ended is None
    return {"end_ask": asked if waits else None, "end_returned": returned}
