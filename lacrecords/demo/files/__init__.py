"""The demo's people as files: a register, a folder of the national dataset, enquiries, answers."""
