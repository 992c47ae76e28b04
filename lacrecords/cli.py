"""Every command of the program, gathered. A command parses its words and calls services."""

from __future__ import annotations

import click

from lacrecords.commands.begin import begin
from lacrecords.commands.check import check
from lacrecords.commands.database import database_group
from lacrecords.commands.demo import demo
from lacrecords.commands.duplicates import duplicates_group
from lacrecords.commands.export_register import export_group
from lacrecords.commands.find_children import find_children
from lacrecords.commands.import_agencies import agencies
from lacrecords.commands.import_register import import_group
from lacrecords.commands.index import index_group
from lacrecords.commands.people import people_group
from lacrecords.commands.plain_errors import PlainErrors
from lacrecords.commands.replay import enquiries_group
from lacrecords.commands.serve import serve
from lacrecords.commands.work import worker

COMMANDS: tuple[click.Command, ...] = (
    database_group,
    begin,
    serve,
    worker,
    check,
    import_group,
    export_group,
    duplicates_group,
    enquiries_group,
    find_children,
    index_group,
    people_group,
    demo,
)


@click.group(cls=PlainErrors, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """The register of children known to Children's Social Care, and who asks about them."""


import_group.add_command(agencies)
for command in COMMANDS:
    main.add_command(command)

if __name__ == "__main__":
    main()
