"""The register: each child, and every dated fact recorded of them."""
