"""Who is addressed at this moment, by the figures and office hours of this application."""

from __future__ import annotations

from datetime import datetime

from flask import current_app

from lacrecords.clocks import is_out_of_hours, local_date
from lacrecords.notifications.routing import Recipient, reachable
from lacrecords.procedure import Procedure


def this_procedure() -> Procedure:
    """The figures of this authority, as the application was started with them."""
    procedure: Procedure = current_app.extensions["lacrecords_procedure"]
    return procedure


def someone_active(recipient: Recipient, now: datetime) -> Recipient:
    """The recipient if an active person stands behind it at this moment, else the stand-in."""
    return reachable(recipient, local_date(now), is_out_of_hours(this_procedure(), now))
