"""Files in and out: the register import, lists and exports."""
