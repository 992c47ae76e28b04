"""The work of an enquiry, one verb a file. Services flush; the caller's transaction commits."""
