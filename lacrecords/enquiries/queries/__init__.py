"""Reading enquiries into frozen values for the pages."""
