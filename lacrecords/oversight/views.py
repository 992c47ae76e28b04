"""Pages of this slice. Views stay short: one form, one service, one page."""

from __future__ import annotations

from flask import Blueprint

oversight = Blueprint("oversight", __name__)
