"""Lists: many children looked up at once, for the manager, with a purpose or under an enquiry."""
