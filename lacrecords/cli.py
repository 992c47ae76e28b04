"""Every command of the program. A command parses its words and calls one service."""

from __future__ import annotations

import click


@click.group()
def main() -> None:
    """lacrecords: the register of children known to Children's Social Care, and who asks about them."""
