"""Pages of this slice. Views stay short: one form, one service, one page."""

from __future__ import annotations

from flask import Blueprint

children = Blueprint("children", __name__)
