"""lacrecords: the designated manager's register of children and log of enquiries."""
