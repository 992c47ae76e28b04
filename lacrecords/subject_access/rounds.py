"""The rounds of a request: the first until its release, and one for each further pack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, select

from lacrecords.database import db
from lacrecords.rules.subject_access_further import Anew, asked_anew
from lacrecords.subject_access.further_models import FurtherPack
from lacrecords.subject_access.pack_models import SubjectPack
from lacrecords.subject_access.release_models import AccessDocument, AccessEnded, Release


@dataclass(frozen=True, slots=True)
class Round:
    """Where a request is: its newest further pack (None: the first), and its release if any."""

    further: FurtherPack | None
    release: Release | None
    next_opened_at: datetime | None = None
    """When the next round was opened; None: this is the newest."""

    @property
    def anew(self) -> Anew:
        """What counts only where it was done in this round."""
        return asked_anew(self.further.why if self.further else None)

    @property
    def opened_at(self) -> datetime | None:
        """When the request was opened again."""
        return self.further.opened_at if self.further else None

    def holds(self, moment: datetime) -> bool:
        """Whether something was done in this round."""
        after = self.opened_at is None or moment > self.opened_at
        return after and (self.next_opened_at is None or moment <= self.next_opened_at)

    def since(self, is_anew: bool) -> datetime | None:
        """The moment after which something counts, where it is done anew."""
        return self.opened_at if is_anew else None


@dataclass(frozen=True, slots=True)
class PastRelease:
    """One release with what was issued: number, reason where it is a further one."""

    number: int
    release: Release
    further: FurtherPack | None
    document: AccessDocument | None


def furthers_of(request_id: int) -> list[FurtherPack]:
    """Every further pack that was opened, in order."""
    found = select(FurtherPack).where(FurtherPack.request_id == request_id)
    return list(db.session.scalars(found.order_by(FurtherPack.number)))


def releases_of(request_id: int) -> list[Release]:
    """Every release, in order."""
    found = select(Release).where(Release.request_id == request_id).order_by(Release.id)
    return list(db.session.scalars(found))


def this_round(request_id: int) -> Round:
    """The round in which the request is now."""
    furthers, releases = furthers_of(request_id), releases_of(request_id)
    release = releases[-1] if len(releases) > len(furthers) else None
    return Round(furthers[-1] if furthers else None, release)


def first_round(request_id: int) -> Round:
    """The round in which the request was first answered, or is still."""
    furthers, releases = furthers_of(request_id), releases_of(request_id)
    opened_at = furthers[0].opened_at if furthers else None
    return Round(None, releases[0] if releases else None, opened_at)


def round_of_pack(pack: SubjectPack) -> FurtherPack | None:
    """For which further pack this one was assembled; None: for the first."""
    before = [one for one in furthers_of(pack.request_id) if one.opened_at < pack.assembled_at]
    return before[-1] if before else None


def past_releases(request_id: int) -> tuple[PastRelease, ...]:
    """Every release with its document, in order."""
    documents = {
        row.release_id: row
        for row in db.session.scalars(
            select(AccessDocument).where(AccessDocument.request_id == request_id)
        )
    }
    furthers = {one.number: one for one in furthers_of(request_id)}
    return tuple(
        PastRelease(number, one, furthers.get(number), documents.get(one.id))
        for number, one in enumerate(releases_of(request_id), 1)
    )


def is_answered(request_id: Any) -> ColumnElement[bool]:
    """It was released, and not opened again since."""
    opened = exists().where(FurtherPack.release_id == Release.id)
    return exists().where(Release.request_id == request_id, ~opened)


def has_ended(request_id: Any) -> ColumnElement[bool]:
    """It ended without a pack."""
    return exists().where(AccessEnded.request_id == request_id)


def is_over(request_id: Any) -> ColumnElement[bool]:
    """It was released or has ended, and nothing is changed in it."""
    return is_answered(request_id) | has_ended(request_id)
