"""What we send to our own people: notifications and tasks, from outbox to follow-up."""
