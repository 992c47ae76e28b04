"""Reference data at `/admin`: teams, agencies, other authorities, on Flask-Admin.

Never a child, an enquiry or the trail: no model of theirs is registered here.
"""

from lacrecords.admin.setting_up import init_admin

__all__ = ["init_admin"]
