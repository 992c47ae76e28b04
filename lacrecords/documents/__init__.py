"""Documents as they were given, kept with a decision whether to share or with a request."""
