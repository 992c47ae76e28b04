"""What our own people were told and were to do about the person: for the pack."""

from __future__ import annotations

from lacrecords.subject_access.pack_source import below, plain

NOTIFICATIONS = plain(
    "notifications",
    "What our own people were told",
    grows=True,
    child_id="child_ids",
    enquired_child_id="enquired_child_ids",
    enquiry_id="every_enquiry_id",
)

SOURCES = (
    NOTIFICATIONS,
    plain(
        "joined_notices",
        "What they were told besides",
        grows=True,
        child_id="child_ids",
        enquired_child_id="enquired_child_ids",
    ),
    below("acknowledgements", "Who has read it", "notification_id", NOTIFICATIONS, grows=True),
    below("follow_ups", "What was done then", "notification_id", NOTIFICATIONS, grows=True),
    below("delivery_attempts", "How it was sent", "notification_id", NOTIFICATIONS, grows=True),
    plain(
        "tasks",
        "Tasks",
        grows=True,
        child_id="child_ids",
        enquired_child_id="enquired_child_ids",
        enquiry_id="every_enquiry_id",
    ),
)
"""Each table, under its heading."""
